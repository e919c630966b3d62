//! Results as a tool's `result` asks for them.

#![expect(clippy::unwrap_used, reason = "tests fail by panics")]

use portico_rest::presentation::Presentation;
use portico_rest::{Call, Headers, Presenter, RawJson, Response, Structured};
use proptest::prelude::*;

/// What the upstream answers.
struct Answer {
    status: u16,
    headers: &'static [(&'static str, &'static str)],
    body: &'static [u8],
    local: Option<&'static str>,
}

const JSON: (&str, &str) = ("content-type", "application/json");
const LATIN: (&str, &str) = ("content-type", "text/plain; charset=ISO-8859-1");

fn ok(headers: &'static [(&'static str, &'static str)], body: &'static [u8]) -> Answer {
    Answer {
        status: 200,
        headers,
        body,
        local: None,
    }
}

fn status(status: u16, answer: Answer) -> Answer {
    Answer { status, ..answer }
}

fn result(presentation: &str, structured: Structured, answer: &Answer) -> String {
    let presentation: Presentation = serde_json::from_str(presentation).unwrap();
    let presenter = Presenter::compile(
        &presentation,
        Some(&inputs()),
        structured != Structured::None,
    )
    .unwrap();
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
    let mut out = b"{".to_vec();
    let call = Call {
        arguments: presenter.uses_arguments().then_some(ARGUMENTS),
        structured,
        check: None,
        steps: 1_000,
    };
    presenter.write(&mut out, &response, &call);
    out.push(b'}');
    let json = String::from_utf8(out).unwrap();
    serde_json::from_str::<serde_json::Value>(&json).unwrap();
    json
}

fn table(rows: Vec<(&str, Structured, Answer)>) -> String {
    let mut text = String::new();
    for (presentation, structured, answer) in rows {
        let line = result(presentation, structured, &answer);
        text += &format!("{presentation} {structured:?} {}\n{line}\n", answer.status);
    }
    text
}

/// The input schema of all tools here.
const INPUTS: &str =
    r#"{"type": "object", "properties": {"id": {"type": "integer"}, "tag": {"type": "string"}}}"#;

/// The arguments of all calls here.
const ARGUMENTS: &str = r#"{"id": 7, "tag": "a \"b\""}"#;

fn inputs() -> RawJson {
    RawJson::parse(INPUTS).unwrap()
}

const BOOKS: &[u8] = br#"{"books": [{"id": 7, "title": "Emma", "text": "long"}], "total": 1}"#;

