//! `x-mcp-header`: the arguments of a tool that headers mirror (MCP 2026-07-28, Transports, Schema
//! Extension). Clients drop a tool that breaks these rules, so they are errors here.

use crate::schema::{self, Part};
use portico_mcp::parameter::{ArgumentType, KEYWORD, Mirrored, header_name};
use portico_rest::{FieldError, RawJson};
use serde_json::Value;
use std::collections::HashMap;

/// The arguments that headers mirror, by a tool's input schema.
///
/// # Errors
/// All uses of `x-mcp-header` that break its rules, with paths from the schema's root.
pub fn mirrored(input_schema: &RawJson) -> Result<Vec<Mirrored>, Vec<FieldError>> {
    let text = input_schema.get();
    // Most tools have none. Only an escape could hide the keyword.
    if !text.contains(KEYWORD) && !text.contains('\\') {
        return Ok(Vec::new());
    }
    in_schema(&schema::read(input_schema).map_err(|error| vec![error])?)
}

/// [`mirrored`], for a schema that is read already.
pub(crate) fn in_schema(schema: &Value) -> Result<Vec<Mirrored>, Vec<FieldError>> {
    let mut found = Vec::new();
    let mut errors = Vec::new();
    let mut first_with = HashMap::new();
    for part in schema::parts(schema) {
        let Some(value) = part.keywords.get(KEYWORD) else {
            continue;
        };
        let mirrored = argument(&part, value).and_then(|mirrored| {
            match first_with.insert(mirrored.header.clone(), part.place.clone()) {
                None => Ok(mirrored),
                Some(first) => Err(format!(
                    "{first} has this header already, upper and lower case being the same: choose another"
                )),
            }
        });
        match mirrored {
            Ok(mirrored) => found.push(mirrored),
            Err(message) => errors.push(FieldError::new(KEYWORD, message).under(&part.place)),
        }
    }
    if errors.is_empty() {
        Ok(found)
    } else {
        Err(errors)
    }
}

fn argument(part: &Part<'_>, value: &Value) -> Result<Mirrored, String> {
    let path = part.properties.iter().flatten();
    let path: Vec<String> = path.map(|name| (*name).to_owned()).collect();
    if path.is_empty() {
        return Err(
            "remove it: only an argument that is reached through `properties` alone has a header"
                .to_owned(),
        );
    }
    let header = value.as_str().and_then(header_name).ok_or(
        "write the part of a header's name that follows `Mcp-Param-`: letters, digits, `-` and `_`",
    )?;
    let argument_type = part
        .keywords
        .get("type")
        .and_then(Value::as_str)
        .and_then(ArgumentType::parse)
        .ok_or("only an argument of `type` string, integer or boolean has a header: set one")?;
    Ok(Mirrored {
        path,
        header,
        argument_type,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schema(properties: &str) -> RawJson {
        RawJson::parse(&format!(
            r#"{{"type":"object","properties":{{{properties}}}}}"#
        ))
        .unwrap()
    }

    #[test]
    fn arguments_are_found_at_any_depth() {
        let schema = schema(
            r#""region": {"type": "string", "x-mcp-header": "Region"},
               "limit": {"type": "integer", "x-mcp-h\u0065ader": "!Limit"},
               "plain": {"type": "string"},
               "where": {"type": "object", "properties": {
                   "a.b": {"properties": {"properties": {"type": "boolean", "x-mcp-header": "zone"}}}}},
               "x-mcp-header": {"type": "string"},
               "data": {"default": {"x-mcp-header": ""}, "enum": [{"x-mcp-header": ""}]}"#,
        );
        let argument = |path: &[&str], header: &str, argument_type| Mirrored {
            path: path.iter().map(|name| (*name).to_owned()).collect(),
            header: header.to_owned(),
            argument_type,
        };
        assert_eq!(
            mirrored(&schema).unwrap(),
            [
                argument(&["limit"], "mcp-param-!limit", ArgumentType::Integer),
                argument(&["region"], "mcp-param-region", ArgumentType::String),
                argument(
                    &["where", "a.b", "properties"],
                    "mcp-param-zone",
                    ArgumentType::Boolean
                ),
            ]
        );
    }

    #[test]
    fn an_escape_does_not_hide_the_keyword() {
        let schema = schema(r#""a": {"type": "string", "x-mcp-h\u0065ader": "A"}"#);
        assert_eq!(mirrored(&schema).unwrap().len(), 1);
    }

    #[test]
    fn a_schema_without_headers_may_be_anything() {
        let deep = format!(
            "{}{}",
            r#"{"not":"#.repeat(200),
            "{}".to_owned() + &"}".repeat(200)
        );
        for text in ["true", "{}", "[1e400]", &deep] {
            assert_eq!(mirrored(&RawJson::parse(text).unwrap()), Ok(Vec::new()));
        }
    }
}
