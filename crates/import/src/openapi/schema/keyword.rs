//! Single keywords, as draft 2020-12 has them; what is written wrongly is put right or left out.

use crate::openapi::source::{Part, inside};
use crate::report::Warnings;
use crate::tree::{Map, Value};
use portico_schema::Schema;

/// The types of JSON Schema.
const TYPES: [&str; 7] = [
    "null", "boolean", "integer", "number", "string", "array", "object",
];

/// `type`.
pub(super) fn types(part: &Part<'_>, warnings: &mut Warnings) -> Option<Value> {
    match part.value.get("type")? {
        Value::Text(name) => one(name, part, warnings).map(Value::from),
        Value::List(names) => {
            let mut types = Vec::new();
            for name in names.iter().filter_map(Value::as_text) {
                let known = one(name, part, warnings).map(Value::from);
                types.extend(known.filter(|name| !types.contains(name)));
            }
            (!types.is_empty()).then_some(Value::List(types))
        }
        _ => None,
    }
}

/// The type of JSON that is called so here.
fn one(name: &str, part: &Part<'_>, warnings: &mut Warnings) -> Option<&'static str> {
    if let Some(known) = TYPES.iter().find(|known| **known == name) {
        return Some(known);
    }
    let meant = match name.to_ascii_lowercase().as_str() {
        // Swagger 2.0's own.
        "file" => return Some("string"),
        "int" | "int32" | "int64" | "long" | "short" | "integer" => Some("integer"),
        "float" | "double" | "decimal" | "number" => Some("number"),
        "bool" | "boolean" => Some("boolean"),
        "string" | "str" | "text" | "date" | "datetime" | "date-time" | "time" | "uuid"
        | "guid" | "email" | "uri" | "url" | "password" | "byte" | "binary" | "char" => {
            Some("string")
        }
        "array" | "list" => Some("array"),
        "object" | "map" | "hash" | "dict" => Some("object"),
        _ => None,
    };
    let message = match meant {
        Some(meant) => format!("there is no type `{name}`: it is taken for `{meant}`"),
        None => format!("there is no type `{name}`: any is taken"),
    };
    warnings.add("schema-fixed", inside(&part.place, "type"), message);
    meant
}

/// `enum`, with values of the schema's type: YAML makes numbers of texts.
pub(super) fn enumeration(part: &Part<'_>, warnings: &mut Warnings) -> Option<Value> {
    let place = || inside(&part.place, "enum");
    let Some(values) = part.value.get("enum").and_then(Value::as_list) else {
        warnings.add(
            "schema-fixed",
            place(),
            "this should be a list: it is left out",
        );
        return None;
    };
    let wanted = part.value.get("type").and_then(Value::as_text);
    let mut list: Vec<Value> = Vec::new();
    let mut is_changed = false;
    for value in values {
        let fitting = match (wanted, value) {
            (Some("string"), Value::Number(_) | Value::Bool(_)) => value.plain().map(Value::Text),
            (Some("integer" | "number"), Value::Text(text)) => text
                .parse::<f64>()
                .ok()
                .map(|_| Value::Number(text.clone())),
            (Some("boolean"), Value::Text(text)) => text.parse::<bool>().ok().map(Value::Bool),
            _ => Some(value.clone()),
        };
        let Some(fitting) = fitting else {
            is_changed = true;
            continue;
        };
        is_changed |= fitting != *value;
        if !list.contains(&fitting) {
            list.push(fitting);
        }
    }
    if is_changed {
        let message = "some values are not of the schema's type: they are put right, or left out";
        warnings.add("schema-fixed", place(), message);
    }
    // An empty list takes nothing, which is nobody's meaning.
    (!list.is_empty()).then_some(Value::List(list))
}

/// `required`, without names of what is not sent. Swagger 1.2 wrote a boolean here.
pub(super) fn required(value: &Value, hidden: &[&str]) -> Option<Value> {
    let mut names: Vec<Value> = Vec::new();
    for name in value.as_list()?.iter().filter_map(Value::as_text) {
        let value = Value::from(name);
        if !hidden.contains(&name) && !names.contains(&value) {
            names.push(value);
        }
    }
    (!names.is_empty()).then_some(Value::List(names))
}

/// A whole number, zero or more.
pub(super) fn count(value: &Value) -> Option<Value> {
    let number: f64 = value.plain()?.parse().ok()?;
    let whole = number.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&number);
    whole.then(|| Value::Number(format!("{number:.0}")))
}

