//! Templates as Jinja.

use super::expression::{Context, variable};
use super::parse::{Node, Operand, Pipeline};

/// The template as Jinja. In one that makes JSON, an expression outside quotes writes a JSON value by
/// itself.
///
/// # Errors
/// What has no counterpart.
pub(crate) fn jinja(
    nodes: &[Node],
    makes_json: bool,
    context: &mut Context<'_>,
) -> Result<String, String> {
    let mut writer = Writer {
        out: String::new(),
        makes_json,
        in_string: false,
        escaped: false,
    };
    writer.nodes(nodes, context)?;
    Ok(writer.out)
}

/// A text as Jinja writes it in an expression.
pub(crate) fn literal(text: &str) -> String {
    let mut out = String::from("'");
    for c in text.chars() {
        match c {
            '\'' => out.push_str("\\'"),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c => out.push(c),
        }
    }
    out.push('\'');
    out
}

/// The argument that a template shows, if that is all that it does.
pub(crate) fn plain_argument(nodes: &[Node]) -> Option<&str> {
    let [Node::Show(pipeline)] = nodes else {
        return None;
    };
    match pipeline.as_slice() {
        [command] => match command.as_slice() {
            [Operand::Field(path)] => match path.as_slice() {
                [args, name] if args == "Args" => Some(name),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    }
}

struct Writer {
    out: String,
    makes_json: bool,
    /// Whether the text so far has left a JSON string open.
    in_string: bool,
    escaped: bool,
}

impl Writer {
    fn nodes(&mut self, nodes: &[Node], context: &mut Context<'_>) -> Result<(), String> {
        let known = context.variables.len();
        for node in nodes {
            self.node(node, context)?;
        }
        context.variables.truncate(known);
        Ok(())
    }

    fn node(&mut self, node: &Node, context: &mut Context<'_>) -> Result<(), String> {
        match node {
            Node::Text(text) => self.text(text),
            Node::Show(pipeline) => {
                let expression = self.shown(pipeline, context)?;
                self.out.push_str(&format!("{{{{ {expression} }}}}"));
            }
            Node::Set(name, pipeline) => {
                let expression = context.pipeline(pipeline, false)?;
                let own = variable(name);
                self.out
                    .push_str(&format!("{{% set {own} = {expression} %}}"));
                context.variables.push(name.clone());
            }
            Node::If(branches, otherwise) => {
                let mut keyword = "if";
                for (condition, body) in branches {
                    let condition = context.pipeline(condition, true)?;
                    self.out.push_str(&format!("{{% {keyword} {condition} %}}"));
                    self.nodes(body, context)?;
                    keyword = "elif";
                }
                self.otherwise(otherwise, context)?;
                self.out.push_str("{% endif %}");
            }
            Node::With(pipeline, body, otherwise) => {
                let value = context.pipeline(pipeline, true)?;
                self.out.push_str(&format!("{{% if {value} %}}"));
                self.inside(value, body, context)?;
                self.otherwise(otherwise, context)?;
                self.out.push_str("{% endif %}");
            }
            Node::Range(names, pipeline, body, otherwise) => {
                let list = context.pipeline(pipeline, true)?;
                let item = format!("item{}", context.dots.len());
                let known = context.variables.len();
                self.out.push_str(&format!("{{% for {item} in {list} %}}"));
                if let [names @ .., element] = names.as_slice() {
                    if let [index] = names {
                        let own = variable(index);
                        self.out
                            .push_str(&format!("{{% set {own} = loop.index0 %}}"));
                        context.variables.push(index.clone());
                    }
                    let own = variable(element);
                    self.out.push_str(&format!("{{% set {own} = {item} %}}"));
                    context.variables.push(element.clone());
                }
                self.inside(item, body, context)?;
                context.variables.truncate(known);
                self.otherwise(otherwise, context)?;
                self.out.push_str("{% endfor %}");
            }
        }
        Ok(())
    }

    /// A body with another dot.
    fn inside(
        &mut self,
        dot: String,
        body: &[Node],
        context: &mut Context<'_>,
    ) -> Result<(), String> {
        context.dots.push(dot);
        let written = self.nodes(body, context);
        context.dots.pop();
        written
    }

    fn otherwise(&mut self, nodes: &[Node], context: &mut Context<'_>) -> Result<(), String> {
        if nodes.is_empty() {
            return Ok(());
        }
        self.out.push_str("{% else %}");
        self.nodes(nodes, context)
    }

    /// The expression of an action. Outside the quotes of JSON, what Unla writes by `toJSON` is a value.
    fn shown(&self, pipeline: &Pipeline, context: &mut Context<'_>) -> Result<String, String> {
        if !self.makes_json || self.in_string {
            return context.pipeline(pipeline, false);
        }
        let unwrapped = match pipeline.as_slice() {
            [values @ .., last] if is_to_json(last) && !values.is_empty() => Some(values.to_vec()),
            [command] => match command.as_slice() {
                [Operand::Function(name), value] if name.eq_ignore_ascii_case("tojson") => {
                    Some(vec![vec![value.clone()]])
                }
                _ => None,
            },
            _ => None,
        };
        let was_json = std::mem::replace(&mut context.writes_json, unwrapped.is_some());
        let expression = context.pipeline(unwrapped.as_ref().unwrap_or(pipeline), false);
        context.writes_json = was_json;
        expression
    }

    fn text(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                _ if self.escaped => self.escaped = false,
                '\\' if self.in_string => self.escaped = true,
                '"' => self.in_string = !self.in_string,
                _ => {}
            }
        }
        // What would begin something in Jinja, by itself or with what comes next.
        let mut rest = text;
        let begins = |rest: &str| {
            let mut braces = rest.match_indices('{').map(|(at, _)| at);
            braces.find(|at| {
                rest.get(at + 1..)
                    .is_some_and(|tail| tail.is_empty() || tail.starts_with(['%', '#']))
            })
        };
        while let Some(at) = begins(rest) {
            let (before, tail) = rest.split_at_checked(at).unwrap_or((rest, ""));
            self.out.push_str(before);
            rest = tail.get(1..).unwrap_or_default();
            let is_bracket = rest.is_empty() && self.makes_json && !self.in_string;
            // A blank does nothing to JSON, and an expression would write a text.
            let brace = if is_bracket { "{ " } else { "{{ '{' }}" };
            self.out.push_str(brace);
        }
        self.out.push_str(rest);
    }
}

fn is_to_json(command: &[Operand]) -> bool {
    matches!(command, [Operand::Function(name)] if name.eq_ignore_ascii_case("tojson"))
}
