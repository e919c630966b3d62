//! Responses become tool results and resource contents.

#![expect(clippy::unwrap_used, reason = "tests fail by panics")]

use portico_rest::{Call, Headers, Presenter, Response, Structured, tool_error};
use proptest::prelude::*;

fn response<'a>(status: u16, content_type: &'a str, body: &'a [u8]) -> Response<'a> {
    let content_type = Some(content_type).filter(|text| !text.is_empty());
    Response {
        status,
        content_type,
        body,
        local: None,
        headers: Headers::NONE,
    }
}

const CALL: Call<'_> = Call {
    arguments: None,
    structured: Structured::None,
    check: None,
    config: None,
    steps: 0,
};

fn resource_contents(
    uri: &str,
    mime_type: Option<&str>,
    response: &Response<'_>,
) -> Result<Vec<u8>, String> {
    let mut out = Vec::new();
    Presenter::default().write_contents(&mut out, uri, mime_type, response, &CALL)?;
    Ok(out)
}

fn result(response: &Response<'_>, structured: Structured) -> String {
    let mut out = Vec::new();
    let call = Call { structured, ..CALL };
    Presenter::default().write(&mut out, response, &call);
    String::from_utf8(out).unwrap()
}

#[test]
fn without_an_output_schema() {
    let table = [
        (
            200,
            "application/json",
            &b"{\"id\": 9007199254740993,\n \"b\": \"\\u00e9\"}"[..],
        ),
        (200, "application/problem+json; charset=utf-8", b"not json"),
        (
            200,
            "text/html; charset=utf-8",
            "<p>\u{e9}\u{1}\t\"\\</p>\r\n".as_bytes(),
        ),
        (200, "", b"plain"),
        (200, "Image/PNG", b"\x89PNG"),
        (200, "audio/wav; rate=8000", b"RIFF\xff"),
        (200, "image/svg+xml", b"<svg/>"),
        (200, "application/pdf", b"%PDF\xff\xfe"),
        (200, "", b"\xff\xfe"),
        (200, "application/json", b""),
        (201, "application/json", b"[1]"),
        (204, "", b""),
        (205, "text/plain", b"ignored"),
        (100, "", b""),
        (304, "", b""),
        (
            404,
            "application/json",
            b"{\"message\": \"no \\\"pet\\\"\"}",
        ),
        (500, "image/png", b"\x89PNG"),
        (799, "", b""),
    ];
    let mut text = String::new();
    for (status, content_type, body) in table {
        let line = result(&response(status, content_type, body), Structured::None);
        text.push_str(&format!("{status} {content_type}\n{line}\n"));
    }
    insta::assert_snapshot!(text);
}

#[test]
fn with_an_output_schema() {
    let table = [
        (
            200,
            "application/json",
            &b" {\"a\": [1.0, 1e400, \"\\ud800\"]} \n"[..],
            Structured::Any,
        ),
        (200, "application/json", b"{\"a\": 1}", Structured::Object),
        (
            200,
            "application/json",
            b"\xef\xbb\xbf{}",
            Structured::Object,
        ),
        (200, "text/plain", b"{\"a\": 1}", Structured::Any),
        (200, "application/json", b"[1]", Structured::Any),
        (200, "application/json", b"[1]", Structured::Object),
        (200, "application/json", b"{\"a\": 1", Structured::Any),
        (
            200,
            "application/json",
            b"{\"a\": \"\xff\"}",
            Structured::Any,
        ),
        (200, "application/json", b"{} {}", Structured::Any),
        (200, "text/html", b"<p>", Structured::Object),
        (204, "", b"", Structured::Any),
        (400, "application/json", b"{}", Structured::Any),
    ];
    let mut text = String::new();
    for (status, content_type, body, structured) in table {
        let line = result(&response(status, content_type, body), structured);
        text.push_str(&format!("{status} {content_type} {structured:?}\n{line}\n"));
    }
    insta::assert_snapshot!(text);
}

