//! Documents as text: compact JSON with the fields in the order in which they were written, and
//! numbers as they were written. So the same document has the same text wherever it was written.

use portico_config::FieldError;
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};
use std::collections::HashSet;
use std::fmt;

/// Hexadecimal digits of an etag.
const ETAG_DIGITS: usize = 16;

/// A JSON value that keeps what parsing loses: order, and the text of numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Json {
    /// `null`, `true`, `false` or a number, as it was written.
    Bare(String),
    /// A string, decoded.
    Text(String),
    /// A list.
    List(Vec<Json>),
    /// An object in its order.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// Reads JSON text.
    ///
    /// # Errors
    /// If it is not JSON, is nested deeper than 127, or an object has a field twice.
    pub(super) fn parse(text: &str) -> Result<Self, FieldError> {
        let raw: &RawValue = serde_json::from_str(text).map_err(|error| failure(&error))?;
        Self::of(raw).map_err(|error| failure(&error))
    }

    fn of(raw: &RawValue) -> Result<Self, serde_json::Error> {
        let text = raw.get();
        match text.as_bytes().first() {
            Some(b'{') => {
                let Members(members) = serde_json::from_str(text)?;
                let member = |(name, raw): (String, &RawValue)| Ok((name, Self::of(raw)?));
                members
                    .into_iter()
                    .map(member)
                    .collect::<Result<_, _>>()
                    .map(Self::Object)
            }
            Some(b'[') => {
                let items: Vec<&RawValue> = serde_json::from_str(text)?;
                items
                    .into_iter()
                    .map(Self::of)
                    .collect::<Result<_, _>>()
                    .map(Self::List)
            }
            Some(b'"') => serde_json::from_str(text).map(Self::Text),
            _ => Ok(Self::Bare(text.to_owned())),
        }
    }

    /// The value as compact JSON text.
    pub(super) fn to_text(&self) -> String {
        let mut out = String::new();
        self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) {
        match self {
            Self::Bare(text) => out.push_str(text),
            Self::Text(text) => out.push_str(&quoted(text)),
            Self::List(items) => {
                out.push('[');
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    item.write(out);
                }
                out.push(']');
            }
            Self::Object(members) => {
                out.push('{');
                for (index, (name, value)) in members.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    out.push_str(&quoted(name));
                    out.push(':');
                    value.write(out);
                }
                out.push('}');
            }
        }
    }
}

/// A JSON string.
pub(super) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn failure(error: &serde_json::Error) -> FieldError {
    FieldError::new("", format!("this is not JSON that can be read: {error}"))
}

/// The members of an object, in order.
struct Members<'a>(Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Members<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MembersVisitor)
    }
}

struct MembersVisitor;

impl<'de> Visitor<'de> for MembersVisitor {
    type Value = Members<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members<'de>, A::Error> {
        let (mut members, mut names) = (Vec::new(), HashSet::new());
        while let Some((name, value)) = map.next_entry::<String, &'de RawValue>()? {
            if !names.insert(name.clone()) {
                return Err(A::Error::custom(format!(
                    "the field `{name}` stands there twice"
                )));
            }
            members.push((name, value));
        }
        Ok(Members(members))
    }
}

/// The etag of a document's text: the first 16 hexadecimal digits of its SHA-256.
pub(super) fn etag(text: &str) -> String {
    let mut digits = hex::encode(Sha256::digest(text));
    digits.truncate(ETAG_DIGITS);
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_and_numbers_stay_and_spelling_does_not() {
        let text =
            r#" { "b" : [ 1.10, -0, 9007199254740993, 1E5 ], "a\u0062" : "\u00e9\/" , "c":null} "#;
        let json = Json::parse(text).unwrap();
        let compact = r#"{"b":[1.10,-0,9007199254740993,1E5],"ab":"é/","c":null}"#;
        assert_eq!(json.to_text(), compact);
        assert_eq!(Json::parse(compact).unwrap(), json);
        assert_eq!(etag(compact).len(), 16);
    }

    #[test]
    fn doubtful_text_is_refused() {
        let deep = "[".repeat(200);
        for text in [
            "",
            "{",
            r#"{"a":1,"\u0061":2}"#,
            r#"{"x":{"a":1,"a":1}}"#,
            &deep,
        ] {
            Json::parse(text).unwrap_err();
        }
    }
}
