//! Rules of servers by themselves.

use super::{assert_right, table};

fn server(fields: &str) -> String {
    format!(r#"{{"kind": "Server", "name": "s", {fields}}}"#)
}

fn at_path(path: &str) -> String {
    server(&format!(r#""path": "{path}""#))
}

fn with(fields: &str) -> String {
    server(&format!(r#""path": "/s", {fields}"#))
}

#[test]
fn right_paths() {
    assert_right(
        &[
            "/",
            "/petstore",
            "/a/b.c/~d_e-f",
            "/mcp/a",
            "/a;b=1,2",
            "/MCP",
            "/..a",
        ],
        at_path,
    );
}

#[test]
fn wrong_paths() {
    let paths = [
        "",
        "petstore",
        "/a/",
        "//",
        "//a",
        "/a//b",
        "/a/./b",
        "/..",
        "/a/../b",
        "/a b",
        "/a%20b",
        "/a?b",
        "/a#b",
        "/ä",
        "/a:b",
        "/{a}",
        "/mcp",
        "/a/sse",
        "/a/message",
    ];
    let errors = table(&paths, at_path);
    insta::assert_snapshot!(errors);
}

#[test]
fn right_settings() {
    assert_right(
        &[
            r#""title": "Any text", "websiteUrl": "https://example.com/a?b""#,
            r#""icons": [{"src": "https://example.com/a.png", "sizes": ["48x48", "any"], "theme": "light"}]"#,
            r#""icons": [{"src": "data:image/png;base64,AAAA", "theme": "dark"}]"#,
            r#""allowedOrigins": ["*", "https://a.example.com:8443"]"#,
            r#""pageSize": 1"#,
            r#""pageSize": 10000, "cache": {"ttl": "8760h", "scope": "private"}"#,
            r#""cache": {"ttl": "0ms"}, "sessions": "token""#,
        ],
        with,
    );
}

#[test]
fn wrong_settings() {
    let errors = table(
        &[
            r#""tenant": "a_b""#,
            r#""websiteUrl": "ftp://example.com""#,
            r#""websiteUrl": "https://""#,
            r#""websiteUrl": "https://a b""#,
            r#""icons": [{"src": "data:,"}, {"src": "http://example.com/a.png"}]"#,
            r#""icons": [{"src": "javascript:alert(1)"}]"#,
            r#""icons": [{"src": "https://a b"}]"#,
            r#""icons": [{"src": "data:,", "sizes": ["any", "48", "x48", "4ax5"], "theme": "blue"}]"#,
            r#""allowedOrigins": ["*", "a.example.com", "https://a:443"]"#,
            r#""pageSize": 0"#,
            r#""pageSize": 10001"#,
            r#""cache": {"ttl": "8761h"}"#,
            r#""tenant": "", "pageSize": 0, "icons": [{"src": ""}]"#,
        ],
        with,
    );
    insta::assert_snapshot!(errors);
}

#[test]
fn wrong_repetitions() {
    let tool =
        |name: &str| format!(r#"{{"name": "{name}", "http": {{"upstream": "u", "path": "/"}}}}"#);
    let prompt =
        r#"{"name": "p", "messages": [{"role": "user", "content": {"type": "text", "text": ""}}]}"#;
    let resource = |name: &str, uri: &str| format!(r#"{{"name": "{name}", {uri}, "text": ""}}"#);
    let fields = [
        format!(
            r#""tools": [{}, {}, {}, {}]"#,
            tool("a"),
            tool("b"),
            tool("a"),
            tool("a")
        ),
        format!(r#""prompts": [{prompt}, {prompt}]"#),
        format!(
            r#""resources": [{}, {}, {}, {}, {}]"#,
            resource("a", r#""uri": "x:1""#),
            resource("a", r#""uri": "x:2""#),
            resource("b", r#""uri": "x:1""#),
            resource("c", r#""uriTemplate": "x:{a}""#),
            resource("d", r#""uriTemplate": "x:{a}""#),
        ),
    ];
    let errors = table(&fields.each_ref().map(String::as_str), with);
    insta::assert_snapshot!(errors);
}

#[test]
fn wrong_limits_and_fixed_values() {
    let tool = |http: &str| {
        with(&format!(
            r#""config": {{"account": "acme"}}, "tools": [{{"name": "t", "http": {{"upstream": "u", "path": "/", {http}}}}}]"#
        ))
    };
    let documents = [
        with(
            r#""limits": {"requestBytes": 0, "depth": 129, "keys": 0, "items": 0, "stringBytes": 0, "templateSteps": 10000001}"#,
        ),
        with(r#""limits": {"requestBytes": 16777217}"#),
        tool(
            r#""parameters": [{"name": "q", "in": "query", "template": "{{ config.acount }}/{{ config.account }}"}]"#,
        ),
        tool(
            r#""method": "POST", "body": {"text": {"template": "{{ config.a }}{{ config.b.c }}"}}"#,
        ),
        with(
            r#""resources": [{"name": "r", "uriTemplate": "x://{id}", "http": {"upstream": "u", "path": "/{id}", "parameters": [{"name": "q", "in": "query", "template": "{{ config.x }}{{ args.id }}"}]}}]"#,
        ),
        tool(
            r#""method": "GET"}, "result": {"template": "{{ config.acount }}{{ config.account }}", "errorTemplate": "{{ config.y }}""#,
        ),
        with(
            r#""resources": [{"name": "r", "uri": "x:y", "http": {"upstream": "u", "path": "/"}, "result": {"template": "{{ config.x }}"}}]"#,
        ),
        with(
            r#""resources": [{"name": "r", "uri": "x:y", "text": "", "result": {"as": "image"}}]"#,
        ),
    ];
    let documents: Vec<&str> = documents.iter().map(String::as_str).collect();
    insta::assert_snapshot!(table(&documents, str::to_owned));
}
