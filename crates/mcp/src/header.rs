//! The `Mcp-*` request headers (2026-07-28, Transports, Standard Request Headers).

use base64::{Engine as _, engine::general_purpose::STANDARD};
use std::borrow::Cow;

/// The revision that a request speaks.
pub const PROTOCOL_VERSION: &str = "mcp-protocol-version";
/// The JSON-RPC method of a modern request.
pub const METHOD: &str = "mcp-method";
/// The tool, prompt or resource of a modern request.
pub const NAME: &str = "mcp-name";
/// The session of a legacy client.
pub const SESSION_ID: &str = "mcp-session-id";

/// The value of a header that must stand at most once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Field {
    /// Not sent.
    #[default]
    Absent,
    /// Sent once; optional whitespace around it is trimmed.
    One(String),
    /// Sent more than once, or not text: never trusted.
    Ambiguous,
}

impl Field {
    /// Takes in one more occurrence of the header.
    pub fn add(&mut self, value: &[u8]) {
        *self = match (std::str::from_utf8(value), &self) {
            (Ok(text), Self::Absent) => Self::One(text.trim_matches([' ', '\t']).to_owned()),
            _ => Self::Ambiguous,
        };
    }

    /// The value, where there is exactly one.
    pub fn get(&self) -> Option<&str> {
        match self {
            Self::One(value) => Some(value),
            _ => None,
        }
    }
}

/// The value of `Mcp-Name` or `Mcp-Param-*`: as it is, or base64 of UTF-8 between `=?base64?` and
/// `?=`. `None` where the encoding is broken or the plain value is not printable ASCII and tabs.
pub fn decode(value: &str) -> Option<Cow<'_, str>> {
    match value
        .strip_prefix("=?base64?")
        .and_then(|rest| rest.strip_suffix("?="))
    {
        Some(encoded) => String::from_utf8(STANDARD.decode(encoded).ok()?)
            .ok()
            .map(Cow::Owned),
        None => value
            .bytes()
            .all(|byte| matches!(byte, b'\t' | b' '..=b'~'))
            .then_some(Cow::Borrowed(value)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decodes_the_sentinel() {
        let table = [
            ("get_pet", Some("get_pet")),
            ("=?base64?Z8O2dA==?=", Some("göt")),
            ("=?base64??=", Some("")),
            ("=?base64?Z8O2dA?=", None),
            ("=?base64?Z8O2dA=?=", None),
            ("=?base64?!!!!?=", None),
            ("=?base64?/w==?=", None),
            ("=?BASE64?Z8O2dA==?=", Some("=?BASE64?Z8O2dA==?=")),
            ("=?base64?Z8O2dA==", Some("=?base64?Z8O2dA==")),
            ("göt", None),
            ("get\tpet", Some("get\tpet")),
            ("get\rpet", None),
            ("get\u{7f}pet", None),
        ];
        for (value, expected) in table {
            assert_eq!(decode(value).as_deref(), expected, "{value}");
        }
    }

    #[test]
    fn repeated_is_ambiguous() {
        let mut field = Field::default();
        field.add(b" a\t");
        assert_eq!(field.get(), Some("a"));
        field.add(b"a");
        assert_eq!(field, Field::Ambiguous);
        let mut field = Field::default();
        field.add(b"\xff");
        assert_eq!(field, Field::Ambiguous);
    }
}
