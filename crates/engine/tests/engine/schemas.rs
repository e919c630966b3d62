//! The schemas of a tool: what it is not called with, what is filled in, what it may not answer.

use crate::play::{answered, asked};
use crate::request::{Request, json};
use portico_engine::{Gateway, Plugin};

/// A server with one tool, which has these fields besides.
fn tool(fields: &str) -> Gateway {
    let configuration = format!(
        r#"{{"documents": [
            {{"kind": "Upstream", "name": "u", "cluster": "u", "url": "http://u"}},
            {{"kind": "Server", "name": "s", "path": "/petstore", "tools": [{{"name": "t", {fields}}}]}}]}}"#
    );
    Plugin::parse(configuration.as_bytes()).unwrap().gateway
}

fn calls(arguments: &str) -> [Request; 2] {
    Request::both(
        "tools/call",
        &format!(r#""name":"t","arguments":{arguments}"#),
    )
}

/// What becomes of calls with these arguments; both eras must do the same.
fn outcomes(fields: &str, arguments: &[&str]) -> String {
    let gateway = tool(fields);
    let mut text = String::new();
    for arguments in arguments {
        let [legacy, modern] = calls(arguments).map(|request| outcome(&asked(&gateway, &request)));
        assert_eq!(legacy, modern, "{arguments}");
        text += &format!("{arguments}\n{legacy}\n");
    }
    text
}

/// The text of an error, or the path and body of a request.
fn outcome(effect: &str) -> String {
    if let Some((_, rest)) = effect.split_once(r#""text":""#) {
        let (text, rest) = rest.split_once(r#""}],"#).unwrap();
        assert!(rest.starts_with(r#""isError":true"#), "{effect}");
        return format!("  {}", text.replace("\\n", "\n  "));
    }
    assert!(effect.contains("\nforward\n"), "{effect}");
    let lines = effect.lines();
    let told = |line: &&str| line.starts_with("  :path") || line.starts_with("  {");
    lines.filter(told).collect::<Vec<_>>().join("\n")
}

const ORDER: &str = r##""inputSchema": {"type": "object", "additionalProperties": false,
        "properties": {
            "email": {"type": "string", "pattern": "^[^@]+@[^@]+$"},
            "priority": {"enum": ["low", "high"], "default": "low"},
            "price": {"type": "number", "exclusiveMinimum": 0, "default": 1.10},
            "lines": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/line"}}},
        "required": ["email", "lines"],
        "$defs": {"line": {"type": "object", "required": ["sku"], "properties": {
            "sku": {"type": "integer"}, "count": {"type": "integer", "minimum": 1, "default": 1}}}}},
    "http": {"upstream": "u", "method": "POST", "path": "/orders"}"##;

#[test]
fn wrong_arguments_never_reach_the_upstream() {
    insta::assert_snapshot!(outcomes(
        ORDER,
        &[
            "{}",
            r#"{"email": 7, "lines": [], "priority": "urgent", "price": 0}"#,
            r#"{"email": "a@b", "lines": [{"sku": 1}, {"count": 0}, "x"]}"#,
            r#"{"email": "a@b", "lines": [{"sku": 1.5}], "colour": "red"}"#,
            r#"{"email": "a@b", "lines": [{"sku": 1, "sku": 2}]}"#,
            r#"{"email": "a@b", "lines": null}"#,
        ],
    ));
}

#[test]
fn defaults_are_filled_in_and_all_else_stays_as_it_was() {
    insta::assert_snapshot!(outcomes(
        ORDER,
        &[
            r#"{"email": "a@b", "lines": [{"sku": 9007199254740993}]}"#,
            r#"{"email": "\u0061@b", "lines": [{"sku": 1, "count": 2}], "price": 2.50, "priority": "high"}"#,
        ],
    ));
}

#[test]
fn results_see_defaults() {
    let gateway = tool(
        r#""inputSchema": {"type": "object", "properties": {"n": {"default": 5}}},
        "http": {"upstream": "u", "path": "/"}, "result": {"template": "{{ args.n }}"}"#,
    );
    for request in calls("{}") {
        let text = answered(&gateway, &request, &json(200, "{}"));
        assert!(text.contains(r#""text":"5""#), "{text}");
    }
}

#[test]
fn a_tool_without_a_schema_takes_nothing() {
    insta::assert_snapshot!(outcomes(
        r#""http": {"upstream": "u", "path": "/"}"#,
        &["{}", r#"{"a": 1}"#],
    ));
}

/// In draft 7 `$ref` hides what stands beside it, and a list of `items` goes by position.
#[test]
fn older_schemas_go_by_their_own_rules() {
    insta::assert_snapshot!(outcomes(
        r##""inputSchema": {"$schema": "http://json-schema.org/draft-07/schema#", "type": "object",
            "definitions": {"text": {"type": "string"}},
            "properties": {
                "name": {"$ref": "#/definitions/text", "maxLength": 1},
                "pair": {"items": [{"type": "integer"}], "additionalItems": false}}},
        "http": {"upstream": "u", "path": "/"}"##,
        &[
            r#"{"name": "long"}"#,
            r#"{"name": 1}"#,
            r#"{"pair": [1]}"#,
            r#"{"pair": [1, 2]}"#,
        ],
    ));
}

#[test]
fn the_schemas_are_the_tools_own() {
    let fields = r#""description": "\"inputSchema\":{}", "inputSchema": {"type": "object", "properties": {
            "outputSchema": {"type": "integer"}, "inputSchema": {"type": "boolean"}}},
        "outputSchema": {"type": "object", "required": ["id"]},
        "http": {"upstream": "u", "path": "/"}"#;
    let wrong = outcomes(fields, &[r#"{"outputSchema": true, "inputSchema": 1}"#]);
    let expected = [
        "`outputSchema` must be an integer",
        "`inputSchema` must be a boolean",
    ];
    assert!(
        expected.iter().all(|expected| wrong.contains(expected)),
        "{wrong}"
    );
    let [request, _] = calls("{}");
    let result = answered(&tool(fields), &request, &json(200, "{}"));
    assert!(result.contains("`id` is required"), "{result}");
}

/// A tool with a schema that is not supported.
fn broken(schema: &str) -> String {
    format!(
        r#"{{"name": "t", "http": {{"upstream": "u", "path": "/"}},
            "{schema}": {{"type": "object", "properties": {{"a": {{"pattern": "(?=a)"}}}}}}}}"#
    )
}

#[test]
fn an_inline_schema_that_cannot_be_checked_is_refused() {
    for (schema, at) in [
        (
            "inputSchema",
            "documents[1].tools[0].inputSchema.properties.a.pattern",
        ),
        (
            "outputSchema",
            "documents[1].tools[0].outputSchema.properties.a.pattern",
        ),
    ] {
        let configuration = format!(
            r#"{{"documents": [{{"kind": "Upstream", "name": "u", "cluster": "u"}},
                {{"kind": "Server", "name": "s", "path": "/s", "tools": [{}]}}]}}"#,
            broken(schema)
        );
        let errors = portico_engine::Plugin::parse(configuration.as_bytes()).unwrap_err();
        let paths: Vec<_> = errors.iter().map(|error| error.path.as_str()).collect();
        assert_eq!(paths, [at]);
    }
}

#[test]
fn a_tool_whose_schema_cannot_be_checked_is_not_called() {
    let mut gateway = tool(r#""http": {"upstream": "u", "path": "/"}"#);
    let tool = portico_config::ResourceType::Tool;
    let name = "default/s/t";
    let [call, _] = calls("{}");
    let broken_input = broken("inputSchema");
    gateway.catalog.upsert(tool, name, &broken_input).unwrap();
    let refused = asked(&gateway, &call);
    assert!(
        refused.contains("The input schema of this tool cannot be used."),
        "{refused}"
    );
    let broken_output = broken("outputSchema");
    gateway.catalog.upsert(tool, name, &broken_output).unwrap();
    let refused = answered(&gateway, &call, &json(200, "{}"));
    assert!(
        refused.contains("The output schema of this tool cannot be used."),
        "{refused}"
    );
}
