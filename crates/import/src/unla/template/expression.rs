//! Pipelines as Jinja expressions.

use super::parse::{Command, Node, Operand, Pipeline};
use super::write::literal;
use std::collections::{BTreeMap, BTreeSet};

/// What a template is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    /// A request: the response is not known.
    Request,
    /// A result.
    Response,
}

/// What a template stands in, and what it turned out to use.
#[derive(Debug)]
pub(crate) struct Context<'c> {
    pub(crate) scope: Scope,
    /// The declared arguments. One that is absent is the empty text, as Unla fills it in.
    pub(crate) arguments: &'c BTreeSet<String>,
    /// `.Config`, as templates.
    pub(crate) config: &'c BTreeMap<String, Vec<Node>>,
    /// Known values of environment variables.
    pub(crate) environment: &'c BTreeMap<String, String>,
    /// The arguments that are used, declared or not.
    pub(crate) used: BTreeSet<String>,
    /// What is absent is `null`, as it is written as JSON.
    pub(super) writes_json: bool,
    /// Headers of the client that are used, in lower case.
    pub(crate) headers: BTreeSet<String>,
    /// What the dot is, innermost last; none at the top.
    pub(super) dots: Vec<String>,
    /// The variables that are set.
    pub(super) variables: Vec<String>,
}

impl<'c> Context<'c> {
    pub(crate) fn new(
        scope: Scope,
        arguments: &'c BTreeSet<String>,
        config: &'c BTreeMap<String, Vec<Node>>,
        environment: &'c BTreeMap<String, String>,
    ) -> Self {
        Self {
            scope,
            arguments,
            config,
            environment,
            used: BTreeSet::new(),
            writes_json: false,
            headers: BTreeSet::new(),
            dots: Vec::new(),
            variables: Vec::new(),
        }
    }

    /// An expression; `asks` where it only asks whether there is something.
    ///
    /// # Errors
    /// What has no counterpart.
    pub(super) fn pipeline(&mut self, pipeline: &Pipeline, asks: bool) -> Result<String, String> {
        let mut value: Option<String> = None;
        for command in pipeline {
            value = Some(self.command(command, value, asks)?);
        }
        value.ok_or_else(|| "an expression is empty".to_owned())
    }

    fn command(
        &mut self,
        command: &Command,
        piped: Option<String>,
        asks: bool,
    ) -> Result<String, String> {
        let (first, arguments) = command.split_first().ok_or("an expression is empty")?;
        let Operand::Function(name) = first else {
            return match (arguments, piped) {
                ([], None) => self.operand(first, asks),
                _ => Err("a value that is no function is called".to_owned()),
            };
        };
        match name.as_str() {
            "index" => return self.index(arguments, asks),
            "safeGet" | "safeGetOr" => return self.safe_get(name, arguments),
            "env" => return self.environment(arguments),
            _ => {}
        }
        let ask = matches!(
            name.as_str(),
            "and" | "or" | "not" | "empty" | "default" | "ternary"
        );
        let mut values = Vec::new();
        let was_json = self.writes_json;
        self.writes_json |= name.eq_ignore_ascii_case("tojson");
        for argument in arguments {
            values.push(self.operand(argument, asks || ask)?);
        }
        self.writes_json = was_json;
        values.extend(piped);
        function(name, &values)
    }

    fn operand(&mut self, operand: &Operand, asks: bool) -> Result<String, String> {
        match operand {
            Operand::Field(path) => match self.dots.last() {
                Some(dot) => Ok(with_fields(dot.clone(), path)),
                None => self.root(path, asks),
            },
            Operand::Variable(name, path) if name.is_empty() => self.root(path, asks),
            Operand::Variable(name, path) if self.variables.contains(name) => {
                Ok(with_fields(variable(name), path))
            }
            Operand::Variable(name, _) => Err(format!("there is no variable `${name}`")),
            Operand::Text(text) => Ok(literal(text)),
            Operand::Number(number) => Ok(number.clone()),
            Operand::Constant(name) => Ok((*name).to_owned()),
            Operand::Function(_) => self.command(&vec![operand.clone()], None, asks),
            Operand::Group(inner, path) => {
                let inner = self.pipeline(inner, asks && path.is_empty())?;
                Ok(with_fields(format!("({inner})"), path))
            }
        }
    }

