//! JSON-RPC 2.0 envelopes, read without copying and written by hand.

use crate::RpcError;
use serde::{Deserialize, Deserializer, de::IgnoredAny};
use serde_json::value::RawValue;
use std::borrow::Cow;

pub use crate::params::Params;
pub use portico_json_string::write as write_string;

/// What a POST body holds.
#[derive(Debug)]
pub enum Body<'a> {
    /// One message.
    Single(Message<'a>),
    /// An array: each entry is a message or the reason why it is none.
    Batch(Vec<Result<Message<'a>, RpcError>>),
}

/// One JSON-RPC message.
#[derive(Debug)]
pub enum Message<'a> {
    /// It has a method and an id.
    Request(Request<'a>),
    /// It has a method and no id.
    Notification(Notification<'a>),
    /// It has a result or an error: an answer to a request of the server's.
    Response,
}

/// A request.
#[derive(Debug)]
pub struct Request<'a> {
    /// Its id, to be echoed as it is.
    pub id: Id<'a>,
    /// The method.
    pub method: Cow<'a, str>,
    /// `params`, or the error that they are not an object.
    pub params: Result<Params<'a>, RpcError>,
}

/// A notification.
#[derive(Debug)]
pub struct Notification<'a> {
    /// The method.
    pub method: Cow<'a, str>,
    /// `params`; empty where they cannot be read, as nobody would get an error.
    pub params: Params<'a>,
}

/// The id of a request: the JSON text of a string or an integer, of any size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Id<'a>(&'a str);

impl<'a> Id<'a> {
    /// Takes the JSON text of a string or an integer; `None` for any other value.
    pub fn parse(raw: &'a str) -> Option<Self> {
        let digits = raw.strip_prefix('-').unwrap_or(raw);
        let integer = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        (integer || raw.starts_with('"')).then_some(Self(raw))
    }

    /// The JSON text.
    pub fn as_str(self) -> &'a str {
        self.0
    }
}

/// The string that `raw` is, unescaped; `None` if it is no string.
pub fn string(raw: &RawValue) -> Option<Cow<'_, str>> {
    text(raw.get())
}

/// A string, borrowed where it has no escapes.
#[derive(Deserialize)]
pub(crate) struct Text<'a>(#[serde(borrow)] pub(crate) Cow<'a, str>);

/// The string that is written as the JSON text `json`.
pub(crate) fn text(json: &str) -> Option<Cow<'_, str>> {
    serde_json::from_str::<Text<'_>>(json)
        .ok()
        .map(|text| text.0)
}

/// A JSON-RPC response with `result`, the JSON text of an object.
pub fn response(id: Id<'_>, result: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(36 + id.as_str().len() + result.len());
    out.extend_from_slice(b"{\"jsonrpc\":\"2.0\",\"id\":");
    out.extend_from_slice(id.as_str().as_bytes());
    out.extend_from_slice(b",\"result\":");
    out.extend_from_slice(result);
    out.push(b'}');
    out
}

/// Reads a POST body.
///
/// # Errors
/// -32700 for what is not UTF-8 or not JSON, -32600 for JSON that is no JSON-RPC message.
pub fn parse(body: &[u8]) -> Result<Body<'_>, RpcError> {
    let text = std::str::from_utf8(body).map_err(|error| {
        RpcError::parse_error(format!(
            "Parse error: invalid UTF-8 at byte {}",
            error.valid_up_to()
        ))
    })?;
    if text
        .trim_start_matches([' ', '\t', '\r', '\n'])
        .starts_with('[')
    {
        let entries: Vec<&RawValue> =
            serde_json::from_str(text).map_err(|error| refused(text, &error))?;
        return Ok(Body::Batch(
            entries
                .into_iter()
                .map(|entry| message(entry.get()))
                .collect(),
        ));
    }
    message(text).map(Body::Single)
}

#[derive(Deserialize)]
#[serde(
    expecting = "a JSON-RPC message",
    bound(deserialize = "P: Deserialize<'de>")
)]
struct Envelope<'a, P> {
    #[serde(borrow)]
    jsonrpc: Option<Cow<'a, str>>,
    #[serde(borrow, default, deserialize_with = "present")]
    id: Option<&'a RawValue>,
    #[serde(borrow)]
    method: Option<Cow<'a, str>>,
    #[serde(default, deserialize_with = "present")]
    params: Option<P>,
    result: Option<IgnoredAny>,
    error: Option<IgnoredAny>,
}

