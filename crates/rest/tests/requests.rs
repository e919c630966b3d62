//! Arguments become requests: tables of bindings and calls.

#![expect(clippy::unwrap_used, reason = "tests fail by panics")]

use portico_rest::mapping::Binding;
use portico_rest::{Arguments, Operation, RawJson, Target};
use std::fmt::Write;

const PET: &str = r#"{"type": "object", "properties": {
    "id": {"type": "integer"}, "name": {"type": "string"}, "tags": {"type": "array"},
    "owner": {"type": "object", "properties": {"id": {}, "address": {"type": "object"}}}}}"#;

fn target() -> Target {
    let headers = [("X-Api-Key", "secret"), ("X-Client", "portico")];
    Target::new(Some("https://api.example.com/v3/"), None, headers).unwrap()
}

/// The request as text, or the error.
fn call(binding: &str, schema: &str, arguments: Option<&str>) -> String {
    let binding: Binding = serde_json::from_str(binding).unwrap();
    let operation = Operation::compile(&binding, Some(&RawJson::parse(schema).unwrap())).unwrap();
    let target = target();
    let result =
        Arguments::parse(arguments).and_then(|arguments| operation.request(&target, &arguments));
    let request = match result {
        Ok(request) => request,
        Err(error) => return format!("error: {error}"),
    };
    let mut text = format!("{} {}", request.method, request.path);
    for (name, value) in &request.headers {
        write!(text, "\n{name}: {value}").unwrap();
    }
    if let Some(body) = request.body {
        write!(text, "\n\n{}", String::from_utf8(body).unwrap()).unwrap();
    }
    text
}

/// All calls of one binding, each with its request.
fn table(binding: &str, schema: &str, calls: &[&str]) -> String {
    let mut text = String::new();
    for arguments in calls {
        write!(
            text,
            "--- {arguments}\n{}\n",
            call(binding, schema, Some(arguments))
        )
        .unwrap();
    }
    text
}

#[test]
fn what_is_not_mentioned_goes_into_the_query() {
    let binding = r#"{"upstream": "u", "path": "/pets/{id}?kind=all"}"#;
    let calls = [
        r#"{"id": 7}"#,
        r#"{"id": 9007199254740993, "name": "a&b=c d/é+%", "tags": ["x", "y z", 1, true, null]}"#,
        r#"{"id": "a/b?c#d", "name": null, "tags": []}"#,
        r#"{"id": 1, "owner": {"id": 5, "address": "Elm St"}}"#,
        r#"{"id": 1, "owner": {"name": "x"}}"#,
        r#"{"id": 1, "owner": {"kind": "x"}}"#,
        r#"{"id": 1, "owner": {"address": {"street": "x"}}}"#,
        r#"{"id": 1, "unknown": 1}"#,
        r#"{"id": ".."}"#,
        r#"{"id": "."}"#,
        r#"{"id": ""}"#,
        r#"{"id": null}"#,
        r#"{"id": []}"#,
        r#"{"id": [[1]]}"#,
        r#"{}"#,
        r#"[1]"#,
        r#"{"id": 1, "id": 2}"#,
        r#"{"id": "\ud800"}"#,
    ];
    insta::assert_snapshot!(table(binding, PET, &calls));
}

#[test]
fn what_is_not_mentioned_goes_into_the_body() {
    let binding = r#"{"upstream": "u", "method": "PUT", "path": "/pets/{id}"}"#;
    let calls = [
        r#"{"id": 7}"#,
        r#"{"id": 7, "tags": [1.0, 1e400, 9007199254740993], "name": "a\u0000b", "owner": {"z": 1, "a": null}}"#,
        r#"{"id": 7, "name": null}"#,
    ];
    insta::assert_snapshot!(table(binding, PET, &calls));
}

#[test]
fn parameters_rename_nest_fix_and_default() {
    let binding = r#"{"upstream": "u", "method": "POST", "path": "/owners/{owner.id}/pets/{n}.json", "parameters": [
        {"name": "n", "in": "path", "arg": "name", "default": "rex"},
        {"name": "ids", "in": "query", "arg": "id", "default": [1, 2]},
        {"name": "api-version", "in": "query", "value": "2 beta"},
        {"name": "X-Tags", "in": "header", "arg": "tags"},
        {"name": "X-Client", "in": "header", "value": "me"},
        {"name": "Content-Type", "in": "header", "value": "application/merge-patch+json"},
        {"name": "pet.home.address", "in": "body", "arg": "owner.address"},
        {"name": "pet.tags", "in": "body", "arg": "tags", "default": []},
        {"name": "meta.deep.er", "in": "body", "arg": "id"},
        {"name": "source", "in": "body", "value": {"kind": "mcp", "n": 1.50}}]}"#;
    let calls = [
        r#"{"owner": {"id": "o/1", "address": {"zip": 0e0}}, "name": "a b", "id": 3, "tags": ["x", "y"]}"#,
        r#"{"owner": {"id": 1}}"#,
        r#"{"owner": {"id": 1, "address": null}, "name": null, "id": null, "tags": null}"#,
        r#"{"owner": {"id": 1}, "tags": ["a\r\nx-evil: 1"]}"#,
        r#"{"owner": {"id": 1}, "tags": ["é"]}"#,
        r#"{"owner": 5}"#,
        r#"{"owner": null}"#,
        r#"{"owner": {}}"#,
    ];
    insta::assert_snapshot!(table(binding, PET, &calls));
}

