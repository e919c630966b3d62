//! Bodies of all kinds, cookies and templates: tables of bindings and calls.

#![expect(clippy::unwrap_used, reason = "tests fail by panics")]

use portico_rest::mapping::Binding;
use portico_rest::{Arguments, Operation, RawJson, Surroundings, Target};
use std::fmt::Write;

const SCHEMA: &str = r#"{"type": "object", "properties": {
    "title": {"type": "string"}, "note": {"type": "string"}, "count": {"type": "number"},
    "tags": {"type": "array"}, "file": {"type": "string"}, "files": {"type": "array"},
    "owner": {"type": "object", "properties": {"name": {}, "age": {}}}}}"#;

fn operation(http: &str) -> Operation {
    let binding = format!(r#"{{"upstream": "u", "method": "POST", {http}}}"#);
    let binding: Binding = serde_json::from_str(&binding).unwrap();
    Operation::compile(&binding, Some(&RawJson::parse(SCHEMA).unwrap())).unwrap()
}

fn target() -> Target {
    Target::new(Some("http://u"), None, [("Cookie", "fixed=1")]).unwrap()
}

/// A request as text, with `BOUNDARY` for what separates parts.
fn call(http: &str, arguments: &str) -> String {
    let operation = operation(http);
    let target = target();
    let headers = [("x-user-id".to_owned(), "u-7".to_owned())];
    let surroundings = Surroundings {
        config: Some(r#"{"account": "acme", "version": 3}"#),
        headers: &headers,
        ..Surroundings::default()
    };
    let request = Arguments::parse(Some(arguments))
        .and_then(|arguments| operation.request(&target, &arguments.within(surroundings)));
    let request = match request {
        Ok(request) => request,
        Err(error) => return format!("error: {error}"),
    };
    let mut text = format!("{} {}", request.method, request.path);
    let mut boundary = None;
    for (name, value) in &request.headers {
        boundary = boundary.or(value
            .split_once("boundary=")
            .map(|(_, boundary)| boundary.to_owned()));
        write!(text, "\n{name}: {value}").unwrap();
    }
    if let Some(body) = request.body {
        write!(text, "\n\n{}", body.escape_ascii()).unwrap();
    }
    match boundary {
        Some(boundary) => text.replace(&boundary, "BOUNDARY").replace("\\r\\n", "\n"),
        None => text,
    }
}

fn table(http: &str, calls: &[&str]) -> String {
    let mut text = format!("=== {http}\n");
    for arguments in calls {
        write!(text, "--- {arguments}\n{}\n", call(http, arguments)).unwrap();
    }
    text
}

#[test]
fn templates_make_json() {
    let http = r#""path": "/x", "body": {"template": "{\"title\": {{ args.title }}, \"by\": \"{{ args.owner.name }} of {{ config.account }}\", \"n\": {{ args.count }}, \"user\": {{ request.headers['x-user-id'] }}{% if args.tags %}, \"tags\": {{ args.tags }}{% endif %}}"},
        "forwardHeaders": ["x-user-id"]"#;
    let calls = [
        r#"{"title": "a\"b", "owner": {"name": "\", \"admin\": true"}, "count": 12345678901234567890.10, "tags": [1.0, "x"]}"#,
        r#"{"title": null, "owner": {"name": 5}, "count": true}"#,
        r#"{"title": "x", "note": "left", "owner": {"name": "y"}, "count": 1}"#,
        r#"{"title": "x", "owner": {}, "count": 1}"#,
        r#"{"title": "x", "owner": {"name": "y"}}"#,
    ];
    insta::assert_snapshot!(table(http, &calls));
}

#[test]
fn templates_fill_parameters() {
    let http = r#""path": "/v{v}/x", "parameters": [
        {"name": "v", "in": "path", "template": "{{ config.version }}"},
        {"name": "q", "in": "query", "template": "{{ args.title }}{% if args.note %} {{ args.note }}{% endif %}"},
        {"name": "none", "in": "query", "template": "{% if args.nothing %}x{% endif %}", "style": "form"},
        {"name": "x-by", "in": "header", "template": "Bearer {{ args.owner.name }}"},
        {"name": "sum", "in": "body", "template": "{{ args.count + 1 }}"},
        {"name": "deep.list", "in": "body", "template": "[{% for tag in args.tags %}{{ tag | upper }}{% if not loop.last %},{% endif %}{% endfor %}]"}]"#;
    let calls = [
        r#"{"title": "a&b=c", "note": "é", "owner": {"name": "n"}, "count": 1.5, "tags": ["x", "y\""]}"#,
        r#"{"title": "", "owner": {"name": "n\r\nx-evil: 1"}, "count": 1, "tags": []}"#,
        r#"{"title": "x", "owner": {"name": "n"}, "count": "x", "tags": []}"#,
    ];
    insta::assert_snapshot!(table(&http.replace("args.nothing", "args.file"), &calls));
}

#[test]
fn forms() {
    let http = r#""path": "/x", "body": {"form": [
        {"name": "grant_type", "value": "client_credentials"},
        {"name": "t", "arg": "title"},
        {"name": "tags", "explode": false},
        {"name": "owner", "style": "deepObject"},
        {"name": "by", "template": "{{ config.account }}/{{ args.title }}"}]}"#;
    let calls = [
        r#"{"title": "a b&c=d+é%", "tags": ["x", "y,z"], "owner": {"name": "n", "age": 1.50}, "count": 3, "note": ""}"#,
        r#"{"title": null}"#,
        r#"{"title": "x", "owner": {"a": {"b": 1}}}"#,
    ];
    let all = r#""path": "/x?q=1", "body": {"form": []}"#;
    let more = [
        r#"{"tags": [1, 2], "owner": {"name": "n"}}"#,
        "{}",
        r#"{"owner": {"title": "x"}}"#,
    ];
    insta::assert_snapshot!(table(http, &calls) + &table(all, &more));
}

