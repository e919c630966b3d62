//! The schemas of a tool, which its arguments and its structured results are checked against.

use portico_schema::{Document, Schema, Violation};
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
    /// texts in it. They were found to be right before: the inline configuration by the checks of
    /// all documents, what a control plane sends by the same checks there.
    pub(crate) fn new(json: Box<str>, input: &str, output: Option<&str>) -> Self {
        let start = json.find(INPUT).map_or(0, |at| at + INPUT.len());
        let input = Lazy::at(start, input);
        Self {
            output: output.map(|output| Lazy::at(input.text.end + OUTPUT.len(), output)),
            input,
            json,
        }
    }

    /// The tool as it is listed.
    pub(crate) fn json(&self) -> &str {
        &self.json
    }

    /// Fills defaults into the arguments of a call, and checks them. `None` where there are none to
    /// fill in. `document` is the text, read, where that can be done.
    ///
    /// # Errors
    /// What is wrong, for a model.
    pub(crate) fn complete(
        &self,
        text: &str,
        document: Option<&Document<'_>>,
    ) -> Result<Option<String>, String> {
        let Some(schema) = self.input.get(&self.json) else {
            return Err("The input schema of this tool cannot be used.".to_owned());
        };
        let completed = match document {
            Some(document) => schema.complete(document),
            None => Err(schema.check(text)),
        };
        completed.map_err(|violations| {
            in_words("The arguments do not fit the tool's schema", &violations)
        })
    }

    /// Checks structured content.
    ///
    /// # Errors
    /// What is wrong, for a model.
    pub(crate) fn check_output(&self, json: &str) -> Result<(), String> {
        let Some(output) = &self.output else {
            return Ok(());
        };
        let Some(schema) = output.get(&self.json) else {
            return Err("The output schema of this tool cannot be used.".to_owned());
        };
        let violations = schema.check(json);
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
