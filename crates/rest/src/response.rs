//! An HTTP response.

use crate::content;
use std::fmt;

/// An HTTP response.
#[derive(Debug, Clone, Copy)]
pub struct Response<'a> {
    /// The status code.
    pub status: u16,
    /// The `content-type` header.
    pub content_type: Option<&'a str>,
    /// The whole body.
    pub body: &'a [u8],
    /// Envoy's response code details where Envoy itself answered, not the upstream.
    pub local: Option<&'a str>,
    /// The other headers.
    pub headers: Headers<'a>,
}

/// Headers of a response that are asked for one by one: most responses are asked for none.
#[derive(Clone, Copy)]
pub struct Headers<'a>(&'a dyn Fn(&str) -> Option<String>);

impl<'a> Headers<'a> {
    /// No headers.
    pub const NONE: Self = Self(&|_| None);

    /// Headers that `lookup` finds by their name in lower case.
    pub fn new(lookup: &'a dyn Fn(&str) -> Option<String>) -> Self {
        Self(lookup)
    }

    /// The value of the header `name`, where it is there and text.
    pub(crate) fn get(self, name: &str) -> Option<String> {
        (self.0)(name)
    }
}

impl fmt::Debug for Headers<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Headers")
    }
}

/// What `structuredContent` a tool result is to have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Structured {
    /// None: the tool has no output schema.
    None,
    /// An object: the root of the output schema is of that type.
    Object,
    /// Any JSON value, which only MCP 2026-07-28 knows.
    Any,
}

/// Appends the members of a `CallToolResult` that says that the call failed.
pub fn tool_error(out: &mut Vec<u8>, message: &str) {
    out.extend_from_slice(br#""content":["#);
    content::text(out, message);
    out.extend_from_slice(br#"],"isError":true"#);
}
