//! An HTTP response becomes a tool result, or the contents of a resource.

use crate::content;
use crate::failure;
use crate::media::{Media, essence};
use serde_json::value::RawValue;

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

/// Appends the members of a `CallToolResult` that stand for `response`, without the braces:
/// `"content":[…]`, and where they apply `"structuredContent":…` and `"isError":true`.
pub fn tool_result(out: &mut Vec<u8>, response: &Response<'_>, structured: Structured) {
    if let Some(message) = failure(response) {
        return tool_error(out, &message);
    }
    let body = without_mark(response.body);
    if is_blank(response, body) {
        return empty_result(out, response.status, structured);
    }
    if structured == Structured::None {
        out.extend_from_slice(br#""content":["#);
        write_block(out, response.content_type.unwrap_or_default(), body);
        return out.push(b']');
    }
    match serde_json::from_slice::<&RawValue>(body) {
        Ok(json) => structured_result(out, json.get(), structured),
        Err(_) => tool_error(
            out,
            "The upstream's answer is not JSON, although the tool has an output schema.",
        ),
    }
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
    if let Some(message) = failure(response) {
        return Err(message);
    }
    let upstreams = response
        .content_type
        .map(essence)
        .filter(|essence| !essence.is_empty());
    let mut out = Vec::with_capacity(response.body.len() + uri.len() + 64);
    content::resource(&mut out, uri, mime_type.or(upstreams), response.body);
    Ok(out)
}

/// Why the response is not a success.
fn failure(response: &Response<'_>) -> Option<String> {
    match response.local {
        Some(details) => Some(failure::local(details)),
        None if (200..300).contains(&response.status) => None,
        None => Some(failure::status(response.status, response.body)),
    }
}

/// RFC 9110: these have no content whatever the body.
fn is_blank(response: &Response<'_>, body: &[u8]) -> bool {
    body.is_empty() || matches!(response.status, 204 | 205)
}

fn empty_result(out: &mut Vec<u8>, status: u16, structured: Structured) {
    let status = failure::with_reason(status);
    if structured == Structured::None {
        out.extend_from_slice(br#""content":["#);
        content::text(
            out,
            &format!("The request succeeded: {status}, with an empty body."),
        );
        out.push(b']');
    } else {
        let message = format!(
            "The upstream answered {status} with an empty body, although the tool has an output schema."
        );
        tool_error(out, &message);
    }
}

fn structured_result(out: &mut Vec<u8>, json: &str, structured: Structured) {
    if structured == Structured::Object && !json.starts_with('{') {
        return tool_error(
            out,
            "The upstream's answer is not a JSON object, although the tool's output schema asks for one.",
        );
    }
    out.reserve(json.len() * 2 + 64);
    out.extend_from_slice(br#""content":["#);
    content::text(out, json);
    out.extend_from_slice(br#"],"structuredContent":"#);
    out.extend_from_slice(json.as_bytes());
}

/// Appends the content block for a body that is not empty.
fn write_block(out: &mut Vec<u8>, content_type: &str, body: &[u8]) {
    let mime_type = essence(content_type);
    match (Media::of(content_type), std::str::from_utf8(body)) {
        (Media::Image, _) => content::image(out, mime_type, body),
        (Media::Audio, _) => content::audio(out, mime_type, body),
        (Media::Other, Ok(text)) => content::text(out, text),
        (Media::Other, Err(_)) if mime_type.is_empty() => {
            content::binary(out, "application/octet-stream", body)
        }
        (Media::Other, Err(_)) => content::binary(out, mime_type, body),
    }
}

/// JSON must not begin with a byte order mark (RFC 8259 section 8.1), yet some answers do.
fn without_mark(body: &[u8]) -> &[u8] {
    body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body)
}
