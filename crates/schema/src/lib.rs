//! JSON Schema for tools: checks arguments and results, in terms that a language model can act on.
//!
//! Small enough for the filter, and safe to run on what anybody sends: numbers are compared exactly,
//! nothing is fetched, and neither a schema nor a value can make a check recurse or run without
//! bound. Draft 2020-12, and older drafts back to 4 where `$schema` names them. A schema that needs
//! more than this is refused when it is compiled. `format` and the `content…` keywords say something
//! about a value without being checked.

mod check;
mod compile;
mod defaults;
mod describe;
mod error;
mod kind;
mod regex;
mod rule;

pub use error::{SchemaError, Violation};
pub use portico_json::{Document, Size};

use portico_json::Tape;
use rule::Rules;

/// A compiled schema.
#[derive(Debug)]
pub struct Schema(Rules);

impl Schema {
    /// Compiles the text of a schema.
    ///
    /// # Errors
    /// Everything that keeps the schema from being checked, each with its path, at most 20: no JSON,
    /// keywords with wrong values, references that lead nowhere, out of the schema or round in a
    /// circle, editions that are not known, regular expressions that are wrong or need what is not
    /// supported (lookaround, back references, `\p`).
    pub fn compile(text: &str) -> Result<Self, Vec<SchemaError>> {
        compile::compile(text).map(Self)
    }

    /// Fills in defaults and checks the result: [`Self::with_defaults`] and [`Self::check`], without
    /// reading the text again where there is nothing to fill in.
    ///
    /// # Errors
    /// What is wrong with the value, defaults included.
    pub fn complete(&self, document: &Document<'_>) -> Result<Option<String>, Vec<Violation>> {
        let (text, tape) = (document.text(), document.tape());
        let filled = defaults::fill(&self.0, text, tape.with(text));
        let violations = match &filled {
            Some(filled) => self.check(filled),
            None => check::check(&self.0, tape.with(text), (tape.count(), text.len())),
        };
        if violations.is_empty() {
            Ok(filled)
        } else {
            Err(violations)
        }
    }

    /// What is wrong with a JSON value, given as text; at most 10 violations. Empty where it
    /// conforms. A text that is no JSON, that has a key twice in one object or is nested more than
    /// 128 deep has one violation.
    pub fn check(&self, json: &str) -> Vec<Violation> {
        match Tape::parse(json) {
            Ok(tape) => check::check(&self.0, tape.with(json), (tape.count(), json.len())),
            Err(error) => vec![Violation {
                path: String::new(),
                message: format!("the value cannot be read as JSON: {}", error.message),
            }],
        }
    }

    /// The JSON value with the `default` of each absent member, in it and in the objects that it
    /// holds. `None` where nothing is to be filled in, or the text is no JSON. What is there already
    /// stays as it was written.
    pub fn with_defaults(&self, json: &str) -> Option<String> {
        let tape = Tape::parse(json).ok()?;
        defaults::fill(&self.0, json, tape.with(json))
    }
}
