//! Walking through a JSON Schema.

use portico_rest::{FieldError, RawJson};
use serde_json::{Map, Value};

/// Keywords whose value is data, in which no keyword means anything.
const DATA: [&str; 4] = ["const", "default", "enum", "examples"];
/// The keyword for the parts of an object.
const PROPERTIES: &str = "properties";
/// Keywords whose value maps names, of any kind, to schemas.
const NAMED_SCHEMAS: [&str; 5] = [
    PROPERTIES,
    "$defs",
    "definitions",
    "dependentSchemas",
    "patternProperties",
];

/// An object schema, as a part of a whole one.
#[derive(Debug)]
pub(crate) struct Part<'s> {
    /// Where it stands, as errors give it: `properties.a.anyOf[0]`. Empty for the whole.
    pub(crate) place: String,
    /// The names of the properties that lead to it; `None` where other keywords do too.
    pub(crate) properties: Option<Vec<&'s str>>,
    /// Its keywords.
    pub(crate) keywords: &'s Map<String, Value>,
}

/// Reads a schema.
///
/// # Errors
/// It is nested too deep, or has a number that is too large.
pub(crate) fn read(schema: &RawJson) -> Result<Value, FieldError> {
    serde_json::from_str(schema.get()).map_err(|_| {
        // It is valid JSON, so what is left is its depth or the size of a number.
        FieldError::new(
            "",
            "the schema is nested more than 128 deep, or a number in it is too large",
        )
    })
}

/// The object schemas that `schema` consists of, itself among them. References are not followed:
/// what they refer to is found where it stands.
pub(crate) fn parts(schema: &Value) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    collect(schema, String::new(), Some(Vec::new()), &mut parts);
    parts
}

fn collect<'s>(
    value: &'s Value,
    place: String,
    properties: Option<Vec<&'s str>>,
    parts: &mut Vec<Part<'s>>,
) {
    match value {
        Value::Object(keywords) => {
            for (keyword, value) in keywords {
                let place = inside(&place, keyword);
                match value {
                    _ if DATA.contains(&keyword.as_str()) => {}
                    Value::Object(schemas) if NAMED_SCHEMAS.contains(&keyword.as_str()) => {
                        let above = properties.as_ref().filter(|_| keyword == PROPERTIES);
                        for (name, schema) in schemas {
                            let path = above.map(|above| [above.as_slice(), &[name]].concat());
                            collect(schema, inside(&place, name), path, parts);
                        }
                    }
                    _ => collect(value, place, None, parts),
                }
            }
            parts.push(Part {
                place,
                properties,
                keywords,
            });
        }
        Value::Array(schemas) => {
            for (index, schema) in schemas.iter().enumerate() {
                collect(schema, format!("{place}[{index}]"), None, parts);
            }
        }
        _ => {}
    }
}

fn inside(place: &str, name: &str) -> String {
    if place.is_empty() {
        return name.to_owned();
    }
    format!("{place}.{name}")
}