fn message(text: &str) -> Result<Message<'_>, RpcError> {
    // Most messages are right, and read in one pass.
    if let Ok(envelope) = serde_json::from_str::<Envelope<'_, Params<'_>>>(text) {
        return opened(text, envelope, |params| Ok(params.unwrap_or_default()));
    }
    // The message may be right though its `params` are not.
    let envelope = serde_json::from_str(text).map_err(|error| refused(text, &error))?;
    opened(text, envelope, Params::read)
}

/// What is in an envelope.
fn opened<'a, P>(
    text: &str,
    envelope: Envelope<'a, P>,
    read: fn(Option<P>) -> Result<Params<'a>, RpcError>,
) -> Result<Message<'a>, RpcError> {
    // Serde reads a struct from the list of its members too.
    if text.starts_with('[') {
        return Err(RpcError::invalid_request(
            "Invalid Request: a message must be an object",
        ));
    }
    if envelope.jsonrpc.as_deref() != Some("2.0") {
        return Err(RpcError::invalid_request(
            "Invalid Request: `jsonrpc` must be \"2.0\"",
        ));
    }
    let answer = envelope.result.is_some() || envelope.error.is_some();
    match (envelope.method, envelope.id) {
        (Some(_), _) if answer => Err(RpcError::invalid_request(
            "Invalid Request: both a method and an answer",
        )),
        (Some(method), Some(id)) => {
            let id = Id::parse(id.get()).ok_or_else(|| {
                RpcError::invalid_request("Invalid Request: `id` must be a string or an integer")
            })?;
            Ok(Message::Request(Request {
                id,
                method,
                params: read(envelope.params),
            }))
        }
        (Some(method), None) => Ok(Message::Notification(Notification {
            method,
            params: read(envelope.params).unwrap_or_default(),
        })),
        (None, Some(_)) if answer => Ok(Message::Response),
        _ => Err(RpcError::invalid_request(
            "Invalid Request: not a JSON-RPC request, notification or response",
        )),
    }
}

/// -32700 where the text is not JSON at all, -32600 where it is JSON of the wrong shape.
fn refused(text: &str, error: &serde_json::Error) -> RpcError {
    match serde_json::from_str::<&RawValue>(text) {
        Err(syntax) => RpcError::parse_error(format!("Parse error: {syntax}")),
        Ok(_) => RpcError::invalid_request(format!("Invalid Request: {}", reason(error))),
    }
}

/// The error without the position, which is that of a fragment and would mislead.
pub(crate) fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.split_once(" at line ")
        .map_or(text.clone(), |(reason, _)| reason.to_owned())
}