#[test]
fn fields_are_chosen() {
    use Structured::{Any, None, Object};
    let keep = r#"{"keep":["books[].id"]}"#;
    let results = table(vec![
        (keep, None, ok(&[JSON], BOOKS)),
        (keep, Object, ok(&[JSON], BOOKS)),
        (keep, None, ok(&[], BOOKS)),
        (keep, None, ok(&[JSON], b"<p>")),
        (keep, None, ok(&[JSON], b"")),
        (keep, Any, ok(&[JSON], b"[1.0]")),
        (keep, None, status(500, ok(&[JSON], BOOKS))),
        (r#"{"drop":["books[].text"]}"#, Any, ok(&[JSON], BOOKS)),
    ]);
    insta::assert_snapshot!(results);
}

#[test]
fn kinds_and_types_are_set() {
    use Structured::{None, Object};
    let results = table(vec![
        (
            r#"{"as":"text"}"#,
            None,
            ok(&[("content-type", "image/png")], b"<svg/>"),
        ),
        (r#"{"as":"text"}"#, None, ok(&[], b"\xff\xfe\xfd")),
        (r#"{"as":"json"}"#, None, ok(&[], b" [1.0, 2] ")),
        (r#"{"as":"json"}"#, None, ok(&[JSON], b"[1")),
        (r#"{"as":"json"}"#, Object, ok(&[JSON], b"{}")),
        (
            r#"{"as":"image","mimeType":"image/png"}"#,
            None,
            ok(&[JSON], b"\x89PNG"),
        ),
        (r#"{"mimeType":"image/png"}"#, None, ok(&[], b"\x89PNG")),
        (r#"{"mimeType":"audio/wav"}"#, None, ok(&[JSON], b"RIFF")),
        (
            r#"{"as":"resource"}"#,
            None,
            ok(&[("content-type", "text/csv; charset=utf-8")], b"a,b"),
        ),
        (r#"{"as":"resource"}"#, None, ok(&[], b"a,b")),
        (r#"{"as":"resource"}"#, None, ok(&[], b"\xff")),
        (
            r#"{"as":"resource","mimeType":"application/pdf"}"#,
            None,
            ok(&[], b"%PDF\xff"),
        ),
    ]);
    insta::assert_snapshot!(results);
}

#[test]
fn charsets_are_read_and_compression_is_refused() {
    use Structured::{Any, None};
    const GZIP: &[u8] = b"\x1f\x8b\x08\0";
    let results = table(vec![
        ("{}", None, ok(&[LATIN], b"caf\xe9 \x80")),
        ("{}", None, status(404, ok(&[LATIN], b"caf\xe9"))),
        (
            "{}",
            Any,
            ok(
                &[("content-type", "application/json; charset=utf-16")],
                b"[\0]\0",
            ),
        ),
        (
            "{}",
            None,
            ok(&[("content-type", "text/plain")], b"\xff\xfea\0"),
        ),
        (
            "{}",
            None,
            ok(&[("content-type", "text/plain; charset=big5")], b"\xa4\xa4"),
        ),
        (
            r#"{"mimeType":"text/plain; charset=windows-1252"}"#,
            None,
            ok(&[], b"\x93a\x94"),
        ),
        (r#"{"mimeType":"text/csv"}"#, None, ok(&[LATIN], b"\xe9")),
        ("{}", None, ok(&[JSON, ("content-encoding", "gzip")], GZIP)),
        (
            "{}",
            Any,
            ok(&[JSON, ("content-encoding", "br")], b"\x0b\x02\x80"),
        ),
        (
            "{}",
            None,
            ok(
                &[("content-type", "image/png"), ("content-encoding", "zstd")],
                b"\x28\xb5",
            ),
        ),
        (
            "{}",
            None,
            ok(&[JSON, ("content-encoding", "identity")], b"[1]"),
        ),
        (
            "{}",
            None,
            ok(&[LATIN, ("content-encoding", "deflate")], b"x\x9c"),
        ),
    ]);
    insta::assert_snapshot!(results);
}

#[test]
fn headers_are_shown_and_statuses_chosen() {
    use Structured::{Any, None};
    const HEADERS: &[(&str, &str)] = &[JSON, ("etag", "\"7\""), ("location", "/books/7")];
    let headers = r#"{"headers":["ETag","Location","Link"]}"#;
    let results = table(vec![
        (headers, None, status(201, ok(HEADERS, b""))),
        (headers, Any, ok(HEADERS, b"[1]")),
        (headers, None, status(409, ok(HEADERS, b"{}"))),
        (headers, None, ok(&[JSON], b"[1]")),
        (
            headers,
            None,
            Answer {
                local: Some("response_timeout"),
                ..status(504, ok(HEADERS, b""))
            },
        ),
        (
            r#"{"success":["2xx",404]}"#,
            None,
            status(404, ok(&[JSON], b"[]")),
        ),
        (
            r#"{"success":["2xx",404]}"#,
            None,
            status(201, ok(&[JSON], b"[]")),
        ),
        (
            r#"{"success":[200]}"#,
            None,
            status(202, ok(&[JSON], b"[]")),
        ),
        (
            r#"{"success":["5xx"]}"#,
            None,
            Answer {
                local: Some("overload"),
                ..status(503, ok(&[], b"x"))
            },
        ),
    ]);
    insta::assert_snapshot!(results);
}

#[test]
fn long_texts_are_cut_and_long_structures_refused() {
    use Structured::{Any, None};
    const LONG: &[u8] = "\"äöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöü\"".as_bytes();
    let most = r#"{"maxText":100}"#;
    let results = table(vec![
        (most, None, ok(&[JSON], LONG)),
        (most, Any, ok(&[JSON], LONG)),
        (
            r#"{"maxText":100,"as":"resource"}"#,
            None,
            ok(&[JSON], LONG),
        ),
        (r#"{"maxText":100,"as":"json"}"#, None, ok(&[JSON], LONG)),
        (r#"{"maxText":104}"#, Any, ok(&[JSON], LONG)),
        (
            r#"{"maxText":100,"template":"{{ response.text }}"}"#,
            None,
            ok(&[JSON], LONG),
        ),
        (
            r#"{"maxText":100,"content":[{"type":"text","text":"{{ response.text }}"}]}"#,
            None,
            ok(&[JSON], LONG),
        ),
        (
            r#"{"maxText":100,"content":[{"type":"resource","uri":"a:b","text":"{{ response.text }}"}]}"#,
            None,
            ok(&[JSON], LONG),
        ),
    ]);
    insta::assert_snapshot!(results);
}

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
            steps: 0,
        };
        let mut out = Vec::new();
        Presenter::default().write(&mut out, &response, &call);
        String::from_utf8(out).unwrap()
    };
    let fits = r#""content":[{"type":"text","text":"[1]"}],"structuredContent":[1]"#;
    assert_eq!(result(Structured::Any, b" [1]"), fits);
    let differs = r#""content":[{"type":"text","text":"[2] does not fit"}],"isError":true"#;
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

/// Presentations of many kinds.
const ANY: [&str; 9] = [
    r#"{"keep":["a[].b","*.c"],"drop":["a[].b.c"],"headers":["x"]}"#,
    r#"{"as":"text","maxText":100,"headers":["x"]}"#,
    r#"{"as":"resource","success":["2xx","4xx"]}"#,
    r#"{"as":"image","mimeType":"image/png"}"#,
    r#"{"as":"json"}"#,
    r#"{"mimeType":"text/plain; charset=utf-16"}"#,
    r#"{"template":"{{ response.text }}{{ response.headers.x }}","errorTemplate":"{{ response.json.a }}{{ response.text }}"}"#,
    r#"{"as":"json","template":"[{{ response.json }}, \"{{ response.headers.x }}\"]"}"#,
    r#"{"content":[{"type":"text","text":"{{ response.text }}"},{"type":"image","mimeType":"{{ response.headers.x }}","data":"{{ response.base64 }}"},{"type":"resource_link","uri":"{{ response.headers.x }}","name":"{{ response.json.a }}"},{"type":"resource","uri":"a:{{ response.headers.x }}","text":"{{ response.text }}"}]}"#,
];

fn body() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        any::<Vec<u8>>(),
        any::<String>().prop_map(String::into_bytes),
        any::<String>().prop_map(|text| {
            serde_json::to_vec(&serde_json::json!({"a": [{"b": {"c": text}}], "d": {"c": 1}}))
                .unwrap()
        }),
        (any::<i64>(), any::<String>())
            .prop_map(|(number, key)| format!("{{\"a\": {number}, {key:?}: null}}").into_bytes()),
    ]
}

proptest! {
    #[test]
    fn any_result_is_valid_json(
        presentation in prop::sample::select(&ANY[..]),
        structured in prop_oneof![Just(Structured::None), Just(Structured::Object), Just(Structured::Any)],
        status in prop_oneof![Just(200_u16), Just(404), Just(500), Just(204)],
        content_type in prop::option::of("(text/plain|application/json|image/png)(; charset=(utf-8|utf-16|latin1|x))?"),
        header in prop::option::of("[ -~\u{80}-\u{ff}]{0,12}"),
        body in body(),
    ) {
        let presentation: Presentation = serde_json::from_str(presentation).unwrap();
        // Not every one goes together with an output schema.
        let Ok(presenter) = Presenter::compile(&presentation, None, structured != Structured::None) else {
            return Ok(());
        };
        let lookup = |name: &str| header.clone().filter(|_| name == "x");
        let response = Response {
            status,
            content_type: content_type.as_deref(),
            body: &body,
            local: None,
            headers: Headers::new(&lookup),
        };
        let call = Call { arguments: None, structured, check: None, steps: 10_000 };
        let mut out = b"{".to_vec();
        presenter.write(&mut out, &response, &call);
        out.push(b'}');
        let value: serde_json::Value = serde_json::from_slice(&out).unwrap();
        prop_assert!(value["content"].is_array());
        let failed = value.get("isError") == Some(&serde_json::Value::Bool(true));
        let object = value.get("structuredContent").is_some_and(serde_json::Value::is_object);
        match structured {
            Structured::Object => prop_assert!(failed != object),
            Structured::Any => prop_assert!(failed || value.get("structuredContent").is_some()),
            Structured::None => prop_assert!(value.get("structuredContent").is_none()),
        }
    }
}
