//! Rules of tools, prompts and resources.

use super::{assert_right, table};
use crate::{parse, validate};

fn in_list(list: &str, part: &str) -> String {
    format!(r#"{{"kind": "Server", "name": "s", "path": "/s", "{list}": [{{{part}}}]}}"#)
}

fn tool(fields: &str) -> String {
    in_list(
        "tools",
        &format!(r#"{fields}, "http": {{"upstream": "u", "path": "/"}}"#),
    )
}

fn resource(fields: &str) -> String {
    in_list("resources", &format!(r#""name": "r", {fields}"#))
}

/// A prompt with one message.
fn prompt(fields: &str) -> String {
    in_list("prompts", &format!(r#""name": "p", {fields}"#))
}

fn content(content: &str) -> String {
    prompt(&format!(
        r#""arguments": [{{"name": "a"}}], "messages": [{{"role": "user", "content": {{{content}}}}}]"#
    ))
}

#[test]
fn right_tools() {
    let longest = format!(r#""name": "{}""#, "a".repeat(128));
    assert_right(
        &[
            r#""name": "Get_pet.v1-x""#,
            r#""name": "t", "inputSchema": {"type": "object"}, "outputSchema": true, "_meta": {"a": 1}, "timeout": "1h""#,
            r##""name": "t", "inputSchema": {"type": "object", "properties": {"a": {"$ref": "#/$defs/a"}}, "$defs": {"a": {}}}"##,
            r#""name": "t", "inputSchema": {"type": "object", "properties": {"a": {"type": "integer", "x-mcp-header": "A"}}}"#,
            r#""name": "t", "inputSchema": {"type": "object", "properties": {"$ref": {"default": {"$ref": "x"}}}}"#,
            r#""name": "t", "inputSchema": {"type": "object", "properties": {"const": {"const": {"$ref": "x"}}}}"#,
            r##""name": "t", "outputSchema": {"type": "array", "items": {"$dynamicRef": "#a"}, "$defs": {"a": {"$anchor": "a"}}}"##,
            r#""name": "t", "outputSchema": {"maximum": 1e400}"#,
            &longest,
        ],
        tool,
    );
}

#[test]
fn wrong_tools() {
    let too_long = format!(r#""name": "{}""#, "a".repeat(129));
    let errors = table(
        &[
            r#""name": """#,
            r#""name": "get pet""#,
            r#""name": "get/pet""#,
            &too_long,
            r#""name": "t", "icons": [{"src": "x"}]"#,
            r#""name": "t", "inputSchema": {}"#,
            r#""name": "t", "inputSchema": {"type": "string"}"#,
            r#""name": "t", "inputSchema": {"type": ["object"]}"#,
            r#""name": "t", "inputSchema": true"#,
            r#""name": "t", "inputSchema": []"#,
            r#""name": "t", "outputSchema": "object""#,
            r#""name": "t", "inputSchema": {"type": "object", "properties": {"a": {"$ref": "https://example.com/a"}}}"#,
            r#""name": "t", "inputSchema": {"type": "object", "properties": {"const": {"$ref": "a.json"}}}"#,
            r#""name": "t", "outputSchema": {"anyOf": [true, {"items": {"$dynamicRef": "a.json#a"}}]}"#,
            r#""name": "t", "inputSchema": {"type": "object", "properties": {"a": {"type": "int", "minimum": "1"}, "b": {"prefixItems": [{"pattern": "(?=a)"}]}}, "required": "a"}"#,
            r##""name": "t", "inputSchema": {"$schema": "http://json-schema.org/draft-07/schema#", "type": "object", "properties": {"a": {"items": [{"$ref": "#/definitions/a"}]}}}"##,
            r##""name": "t", "inputSchema": {"$schema": "https://example.com/mine", "type": "object"}"##,
            r##""name": "t", "inputSchema": {"type": "object", "properties": {"a": {"$ref": "#/properties/b"}, "b": {"anyOf": [{"$ref": "#/properties/a"}]}}}"##,
            r#""name": "t", "_meta": []"#,
            r#""name": "t", "timeout": "0s""#,
            r#""name": "", "inputSchema": {}, "_meta": 1"#,
        ],
        tool,
    );
    insta::assert_snapshot!(errors);
}

#[test]
fn right_results() {
    assert_right(
        &[
            r#""name": "t", "result": {}"#,
            r#""name": "t", "result": {"success": ["2xx", 404], "keep": ["a[].b"], "drop": ["a[].b.c"], "maxBytes": 1, "maxText": 100}"#,
            r#""name": "t", "result": {"as": "image", "mimeType": "image/png", "headers": ["ETag"]}"#,
            r#""name": "t", "outputSchema": true, "result": {"as": "json", "template": "{{ response.json }}", "errorTemplate": "{{ args }}"}"#,
            r#""name": "t", "result": {"content": [{"type": "text", "text": "a"}, {"type": "image", "data": "AA==", "mimeType": "image/png"}]}"#,
            r#""name": "t", "result": {"content": [{"type": "resource", "uri": "a:b", "blob": "AA=="}, {"type": "resource_link", "uri": "a:b", "name": "c"}]}"#,
        ],
        tool,
    );
}

#[test]
fn wrong_results() {
    let errors = table(
        &[
            r#""name": "t", "result": {"keep": ["a..b", "a[0]"], "drop": [""], "headers": ["a b"], "maxText": 1}"#,
            r#""name": "t", "outputSchema": true, "result": {"as": "text"}"#,
            r#""name": "t", "result": {"template": "{{ args.a }}", "errorTemplate": "{{ response.body }}", "mimeType": "png"}"#,
            r#""name": "t", "result": {"content": [{"type": "text", "text": ""}, {"type": "resource", "uri": "{{ x }}"}]}"#,
        ],
        tool,
    );
    insta::assert_snapshot!(errors);
}

#[test]
fn wrong_mirrored_arguments() {
    let errors = table(
        &[
            r#""a": {"type": "string", "x-mcp-header": ""}"#,
            r#""a": {"type": "string", "x-mcp-header": "A B"}"#,
            r#""a": {"type": "string", "x-mcp-header": "A\r\nB"}"#,
            r#""a": {"type": "string", "x-mcp-header": true}"#,
            r#""a": {"type": "number", "x-mcp-header": "A"}"#,
            r#""a": {"type": "array", "x-mcp-header": "A"}"#,
            r#""a": {"type": ["string", "null"], "x-mcp-header": "A"}"#,
            r#""a": {"x-mcp-header": "A"}"#,
            r#""a": {"type": "string", "x-mcp-header": "A"}, "b": {"properties": {"c": {"type": "string", "x-mcp-header": "a"}}}"#,
            r#""a": {"items": {"type": "string", "x-mcp-header": "A"}}"#,
            r#""a": {"items": {"properties": {"b": {"type": "string", "x-mcp-header": "B"}}}}"#,
            r#""a": {"anyOf": [{"type": "string", "x-mcp-header": "A"}]}"#,
            r#""a": {"allOf": [{"properties": {"b": {"type": "string", "x-mcp-header": "B"}}}]}"#,
            r#""a": {"not": {"type": "string", "x-mcp-header": "A"}}"#,
            r#""a": {"then": {"properties": {"b": {"type": "string", "x-mcp-header": "B"}}}}"#,
            r#""a": {"additionalProperties": {"type": "string", "x-mcp-header": "A"}}"#,
            r#""a": {"patternProperties": {"b": {"type": "string", "x-mcp-header": "B"}}}"#,
            r##""a": {"$ref": "#/properties/a/$defs/b", "$defs": {"b": {"type": "string", "x-mcp-header": "B"}}}"##,
            r#""a": {"type": "string", "x-mcp-header": ""}, "b": {"type": "null", "x-mcp-header": "B"}, "c": {"$ref": "c.json"}"#,
        ],
        |properties| {
            tool(&format!(
                r#""name": "t", "inputSchema": {{"type": "object", "properties": {{{properties}}}}}"#
            ))
        },
    );
    insta::assert_snapshot!(errors);
}

#[test]
fn a_header_mirrors_an_argument_and_not_all_of_them() {
    let schema = r#"{"type": "object", "x-mcp-header": "All"}"#;
    let document = parse(&tool(&format!(r#""name": "t", "inputSchema": {schema}"#))).unwrap();
    let errors = validate(&document);
    assert_eq!(errors.len(), 1);
    assert_eq!(errors[0].path, "tools[0].inputSchema.x-mcp-header");
}

#[test]
fn operations_use_arguments_that_there_are() {
    let schema = r#""inputSchema": {"type": "object", "properties": {"a": {"type": "string"}}}"#;
    let errors = table(
        &[
            r#""upstream": "u", "path": "/{a}""#,
            r#""upstream": "u", "path": "a""#,
            r#""upstream": "u", "path": "/{b}", "parameters": [{"name": "X-A", "in": "header", "arg": "c"}]"#,
            r#""upstream": "u", "path": "/", "parameters": [{"name": "Host", "in": "header", "arg": "a"}]"#,
        ],
        |http| {
            in_list(
                "tools",
                &format!(r#""name": "t", {schema}, "http": {{{http}}}"#),
            )
        },
    );
    insta::assert_snapshot!(errors);
}

#[test]
fn schemas_are_not_nested_without_end() {
    let schema = r#"{"not":"#.repeat(130) + "true" + &"}".repeat(130);
    let document = parse(&tool(&format!(r#""name": "t", "outputSchema": {schema}"#))).unwrap();
    let errors = validate(&document);
    assert_eq!(errors.len(), 1);
    assert_eq!(errors[0].path, "tools[0].outputSchema");
}

#[test]
fn right_prompts() {
    let data = r#""type": "image", "mimeType": "image/png", "data": "iVBORw0KGgo=""#;
    assert_right(
        &[
            r#""type": "text", "text": "a {{ args.a }} { }}""#,
            data,
            r#""type": "audio", "mimeType": "audio/wav", "data": "AAAA""#,
            r#""type": "resource", "uri": "{{ args.a }}", "text": "{{ args.a }}""#,
            r#""type": "resource", "uri": "test://{{args.a}}", "mimeType": "text/plain", "text": "x""#,
        ],
        content,
    );
    assert_right(
        &[&format!(
            r#""title": "Any", "messages": [{{"role": "user", "content": {{{data}}}}}]"#
        )],
        prompt,
    );
}

#[test]
fn wrong_prompts() {
    let named = |name: &str| in_list("prompts", &format!(r#""name": "{name}", "messages": []"#));
    let errors = table(&["", " a", "a\\n", &"ä".repeat(129), "right"], named);
    insta::assert_snapshot!(errors);
}

#[test]
fn wrong_arguments_of_prompts() {
    let message = r#""messages": [{"role": "user", "content": {"type": "text", "text": ""}}]"#;
    let errors = table(
        &[
            r#""icons": [{"src": "x"}]"#,
            r#""arguments": [{"name": ""}, {"name": "a-b"}, {"name": "1a"}]"#,
            r#""arguments": [{"name": "a"}, {"name": "a"}]"#,
        ],
        |fields| prompt(&format!("{fields}, {message}")),
    );
    insta::assert_snapshot!(errors);
}

#[test]
fn wrong_contents_of_prompts() {
    let errors = table(
        &[
            r#""type": "text", "text": "{{ args.b }}""#,
            r#""type": "text", "text": "{% if args.a %}""#,
            r#""type": "image", "mimeType": "image/png", "data": "?""#,
            r#""type": "audio", "mimeType": "audio/wav", "data": "A""#,
            r#""type": "resource", "uri": "no scheme", "text": "{{""#,
            r#""type": "resource", "uri": "{{ args.b }}", "text": """#,
            r#""type": "resource", "uri": "x:a b", "text": """#,
        ],
        content,
    );
    insta::assert_snapshot!(errors);
}

#[test]
fn right_resources() {
    assert_right(
        &[
            r#""uri": "test://static-text", "text": "", "annotations": {"audience": ["user"]}"#,
            r#""uri": "x:", "blob": "iVBORw0KGgo=""#,
            r#""uri": "urn:a%20b", "http": {"upstream": "u", "path": "/"}"#,
            r#""uriTemplate": "pets://{petId}", "http": {"upstream": "u", "path": "/pet/{petId}"}"#,
            r#""uriTemplate": "pets://{petId}", "text": "x", "completion": {"petId": {"values": ["1"]}}"#,
        ],
        resource,
    );
}

#[test]
fn wrong_resources() {
    let errors = table(
        &[
            r#""text": """#,
            r#""uri": "x:a", "uriTemplate": "x:{a}", "text": """#,
            r#""uri": "x:a""#,
            r#""uri": "x:a", "text": "", "blob": """#,
            r#""uri": "x:a", "text": "", "http": {"upstream": "u", "path": "/"}"#,
            r#""uri": "x:a", "http": {"upstream": "u", "path": "/{a}"}"#,
            r#""uriTemplate": "x:{a}", "http": {"upstream": "u", "path": "/{a}/{b}"}"#,
            r#""uri": "a", "text": """#,
            r#""uri": "x:{a}", "text": """#,
            r#""uri": "x:a b", "text": """#,
            r#""uriTemplate": "{a}://b", "text": """#,
            r#""uriTemplate": "x:a", "text": """#,
            r#""uriTemplate": "x:{+a}", "text": """#,
            r#""uriTemplate": "x:{a}/{a}", "text": """#,
            r#""uriTemplate": "x:{a}", "text": "", "completion": {"a": {"values": []}, "b": {"values": []}}"#,
            r#""uri": "x:a", "text": "", "completion": {"a": {"values": []}}"#,
            r#""uri": "x:a", "blob": "AA""#,
            r#""uri": "x:a", "blob": "A A=""#,
            r#""uri": "x:a", "text": "", "annotations": "user""#,
            r#""uri": "x:a", "text": "", "icons": [{"src": "x"}]"#,
        ],
        resource,
    );
    insta::assert_snapshot!(errors);
}