#[test]
fn bodies_that_are_one_value() {
    let argument = r#"{"upstream": "u", "method": "POST", "path": "/x", "body": {"arg": "owner"}}"#;
    let calls = [
        r#"{"owner": [1, {"a": 2}], "name": "n"}"#,
        r#"{"owner": null}"#,
        r#"{"owner": "text"}"#,
        r#"{}"#,
    ];
    let fixed =
        r#"{"upstream": "u", "method": "DELETE", "path": "/x", "body": {"value": {"all": true}}}"#;
    let text = table(argument, PET, &calls) + &table(fixed, PET, &["{}"]);
    insta::assert_snapshot!(text);
}

#[test]
fn bodies_of_other_methods() {
    let delete = r#"{"upstream": "u", "method": "DELETE", "path": "/x", "parameters": [{"name": "id", "in": "body"}]}"#;
    let post = r#"{"upstream": "u", "method": "POST", "path": "/x"}"#;
    assert_eq!(
        call(delete, PET, Some(r#"{"id": 1, "name": "n"}"#)),
        "DELETE /v3/x?name=n\nx-api-key: secret\nx-client: portico\ncontent-type: application/json\n\n{\"id\":1}"
    );
    let empty =
        "POST /v3/x\nx-api-key: secret\nx-client: portico\ncontent-type: application/json\n\n{}";
    assert_eq!(call(post, PET, None), empty);
    assert_eq!(
        call(post, "{}", Some("{}")),
        "POST /v3/x\nx-api-key: secret\nx-client: portico"
    );
    for method in ["GET", "HEAD", "OPTIONS"] {
        let binding = format!(r#"{{"upstream": "u", "method": "{method}", "path": "/x"}}"#);
        let expected = format!("{method} /v3/x?id=1\nx-api-key: secret\nx-client: portico");
        assert_eq!(call(&binding, PET, Some(r#"{"id": 1}"#)), expected);
    }
}

#[test]
fn variables_of_a_resource_are_texts() {
    let binding = r#"{"upstream": "u", "path": "/pets/{pet}/x"}"#;
    let binding: Binding = serde_json::from_str(binding).unwrap();
    let operation = Operation::compile_resource(&binding, ["pet", "view"]).unwrap();
    let target = target();
    let path = |pet: &str, view: &str| {
        let arguments = Arguments::from_strings([("pet", pet), ("view", view)]);
        operation
            .request(&target, &arguments)
            .map(|request| request.path)
            .map_err(|error| error.to_string())
    };
    assert_eq!(path("null", "[1]").unwrap(), "/v3/pets/null/x?view=%5B1%5D");
    assert_eq!(path("a/../b", "").unwrap(), "/v3/pets/a%2F..%2Fb/x?view=");
    let dots = "The argument `pet` must be something else than `.` or `..`.";
    assert_eq!(path("..", ""), Err(dots.to_owned()));
}

#[test]
fn no_object_stands_in_for_another_parameter() {
    let binding = r#"{"upstream": "u", "path": "/x?f=1", "parameters": [
        {"name": "a", "in": "query"}, {"name": "b", "in": "query"}, {"name": "d", "in": "query", "style": "deepObject"},
        {"name": "d[e]", "in": "query", "arg": "e"}, {"name": "v", "in": "query", "value": {"w": 1}}]}"#;
    let schema = r#"{"properties": {"a": {}, "b": {}, "d": {}, "e": {}}}"#;
    let sent = |arguments: &str| {
        call(binding, schema, Some(arguments))
            .lines()
            .next()
            .unwrap()
            .to_owned()
    };
    assert_eq!(
        sent(r#"{"a": {"a": 1, "x": 2}, "b": {"y": 3}}"#),
        "GET /v3/x?f=1&w=1&a=1&x=2&y=3"
    );
    for arguments in [
        r#"{"a": {"f": 1}}"#,
        r#"{"a": {"b": 1}}"#,
        r#"{"a": {"w": 1}}"#,
        r#"{"a": {"v": 1}}"#,
        r#"{"a": {"x": 1}, "b": {"x": 2}}"#,
        r#"{"d": {"e": 1}}"#,
        r#"{"a": {"d[q]": 1}, "d": {"q": 1}}"#,
    ] {
        assert!(
            sent(arguments).contains("has a member whose name"),
            "{arguments}: {}",
            sent(arguments)
        );
    }
}

#[test]
fn the_fixed_query_of_an_upstream_stands_in_the_place_of_arguments() {
    let fixed =
        [("key", "a b&c"), ("v", "2")].map(|(name, value)| (name.to_owned(), value.to_owned()));
    let target = target().with_query(&fixed.into()).unwrap();
    let table = [
        (r#"{"upstream": "u", "path": "/pets"}"#, "{}"),
        (r#"{"upstream": "u", "path": "/pets?v=1&w=1"}"#, "{}"),
        (
            r#"{"upstream": "u", "path": "/pets", "parameters": [{"arg": "name", "in": "query", "name": "key"}]}"#,
            r#"{"name": "mine", "id": 3}"#,
        ),
        (
            r#"{"upstream": "u", "path": "/pets", "parameters": [{"arg": "owner", "in": "query", "name": "owner"}]}"#,
            r#"{"owner": {"key": "mine", "x": 1, "key=": 2}}"#,
        ),
    ];
    let paths = table.map(|(binding, arguments)| {
        let binding: Binding = serde_json::from_str(binding).unwrap();
        let operation = Operation::compile(&binding, Some(&RawJson::parse(PET).unwrap())).unwrap();
        let arguments = Arguments::parse(Some(arguments)).unwrap();
        operation.request(&target, &arguments).unwrap().path
    });
    insta::assert_snapshot!(paths.join("\n"));
}
