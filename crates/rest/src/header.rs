//! Header fields of a request: which names an operation may set, and how values are written.
//!
//! OpenAPI 3.1 writes header values as they are (style `simple`), so what cannot stand in a header
//! as it is, is refused: control characters, blanks at the ends (recipients cut them off) and, as
//! no encoding of theirs is understood everywhere, characters outside ASCII.

use crate::parameter::Shape;

/// Names that belong to the connection, to Envoy's routing or to the body, not to an operation.
/// RFC 9110 section 7.6.1; `expect` would make upstreams wait for a body that is on its way, and
/// `accept-encoding` would bring answers that nothing here unpacks.
const FORBIDDEN: [&str; 17] = [
    "accept-encoding",
    "connection",
    "content-encoding",
    "content-length",
    "expect",
    "host",
    "http2-settings",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "x-forwarded-for",
    "x-forwarded-proto",
];

/// Internal headers of Envoy and of Portico.
const FORBIDDEN_PREFIXES: [&str; 2] = ["x-envoy-", "x-portico-"];

/// The name in lower case; the error says that it is none.
pub(crate) fn lower_case(name: &str) -> Result<String, String> {
    if name.is_empty() || !name.bytes().all(is_token_character) {
        return Err(format!("`{}` is not a header name", name.escape_debug()));
    }
    Ok(name.to_ascii_lowercase())
}

/// The name in lower case; the error says why an operation cannot set it.
pub(crate) fn check_name(name: &str) -> Result<String, String> {
    let lower = lower_case(name)?;
    let internal = FORBIDDEN_PREFIXES
        .iter()
        .any(|prefix| lower.starts_with(prefix));
    if internal || FORBIDDEN.contains(&lower.as_str()) {
        return Err(format!("`{lower}` cannot be set: Envoy or Portico sets it"));
    }
    Ok(lower)
}

/// Names of headers of the client's request that are to be passed on, each in lower case or with
/// what is wrong with it.
pub(crate) fn forwarded(names: &[String]) -> Vec<Result<String, String>> {
    let mut seen = Vec::new();
    let check = |name: &String| {
        let lower = check_name(name)?;
        if lower.contains('*') {
            return Err(
                "must be the whole name: a list by pattern lets through too much".to_owned(),
            );
        }
        if lower == "content-type" {
            return Err("`content-type` belongs to the body, which is another one".to_owned());
        }
        if seen.contains(&lower) {
            return Err("is given twice".to_owned());
        }
        seen.push(lower.clone());
        Ok(lower)
    };
    names.iter().map(check).collect()
}

/// RFC 9110 section 5.6.2: `tchar`.
fn is_token_character(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

/// Checks a whole value; the error is what was expected.
pub(crate) fn check_value(value: &str) -> Result<(), &'static str> {
    if !value.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return Err("printable ASCII text, as it is sent in a header");
    }
    if value.starts_with(' ') || value.ends_with(' ') {
        return Err("without blanks at its ends, as it is sent in a header");
    }
    Ok(())
}

/// `shape` in style `simple`; the error is what was expected.
pub(crate) fn value(shape: &Shape<'_>, explode: bool) -> Result<String, &'static str> {
    if shape.any_part(|part| part.contains(',')) {
        return Err("without commas inside its values, as it is sent in a header");
    }
    if shape.any_part(|part| part.starts_with(' ') || part.ends_with(' ')) {
        return Err("without blanks at the ends of its values, as it is sent in a header");
    }
    if explode && shape.any_part(|part| part.contains('=')) {
        return Err("without `=` inside its values, as it is sent in a header");
    }
    let mut text = String::new();
    shape.join(&mut text, ",", if explode { "=" } else { "," }, as_is)?;
    check_value(&text)?;
    Ok(text)
}

fn as_is(out: &mut String, text: &str) -> Result<(), &'static str> {
    out.push_str(text);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::argument::Argument;

    fn written(json: &str, explode: bool) -> Result<String, &'static str> {
        value(&Shape::read(Argument::Json(json))?.unwrap(), explode)
    }

    #[test]
    fn names_of_the_connection_are_refused() {
        let refused = [
            "",
            ":path",
            ":authority",
            "Host",
            "Content-Length",
            "transfer-encoding",
            "Connection",
            "TE",
            "upgrade",
            "X-Envoy-Retry-On",
            "x-portico-cluster",
            "a b",
            "a:",
            "a\r\nb",
            "ä",
            "X-Forwarded-Proto",
            "Accept-Encoding",
        ];
        for name in refused {
            assert!(check_name(name).is_err(), "{name}");
        }
        assert_eq!(check_name("X-Api-Key").unwrap(), "x-api-key");
    }

    #[test]
    fn values_follow_the_simple_style() {
        let table = [
            ("\"a b\"", false, "a b"),
            ("\"a,b\"", false, "a,b"),
            ("\"\"", false, ""),
            ("[1,2]", false, "1,2"),
            ("[1,2]", true, "1,2"),
            ("{\"a\":1,\"b\":2}", false, "a,1,b,2"),
            ("{\"a\":1,\"b\":2}", true, "a=1,b=2"),
        ];
        for (json, explode, expected) in table {
            assert_eq!(written(json, explode).as_deref(), Ok(expected), "{json}");
        }
    }

    #[test]
    fn values_that_would_break_or_change_are_refused() {
        let refused = [
            r#""a\r\nb: c""#,
            r#""a\n""#,
            r#""a\u0000""#,
            r#""a\tb""#,
            r#""\u007f""#,
            r#""é""#,
            r#"" a""#,
            r#""a ""#,
            r#"["a,b"]"#,
            r#"["a", "b\r\n"]"#,
            r#"["a", " b"]"#,
            r#"{"a\n": 1}"#,
        ];
        for json in refused {
            assert!(written(json, false).is_err(), "{json}");
        }
        assert!(written(r#"{"a=b": 1}"#, true).is_err());
    }
}
