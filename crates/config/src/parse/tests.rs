//! Tests of reading: each text with the error that its author sees.

use super::*;
use crate::split;
use std::fmt::Write;

/// A server document with `fields` besides the required ones.
fn server(fields: &str) -> String {
    format!(r#"{{"kind": "Server", "name": "s", "path": "/s"{fields}}}"#)
}

#[test]
fn errors_name_the_field_and_what_to_do() {
    let documents = [
        String::new(),
        "{".to_owned(),
        "[]".to_owned(),
        "7".to_owned(),
        "{}".to_owned(),
        r#"{"kind": 3}"#.to_owned(),
        r#"{"kind": "Gateway"}"#.to_owned(),
        r#"{"kind": "Server", "kind": "Server"}"#.to_owned(),
        r#"{"kind": "Server", "name": "s", "path": "/s"} {}"#.to_owned(),
        r#"{"kind": "Server", "path": "/s"}"#.to_owned(),
        r#"{"kind": "Upstream", "name": "u", "path": "/s"}"#.to_owned(),
        r#"{"kind": "Upstream", "name": "u", "name": "u"}"#.to_owned(),
        r#"{"kind": "Upstream", "name": "u", "timeout": 10}"#.to_owned(),
        r#"{"kind": "Upstream", "name": "u", "timeout": "10"}"#.to_owned(),
        r#"{"kind": "Upstream", "name": "u", "headers": {"X-A": 1}}"#.to_owned(),
        r#"{"kind": "Upstream", "name": "u", "headers": []}"#.to_owned(),
        r#"{"kind": "Upstream", "name": "u", "tls": "yes"}"#.to_owned(),
        r#"{"kind": "Upstream", "name": "u", "retries": {"attempts": -1, "on": ["5xx"]}}"#
            .to_owned(),
        r#"{"kind": "Upstream", "name": "u", "retries": {"attempts": 1.5, "on": ["5xx"]}}"#
            .to_owned(),
        r#"{"kind": "Upstream", "name": "u", "retries": {"attempts": 1, "on": ["always"]}}"#
            .to_owned(),
        r#"{"kind": "Upstream", "name": "u", "retries": {"attempts": 1, "on": [{}]}}"#.to_owned(),
        server(r#", "name": 4"#),
        server(r#", "tols": []"#),
        server(r#", "tools": {}"#),
        server(r#", "tools": [[]]"#),
        server(r#", "tools": [{}]"#),
        server(r#", "tools": [{"name": "t", "http": {"upstream": "u"}}]"#),
        server(r#", "tools": [{"name": "t", "http": {"upstream": "u", "path": 1}}]"#),
        server(
            r#", "tools": [{"name": "t", "http": {"upstream": "u", "path": "/", "method": "FETCH"}}]"#,
        ),
        server(
            r#", "tools": [{"name": "t", "http": {"upstream": "u", "path": "/", "method": {}}}]"#,
        ),
        server(
            r#", "tools": [{"name": "t", "http": {"upstream": "u", "path": "/", "headers": {}}}]"#,
        ),
        server(r#", "tools": [{"name": "t", "annotations": {"readOnlyHint": "yes"}}]"#),
        server(
            r#", "prompts": [{"name": "p", "messages": [{"role": "user", "content": {"type": "text"}}]}]"#,
        ),
        server(
            r#", "prompts": [{"name": "p", "messages": [{"role": "user", "content": {"type": "video"}}]}]"#,
        ),
        server(r#", "prompts": [{"name": "p", "messages": [{"role": "user", "content": {}}]}]"#),
        server(
            r#", "prompts": [{"name": "p", "messages": [{"role": "user", "content": "hello"}]}]"#,
        ),
        server(
            r#", "prompts": [{"name": "p", "messages": [{"role": "user", "content": {"type": "text", "text": 1}}]}]"#,
        ),
        server(
            r#", "prompts": [{"name": "p", "messages": [{"role": "system", "content": {"type": "text", "text": ""}}]}]"#,
        ),
        server(r#", "access": {"mode": "closed"}"#),
        server(r#", "pageSize": "many""#),
        server(r#", "pageSize": 99999999999"#),
        server(r#", "allowedOrigins": [null]"#),
    ];
    let mut table = String::new();
    for document in documents {
        let error = parse(&document).unwrap_err();
        writeln!(
            table,
            "{document}\n  at `{}`: {}",
            error.path, error.message
        )
        .unwrap();
    }
    insta::assert_snapshot!(table);
}

#[test]
fn raw_json_survives_reading_and_writing() {
    let schema = r#"{"type": "object", "properties": {"z": {"maximum": 1e400}, "a": {"const": 12345678901234567890123}}}"#;
    let document = server(&format!(
        r#", "tools": [{{"name": "t", "inputSchema": {schema}, "http": {{"upstream": "u", "path": "/"}}}}]"#
    ));
    let document = parse(&document).unwrap();
    let written = serde_json::to_string(&document).unwrap();
    assert!(written.contains(schema), "{written}");
    assert!(written.starts_with(r#"{"kind":"Server","#), "{written}");
    assert_eq!(parse(&written).unwrap(), document);
}

#[test]
fn kind_may_stand_anywhere_and_be_escaped() {
    let document = parse(r#"{"name": "u", "url": "http://h", "\u006bind": "Upstream"}"#).unwrap();
    assert_eq!(document.kind(), "Upstream");
    assert_eq!(document.tenant(), "default");
}

#[test]
fn pushed_resources_are_read_back() {
    let document = server(
        r#", "pageSize": 5,
        "tools": [{"name": "t", "timeout": "2s", "http": {"upstream": "u", "path": "/{id}"}}],
        "prompts": [{"name": "p", "messages": [{"role": "user", "content": {"type": "text", "text": "hi"}}]}],
        "resources": [{"name": "a/b", "uri": "x:y", "text": "z"}]"#,
    );
    let document = parse(&document).unwrap();
    let parts = split(&document);
    insta::assert_debug_snapshot!(parts);
    let Document::Server(server) = document else {
        panic!("a server")
    };
    assert_eq!(
        parse_server(&parts[0].json).unwrap(),
        server.without_parts()
    );
    assert_eq!(parse_tool(&parts[1].json).unwrap(), server.tools[0]);
    assert_eq!(parse_prompt(&parts[2].json).unwrap(), server.prompts[0]);
    assert_eq!(parse_resource(&parts[3].json).unwrap(), server.resources[0]);
}

#[test]
fn pushed_resources_are_refused_with_a_path() {
    let errors = [
        parse_upstream(r#"{"kind": "Upstream", "name": "u"}"#).unwrap_err(),
        parse_tool(
            r#"{"name": "t", "http": {"upstream": "u", "path": "/", "body": {"args": "x"}}}"#,
        )
        .unwrap_err(),
        parse_resource(r#"{"name": "r"} trailing"#).unwrap_err(),
        parse_prompt("").unwrap_err(),
    ];
    insta::assert_debug_snapshot!(errors.map(|error| error.to_string()));
}
