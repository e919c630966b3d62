//! Parameter values and how OpenAPI 3.1 styles lay them out (RFC 6570 section 3.2).
//!
//! A style only says which characters stand between the parts of a list or an object; the parts
//! themselves go through an [`Encode`] function, so none of them can contain a separator.

use crate::argument::Argument;
use crate::json::{Members, first_duplicate};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::borrow::Cow;

/// Everything but RFC 3986 "unreserved".
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Appends one part of a value; the error is what was expected of it.
pub(crate) type Encode = fn(&mut String, &str) -> Result<(), &'static str>;

/// Percent-encodes everything but RFC 3986 "unreserved". Never fails.
pub(crate) fn percent(out: &mut String, text: &str) -> Result<(), &'static str> {
    out.extend(utf8_percent_encode(text, RESERVED));
    Ok(())
}

/// `text` percent-encoded.
pub(crate) fn percent_encoded(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

/// A value as styles see it: texts, lists of texts, and objects of texts.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Shape<'a> {
    Scalar(Cow<'a, str>),
    /// Never empty.
    List(Vec<Cow<'a, str>>),
    /// Never empty, each key once.
    Object(Vec<(Cow<'a, str>, Cow<'a, str>)>),
}

impl<'a> Shape<'a> {
    /// Reads `argument`. `None` for null, an empty list and an empty object: RFC 6570 section 2.3
    /// calls these undefined. Numbers stay as they were written. The error is what was expected:
    /// OpenAPI defines no layout for lists or objects inside others.
    pub(crate) fn read(argument: Argument<'a>) -> Result<Option<Self>, &'static str> {
        let json = match argument {
            Argument::Text(text) => return Ok(Some(Self::Scalar(Cow::Borrowed(text)))),
            Argument::Json(json) => json,
        };
        match json.as_bytes().first() {
            Some(b'[') => Self::list(json),
            Some(b'{') => Self::object(json),
            _ => Ok(scalar(json)?.map(Self::Scalar)),
        }
    }

    fn list(json: &'a str) -> Result<Option<Self>, &'static str> {
        let items: Vec<&serde_json::value::RawValue> =
            serde_json::from_str(json).map_err(|_| "a JSON array")?;
        let mut list = Vec::with_capacity(items.len());
        for item in items {
            list.extend(scalar(item.get())?);
        }
        Ok(if list.is_empty() {
            None
        } else {
            Some(Self::List(list))
        })
    }

    fn object(json: &'a str) -> Result<Option<Self>, &'static str> {
        let members = Members::parse(json).ok_or("a JSON object")?;
        if first_duplicate(members.0.iter().map(|(key, _)| key.as_ref())).is_some() {
            return Err("an object that has each key once");
        }
        let mut object = Vec::with_capacity(members.0.len());
        for (key, value) in members.0 {
            if let Some(value) = scalar(value)? {
                object.push((key, value));
            }
        }
        Ok(if object.is_empty() {
            None
        } else {
            Some(Self::Object(object))
        })
    }

    /// Appends the value: parts stand apart by `separator`, a key and its value by `pair`.
    pub(crate) fn join(
        &self,
        out: &mut String,
        separator: &str,
        pair: &str,
        encode: Encode,
    ) -> Result<(), &'static str> {
        match self {
            Self::Scalar(text) => encode(out, text),
            Self::List(items) => {
                let mut between = "";
                for item in items {
                    out.push_str(between);
                    encode(out, item)?;
                    between = separator;
                }
                Ok(())
            }
            Self::Object(members) => {
                let mut between = "";
                for (key, value) in members {
                    out.push_str(between);
                    encode(out, key)?;
                    out.push_str(pair);
                    encode(out, value)?;
                    between = separator;
                }
                Ok(())
            }
        }
    }

    /// Whether a part of a list or an object, as opposed to a single text, satisfies `test`.
    pub(crate) fn any_part(&self, test: impl Fn(&str) -> bool) -> bool {
        match self {
            Self::Scalar(_) => false,
            Self::List(items) => items.iter().any(|item| test(item)),
            Self::Object(members) => members.iter().any(|(key, value)| test(key) || test(value)),
        }
    }
}

/// A string, number or boolean as text, `None` for null.
pub(crate) fn scalar(json: &str) -> Result<Option<Cow<'_, str>>, &'static str> {
    match json.as_bytes().first() {
        Some(b'"') => string(json).map(Some),
        Some(b'[' | b'{') => Err("a plain value, or a list or an object of plain values"),
        Some(b'n') => Ok(None),
        _ => Ok(Some(Cow::Borrowed(json))),
    }
}

/// The text of a JSON string, borrowed where it holds no escapes.
fn string(json: &str) -> Result<Cow<'_, str>, &'static str> {
    let inner = json
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    match inner {
        Some(inner) if !inner.contains('\\') => Ok(Cow::Borrowed(inner)),
        // A lone surrogate is valid JSON and yet no text.
        _ => serde_json::from_str(json)
            .map(Cow::Owned)
            .map_err(|_| "valid Unicode text"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn joined(json: &str, separator: &str, pair: &str) -> Result<Option<String>, &'static str> {
        let Some(shape) = Shape::read(Argument::Json(json))? else {
            return Ok(None);
        };
        let mut out = String::new();
        shape.join(&mut out, separator, pair, percent)?;
        Ok(Some(out))
    }

    #[test]
    fn values_keep_their_text() {
        let table = [
            ("\"a b/c\"", Some("a%20b%2Fc")),
            ("\"\\u00e9\\n\"", Some("%C3%A9%0A")),
            ("9007199254740993", Some("9007199254740993")),
            ("1.0", Some("1.0")),
            ("true", Some("true")),
            ("\"\"", Some("")),
            ("null", None),
            ("[]", None),
            ("[null]", None),
            ("{}", None),
            ("[1, null, \"a,b\"]", Some("1,a%2Cb")),
            ("{\"k\": 1, \"n\": null, \"l\": \"=\"}", Some("k:1,l:%3D")),
        ];
        for (json, expected) in table {
            assert_eq!(
                joined(json, ",", ":").unwrap().as_deref(),
                expected,
                "{json}"
            );
        }
    }

    #[test]
    fn what_has_no_layout_is_refused() {
        for json in [
            "[[1]]",
            "[{}]",
            "{\"a\": []}",
            "{\"a\": 1, \"a\": 2}",
            "\"\\ud800\"",
            "[\"\\ud800\"]",
        ] {
            assert!(joined(json, ",", ",").is_err(), "{json}");
        }
    }

    proptest! {
        #[test]
        fn only_unreserved_characters_come_out(text in any::<String>()) {
            let encoded = percent_encoded(&text);
            prop_assert!(encoded.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~%".contains(&b)));
            let decoded = percent_encoding::percent_decode_str(&encoded).decode_utf8().unwrap();
            prop_assert_eq!(decoded.as_ref(), text.as_str());
        }
    }
}
