//! An HTTP response, and the contents of a resource that it becomes.

use crate::content;
use crate::failure;
use crate::media::{Media, essence};
use crate::reading::{check_encoding, text};
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

/// The one element of `contents` of a `ReadResourceResult`, for the resource `uri`, of type
/// `mime_type` (the upstream's where absent). The error says why there is none.
pub fn resource_contents(
    uri: &str,
    mime_type: Option<&str>,
    response: &Response<'_>,
) -> Result<Vec<u8>, String> {
    if let Some(details) = response.local {
        return Err(failure::local(details));
    }
    if !(200..300).contains(&response.status) {
        return Err(failure::response(response));
    }
    let upstreams = response.content_type.map(essence);
    let mime_type = mime_type.or(upstreams).filter(|own| !own.is_empty());
    let mut out = Vec::with_capacity(response.body.len() + uri.len() + 64);
    match Media::of(mime_type.unwrap_or_default()) {
        Media::Other => {
            let text = text(response, mime_type.unwrap_or_default())?;
            let bytes = text.as_ref().map_or(response.body, |text| text.as_bytes());
            content::resource(&mut out, uri, mime_type, bytes);
        }
        Media::Image | Media::Audio => {
            check_encoding(response)?;
            content::resource(&mut out, uri, mime_type, response.body);
        }
    }
    Ok(out)
}
