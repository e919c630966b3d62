//! Mistakes in a binding are found when it is compiled, all at once, each with its path.

#![expect(clippy::unwrap_used, reason = "tests fail by panics")]

use portico_rest::mapping::Binding;
use portico_rest::{Operation, RawJson};

const SCHEMA: &str = r#"{"type": "object", "properties":
    {"id": {}, "q": {}, "user": {"type": "object", "properties": {"id": {}}}}}"#;

/// `binding` without its upstream.
fn errors(binding: &str, schema: Option<&str>) -> Vec<String> {
    let binding: Binding =
        serde_json::from_str(&format!(r#"{{"upstream": "u", {binding}}}"#)).unwrap();
    let schema = schema.map(|schema| RawJson::parse(schema).unwrap());
    match Operation::compile(&binding, schema.as_ref()) {
        Ok(_) => Vec::new(),
        Err(errors) => errors.iter().map(ToString::to_string).collect(),
    }
}

#[test]
fn every_mistake_has_its_path() {
    let bindings = [
        // Paths.
        r#""path": "pets""#,
        r#""path": "/pets/{id""#,
        r#""path": "/pets/../x""#,
        r#""path": "/pets/{nope}""#,
        r#""path": "/pets/{user.nope}""#,
        r#""path": "/pets?x={id}""#,
        r#""path": "/a b""#,
        r#""path": "/{x}", "parameters": [{"name": "x", "in": "path", "value": ".."}]"#,
        r#""path": "/{x}", "parameters": [{"name": "x", "in": "path", "value": ""}]"#,
        r#""path": "/x", "parameters": [{"name": "id", "in": "path"}]"#,
        r#""path": "/{id}", "parameters": [{"name": "id", "in": "path"}, {"name": "id", "in": "path"}]"#,
        r#""path": "/{id}", "parameters": [{"name": "id", "in": "path", "style": "form"}]"#,
        // Names and values.
        r#""path": "/", "parameters": [{"name": "", "in": "query"}]"#,
        r#""path": "/", "parameters": [{"name": "x", "in": "query"}]"#,
        r#""path": "/", "parameters": [{"name": "x", "in": "query", "arg": "nope"}]"#,
        r#""path": "/", "parameters": [{"name": "x", "in": "query", "arg": "id", "value": 1}]"#,
        r#""path": "/", "parameters": [{"name": "x", "in": "query", "default": 1, "value": 1}]"#,
        r#""path": "/", "parameters": [{"name": "x", "in": "query", "value": [[1]]}]"#,
        r#""path": "/", "parameters": [{"name": "id", "in": "query", "default": []}]"#,
        // Queries.
        r#""path": "/", "parameters": [{"name": "id", "in": "query", "style": "matrix"}]"#,
        r#""path": "/", "parameters": [{"name": "id", "in": "query", "style": "deepObject", "explode": false}]"#,
        r#""path": "/", "parameters": [{"name": "id", "in": "query"}, {"name": "id", "in": "query"}]"#,
        r#""path": "/?id=1""#,
        r#""path": "/?%69d=1", "parameters": [{"name": "id", "in": "query"}]"#,
        r#""path": "/?x=1", "parameters": [{"name": "v", "in": "query", "value": {"x": 1}}]"#,
        r#""path": "/", "parameters": [{"name": "q", "in": "query", "arg": "id"}]"#,
        // Headers.
        r#""path": "/", "parameters": [{"name": "Host", "in": "header", "arg": "id"}]"#,
        r#""path": "/", "parameters": [{"name": "x-portico-cluster", "in": "header", "arg": "id"}]"#,
        r#""path": "/", "parameters": [{"name": "a b", "in": "header", "arg": "id"}]"#,
        r#""path": "/", "parameters": [{"name": "X-A", "in": "header", "value": "a\nb"}]"#,
        r#""path": "/", "parameters": [{"name": "X-A", "in": "header", "arg": "id", "default": "é"}]"#,
        r#""path": "/", "parameters": [{"name": "X-A", "in": "header", "arg": "id", "style": "form"}]"#,
        r#""path": "/", "parameters": [{"name": "X-A", "in": "header", "value": 1}, {"name": "x-a", "in": "header", "value": 2}]"#,
        r#""path": "/", "parameters": [{"name": "content-type", "in": "header", "value": "application/json"}]"#,
        r#""method": "POST", "path": "/", "parameters": [{"name": "content-type", "in": "header", "value": "text/xml"}]"#,
        r#""method": "POST", "path": "/", "parameters": [{"name": "content-type", "in": "header", "arg": "id"}]"#,
        // Bodies.
        r#""path": "/", "parameters": [{"name": "id", "in": "body"}]"#,
        r#""method": "POST", "path": "/", "parameters": [{"name": "a", "in": "body", "arg": "id"}, {"name": "a.b", "in": "body", "arg": "q"}]"#,
        r#""method": "POST", "path": "/", "parameters": [{"name": "a.b", "in": "body", "arg": "id"}, {"name": "a", "in": "body", "arg": "q"}]"#,
        r#""method": "POST", "path": "/", "parameters": [{"name": "a.b", "in": "body", "arg": "id"}, {"name": "a.b", "in": "body", "arg": "q"}]"#,
        r#""method": "POST", "path": "/", "parameters": [{"name": "a..b", "in": "body", "arg": "id"}]"#,
        r#""method": "POST", "path": "/", "parameters": [{"name": "id", "in": "body", "style": "form"}]"#,
        r#""method": "POST", "path": "/", "parameters": [{"name": "id", "in": "body", "explode": true}]"#,
        r#""method": "POST", "path": "/", "parameters": [{"name": "q", "in": "body", "arg": "id"}]"#,
        r#""method": "POST", "path": "/", "body": {}"#,
        r#""method": "POST", "path": "/", "body": {"arg": "id", "value": 1}"#,
        r#""method": "POST", "path": "/", "body": {"arg": "nope"}"#,
        r#""method": "GET", "path": "/", "body": {"arg": "id"}"#,
        r#""method": "POST", "path": "/", "body": {"arg": "id"}, "parameters": [{"name": "q", "in": "body"}]"#,
        // More than one.
        r#""path": "x", "parameters": [{"name": "id", "in": "body"}, {"name": "te", "in": "header", "arg": "q"}]"#,
    ];
    let mut text = String::new();
    for binding in bindings {
        let errors = errors(binding, Some(SCHEMA));
        assert!(!errors.is_empty(), "{binding}");
        text.push_str(&format!("--- {binding}\n{}\n", errors.join("\n")));
    }
    insta::assert_snapshot!(text);
}

#[test]
fn a_tool_without_input_schema_has_no_arguments() {
    assert!(errors(r#""path": "/x""#, None).is_empty());
    let message =
        "path: there is no argument `id`: declare it in the input schema or the URI template";
    assert_eq!(errors(r#""path": "/{id}""#, None), [message]);
    assert_eq!(
        errors(r#""path": "/x""#, Some("true")),
        ["the input schema must be a JSON object"]
    );
}
