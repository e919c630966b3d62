//! JSON Schemas of tools, as far as the gateway itself relies on them, and other raw JSON.

use crate::mirror;
use crate::schema::{parts, read};
use portico_rest::{FieldError, RawJson};
use serde_json::Value;

/// `inputSchema`: an object schema whose root says `type: object`.
pub(super) fn input(schema: &RawJson) -> Vec<FieldError> {
    let value = match read(schema) {
        Ok(value) => value,
        Err(error) => return vec![error],
    };
    match value.get("type") {
        Some(Value::String(kind)) if kind == "object" => {
            let mut errors = references(&value);
            errors.extend(mirror::in_schema(&value).err().unwrap_or_default());
            errors
        }
        Some(_) => vec![FieldError::new(
            "type",
            "set it to `object`: a tool's arguments are an object",
        )],
        None if value.is_object() => vec![FieldError::new("", "add `type: object`")],
        None => vec![FieldError::new(
            "",
            "this is no schema of an object: write `type: object` and `properties`",
        )],
    }
}

/// `outputSchema`: an object or a boolean schema.
pub(super) fn output(schema: &RawJson) -> Vec<FieldError> {
    match read(schema) {
        Ok(value) if value.is_object() || value.is_boolean() => references(&value),
        Ok(_) => vec![FieldError::new(
            "",
            "this is no JSON Schema: write an object such as `type: object`",
        )],
        Err(error) => vec![error],
    }
}

/// JSON that MCP wants to be an object.
pub(super) fn object(json: &RawJson) -> Result<(), String> {
    // The text is known to be valid JSON, so its first character tells what it is.
    if json.get().trim_start().starts_with('{') {
        return Ok(());
    }
    Err("this is not an object: write fields with values".to_owned())
}

/// Keywords that refer to another schema.
const REFERENCES: [&str; 2] = ["$ref", "$dynamicRef"];

/// An error for each reference in `schema` that leaves it: nothing is ever fetched to check
/// arguments (MCP 2026-07-28, basic, "JSON Schema Usage").
fn references(schema: &Value) -> Vec<FieldError> {
    let leaves = |target: &Value| {
        target
            .as_str()
            .is_some_and(|target| !target.starts_with('#'))
    };
    let mut errors = Vec::new();
    for part in parts(schema) {
        for keyword in REFERENCES {
            if part.keywords.get(keyword).is_some_and(leaves) {
                let message =
                    "refer to a part of this schema (`#/$defs/…`): others are not fetched";
                errors.push(FieldError::new(keyword, message).under(&part.place));
            }
        }
    }
    errors
}
