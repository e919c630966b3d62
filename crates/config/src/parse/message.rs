//! Error texts for people who write documents: what stands there, what should stand there.
//!
//! serde's own texts name Rust types and positions in a JSON text that its author, who writes
//! YAML, never sees.

use super::position::path_at;
use portico_rest::FieldError;

/// The error of a field of `json`, with its path.
pub(super) fn field_error(json: &str, error: &serde_json::Error) -> FieldError {
    FieldError::new(path_at(json, error.line(), error.column()), plain(error))
}

/// The text for input that is not JSON at all.
pub(super) fn not_json(error: &serde_json::Error) -> String {
    format!("this is not valid JSON: {}", without_position(error))
}

/// The error without Rust's words.
pub(super) fn plain(error: &serde_json::Error) -> String {
    let text = without_position(error);
    if text == "expected value" {
        return "a value of another form is needed here".to_owned();
    }
    if !error.is_data() {
        return not_json(error);
    }
    if let Some(field) = text.strip_prefix("missing field ") {
        return format!("the field {field} is missing: add it");
    }
    if let Some(field) = text.strip_prefix("duplicate field ") {
        return format!("the field {field} stands here twice: remove one");
    }
    let Some((what, expected)) = text.split_once(", expected ") else {
        return text;
    };
    match what.split_once(' ') {
        Some(("unknown", rest)) => unknown(rest, expected),
        Some(("invalid", rest)) => {
            // "invalid type: ..." and "invalid value: ..."; "invalid length ..." is about a list.
            let found = rest.split_once(": ").map_or("sequence", |(_, found)| found);
            format!("expected {}, found {}", wanted(expected), given(found))
        }
        _ => text,
    }
}

/// `field \`x\`` or `variant \`x\``, and the names that are known.
fn unknown(what: &str, known: &str) -> String {
    let names = known.strip_prefix("one of ").unwrap_or(known);
    match what.split_once(' ') {
        Some(("field", name)) => format!("there is no field {name}: known here are {names}"),
        Some((_, name)) => format!("{name} is not known here: use {known}"),
        None => format!("{what} is not known here: use {known}"),
    }
}

/// What a field takes, from serde's name of it.
fn wanted(expected: &str) -> &str {
    let first = expected.split(' ').next().unwrap_or_default();
    match (first, expected) {
        ("struct" | "internally" | "adjacently", _) | (_, "a map") => "an object",
        ("tuple", _) | (_, "a sequence") => "a list",
        ("enum" | "variant", _) | (_, "string or map") => "a string",
        ("u32", _) => "a whole number from 0 to 4294967295",
        (_, "a boolean") => "true or false",
        _ => expected,
    }
}

/// What was found, from serde's name of it.
fn given(found: &str) -> String {
    match found {
        "map" => "an object".to_owned(),
        "sequence" => "a list".to_owned(),
        "null" | "unit value" => "null".to_owned(),
        _ => {
            let value = found
                .strip_prefix("integer ")
                .or_else(|| found.strip_prefix("floating point "));
            let value = value.or_else(|| found.strip_prefix("boolean "));
            value.map_or_else(|| format!("the {found}"), str::to_owned)
        }
    }
}

fn without_position(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let position = format!(" at line {} column {}", error.line(), error.column());
    text.strip_suffix(&position).unwrap_or(&text).to_owned()
}