#[test]
fn envoys_own_answers_are_failures_whatever_their_status() {
    for status in [200, 204, 503, 504] {
        let response = Response {
            local: Some("response_timeout"),
            ..response(status, "text/plain", b"upstream x")
        };
        let expected = r#""content":[{"type":"text","text":"The upstream did not answer in time."}],"isError":true"#;
        assert_eq!(result(&response, Structured::None), expected);
        assert_eq!(result(&response, Structured::Any), expected);
        assert!(resource_contents("a:b", None, &response).is_err());
    }
}

#[test]
fn resources_are_text_or_base64() {
    let contents = |mime_type, response: Response<'_>| {
        resource_contents("pets://1\"", mime_type, &response)
            .map(|json| String::from_utf8(json).unwrap())
    };
    let table = [
        (
            None,
            response(200, "text/plain; charset=utf-8", b"a\nb"),
            r#","mimeType":"text/plain","text":"a\nb"}"#,
        ),
        (
            Some("text/csv"),
            response(200, "text/plain", b"a"),
            r#","mimeType":"text/csv","text":"a"}"#,
        ),
        (None, response(200, "", b"a"), r#","text":"a"}"#),
        (
            None,
            response(200, "image/png", b"text"),
            r#","mimeType":"image/png","blob":"dGV4dA=="}"#,
        ),
        (None, response(204, "", b""), r#","text":""}"#),
    ];
    for (mime_type, response, expected) in table {
        assert_eq!(
            contents(mime_type, response).unwrap(),
            format!(r#"{{"uri":"pets://1\""{expected}"#)
        );
    }
    assert_eq!(
        contents(None, response(404, "", b"gone")).unwrap_err(),
        "The upstream answered 404 Not Found: gone"
    );
}

#[test]
fn errors_are_escaped() {
    let mut out = Vec::new();
    tool_error(&mut out, "a\"\u{0}");
    assert_eq!(
        out,
        br#""content":[{"type":"text","text":"a\"\u0000"}],"isError":true"#
    );
}

fn structured() -> impl Strategy<Value = Structured> {
    prop_oneof![
        Just(Structured::None),
        Just(Structured::Object),
        Just(Structured::Any)
    ]
}

fn body() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        any::<Vec<u8>>(),
        any::<String>().prop_map(String::into_bytes),
        any::<String>().prop_map(|text| serde_json::to_vec(&[text]).unwrap()),
        any::<i64>().prop_map(|number| format!("{{\"n\": {number}}}").into_bytes()),
    ]
}

proptest! {
    #[test]
    fn a_result_is_always_valid_json(
        status in 100_u16..700,
        content_type in proptest::option::of("(image/|audio/|text/|application/json)?[ -~\u{80}-\u{ff}]{0,8}"),
        body in body(),
        local in proptest::option::of("[ -~]{0,20}"),
        structured in structured(),
    ) {
        let (content_type, local) = (content_type.as_deref(), local.as_deref());
        let response = Response { status, content_type, body: &body, local, headers: Headers::NONE };
        let json = format!("{{{}}}", result(&response, structured));
        let value: serde_json::Value = serde_json::from_str(&json).unwrap();
        let content = value["content"].as_array().unwrap();
        prop_assert_eq!(content.len(), 1);
        let success = local.is_none() && (200..300).contains(&status);
        if !success {
            prop_assert_eq!(&value["isError"], &serde_json::Value::Bool(true));
        }
        if let Some(structured) = value.get("structuredContent") {
            prop_assert!(success);
            prop_assert_eq!(structured, &serde_json::from_slice::<serde_json::Value>(&body).unwrap());
        }
        if let Ok(contents) = resource_contents("a:b", content_type, &response) {
            prop_assert!(success);
            prop_assert!(serde_json::from_slice::<serde_json::Value>(&contents).is_ok());
        }
    }

    #[test]
    fn text_arrives_unchanged(body in any::<String>().prop_filter("not empty", |text| !text.is_empty())) {
        prop_assume!(!body.starts_with('\u{feff}'));
        let json = format!("{{{}}}", result(&response(200, "text/plain", body.as_bytes()), Structured::None));
        let value: serde_json::Value = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(value["content"][0]["text"].as_str(), Some(body.as_str()));
    }
}
