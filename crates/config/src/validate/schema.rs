//! JSON Schemas of tools, which calls are checked against, and other raw JSON.

use crate::mirror::mirrored;
use portico_rest::{FieldError, RawJson};
use portico_schema::Schema;
use serde::Deserialize;
use serde_json::value::RawValue;

/// `inputSchema`: an object schema whose root says `type: object`.
pub(super) fn input(schema: &RawJson) -> Vec<FieldError> {
    if object(schema).is_err() {
        return vec![FieldError::new(
            "",
            "this is no schema of an object: write `type: object` and `properties`",
        )];
    }
    let mut errors = compile(schema);
    let root: Result<Root<'_>, _> = serde_json::from_str(schema.get());
    match root.map(|root| root.root_type.map(RawValue::get)) {
        Ok(Some("\"object\"")) => errors.extend(mirrored(schema).err().unwrap_or_default()),
        Ok(Some(_)) => errors.push(FieldError::new(
            "type",
            "set it to `object`: a tool's arguments are an object",
        )),
        Ok(None) => errors.push(FieldError::new("", "add `type: object`")),
        // Only what is an error already: a key that stands there twice.
        Err(_) => {}
    }
    errors
}

/// `outputSchema`: an object or a boolean schema.
pub(super) fn output(schema: &RawJson) -> Vec<FieldError> {
    compile(schema)
}

/// The root of a schema, as far as a tool's arguments are concerned.
#[derive(Deserialize)]
#[serde(expecting = "an object")]
struct Root<'a> {
    #[serde(rename = "type", borrow)]
    root_type: Option<&'a RawValue>,
}

/// What keeps a schema from being checked.
fn compile(schema: &RawJson) -> Vec<FieldError> {
    let errors = Schema::compile(schema.get()).err().unwrap_or_default();
    let errors = errors.into_iter();
    errors
        .map(|error| FieldError::new(error.path, error.message))
        .collect()
}

/// JSON that MCP wants to be an object.
pub(super) fn object(json: &RawJson) -> Result<(), String> {
    // The text is known to be valid JSON, so its first character tells what it is.
    if json.get().trim_start().starts_with('{') {
        return Ok(());
    }
    Err("this is not an object: write fields with values".to_owned())
}