    /// A field of what a template is given.
    fn root(&mut self, path: &[String], asks: bool) -> Result<String, String> {
        let names: Vec<&str> = path.iter().map(String::as_str).collect();
        let known = match names.as_slice() {
            ["Args"] => "args".to_owned(),
            ["Args", inner @ ..] => {
                let expression = with_fields("args".to_owned(), inner);
                self.used
                    .extend(inner.first().map(|name| (*name).to_owned()));
                let is_declared = matches!(inner, [name] if self.arguments.contains(*name));
                let absent = if is_declared { "''" } else { self.nothing() };
                return Ok(or_absent(expression, absent, asks));
            }
            ["Config", name] => return self.config(name, asks),
            ["Request", "Headers", name] => return Ok(self.header(name, asks)),
            ["Response", "Data", inner @ ..] if self.scope == Scope::Response => {
                let expression = with_fields("response.json".to_owned(), inner);
                let absent = if inner.is_empty() { "" } else { self.nothing() };
                return Ok(or_absent(expression, absent, asks));
            }
            ["Response", "Body"] if self.scope == Scope::Response => "response.text".to_owned(),
            ["Env", name] => return self.environment(&[Operand::Text((*name).to_owned())]),
            _ => return Err(format!("`.{}` is not known here", path.join("."))),
        };
        Ok(known)
    }

    /// What stands for something that is not there.
    fn nothing(&self) -> &'static str {
        if self.writes_json {
            "none"
        } else {
            "'<no value>'"
        }
    }

    fn config(&mut self, name: &str, asks: bool) -> Result<String, String> {
        let Some(nodes) = self.config.get(name) else {
            return Ok(literal(if asks { "" } else { "<no value>" }));
        };
        let mut parts = Vec::new();
        for node in nodes {
            match node {
                Node::Text(text) => parts.push(literal(text)),
                // Values of the configuration do not use the configuration again.
                Node::Show(pipeline) => {
                    let dots = std::mem::take(&mut self.dots);
                    let part = self.pipeline(pipeline, false);
                    self.dots = dots;
                    parts.push(format!("({})", part?));
                }
                _ => return Err(format!("`.Config.{name}` has blocks")),
            }
        }
        Ok(match parts.as_slice() {
            [] => literal(""),
            [one] => one.clone(),
            _ => format!("({})", parts.join(" ~ ")),
        })
    }

    fn header(&mut self, name: &str, asks: bool) -> String {
        let name = name.to_ascii_lowercase();
        let expression = format!("request.headers[{}]", literal(&name));
        self.headers.insert(name);
        or_absent(expression, "'<no value>'", asks)
    }

    fn environment(&self, arguments: &[Operand]) -> Result<String, String> {
        let [Operand::Text(name)] = arguments else {
            return Err("`env` has one text".to_owned());
        };
        self.environment.get(name).map(|value| literal(value)).ok_or_else(|| {
            format!("it uses the environment variable `{name}`, which only a secret of an upstream can")
        })
    }

    fn index(&mut self, arguments: &[Operand], asks: bool) -> Result<String, String> {
        let (first, keys) = arguments.split_first().ok_or("`index` has no arguments")?;
        let headers = ["Request", "Headers"];
        if let (Operand::Field(path), [Operand::Text(name)]) = (first, keys)
            && path.iter().map(String::as_str).eq(headers)
            && self.dots.is_empty()
        {
            let name = name.to_ascii_lowercase();
            let expression = format!("request.headers[{}]", literal(&name));
            self.headers.insert(name);
            // Go's zero value.
            return Ok(or_absent(expression, "''", asks));
        }
        let mut expression = match first {
            Operand::Field(path) if self.dots.is_empty() => match path.as_slice() {
                [first, inner @ ..] if first == "Args" => {
                    self.used.extend(inner.first().cloned());
                    with_fields("args".to_owned(), inner)
                }
                [first, second, inner @ ..] if first == "Response" && second == "Data" => {
                    with_fields("response.json".to_owned(), inner)
                }
                _ => return Err("`index` is of something that is not known here".to_owned()),
            },
            other => self.operand(other, true)?,
        };
        for key in keys {
            let key = self.operand(key, false)?;
            expression = format!("{expression}[{key}]");
        }
        Ok(or_absent(expression, "''", asks))
    }

    /// `safeGet "A.b.0" .`
    fn safe_get(&mut self, name: &str, arguments: &[Operand]) -> Result<String, String> {
        let (path, default) = match (name, arguments) {
            ("safeGet", [Operand::Text(path), Operand::Field(dot)]) if dot.is_empty() => {
                (path, None)
            }
            ("safeGetOr", [Operand::Text(path), Operand::Field(dot), default])
                if dot.is_empty() =>
            {
                (path, Some(default))
            }
            _ => {
                return Err(format!(
                    "`{name}` is used otherwise than with a fixed path and `.`"
                ));
            }
        };
        let mut parts = path.split('.').filter(|part| !part.is_empty());
        let mut expression = match (parts.next(), self.scope) {
            (Some("Args"), _) => "args".to_owned(),
            (Some("Response"), Scope::Response) => match parts.next() {
                Some("Data") => "response.json".to_owned(),
                _ => return Err(format!("`{path}` is not known here")),
            },
            _ => return Err(format!("`{path}` is not known here")),
        };
        let inner: Vec<&str> = parts.collect();
        if expression == "args" {
            self.used
                .extend(inner.first().map(|name| (*name).to_owned()));
        }
        expression = with_fields(expression, &inner);
        let default = match default {
            Some(default) => self.operand(default, false)?,
            None => "none".to_owned(),
        };
        Ok(format!("({expression} | default({default}))"))
    }
}

