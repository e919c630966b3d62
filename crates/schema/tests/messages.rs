//! What violations and errors say, and what defaults fill in.

#![expect(clippy::unwrap_used, reason = "tests fail by panics")]

use portico_schema::Schema;

/// Each violation on a line of its own.
fn told(schema: &str, value: &str) -> String {
    let violations = Schema::compile(schema).unwrap().check(value);
    let lines = violations
        .iter()
        .map(|one| format!("{}: {}", one.path, one.message));
    lines.collect::<Vec<_>>().join("\n")
}

/// The violations of each value.
fn table(schema: &str, values: &[&str]) -> String {
    let rows = values
        .iter()
        .map(|value| format!("{value}\n{}\n", told(schema, value)));
    rows.collect::<Vec<_>>().join("\n")
}

const ORDER: &str = r##"{
    "type": "object",
    "properties": {
        "limit": {"type": "integer", "minimum": 1, "maximum": 100},
        "price": {"type": "number", "exclusiveMinimum": 0, "multipleOf": 0.01},
        "name": {"type": "string", "minLength": 1, "maxLength": 20, "pattern": "^[a-z]+$"},
        "size": {"enum": ["small", "large", null]},
        "kind": {"const": "order"},
        "tags": {"type": "array", "items": {"type": "string"}, "uniqueItems": true, "maxItems": 3},
        "lines": {"type": "array", "items": {"$ref": "#/$defs/line"}, "minItems": 1},
        "note": {"type": ["string", "null"], "maxLength": 5},
        "day": {"type": "string", "minLength": 3, "maxLength": 3},
        "extra": {"type": "object", "minProperties": 1, "propertyNames": {"maxLength": 2}}
    },
    "required": ["limit"],
    "dependentRequired": {"price": ["name"]},
    "additionalProperties": false,
    "$defs": {"line": {"type": "object", "properties": {"count": {"type": "integer"}}, "required": ["count"]}}
}"##;

#[test]
fn of_single_keywords() {
    insta::assert_snapshot!(table(
        ORDER,
        &[
            r#"{"limit": "many"}"#,
            r#"{"limit": 0}"#,
            r#"{"limit": 1.5}"#,
            "{}",
            "[]",
            r#"{"limit": 1, "price": 0.005}"#,
            r#"{"limit": 1, "name": "Ä", "price": 0}"#,
            r#"{"limit": 1, "name": "a name that is much longer than twenty characters, and then some"}"#,
            r#"{"limit": 1, "size": "medium", "kind": "offer"}"#,
            r#"{"limit": 1, "tags": ["a", "b", "a", 4]}"#,
            r#"{"limit": 1, "lines": []}"#,
            r#"{"limit": 1, "lines": [{"count": 1}, {}, {"count": true}, {"count": {"a": []}}]}"#,
            r#"{"limit": 1, "note": "too long"}"#,
            r#"{"limit": 1, "note": 7, "day": "a"}"#,
            r#"{"limit": 1, "extra": {}, "colour": 1}"#,
            r#"{"limit": 1, "extra": {"abc": 1}}"#,
        ]
    ));
}

#[test]
fn of_choices() {
    let schema = r#"{"properties": {
        "id": {"anyOf": [{"type": "integer"}, {"type": "string", "minLength": 3}]},
        "shape": {"oneOf": [
            {"type": "object", "properties": {"kind": {"const": "circle"}, "radius": {"type": "number"}}, "required": ["kind", "radius"]},
            {"type": "object", "properties": {"kind": {"const": "square"}, "side": {"type": "number"}}, "required": ["kind", "side"]}
        ]},
        "number": {"oneOf": [{"multipleOf": 2}, {"multipleOf": 3}]},
        "list": {"contains": {"type": "integer"}, "maxContains": 2},
        "not": {"not": {"type": "string"}},
        "either": {"not": {"required": ["a", "b"]}},
        "open": {"not": {}},
        "strict": {"allOf": [{"properties": {"a": true}}], "unevaluatedProperties": false},
        "if": {"if": {"required": ["a"]}, "then": {"required": ["b"]}, "else": {"properties": {"c": false}}}
    }}"#;
    insta::assert_snapshot!(table(
        schema,
        &[
            r#"{"id": true}"#,
            r#"{"id": "a"}"#,
            r#"{"shape": {"kind": "square", "radius": 1}}"#,
            r#"{"shape": {"kind": "circle", "radius": "wide"}}"#,
            r#"{"shape": {"kind": "star"}}"#,
            r#"{"shape": 1}"#,
            r#"{"number": 6}"#,
            r#"{"number": 5}"#,
            r#"{"list": []}"#,
            r#"{"list": [1, 2, 3]}"#,
            r#"{"not": "text"}"#,
            r#"{"either": {"a": 1, "b": 2}}"#,
            r#"{"open": 1}"#,
            r#"{"strict": {"a": 1, "b": 2}}"#,
            r#"{"if": {"a": 1}}"#,
            r#"{"if": {"c": 1}}"#,
        ]
    ));
}

