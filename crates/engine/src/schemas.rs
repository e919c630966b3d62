//! The schemas of a tool, which its arguments and its structured results are checked against.

use portico_config::FieldError;
use portico_schema::{Schema, Violation};
use std::cell::OnceCell;
use std::ops::Range;

/// The schemas of a tool. They are compiled when the tool is first called: most tools of a large
/// server never are, and a compiled schema takes several times the memory of its text.
#[derive(Debug)]
pub(crate) struct Schemas {
    /// The tool as it is listed, which holds the texts of the schemas.
    json: Box<str>,
    input: Lazy,
    output: Option<Lazy>,
}

#[derive(Debug, Default)]
struct Lazy {
    text: Range<usize>,
    compiled: OnceCell<Option<Box<Schema>>>,
}

/// What stands before the schema of a tool's arguments. In no text before it are these characters,
/// as there the quotes would be escaped.
const INPUT: &str = "\"inputSchema\":";
/// What stands between it and the output schema.
const OUTPUT: &str = ",\"outputSchema\":";

impl Schemas {
    /// The schemas in `json`, a tool as MCP lists it: `input` and, right after it, `output` are their
    /// texts in it. Both are compiled once, to be dropped.
    ///
    /// # Errors
    /// The first error of a schema, with its path in the tool's document.
    pub(crate) fn new(
        json: Box<str>,
        input: &str,
        output: Option<&str>,
    ) -> Result<Self, FieldError> {
        compiles(input).map_err(|error| error.under("inputSchema"))?;
        if let Some(output) = output {
            compiles(output).map_err(|error| error.under("outputSchema"))?;
        }
        let start = json.find(INPUT).map_or(0, |at| at + INPUT.len());
        let input = Lazy::at(start, input);
        Ok(Self {
            output: output.map(|output| Lazy::at(input.text.end + OUTPUT.len(), output)),
            input,
            json,
        })
    }

    /// The tool as it is listed.
    pub(crate) fn json(&self) -> &str {
        &self.json
    }

    /// Fills defaults into the arguments of a call, and checks them. `None` where there are none to
    /// fill in.
    ///
    /// # Errors
    /// What is wrong, for a model.
    pub(crate) fn complete(&self, arguments: &str) -> Result<Option<String>, String> {
        let Some(schema) = self.input.get(&self.json) else {
            return Err("The input schema of this tool cannot be used.".to_owned());
        };
        schema.complete(arguments).map_err(|violations| {
            in_words("The arguments do not fit the tool's schema", &violations)
        })
    }

    /// Checks structured content.
    ///
    /// # Errors
    /// What is wrong, for a model.
    pub(crate) fn check_output(&self, json: &str) -> Result<(), String> {
        let schema = self.output.as_ref().and_then(|lazy| lazy.get(&self.json));
        let violations = schema.map_or_else(Vec::new, |schema| schema.check(json));
        if violations.is_empty() {
            return Ok(());
        }
        Err(in_words(
            "The upstream's answer does not fit the tool's output schema",
            &violations,
        ))
    }
}

impl Lazy {
    fn at(start: usize, schema: &str) -> Self {
        Self {
            text: start..start + schema.len(),
            compiled: OnceCell::new(),
        }
    }

    fn get(&self, json: &str) -> Option<&Schema> {
        let compile = || {
            let schema = Schema::compile(json.get(self.text.clone())?).ok()?;
            Some(Box::new(schema))
        };
        self.compiled.get_or_init(compile).as_deref()
    }
}

fn compiles(schema: &str) -> Result<(), FieldError> {
    let errors = match Schema::compile(schema) {
        Ok(_) => return Ok(()),
        Err(errors) => errors,
    };
    let first = errors.into_iter().next();
    Err(first.map_or_else(
        || FieldError::new("", "cannot be used"),
        |error| FieldError::new(error.path, error.message),
    ))
}

/// One sentence, or a list of several.
fn in_words(what: &str, violations: &[Violation]) -> String {
    if let [only] = violations {
        return format!("{what}: {}.", only.message);
    }
    let mut text = format!("{what}:");
    for violation in violations {
        text.push_str("\n- ");
        text.push_str(&violation.message);
    }
    text
}