/// `multipleOf`.
pub(super) fn multiple(value: &Value) -> Option<Value> {
    let number = number(value)?;
    let schema = format!("{{\"multipleOf\":{number}}}");
    Schema::compile(&schema).is_ok().then_some(number)
}

fn number(value: &Value) -> Option<Value> {
    match value {
        Value::Number(_) => Some(value.clone()),
        Value::Text(text) => {
            let number = text.trim();
            let is_number = serde_json::from_str::<f64>(number).is_ok();
            is_number.then(|| Value::Number(number.to_owned()))
        }
        _ => None,
    }
}

/// `minimum` and `maximum` with what excludes them: a boolean before OpenAPI 3.1, a number since.
pub(super) fn bounds(part: &Part<'_>, out: &mut Map, warnings: &mut Warnings) {
    let pairs = [
        ("minimum", "exclusiveMinimum"),
        ("maximum", "exclusiveMaximum"),
    ];
    for (inclusive, exclusive) in pairs {
        let bound = part.value.get(inclusive);
        let number = bound.and_then(number);
        if bound.is_some() && number.is_none() {
            let message = "this should be a number: it is left out";
            warnings.add("schema-fixed", inside(&part.place, inclusive), message);
        }
        match (part.value.get(exclusive), number) {
            (Some(Value::Bool(true)), Some(number)) => out.set(exclusive, number),
            (Some(Value::Bool(_)) | None, Some(number)) => out.set(inclusive, number),
            (other, number) => {
                if let Some(number) = number {
                    out.set(inclusive, number);
                }
                if let Some(number) = other.and_then(self::number) {
                    out.set(exclusive, number);
                }
            }
        }
    }
}

/// `pattern`, where it is supported.
pub(super) fn pattern(value: &Value, place: String, warnings: &mut Warnings) -> Option<Value> {
    let text = value.as_text()?;
    if is_pattern(text) {
        return Some(Value::from(text));
    }
    let message = format!(
        "the regular expression `{}` looks around, refers back or is wrong: it is not checked",
        crate::name::cut(text, 100)
    );
    warnings.add("pattern", place, message);
    None
}

/// Whether `text` is a regular expression that can be checked.
pub(super) fn is_pattern(text: &str) -> bool {
    let schema = format!("{{\"pattern\":{}}}", Value::from(text));
    Schema::compile(&schema).is_ok()
}

/// What follows from other keywords: `nullable`, and the type where it is meant only.
pub(super) fn complete(part: &Part<'_>, is_modern: bool, out: &mut Map) {
    let meant = match out.get("type") {
        Some(_) => None,
        None if out.get("properties").is_some() => Some("object"),
        None if out.get("items").is_some() => Some("array"),
        None => None,
    };
    let is_composed = ["allOf", "anyOf", "oneOf", super::REFERENCE]
        .iter()
        .any(|keyword| out.get(keyword).is_some());
    if let Some(meant) = meant.filter(|_| !is_composed) {
        out.set("type", meant);
    }
    let is_nullable = part.value.is_true("nullable") || part.value.is_true("x-nullable");
    if is_nullable
        && !is_modern
        && let Some(Value::Text(name)) = out.get("type")
    {
        let types = vec![Value::from(name.as_str()), Value::from("null")];
        out.set("type", Value::List(types));
    }
}
