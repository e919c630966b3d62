//! Protocol errors: JSON-RPC codes and the HTTP status that each goes with (2026-07-28, Transports,
//! and SEP-2243).

use crate::Revision;
use crate::jsonrpc::{Id, write_string};
use std::borrow::Cow;

/// A JSON-RPC error and the HTTP status that carries it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RpcError {
    /// HTTP status of the answer when the request stands alone (in a batch it has none).
    pub status: u16,
    /// JSON-RPC error code.
    pub code: i32,
    /// For the developer of the client.
    pub message: Cow<'static, str>,
    /// The error's `data` as JSON text.
    pub data: Option<String>,
}

/// Invalid JSON.
pub const PARSE_ERROR: i32 = -32700;
/// Not a request that this endpoint takes.
pub const INVALID_REQUEST: i32 = -32600;
/// Unknown method, or one whose capability is not advertised.
pub const METHOD_NOT_FOUND: i32 = -32601;
/// Bad parameters.
pub const INVALID_PARAMS: i32 = -32602;
/// A fault of the gateway.
pub const INTERNAL_ERROR: i32 = -32603;
/// Unknown resource, legacy revisions only.
pub const RESOURCE_NOT_FOUND: i32 = -32002;
/// A header is missing, malformed or differs from the body (2026-07-28).
pub const HEADER_MISMATCH: i32 = -32020;
/// Header and body agree on a revision that is not supported (2026-07-28).
pub const UNSUPPORTED_VERSION: i32 = -32022;

/// Most characters of what a client sent that an error repeats.
const SHOWN: usize = 200;

/// A name that a client sent, for an error: its start, where it is so long that it is no name.
pub fn shown(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => Cow::Owned(format!("{}…", text.get(..end).unwrap_or_default())),
        None => Cow::Borrowed(text),
    }
}

impl RpcError {
    /// An error with this status and code.
    pub fn new(status: u16, code: i32, message: impl Into<Cow<'static, str>>) -> Self {
        Self {
            status,
            code,
            message: message.into(),
            data: None,
        }
    }

    /// The body is not JSON.
    pub fn parse_error(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(400, PARSE_ERROR, message)
    }

    /// The body is JSON, but not a JSON-RPC message that this endpoint takes.
    pub fn invalid_request(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(400, INVALID_REQUEST, message)
    }

    /// The method does not exist here. Modern revisions say so in the HTTP status too.
    pub fn method_not_found(method: &str, modern: bool) -> Self {
        Self::new(
            if modern { 404 } else { 200 },
            METHOD_NOT_FOUND,
            format!("Method not found: {}", shown(method)),
        )
    }

    /// Parameters of a known method are bad: HTTP 200, as the SDKs answer.
    pub fn invalid_params(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(200, INVALID_PARAMS, message)
    }

    /// A required header is missing, malformed or differs from the body.
    pub fn header_mismatch(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(400, HEADER_MISMATCH, message)
    }

    /// The requested modern revision is not supported.
    pub fn unsupported_version(requested: &str) -> Self {
        let requested = &*shown(requested);
        let mut data = Vec::from(&b"{\"supported\":["[..]);
        for (at, revision) in Revision::MODERN.iter().enumerate() {
            if at > 0 {
                data.push(b',');
            }
            write_string(&mut data, revision.as_str());
        }
        data.extend_from_slice(b"],\"requested\":");
        write_string(&mut data, requested);
        data.push(b'}');
        Self {
            data: String::from_utf8(data).ok(),
            ..Self::new(
                400,
                UNSUPPORTED_VERSION,
                format!("Unsupported protocol version: {requested}"),
            )
        }
    }

    /// The resource does not exist: its own code in legacy revisions, invalid params since. A long
    /// URI is cut in `data`, too.
    pub fn resource_not_found(uri: &str, modern: bool) -> Self {
        let uri = &*shown(uri);
        let mut data = Vec::from(&b"{\"uri\":"[..]);
        write_string(&mut data, uri);
        data.push(b'}');
        let code = if modern {
            INVALID_PARAMS
        } else {
            RESOURCE_NOT_FOUND
        };
        Self {
            data: String::from_utf8(data).ok(),
            ..Self::new(200, code, format!("Resource not found: {uri}"))
        }
    }

    /// The JSON-RPC error message. `id` is left out where the request's could not be read (a null
    /// id would violate the MCP schema).
    pub fn to_json(&self, id: Option<Id<'_>>) -> Vec<u8> {
        let mut out = Vec::with_capacity(96 + self.message.len());
        out.extend_from_slice(b"{\"jsonrpc\":\"2.0\",");
        if let Some(id) = id {
            out.extend_from_slice(b"\"id\":");
            out.extend_from_slice(id.as_str().as_bytes());
            out.push(b',');
        }
        out.extend_from_slice(b"\"error\":{\"code\":");
        out.extend_from_slice(self.code.to_string().as_bytes());
        out.extend_from_slice(b",\"message\":");
        write_string(&mut out, &self.message);
        if let Some(data) = &self.data {
            out.extend_from_slice(b",\"data\":");
            out.extend_from_slice(data.as_bytes());
        }
        out.extend_from_slice(b"}}");
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(error: &RpcError, id: Option<Id<'_>>) -> String {
        String::from_utf8(error.to_json(id)).unwrap()
    }

    #[test]
    fn writes_json() {
        let id = Id::parse("\"a\\u0022\"").unwrap();
        insta::assert_snapshot!(text(&RpcError::method_not_found("x\"y", true), Some(id)),
            @r#"{"jsonrpc":"2.0","id":"a\u0022","error":{"code":-32601,"message":"Method not found: x\"y"}}"#);
        insta::assert_snapshot!(text(&RpcError::unsupported_version("2099-01-01"), None),
            @r#"{"jsonrpc":"2.0","error":{"code":-32022,"message":"Unsupported protocol version: 2099-01-01","data":{"supported":["2026-07-28"],"requested":"2099-01-01"}}}"#);
    }

    #[test]
    fn long_names_are_cut() {
        assert_eq!(shown(&"ä".repeat(200)), "ä".repeat(200));
        let cut = format!("{}…", "ä".repeat(200));
        assert_eq!(shown(&"ä".repeat(201)), cut);
        let long = "ä".repeat(1_000_000);
        for error in [
            RpcError::method_not_found(&long, true),
            RpcError::unsupported_version(&long),
            RpcError::resource_not_found(&long, true),
        ] {
            let json = text(&error, None);
            assert!(json.contains(&cut) && json.len() < 1_100, "{}", json.len());
        }
    }
}
