//! Reading answers, apart from the code under test.

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;

/// A JSON-RPC answer.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Answer<'a> {
    jsonrpc: &'a str,
    #[serde(borrow)]
    id: Option<&'a RawValue>,
    #[serde(borrow)]
    result: Option<&'a RawValue>,
    #[serde(borrow)]
    error: Option<Error<'a>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Error<'a> {
    #[serde(rename = "code")]
    _code: i32,
    #[serde(rename = "message", borrow)]
    message: &'a RawValue,
    #[serde(rename = "data")]
    _data: Option<IgnoredAny>,
}

/// Checks that `body` is one JSON-RPC answer, with the id `id` as it was sent.
pub(crate) fn check_answer(body: &[u8], id: Option<&str>) {
    let answer: Answer<'_> = serde_json::from_slice(body)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(body)));
    assert_eq!(answer.jsonrpc, "2.0");
    assert_eq!(answer.id.map(RawValue::get), id);
    assert!(answer.result.is_some() != answer.error.is_some());
    if let Some(result) = answer.result {
        assert!(result.get().starts_with('{'), "{}", result.get());
    }
    if let Some(error) = answer.error {
        assert!(error.message.get().starts_with('"'));
    }
}

/// A JSON-RPC request, as strict as the gateway is.
#[derive(Deserialize)]
struct Request<'a> {
    jsonrpc: String,
    #[serde(rename = "method")]
    _method: String,
    #[serde(borrow)]
    id: &'a RawValue,
    result: Option<IgnoredAny>,
    error: Option<IgnoredAny>,
    // A member that stands twice makes the message invalid, so it has no id to echo.
    #[serde(rename = "params", default)]
    _params: IgnoredAny,
}

/// The id that the answer to `body` must carry: that of a well-formed request.
pub(crate) fn id_of(body: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(body).ok()?;
    let text = text.trim_start_matches([' ', '\t', '\r', '\n']);
    if !text.starts_with('{') {
        return None;
    }
    let request: Request<'_> = serde_json::from_str(text).ok()?;
    if request.jsonrpc != "2.0" || request.result.is_some() || request.error.is_some() {
        return None;
    }
    let id = request.id.get();
    let integer = id.bytes().all(|byte| byte == b'-' || byte.is_ascii_digit());
    (integer || id.starts_with('"')).then_some(id)
}