/// Keeps an explicit null apart from an absent member.
pub(crate) fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(body: &[u8]) -> String {
        match parse(body) {
            Ok(Body::Single(Message::Request(request))) => match &request.params {
                Ok(_) => format!("request {} {}", request.id.as_str(), request.method),
                Err(error) => format!(
                    "request {} {} params {}",
                    request.id.as_str(),
                    request.method,
                    error.code
                ),
            },
            Ok(Body::Single(Message::Notification(notification))) => {
                format!("notification {}", notification.method)
            }
            Ok(Body::Single(Message::Response)) => "response".to_owned(),
            Ok(Body::Batch(entries)) => {
                format!(
                    "batch {:?}",
                    entries
                        .iter()
                        .map(|e| e.as_ref().map_or_else(|e| e.code, |_| 0))
                        .collect::<Vec<_>>()
                )
            }
            Err(error) => format!("{} {}", error.code, error.message),
        }
    }

    #[test]
    fn tells_messages_apart() {
        let table: [(&str, &str); 24] = [
            (
                r#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#,
                "request 1 ping",
            ),
            (
                r#" {"jsonrpc":"2.0","id":"x","method":"ping","params":{}} "#,
                "request \"x\" ping",
            ),
            (
                r#"{"jsonrpc":"2.0","id":123456789012345678901234567890,"method":"p"}"#,
                "request 123456789012345678901234567890 p",
            ),
            (
                r#"{"jsonrpc":"2.0","id":-9007199254740993,"method":"p"}"#,
                "request -9007199254740993 p",
            ),
            (
                r#"{"jsonrpc":"2.0","id":1,"method":"p\u0061"}"#,
                "request 1 pa",
            ),
            (
                r#"{"jsonrpc":"2.0","id":1,"method":"p","params":[]}"#,
                "request 1 p params -32602",
            ),
            (
                r#"{"jsonrpc":"2.0","id":1,"method":"p","params":null}"#,
                "request 1 p params -32602",
            ),
            (
                r#"{"jsonrpc":"2.0","id":1,"method":"p","params":{"name":1,"name":2}}"#,
                "request 1 p params -32602",
            ),
            (r#"{"jsonrpc":"2.0","method":"n"}"#, "notification n"),
            (r#"{"jsonrpc":"2.0","id":1,"result":{}}"#, "response"),
            (
                r#"{"jsonrpc":"2.0","id":null,"method":"p"}"#,
                "-32600 Invalid Request: `id` must be a string or an integer",
            ),
            (
                r#"{"jsonrpc":"2.0","id":1.5,"method":"p"}"#,
                "-32600 Invalid Request: `id` must be a string or an integer",
            ),
            (
                r#"{"jsonrpc":"2.0","id":1e3,"method":"p"}"#,
                "-32600 Invalid Request: `id` must be a string or an integer",
            ),
            (
                r#"{"jsonrpc":"2.0","id":{},"method":"p"}"#,
                "-32600 Invalid Request: `id` must be a string or an integer",
            ),
            (
                r#"{"jsonrpc":"1.0","id":1,"method":"p"}"#,
                "-32600 Invalid Request: `jsonrpc` must be \"2.0\"",
            ),
            (
                r#"{"id":1,"method":"p"}"#,
                "-32600 Invalid Request: `jsonrpc` must be \"2.0\"",
            ),
            (
                r#"{"jsonrpc":"2.0","id":1,"id":2,"method":"p"}"#,
                "-32600 Invalid Request: duplicate field `id`",
            ),
            (
                r#"{"jsonrpc":"2.0","id":1,"method":5}"#,
                "-32600 Invalid Request: invalid type: integer `5`, expected a string",
            ),
            (
                r#"{"jsonrpc":"2.0","id":1}"#,
                "-32600 Invalid Request: not a JSON-RPC request, notification or response",
            ),
            (
                "\"text\"",
                "-32600 Invalid Request: invalid type: string \"text\", expected a JSON-RPC message",
            ),
            (
                r#"{"jsonrpc":"2.0""#,
                "-32700 Parse error: EOF while parsing an object at line 1 column 16",
            ),
            (
                "",
                "-32700 Parse error: EOF while parsing a value at line 1 column 0",
            ),
            (
                r#"[{"jsonrpc":"2.0","id":1,"method":"a"},5,{"jsonrpc":"2.0","method":"b"}]"#,
                "batch [0, -32600, 0]",
            ),
            (r#"[["2.0",1,"p",{},null,null]]"#, "batch [-32600]"),
        ];
        for (body, expected) in table {
            assert_eq!(outcome(body.as_bytes()), expected, "{body}");
        }
    }

    #[test]
    fn refuses_what_is_not_utf8() {
        assert_eq!(
            outcome(b"{\"jsonrpc\":\"\xff\"}"),
            "-32700 Parse error: invalid UTF-8 at byte 12"
        );
    }

    #[test]
    fn deep_nesting_in_params_is_no_danger() {
        let body = format!(
            r#"{{"jsonrpc":"2.0","id":1,"method":"p","params":{{"arguments":{}{}}}}}"#,
            "[".repeat(100_000),
            "]".repeat(100_000)
        );
        assert_eq!(outcome(body.as_bytes()), "request 1 p");
    }

    proptest::proptest! {
        #[test]
        fn never_panics(body: Vec<u8>) {
            let _ = parse(&body);
        }

        #[test]
        fn strings_survive(text: String) {
            let mut json = Vec::new();
            write_string(&mut json, &text);
            let raw: &RawValue = serde_json::from_slice(&json).unwrap();
            proptest::prop_assert_eq!(string(raw).unwrap(), text);
        }
    }
}
