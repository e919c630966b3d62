//! Results made by templates, the check of structured content, and mistakes in the configuration.

use super::*;

#[test]
fn templates_make_results() {
    use Structured::{Any, None, Object};
    const BOOK: &[u8] = br#"{"title": "Emma \"E\"", "cents": 950.0, "big": 12345678901234567890}"#;
    let text = r#"{"template":"{{ args.id }}: {{ response.json.title }} for {{ response.json.cents / 100 }}"}"#;
    let json = r#"{"as":"json","template":"{\"id\": {{ args.id }}, \"title\": {{ response.json.title }}, \"n\": {{ response.json.big }}}"}"#;
    let results = table(vec![
        (text, None, ok(&[JSON], BOOK)),
        (text, None, ok(&[JSON], b"{}")),
        (text, None, ok(&[JSON], b"<p>")),
        (text, None, status(404, ok(&[JSON], b"{}"))),
        (json, None, ok(&[JSON], BOOK)),
        (json, Object, ok(&[JSON], BOOK)),
        (
            r#"{"template":"{\"all\": {{ response.json }}}"}"#,
            Object,
            ok(&[JSON], b"[1, 2.0]"),
        ),
        (
            r#"{"template":"[{{ args.tag }}]"}"#,
            Object,
            ok(&[JSON], BOOK),
        ),
        (r#"{"template":"[{{ args.tag }}]"}"#, Any, ok(&[JSON], BOOK)),
        (r#"{"template":"[{{ args.tag }}"}"#, Any, ok(&[JSON], BOOK)),
        (
            r#"{"template":"{{ response.status }} {{ response.text }}"}"#,
            None,
            status(201, ok(&[LATIN], b"caf\xe9")),
        ),
        (
            r#"{"template":"{{ response.headers['ETag'] }}{{ response.headers.link | default('none') }}"}"#,
            None,
            ok(&[("etag", "\"7\"")], b""),
        ),
        (
            r#"{"template":"{% if response.json %}{{ response.json }}{% else %}no JSON{% endif %}"}"#,
            None,
            ok(&[JSON], b"<p>"),
        ),
        (
            r#"{"template":"{{ response.json }}","keep":["title"]}"#,
            None,
            ok(&[JSON], BOOK),
        ),
        (
            r#"{"template":"{% for i in response.json %}{{ i }}{% endfor %}"}"#,
            None,
            ok(&[JSON], &[b'0'; 1]),
        ),
        (
            r#"{"template":"{{ response.json }}"}"#,
            None,
            ok(&[JSON, ("content-encoding", "br")], b"\xff"),
        ),
    ]);
    insta::assert_snapshot!(results);
}

#[test]
fn templates_make_failures() {
    use Structured::{Any, None};
    let template = r#"{"errorTemplate":"No book {{ args.id }}: {{ response.json.why | default(response.text) }} ({{ response.status }})"}"#;
    let results = table(vec![
        (
            template,
            None,
            status(404, ok(&[JSON], br#"{"why": "gone"}"#)),
        ),
        (template, Any, status(404, ok(&[JSON], br#"{"other": 1}"#))),
        (template, None, status(502, ok(&[JSON], b"<p>"))),
        (template, None, ok(&[JSON], b"{}")),
        (
            template,
            None,
            Answer {
                local: Some("response_timeout"),
                ..status(504, ok(&[], b""))
            },
        ),
        (
            r#"{"errorTemplate":"{{ response.json.why }}"}"#,
            None,
            status(500, ok(&[], b"oh")),
        ),
        (
            r#"{"errorTemplate":" "}"#,
            None,
            status(500, ok(&[], b"oh")),
        ),
    ]);
    insta::assert_snapshot!(results);
}

#[test]
fn templates_make_content_blocks() {
    use Structured::{Any, None};
    let mixed = r#"{"content":[
        {"type":"text","text":"Book {{ args.id }}"},
        {"type":"image","mimeType":"{{ response.headers['content-type'] }}","data":"{{ response.base64 }}"},
        {"type":"audio","mimeType":"audio/wav","data":"UklG Rg==\n"},
        {"type":"resource","uri":"books://{{ args.id }}/{{ args.tag }}","text":"{{ args.tag }}"},
        {"type":"resource","uri":"a:b","mimeType":"a/b","blob":"AA=="}]}"#;
    let link = r#"{"content":[
        {"type":"text","text":"{% if response.json %}{{ response.json.id }}{% endif %}"},
        {"type":"resource_link","uri":"{{ response.headers.location | default('') }}","name":"Order {{ args.id }}","title":"{{ response.headers.none | default('') }}"}],
        "headers":["etag"]}"#;
    let results = table(vec![
        (
            mixed,
            None,
            ok(&[("content-type", "image/png")], b"\x89PNG"),
        ),
        (
            link,
            None,
            status(
                201,
                ok(
                    &[("location", "https://shop.example/1 2"), ("etag", "7")],
                    b"",
                ),
            ),
        ),
        (
            link,
            None,
            status(201, ok(&[("location", "/orders/1")], b"")),
        ),
        (link, None, status(201, ok(&[("etag", "7")], b""))),
        (
            r#"{"content":[{"type":"text","text":"{{ response.json.a }}"}]}"#,
            Any,
            ok(&[JSON], b" {\"a\": 1.0} "),
        ),
        (
            r#"{"content":[{"type":"text","text":"fixed"}]}"#,
            Any,
            ok(&[JSON], b"<p>"),
        ),
        (
            r#"{"content":[{"type":"image","mimeType":"image/png","data":"{{ args.tag }}"}]}"#,
            None,
            ok(&[], b""),
        ),
    ]);
    insta::assert_snapshot!(results);
}

#[test]
fn structured_content_is_checked() {
    let check = |json: &str| match json {
        "[1]" => Ok(()),
        other => Err(format!("{other} does not fit")),
    };
    let result = |structured, body: &'static [u8]| {
        let response = Response {
            status: 200,
            content_type: None,
            body,
            local: None,
            headers: Headers::NONE,
        };
        let call = Call {
            arguments: None,
            structured,
            check: Some(&check),
            config: None,
            steps: 0,
        };
        let mut out = Vec::new();
        Presenter::default().write(&mut out, &response, &call);
        String::from_utf8(out).unwrap()
    };
    let fits = r#""content":[{"type":"text","text":"[1]"}],"structuredContent":[1]"#;
    assert_eq!(result(Structured::Any, b" [1]"), fits);
    let differs = r#""content":[{"type":"text","text":"[2] does not fit"},{"type":"text","text":"[2]"}],"isError":true"#;
    assert_eq!(result(Structured::Any, b"[2]"), differs);
    let text = r#""content":[{"type":"text","text":"[2]"}]"#;
    assert_eq!(result(Structured::None, b"[2]"), text);
}

#[test]
fn mistakes_are_found_when_it_is_configured() {
    let rows = [
        (r#"{"as":"image"}"#, false),
        (r#"{"as":"text"}"#, true),
        (r#"{"as":"resource","keep":["a"]}"#, false),
        (r#"{"mimeType":"png","maxText":99,"maxBytes":0}"#, false),
        (r#"{"mimeType":"image/p ng"}"#, false),
        (r#"{"headers":["etag","a b",":status",""]}"#, false),
        (r#"{"keep":["a[0]","b"],"drop":["[].","c"]}"#, false),
        (
            r#"{"template":"{{ args.none }}","content":[{"type":"text","text":"a"}]}"#,
            false,
        ),
        (
            r#"{"template":"{{ response.body }}","errorTemplate":"{{ response }}"}"#,
            false,
        ),
        (
            r#"{"template":"{{ response.headers }}","errorTemplate":"{{ response.headers[args.tag] }}"}"#,
            false,
        ),
        (
            r#"{"template":"{% if %}","errorTemplate":"{{ request.headers }}"}"#,
            false,
        ),
        (
            r#"{"template":"a","as":"image","mimeType":"image/png"}"#,
            false,
        ),
        (
            r#"{"as":"text","content":[{"type":"resource","uri":"a:b"},{"type":"image","data":"","mimeType":"{{ x }}"}]}"#,
            false,
        ),
    ];
    let mut text = String::new();
    for (json, structured) in rows {
        let presentation: Presentation = serde_json::from_str(json).unwrap();
        text += &format!("{json}\n");
        for error in Presenter::compile(&presentation, Some(&inputs()), structured).unwrap_err() {
            text += &format!("  {error}\n");
        }
    }
    insta::assert_snapshot!(text);
}

#[test]
fn fixed_values_of_the_server_can_be_used() {
    use Structured::{None, Object};
    let results = table(vec![
        (
            r#"{"template":"{{ config.shop }}: {{ response.json.books[0].title }} for {{ args.tag }}"}"#,
            None,
            ok(&[JSON], BOOKS),
        ),
        (
            r#"{"template":"{\"shop\": {{ config.shop }}, \"rate\": {{ config.rate }}}"}"#,
            Object,
            ok(&[JSON], BOOKS),
        ),
        (
            r#"{"errorTemplate":"Ask {{ config.shop }} ({{ config }})"}"#,
            None,
            status(500, ok(&[JSON], BOOKS)),
        ),
        (
            r#"{"content":[{"type":"text","text":"{{ config.shop }}"}]}"#,
            None,
            ok(&[], b""),
        ),
    ]);
    insta::assert_snapshot!(results);
}