/// What a Go function or one of sprig is in Jinja.
fn function(name: &str, values: &[String]) -> Result<String, String> {
    let filter = |filter: &str| match values {
        [value] => Ok(format!("({value} | {filter})")),
        _ => Err(format!("`{name}` has one argument")),
    };
    let infix = |sign: &str| match values {
        [a, b] => Ok(format!("({a} {sign} {b})")),
        _ => Err(format!("`{name}` has two arguments")),
    };
    match (name, values) {
        ("toJSON" | "toJson", _) => filter("tojson"),
        ("toString", _) => filter("string"),
        ("quote", _) => filter("string | tojson"),
        ("upper" | "lower" | "trim" | "first" | "last", _) => filter(name),
        ("len", _) => filter("length"),
        ("int" | "int64", _) => filter("int"),
        ("not", [value]) => Ok(format!("(not {value})")),
        ("empty", [value]) => Ok(format!("(not {value})")),
        ("eq", _) => infix("=="),
        ("ne", _) => infix("!="),
        ("lt", _) => infix("<"),
        ("le", _) => infix("<="),
        ("gt", _) => infix(">"),
        ("ge", _) => infix(">="),
        ("and" | "or", [_, _, ..]) => Ok(format!("({})", values.join(&format!(" {name} ")))),
        // sprig's `default` looks at emptiness, as `or` does.
        ("default", [default, value]) => Ok(format!("({value} or {default})")),
        ("ternary", [yes, no, test]) => Ok(format!("({yes} if {test} else {no})")),
        ("join", [separator, list]) => Ok(format!("({list} | join({separator}))")),
        ("replace", [old, new, text]) => Ok(format!("({text} | replace({old}, {new}))")),
        ("print", [value]) => Ok(value.clone()),
        _ => Err(format!("the function `{name}` has no counterpart")),
    }
}

/// The Jinja name of `$name`.
pub(super) fn variable(name: &str) -> String {
    format!("var_{name}")
}

fn or_absent(expression: String, absent: &str, asks: bool) -> String {
    if asks || absent.is_empty() {
        return expression;
    }
    format!("({expression} | default({absent}))")
}

fn with_fields<S: AsRef<str>>(mut expression: String, path: &[S]) -> String {
    for name in path {
        let name = name.as_ref();
        let is_identifier = name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
            && !name.bytes().next().is_none_or(|byte| byte.is_ascii_digit());
        if is_identifier {
            expression.push_str(&format!(".{name}"));
        } else if name.bytes().all(|byte| byte.is_ascii_digit()) && !name.is_empty() {
            expression.push_str(&format!("[{name}]"));
        } else {
            expression.push_str(&format!("[{}]", literal(name)));
        }
    }
    expression
}