#[test]
fn of_texts_that_are_no_json() {
    let deep = "[".repeat(200);
    insta::assert_snapshot!(table(
        "true",
        &[
            "",
            "{",
            "[1,]",
            "{\"a\" 1}",
            "{\"a\": 1, \"\\u0061\": 2}",
            "01",
            "1.",
            "-",
            "1e9999999999",
            "\"\\x\"",
            "\"\u{1}\"",
            "\"\\ud800\"",
            "\"",
            "nul",
            "1 2",
            "{1: 2}",
            &deep,
        ]
    ));
}

#[test]
fn at_most_ten_at_once() {
    let schema = r#"{"items": {"type": "string"}}"#;
    let value = format!("[{}]", vec!["1"; 1000].join(","));
    assert_eq!(Schema::compile(schema).unwrap().check(&value).len(), 10);
}

#[test]
fn of_schemas_that_are_refused() {
    let schemas = [
        "[]",
        "{",
        r#"{"type": "text"}"#,
        r#"{"properties": {"a": {"type": ["string", 3]}}}"#,
        r#"{"properties": []}"#,
        r#"{"required": "a"}"#,
        r#"{"minimum": "1", "maxLength": -1, "multipleOf": 0}"#,
        r#"{"enum": 1}"#,
        r#"{"allOf": []}"#,
        r#"{"items": [{}]}"#,
        r#"{"items": 3}"#,
        r##"{"$ref": "#/$defs/nothing"}"##,
        r#"{"$ref": "https://example.com/schema"}"#,
        r##"{"$ref": "#"}"##,
        r##"{"$defs": {"a": {"anyOf": [{"$ref": "#/$defs/b"}]}, "b": {"$ref": "#/$defs/a"}}, "$ref": "#/$defs/a"}"##,
        r#"{"$schema": "https://example.com/edition"}"#,
        r#"{"$defs": {"a": {"$anchor": "x"}, "b": {"$anchor": "x"}}}"#,
        r#"{"pattern": "(?=a)"}"#,
        r#"{"patternProperties": {"(a": {}}}"#,
        r#"{"pattern": "(a)\\1"}"#,
        r#"{"pattern": "\\p{L}"}"#,
        r#"{"pattern": "a{9000}"}"#,
        r#"{"pattern": "((a{200}){200}){200}"}"#,
        r#"{"pattern": "[b-a]"}"#,
        r#"{"pattern": "a**"}"#,
        r#"{"pattern": "\\"}"#,
    ];
    let rows = schemas.iter().map(|schema| {
        let errors = Schema::compile(schema).unwrap_err();
        let lines = errors.iter().map(|error| format!("{error}\n"));
        format!("{schema}\n{}", lines.collect::<String>())
    });
    insta::assert_snapshot!(rows.collect::<Vec<_>>().join("\n"));
}

#[test]
fn defaults_are_filled_in() {
    let schema = r##"{
        "properties": {
            "limit": {"type": "integer", "default": 10},
            "sort\"by": {"default": {"field": "name"}},
            "page": {"properties": {"size": {"$ref": "#/$defs/size"}, "at": {"default": 0}}},
            "lines": {"items": {"properties": {"count": {"default": 1}}}},
            "none": {"type": "string"}
        },
        "allOf": [{"properties": {"limit": {"default": 99}, "all": {"default": true}}}],
        "$defs": {"size": {"default": 1.50}}
    }"##;
    let schema = Schema::compile(schema).unwrap();
    let filled = [
        "{}",
        r#" { "limit" : 1 } "#,
        r#"{"limit":1,"sort\"by":2,"all":3,"page":{ },"lines":[{},{"count":2},{"x":{}}]}"#,
    ];
    let filled = filled.map(|value| schema.with_defaults(value).unwrap());
    insta::assert_snapshot!(filled.join("\n"));
    for whole in [
        r#"{"limit":1,"sort\u0022by":2,"all":3}"#,
        r#"{"limit":1,"sort\"by":2,"all":3,"page":1,"lines":{}}"#,
        "[]",
        "{",
    ] {
        assert_eq!(schema.with_defaults(whole), None, "{whole}");
    }
}
