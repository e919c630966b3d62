//! Arguments of tools/call that `Mcp-Param-*` headers mirror (2026-07-28, Transports, Custom
//! Headers from Tool Parameters).

use crate::header::Field;
use crate::{RpcError, decimal, jsonrpc, modern};

/// What the names of such headers begin with.
pub const PREFIX: &str = "mcp-param-";

/// The schema keyword that gives an argument such a header.
pub const KEYWORD: &str = "x-mcp-header";

/// An argument that a header mirrors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mirrored {
    /// The names of the properties that lead to it, the argument's own last.
    pub path: Vec<String>,
    /// The header's name, in lower case.
    pub header: String,
    /// What the argument is declared to be.
    pub argument_type: ArgumentType,
}

/// The types of arguments that headers can mirror.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "types of JSON Schema")]
pub enum ArgumentType {
    String,
    Integer,
    Boolean,
}

impl ArgumentType {
    /// Reads the value of the schema keyword `type`; `None` for other types.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "string" => Some(Self::String),
            "integer" => Some(Self::Integer),
            "boolean" => Some(Self::Boolean),
            _ => None,
        }
    }
}

/// The header, in lower case, that the value of [`KEYWORD`] names; `None` where that is not a token
/// of RFC 9110.
pub fn header_name(value: &str) -> Option<String> {
    let legal = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    (!value.is_empty() && value.bytes().all(legal))
        .then(|| format!("{PREFIX}{}", value.to_ascii_lowercase()))
}

impl Mirrored {
    /// Checks the header against the argument, given as its JSON text. An argument that is absent
    /// or null has no header: one that is sent anyway contradicts the body.
    ///
    /// # Errors
    /// 400/-32020: the header is missing, repeated, badly encoded or differs.
    pub fn check(&self, field: &Field, argument: Option<&str>) -> Result<(), RpcError> {
        let agree = match argument.filter(|json| *json != "null") {
            Some(json) => self.equals(json, &modern::decoded(&self.header, field)?),
            None => *field == Field::Absent,
        };
        if agree {
            return Ok(());
        }
        Err(modern::differs(&self.header))
    }

    /// Whether a header of that value is what a client sends for the argument. A list or an object
    /// has no header.
    fn equals(&self, json: &str, value: &str) -> bool {
        match json.as_bytes().first() {
            Some(b'"') => jsonrpc::text(json).is_some_and(|text| text == value),
            Some(b'[' | b'{') => false,
            _ => {
                json == value
                    || self.argument_type == ArgumentType::Integer && decimal::equal(json, value)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ArgumentType::{Boolean, Integer, String as Text};

    fn outcome(argument_type: ArgumentType, json: Option<&str>, values: &[&str]) -> String {
        let mirrored = Mirrored {
            path: vec!["x".to_owned()],
            header: "mcp-param-x".to_owned(),
            argument_type,
        };
        let mut field = Field::default();
        for value in values {
            field.add(value.as_bytes());
        }
        match mirrored.check(&field, json) {
            Ok(()) => "ok".to_owned(),
            Err(RpcError {
                status: 400,
                code: -32020,
                message,
                ..
            }) => message
                .strip_prefix("Header mismatch: mcp-param-x ")
                .map_or_else(|| message.to_string(), str::to_owned),
            Err(error) => format!("{error:?}"),
        }
    }

    #[test]
    fn headers_agree_with_arguments() {
        let table: &[(_, &str, &str)] = &[
            (Text, r#""eu""#, "eu"),
            (Text, r#""eu""#, " eu\t"),
            (Text, r#""eu""#, "=?base64?ZXU=?="),
            (Text, r#""\u0065u""#, "eu"),
            (Text, r#""a\tb""#, "a\tb"),
            (Text, r#""Köln""#, "=?base64?S8O2bG4=?="),
            (Text, r#"" eu""#, "=?base64?IGV1?="),
            (Text, r#""""#, ""),
            (Text, r#""""#, "=?base64??="),
            (Text, r#""=?base64?ZXU=""#, "=?base64?ZXU="),
            (Text, r#""42""#, "42"),
            (Text, r#""null""#, "null"),
            (Integer, "42", "42"),
            (Integer, "42", "42.0"),
            (Integer, "42.0", "42"),
            (Integer, "-7", "-7"),
            (Integer, "4.2e1", "42"),
            (Integer, "42", "=?base64?NDI=?="),
            (Integer, "9007199254740993", "9007199254740993"),
            (Boolean, "true", "true"),
            (Boolean, "false", "false"),
            // The type is wrong, which is for the tool to say; the header is right.
            (Text, "42", "42"),
            (Integer, r#""many""#, "many"),
        ];
        for (argument_type, json, value) in table {
            let outcome = outcome(*argument_type, Some(json), &[value]);
            assert_eq!(outcome, "ok", "{json} {value}");
        }
    }

    #[test]
    fn headers_that_differ_are_refused() {
        let table: &[(_, &str, &str)] = &[
            (Text, r#""eu""#, "us"),
            (Text, r#""eu""#, "EU"),
            (Text, r#""eu""#, ""),
            (Text, r#""eu""#, r#""eu""#),
            (Text, r#""eu""#, "=?base64?dXM=?="),
            (Text, r#""\ud800""#, "x"),
            (Text, r#""42""#, "42.0"),
            (Text, "42", "42.0"),
            (Text, r#"["eu"]"#, r#"["eu"]"#),
            (Text, r#"{"eu":1}"#, "eu"),
            (Integer, "42", "43"),
            (Integer, "42", "042"),
            (Integer, "42", "many"),
            (Integer, r#""42""#, "42.0"),
            (Integer, "9007199254740993", "9007199254740992"),
            (Boolean, "true", "false"),
            (Boolean, "true", "True"),
            (Boolean, "true", "1"),
        ];
        for (argument_type, json, value) in table {
            let outcome = outcome(*argument_type, Some(json), &[value]);
            assert_eq!(outcome, "differs from the body", "{json} {value}");
        }
    }

    #[test]
    fn headers_stand_once_and_are_well_encoded() {
        let eu = Some(r#""eu""#);
        let table: &[(_, &[&str], &str)] = &[
            (eu, &[], "is required"),
            (eu, &["eu", "eu"], "must be sent once, as text"),
            (eu, &["=?base64?ZXU?="], "is badly encoded"),
            (eu, &["=?base64?Z*U=?="], "is badly encoded"),
            (eu, &["e\u{fc}"], "is badly encoded"),
            (eu, &["e\u{1}u"], "is badly encoded"),
            (None, &[], "ok"),
            (Some("null"), &[], "ok"),
            (None, &["eu"], "differs from the body"),
            (None, &["eu", "eu"], "differs from the body"),
            (Some("null"), &["null"], "differs from the body"),
        ];
        for (json, values, expected) in table {
            assert_eq!(
                outcome(Text, *json, values),
                *expected,
                "{json:?} {values:?}"
            );
        }
    }

    #[test]
    fn headers_are_named_by_tokens() {
        let long = "!#$%&'*+-.^_`|~0aZ";
        assert_eq!(header_name("Region").as_deref(), Some("mcp-param-region"));
        assert_eq!(
            header_name(long).as_deref(),
            Some("mcp-param-!#$%&'*+-.^_`|~0az")
        );
        for value in ["", "a b", "a:b", "a\n", "a/b", "ä", "a\u{7f}", "(a)"] {
            assert_eq!(header_name(value), None, "{value:?}");
        }
    }
}
