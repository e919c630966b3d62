//! The contents of resources, shaped.

use super::*;

fn compile(presentation: &str) -> Result<Presenter, Vec<portico_rest::FieldError>> {
    let presentation: Presentation = serde_json::from_str(presentation).unwrap();
    Presenter::compile_resource(&presentation, ["isbn"])
}

/// The contents of a resource of the type `mime_type`.
fn contents(presentation: &str, mime_type: Option<&str>, answer: &Answer) -> String {
    let presenter = compile(presentation).unwrap();
    let lookup = |name: &str| {
        let found = answer.headers.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| (*value).to_owned())
    };
    let content_type = lookup("content-type");
    let response = Response {
        status: answer.status,
        content_type: content_type.as_deref(),
        body: answer.body,
        local: answer.local,
        headers: Headers::new(&lookup),
    };
    let call = Call {
        arguments: presenter.uses_arguments().then_some(r#"{"isbn": "978"}"#),
        structured: Structured::None,
        check: None,
        config: Some(r#"{"shop": "Page & Co"}"#),
        steps: 1_000,
    };
    let mut out = Vec::new();
    match presenter.write_contents(&mut out, "book://978", mime_type, &response, &call) {
        Ok(()) => String::from_utf8(out).unwrap(),
        Err(reason) => {
            assert!(out.is_empty());
            reason
        }
    }
}

#[test]
fn responses_are_shaped() {
    const BOOK: &[u8] = br#"{"title": "Emma", "price": 9.50, "notes": "..."}"#;
    let rows = [
        (r#"{"keep":["title","price"]}"#, None, ok(&[JSON], BOOK)),
        (
            r#"{"drop":["notes"]}"#,
            Some("application/book+json"),
            ok(&[], BOOK),
        ),
        (r#"{"keep":["title"]}"#, None, ok(&[JSON], b"<p>")),
        (
            r##"{"template":"# {{ response.json.title }} ({{ args.isbn }}) at {{ config.shop }}"}"##,
            None,
            ok(&[JSON], BOOK),
        ),
        (
            r##"{"template":"# {{ response.json.title }}"}"##,
            Some("text/markdown"),
            ok(&[JSON], BOOK),
        ),
        (
            r#"{"as":"json","template":"{\"t\": {{ response.json.title }}, \"p\": {{ response.json.price }}}"}"#,
            None,
            ok(&[JSON], BOOK),
        ),
        (
            r#"{"template":"{{ response.json.none }}"}"#,
            None,
            ok(&[JSON], BOOK),
        ),
        (
            r#"{"as":"text"}"#,
            None,
            ok(&[("content-type", "image/svg+xml")], b"<svg/>"),
        ),
        (r#"{"as":"text"}"#, None, ok(&[], b"\xff\xfe\xfd")),
        (
            r#"{"mimeType":"text/plain; charset=iso-8859-1"}"#,
            None,
            ok(&[], b"caf\xe9"),
        ),
        (r#"{"mimeType":"image/png"}"#, None, ok(&[JSON], b"PNG")),
        (r#"{}"#, Some("application/pdf"), ok(&[], b"%PDF\xff")),
        (
            r#"{"success":[404]}"#,
            None,
            status(404, ok(&[], b"none yet")),
        ),
        (
            r#"{"errorTemplate":"{{ config.shop }}: {{ response.json.notes }}"}"#,
            None,
            status(500, ok(&[JSON], BOOK)),
        ),
        (r#"{"maxText":100}"#, None, ok(&[LATIN], &[b'a'; 120])),
    ];
    let mut text = String::new();
    for (presentation, mime_type, answer) in rows {
        let line = contents(presentation, mime_type, &answer);
        text += &format!("{presentation} {mime_type:?} {}\n{line}\n", answer.status);
    }
    insta::assert_snapshot!(text);
}

#[test]
fn what_no_resource_has_is_refused() {
    let wrong = [
        r#"{"as":"image","mimeType":"image/png"}"#,
        r#"{"as":"resource"}"#,
        r#"{"content":[{"type":"text","text":"x"}],"headers":["etag"]}"#,
        r#"{"template":"{{ args.id }}"}"#,
        r#"{"keep":["a["],"maxBytes":0}"#,
    ];
    let mut text = String::new();
    for presentation in wrong {
        text += &format!("{presentation}\n");
        for error in compile(presentation).unwrap_err() {
            text += &format!("    {error}\n");
        }
    }
    insta::assert_snapshot!(text);
}