#[test]
fn multipart_forms() {
    let http = r#""path": "/x", "body": {"multipart": [
        {"name": "ti\"t\\le\r\n", "arg": "title"},
        {"name": "file", "file": true, "filename": "{{ args.title }}.bin"},
        {"name": "files", "file": true, "contentType": "image/png"},
        {"name": "meta", "arg": "owner", "contentType": "application/vnd.x+json"},
        {"name": "fixed", "value": {"a": [1]}},
        {"name": "by", "template": "{{ request.headers['x-user-id'] }}"}]}"#;
    let calls = [
        r#"{"title": "a\"\r\nX-Evil: 1", "file": "AP8=", "files": ["data:text/plain;base64,aGk=", "data:,x"], "owner": {"age": 1.50}, "tags": ["x", {"y": 1}, null, 2], "note": "é"}"#,
        r#"{"title": "x", "file": "data:application/pdf;base64,JVBERg=="}"#,
        r#"{"title": "x", "file": "no base64!"}"#,
        r#"{"title": "x", "file": {"a": 1}}"#,
        r#"{}"#,
    ];
    insta::assert_snapshot!(table(http, &calls));
}

#[test]
fn texts_and_bytes() {
    let text = r#""path": "/x", "body": {"text": {"arg": "note"}}"#;
    let markdown =
        r#""path": "/x", "body": {"text": {"arg": "title", "contentType": "text/markdown"}}"#;
    let xml = r#""path": "/x", "body": {"text": {"contentType": "application/soap+xml", "template": "<a b=\"{{ args.title }}\">{{ args.note }}{{ args.tags }}</a>"}}"#;
    let binary = r#""path": "/x", "body": {"binary": {"arg": "file"}}"#;
    let png = r#""path": "/x", "body": {"binary": {"arg": "file", "contentType": "image/png"}}"#;
    let all = [
        table(
            text,
            &[
                r#"{"note": "a\n\"b\" é", "title": "t"}"#,
                r#"{"note": 1.50}"#,
                r#"{"note": [1]}"#,
                r#"{"note": null}"#,
                r#"{"note": ""}"#,
            ],
        ),
        table(markdown, &[r##"{"title": "# x"}"##]),
        table(
            xml,
            &[r#"{"title": "\"<>&'", "note": "</a>", "tags": ["<"]}"#],
        ),
        table(
            binary,
            &[
                r#"{"file": "AP8="}"#,
                r#"{"file": "data:image/gif;base64,R0lG"}"#,
                r#"{"file": "?"}"#,
                r#"{}"#,
            ],
        ),
        table(
            png,
            &[
                r#"{"file": "data:image/gif;base64,R0lG"}"#,
                r#"{"file": "data:image/gif\r\nx: y;base64,R0lG"}"#,
            ],
        ),
    ];
    insta::assert_snapshot!(all.concat());
}

#[test]
fn cookies() {
    let http = r#""path": "/x", "parameters": [
        {"name": "session", "in": "cookie", "arg": "title"},
        {"name": "ids", "in": "cookie", "arg": "tags"},
        {"name": "flat", "in": "cookie", "arg": "owner", "explode": false},
        {"name": "lang", "in": "cookie", "value": "de; x"},
        {"name": "by", "in": "cookie", "template": "{{ config.account }}"}], "body": {"value": 1}"#;
    let calls = [
        r#"{"title": "a; admin=1, b\r\nx: y é", "tags": ["1", "2;3"], "owner": {"name": "=", "age": 1}}"#,
        r#"{}"#,
        r#"{"tags": [[1]]}"#,
    ];
    insta::assert_snapshot!(table(http, &calls));
}

#[test]
fn mistakes_have_their_path() {
    let cases = [
        r#""path": "/", "body": {"template": "{{ args.nope }}"}"#,
        r#""path": "/", "body": {"template": "{{ argz }}"}"#,
        r#""path": "/", "body": {"template": "{{ args.title | nope }}"}"#,
        r#""path": "/", "body": {"template": "{{ args.title }}", "form": []}"#,
        r#""path": "/", "body": {"form": [{"name": "title"}, {"name": "title"}, {"name": "x"}, {"name": "count", "style": "simple"}]}"#,
        r#""path": "/", "body": {"form": [{"name": "note", "arg": "title"}]}"#,
        r#""path": "/", "body": {"multipart": [{"name": ""}, {"name": "title"}, {"name": "title"}, {"name": "x"}, {"name": "note", "contentType": "a\r\nb"}, {"name": "tags", "value": 1, "arg": "tags"}, {"name": "count", "value": 1, "default": 2}, {"name": "file", "filename": "{{"}]}"#,
        r#""path": "/", "body": {"text": {}}"#,
        r#""path": "/", "body": {"text": {"arg": "note", "contentType": "nope"}}"#,
        r#""path": "/", "body": {"binary": {"arg": "nope"}}"#,
        r#""path": "/", "body": {"form": []}, "parameters": [{"name": "content-type", "in": "header", "value": "application/json"}]"#,
        r#""path": "/", "parameters": [{"name": "a b", "in": "cookie", "arg": "title"}, {"name": "a", "in": "cookie", "arg": "title"}, {"name": "a", "in": "cookie", "arg": "title"}, {"name": "cookie", "in": "header", "arg": "title"}, {"name": "b", "in": "cookie", "arg": "title", "style": "simple"}, {"name": "c", "in": "cookie", "value": {"a": 1}}]"#,
        r#""path": "/", "parameters": [{"name": "q", "in": "query", "template": "x", "arg": "title"}, {"name": "r", "in": "query", "template": "{% if %}"}]"#,
        r#""path": "/", "forwardHeaders": ["X-User-Id", "x-user-id", "x-*", "host", "content-type", "x-envoy-retry-on", ":path", "authorization"]"#,
        r#""path": "/", "forwardHeaders": ["cookie"], "parameters": [{"name": "a", "in": "cookie", "arg": "title"}]"#,
    ];
    let mut text = String::new();
    for http in cases {
        let binding = format!(r#"{{"upstream": "u", "method": "POST", {http}}}"#);
        let binding: Binding = serde_json::from_str(&binding).unwrap();
        let schema = RawJson::parse(SCHEMA).unwrap();
        let errors = Operation::compile(&binding, Some(&schema)).unwrap_err();
        writeln!(text, "--- {http}").unwrap();
        for error in errors {
            writeln!(text, "{error}").unwrap();
        }
    }
    insta::assert_snapshot!(text);
}
