//! MCP content blocks as JSON text (MCP schema: `ContentBlock`).

use crate::json::write_string;
use crate::media::Media;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// The URI of an embedded resource that exists in a tool result only: MCP demands one, and the
/// upstream's own address is nobody's business. `cid:` (RFC 2392) names a part of the same message.
const PART: &str = "cid:response@portico";

/// Appends a text block.
pub fn text(out: &mut Vec<u8>, text: &str) {
    out.extend_from_slice(br#"{"type":"text","text":"#);
    write_string(out, text);
    out.push(b'}');
}

/// Appends an image block.
pub fn image(out: &mut Vec<u8>, mime_type: &str, data: &[u8]) {
    media(out, br#"{"type":"image","data":"#, mime_type, data);
}

/// Appends an audio block.
pub fn audio(out: &mut Vec<u8>, mime_type: &str, data: &[u8]) {
    media(out, br#"{"type":"audio","data":"#, mime_type, data);
}

fn media(out: &mut Vec<u8>, begin: &[u8], mime_type: &str, data: &[u8]) {
    out.extend_from_slice(begin);
    write_base64(out, data);
    out.extend_from_slice(br#","mimeType":"#);
    write_string(out, mime_type);
    out.push(b'}');
}

/// Appends a block with an embedded resource of any other type. Without a type, bytes that are no
/// text are `application/octet-stream`.
pub fn embedded(out: &mut Vec<u8>, mime_type: &str, data: &[u8]) {
    out.extend_from_slice(br#"{"type":"resource","resource":"#);
    let mime_type = match mime_type {
        "" if std::str::from_utf8(data).is_ok() => None,
        "" => Some("application/octet-stream"),
        known => Some(known),
    };
    resource(out, PART, mime_type, data);
    out.push(b'}');
}

/// Appends the contents of a resource (MCP schema: `TextResourceContents`, `BlobResourceContents`):
/// as text where `data` is UTF-8 and neither image nor audio, else as base64.
pub fn resource(out: &mut Vec<u8>, uri: &str, mime_type: Option<&str>, data: &[u8]) {
    out.extend_from_slice(br#"{"uri":"#);
    write_string(out, uri);
    if let Some(mime_type) = mime_type {
        out.extend_from_slice(br#","mimeType":"#);
        write_string(out, mime_type);
    }
    match (
        Media::of(mime_type.unwrap_or_default()),
        std::str::from_utf8(data),
    ) {
        (Media::Other, Ok(text)) => {
            out.extend_from_slice(br#","text":"#);
            write_string(out, text);
        }
        _ => {
            out.extend_from_slice(br#","blob":"#);
            write_base64(out, data);
        }
    }
    out.push(b'}');
}

/// `data` in base64.
pub(crate) fn base64(data: &[u8]) -> String {
    STANDARD.encode(data)
}

/// Whether `text` is base64 with padding.
pub(crate) fn is_base64(text: &str) -> bool {
    STANDARD.decode(text).is_ok()
}

/// Appends `data` as a JSON string in base64.
fn write_base64(out: &mut Vec<u8>, data: &[u8]) {
    out.push(b'"');
    let start = out.len();
    // Four characters for every three bytes begun.
    out.resize(start + data.len().div_ceil(3) * 4, b'=');
    if let Some(space) = out.get_mut(start..) {
        let written = STANDARD.encode_slice(data, space);
        debug_assert!(written.is_ok(), "the space is that of the encoding");
    }
    out.push(b'"');
}
