//! JSON Schemas of tools, as far as the gateway itself relies on them, and other raw JSON.

use super::under;
use portico_rest::{FieldError, RawJson};
use serde_json::Value;

/// `inputSchema`: an object schema whose root says `type: object`.
pub(super) fn input(schema: &RawJson) -> Vec<FieldError> {
    let value = match read(schema) {
        Ok(value) => value,
        Err(error) => return vec![error],
    };
    match value.get("type") {
        Some(Value::String(kind)) if kind == "object" => references(&value),
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

fn read(schema: &RawJson) -> Result<Value, FieldError> {
    serde_json::from_str(schema.get()).map_err(|_| {
        // It is valid JSON, so what is left is its depth or the size of a number.
        FieldError::new(
            "",
            "the schema is nested more than 128 deep, or a number in it is too large",
        )
    })
}

/// Keywords whose value is data, in which `$ref` means nothing.
const DATA: [&str; 4] = ["const", "default", "enum", "examples"];
/// Keywords whose value maps names, of any kind, to schemas.
const NAMED_SCHEMAS: [&str; 5] = [
    "$defs",
    "definitions",
    "dependentSchemas",
    "patternProperties",
    "properties",
];
/// Keywords that refer to another schema.
const REFERENCES: [&str; 2] = ["$ref", "$dynamicRef"];

/// An error for each reference in `schema` that leaves it: nothing is ever fetched to check
/// arguments (MCP 2026-07-28, basic, "JSON Schema Usage").
fn references(schema: &Value) -> Vec<FieldError> {
    match schema {
        Value::Object(fields) => {
            let fields = fields.iter();
            fields
                .flat_map(|(keyword, value)| under(keyword, keyword_references(keyword, value)))
                .collect()
        }
        Value::Array(schemas) => super::each("", schemas, references),
        _ => Vec::new(),
    }
}

fn keyword_references(keyword: &str, value: &Value) -> Vec<FieldError> {
    match value {
        _ if DATA.contains(&keyword) => Vec::new(),
        Value::String(target) if REFERENCES.contains(&keyword) && !target.starts_with('#') => {
            vec![FieldError::new(
                "",
                "refer to a part of this schema (`#/$defs/…`): others are not fetched",
            )]
        }
        Value::Object(schemas) if NAMED_SCHEMAS.contains(&keyword) => schemas
            .iter()
            .flat_map(|(name, schema)| under(name, references(schema)))
            .collect(),
        _ => references(value),
    }
}
