//! Reading the body of a response as its headers tell: content-encoding and charset.

use crate::charset::{decode, shown};
use crate::media::{is_text, parameter};
use crate::response::Response;
use std::borrow::Cow;

/// The body as text, without a byte order mark; `None` where it is none. The charset is that of
/// `content_type`, or else of the response's.
///
/// # Errors
/// What is said of a body that is compressed, or in a charset that is not known.
pub(crate) fn text<'b>(
    response: &Response<'b>,
    content_type: &str,
) -> Result<Option<Cow<'b, str>>, String> {
    let upstreams = response.content_type.unwrap_or_default();
    let label = parameter(content_type, "charset").or_else(|| parameter(upstreams, "charset"));
    let label = label.unwrap_or_default();
    let is_utf8 = ["", "utf-8", "utf8"]
        .iter()
        .any(|name| label.eq_ignore_ascii_case(name));
    if is_utf8 && let Ok(text) = std::str::from_utf8(response.body) {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        return Ok(Some(Cow::Borrowed(text)));
    }
    // Only here, as it costs something to ask for a header: what is compressed is no UTF-8.
    check_encoding(response)?;
    let marked =
        is_text(content_type) && matches!(response.body, [0xff, 0xfe, ..] | [0xfe, 0xff, ..]);
    if is_utf8 && !marked {
        return Ok(None);
    }
    decode(label, response.body).map(Some)
}

/// Refuses a body that the upstream compressed, although the request asks for `identity`.
pub(crate) fn check_encoding(response: &Response<'_>) -> Result<(), String> {
    match response.headers.get("content-encoding") {
        Some(encoding) if !encoding.trim().eq_ignore_ascii_case("identity") => Err(format!(
            "The upstream's answer is compressed ({}), although it was asked not to be. The gateway cannot read it.",
            shown(&encoding)
        )),
        _ => Ok(()),
    }
}
