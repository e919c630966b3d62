//! An upstream's response becomes a tool's result, or a resource's contents.
//!
//! Lines: status, `content-type`, Envoy's response code details, the structured content wanted
//! (n, o, a), the resource's own media type; then the body. Empty lines stand for absent values.

use crate::split::{lines, text};
use portico_rest::{Call, Headers, Presenter, Response, Structured, tool_error};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Outcome<'a> {
    #[serde(borrow)]
    content: Vec<&'a RawValue>,
    /// May be null.
    #[serde(borrow, default, deserialize_with = "present")]
    structured_content: Option<&'a RawValue>,
    is_error: Option<bool>,
}

/// Runs one input.
pub fn run(data: &[u8]) {
    let ([status, content_type, local, structured, mime_type], body) = lines(data);
    let status = text(status).parse().unwrap_or(200);
    let present = |line| Some(text(line)).filter(|text| !text.is_empty());
    let structured = match structured.first() {
        Some(b'o') => Structured::Object,
        Some(b'a') => Structured::Any,
        _ => Structured::None,
    };
    let response = Response {
        status,
        content_type: present(content_type),
        body,
        local: present(local),
        headers: Headers::NONE,
    };
    let success = response.local.is_none() && (200..300).contains(&status);
    let mut out = b"{".to_vec();
    let call = Call {
        arguments: None,
        structured,
        check: None,
        config: None,
        steps: 0,
    };
    Presenter::default().write(&mut out, &response, &call);
    out.push(b'}');
    let outcome = read(&out);
    let failed = outcome.is_error == Some(true);
    assert!(success || failed);
    assert!(!failed || outcome.structured_content.is_none());
    if let Some(content) = outcome.structured_content {
        assert!(structured != Structured::None);
        assert!(structured != Structured::Object || content.get().starts_with('{'));
    } else {
        assert!(failed || structured == Structured::None);
    }

    let mut out = Vec::new();
    let presenter = Presenter::default();
    match presenter.write_contents(&mut out, "x://y", present(mime_type), &response, &call) {
        Ok(()) => {
            assert!(success);
            serde_json::from_slice::<&RawValue>(&out).unwrap();
        }
        // A success may have a charset that is not known.
        Err(reason) => assert!(!reason.is_empty()),
    }

    let mut out = b"{".to_vec();
    tool_error(&mut out, text(body));
    out.push(b'}');
    assert_eq!(read(&out).is_error, Some(true));
}

fn read(json: &[u8]) -> Outcome<'_> {
    let outcome: Outcome<'_> = serde_json::from_slice(json).unwrap();
    assert_eq!(outcome.content.len(), 1);
    outcome
}

/// Keeps null apart from nothing.
fn present<'de, D: Deserializer<'de>>(json: D) -> Result<Option<&'de RawValue>, D::Error> {
    <&RawValue>::deserialize(json).map(Some)
}
