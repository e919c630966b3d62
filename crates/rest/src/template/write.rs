//! Writing values into what a template makes.

use super::budget::spend;
use super::place::{Place, current};
use super::value::{json_of, quote};
use minijinja::value::{Value, ValueKind};
use minijinja::{Error, ErrorKind, Output, State};

/// Deepest nesting of a value that a template puts together.
const DEEPEST: usize = 64;

/// Writes a value to where it stands: the formatter of all templates.
pub(super) fn format(
    out: &mut Output<'_>,
    _: &mut State<'_, '_>,
    value: &Value,
) -> Result<(), Error> {
    let place = current(out).unwrap_or(Place::Text);
    spend(value.as_str().map_or(0, str::len))?;
    let written = match (place, value.as_str()) {
        (Place::Text, Some(text)) => out.write_str(text),
        (Place::String, Some(text)) => out.write_str(&inside_string(text)?),
        (Place::Markup, _) => out.write_str(&markup(&text(value)?)),
        (Place::Value | Place::Text, _) => out.write_str(&json(value)?),
        (Place::String, None) => out.write_str(&inside_string(&json(value)?)?),
    };
    written.map_err(Error::from)
}

/// `text` escaped for XML and HTML.
fn markup(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}

/// `text` escaped for the inside of a JSON string.
fn inside_string(text: &str) -> Result<String, Error> {
    let mut quoted = Vec::with_capacity(text.len() + 2);
    quote(&mut quoted, text);
    quoted.pop();
    string(quoted.split_off(1.min(quoted.len())))
}

/// The value as JSON.
pub(super) fn json(value: &Value) -> Result<String, Error> {
    let mut out = Vec::new();
    write(&mut out, value, 0)?;
    string(out)
}

/// As plain text: a string is itself, all else is JSON.
pub(super) fn text(value: &Value) -> Result<String, Error> {
    match value.as_str() {
        Some(text) => {
            spend(text.len())?;
            Ok(text.to_owned())
        }
        None => json(value),
    }
}

fn string(bytes: Vec<u8>) -> Result<String, Error> {
    String::from_utf8(bytes).map_err(|error| wrong(error.to_string()))
}

/// A value that cannot stand where it is used.
pub(super) fn wrong(reason: impl Into<std::borrow::Cow<'static, str>>) -> Error {
    Error::new(ErrorKind::InvalidOperation, reason)
}

fn write(out: &mut Vec<u8>, value: &Value, depth: usize) -> Result<(), Error> {
    if depth > DEEPEST {
        return Err(wrong("a value is nested too deep"));
    }
    spend(1)?;
    if let Some(json) = value.as_object().and_then(json_of) {
        spend(json.len())?;
        out.extend_from_slice(json.as_bytes());
        return Ok(());
    }
    match value.kind() {
        ValueKind::Undefined => return Err(ErrorKind::UndefinedError.into()),
        ValueKind::None => out.extend_from_slice(b"null"),
        ValueKind::Bool if value.is_true() => out.extend_from_slice(b"true"),
        ValueKind::Bool => out.extend_from_slice(b"false"),
        ValueKind::Number => number(out, value)?,
        ValueKind::String => {
            let text = value.as_str().unwrap_or_default();
            spend(text.len())?;
            quote(out, text);
        }
        ValueKind::Seq | ValueKind::Iterable => list(out, value, depth)?,
        ValueKind::Map => object(out, value, depth)?,
        // Says what is wrong, where the value holds an error.
        ValueKind::Invalid => return value.try_iter().map(drop),
        kind => return Err(wrong(format!("a {kind} cannot be written"))),
    }
    Ok(())
}

fn number(out: &mut Vec<u8>, value: &Value) -> Result<(), Error> {
    let text = value.to_string();
    // Infinity and the like come of calculations.
    if !text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'.'))
    {
        return Err(wrong(format!("{text} is no JSON number")));
    }
    out.extend_from_slice(text.as_bytes());
    Ok(())
}

fn list(out: &mut Vec<u8>, value: &Value, depth: usize) -> Result<(), Error> {
    out.push(b'[');
    for (at, item) in value.try_iter()?.enumerate() {
        if at > 0 {
            out.push(b',');
        }
        write(out, &item, depth + 1)?;
    }
    out.push(b']');
    Ok(())
}

fn object(out: &mut Vec<u8>, value: &Value, depth: usize) -> Result<(), Error> {
    out.push(b'{');
    for (at, key) in value.try_iter()?.enumerate() {
        if at > 0 {
            out.push(b',');
        }
        quote(out, &text(&key)?);
        out.push(b':');
        write(out, &value.get_item(&key)?, depth + 1)?;
    }
    out.push(b'}');
    Ok(())
}
