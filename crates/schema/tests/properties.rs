//! What is true of any schema and any value.

#![expect(clippy::unwrap_used, reason = "tests fail by panics")]

use portico_schema::Schema;
use proptest::prelude::*;
use serde_json::{Value, json};

/// Values as people and attackers write them.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        (-3..4_i64).prop_map(Into::into),
        any::<f64>().prop_map(Into::into),
        "[a-c\"\\\\ä\n]{0,3}".prop_map(Into::into),
        any::<String>().prop_map(Into::into),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Into::into),
            prop::collection::btree_map("[a-c]{0,2}", inner, 0..4)
                .prop_map(|map| map.into_iter().collect()),
        ]
    })
}

const KEYWORDS: &[&str] = &[
    "$anchor",
    "$defs",
    "$dynamicAnchor",
    "$dynamicRef",
    "$id",
    "$ref",
    "additionalItems",
    "additionalProperties",
    "allOf",
    "anyOf",
    "const",
    "contains",
    "default",
    "definitions",
    "dependencies",
    "dependentRequired",
    "dependentSchemas",
    "else",
    "enum",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "if",
    "items",
    "maxContains",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minContains",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "not",
    "oneOf",
    "pattern",
    "patternProperties",
    "prefixItems",
    "properties",
    "propertyNames",
    "required",
    "then",
    "type",
    "unevaluatedItems",
    "unevaluatedProperties",
    "uniqueItems",
];

/// Schemas, many of them good, some of them nonsense.
fn any_schema() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        any::<bool>().prop_map(Into::into),
        prop::sample::select(vec!["string", "integer", "object", "array", "null"])
            .prop_map(|name| json!({ "type": name })),
        (0..4_u8)
            .prop_map(|limit| json!({"minimum": limit, "maxLength": limit, "maxItems": limit})),
        any_json().prop_map(|value| json!({"const": value, "default": value})),
        "[a-c^$.*+?|()\\[\\]{},0-9\\\\dwsb-]{0,8}".prop_map(|text| json!({ "pattern": text })),
        prop::sample::select(vec!["#", "#/$defs/a", "#/properties/b", "#a", "b"])
            .prop_map(|target| json!({ "$ref": target })),
        Just(json!({"required": ["a"], "uniqueItems": true})),
    ];
    leaf.prop_recursive(4, 32, 3, |inner| {
        let lists = prop::sample::select(vec!["allOf", "anyOf", "oneOf", "prefixItems"]);
        let maps = vec!["properties", "$defs", "patternProperties", "dependentSchemas"];
        let keyword = prop::sample::select(KEYWORDS);
        prop_oneof![
            (lists, prop::collection::vec(inner.clone(), 1..4))
                .prop_map(|(keyword, list)| json!({ keyword: list })),
            (prop::sample::select(maps), prop::collection::btree_map("[a-c]", inner.clone(), 0..3))
                .prop_map(|(keyword, map)| json!({ keyword: map })),
            (keyword, inner.clone(), inner, any_json()).prop_map(|(keyword, a, b, data)| {
                let mut schema = json!({"not": a.clone(), "items": a, "additionalProperties": b, "unevaluatedProperties": false});
                if let Value::Object(members) = &mut schema {
                    members.insert(keyword.to_owned(), data);
                }
                schema
            }),
        ]
    })
}

/// A number as digits and a power of ten, by arithmetic on integers only.
fn exact(text: &str) -> (i128, u32) {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits: i128 = format!("{whole}{fraction}").parse().unwrap();
    (digits, u32::try_from(fraction.len()).unwrap())
}

/// Both numbers with the same power of ten.
fn aligned(a: &str, b: &str) -> (i128, i128) {
    let ((a, a_places), (b, b_places)) = (exact(a), exact(b));
    let places = a_places.max(b_places);
    (
        a * 10_i128.pow(places - a_places),
        b * 10_i128.pow(places - b_places),
    )
}

fn passes(schema: &str, value: &str) -> bool {
    Schema::compile(schema).unwrap().check(value).is_empty()
}

const DECIMAL: &str = "-?(0|[1-9][0-9]{0,10})(\\.[0-9]{1,8})?";

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_panics(schema in any_schema(), value in any_json(), draft in 0..5_usize) {
        let mut schema = schema;
        if let (Some(name), Value::Object(members)) = (["04", "06", "07"].get(draft), &mut schema) {
            let name = format!("http://json-schema.org/draft-{name}/schema#");
            members.insert("$schema".to_owned(), name.into());
        }
        let value = value.to_string();
        if let Ok(schema) = Schema::compile(&schema.to_string()) {
            let violations = schema.check(&value);
            prop_assert!(violations.len() <= 10);
            prop_assert!(violations.iter().all(|one| !one.message.is_empty()));
            if let Some(filled) = schema.with_defaults(&value) {
                prop_assert!(serde_json::from_str::<Value>(&filled).is_ok(), "{filled}");
                prop_assert_eq!(schema.with_defaults(&filled), None, "{}", filled);
            }
        }
    }

    #[test]
    fn texts_are_json_here_as_elsewhere(text in "[\\[\\]{}:,\"a01.eE+\\-\\\\un \\n]{0,12}") {
        let is_json = serde_json::from_str::<Value>(&text).is_ok();
        // A key twice is refused here, and so are halves of surrogate pairs.
        let said = Schema::compile("true").unwrap().check(&text);
        let differs = said.iter().any(|one| one.message.contains(" twice") || one.message.contains("surrogate"));
        // A number beyond a float's range is no value there.
        let is_large = text.contains(['e', 'E']);
        prop_assert!(is_json == said.is_empty() || differs || is_large, "{text}: {said:?}");
    }

    #[test]
    fn arbitrary_text_is_no_panic(text: String) {
        let _ = Schema::compile(&text);
        Schema::compile("{}").unwrap().check(&text);
        Schema::compile(&json!({ "pattern": text }).to_string()).ok().map(|schema| schema.check("\"aaa\""));
    }

    #[test]
    fn a_value_is_its_own_const(value in any_json(), other in any_json()) {
        let schema = json!({ "const": value }).to_string();
        let pretty = serde_json::to_string_pretty(&value).unwrap();
        prop_assert!(passes(&schema, &pretty));
        let unique = json!([value, other]).to_string();
        prop_assert_eq!(passes(&schema, &other.to_string()), !passes(r#"{"uniqueItems": true}"#, &unique));
    }

    #[test]
    fn numbers_compare_exactly(a in DECIMAL, b in DECIMAL, shift in 0..30_u32) {
        let (left, right) = aligned(&a, &b);
        let scaled = format!("{a}e{shift}");
        let back = format!("{a}{}e-{shift}", if a.contains('.') { String::new() } else { "0".repeat(shift as usize) });
        prop_assert_eq!(passes(&format!("{{\"const\": {b}}}"), &a), left == right);
        prop_assert_eq!(passes(&format!("{{\"minimum\": {b}}}"), &a), left >= right);
        prop_assert_eq!(passes(&format!("{{\"exclusiveMinimum\": {b}}}"), &a), left > right);
        prop_assert_eq!(passes(&format!("{{\"maximum\": {b}}}"), &a), left <= right);
        prop_assert_eq!(passes(&format!("{{\"exclusiveMaximum\": {b}e{shift}}}"), &scaled), left < right);
        if !a.contains('.') && left != 0 {
            let same = format!("{{\"const\": {a}}}");
            prop_assert!(passes(&same, &back));
        }
        let (digits, places) = exact(&a);
        prop_assert_eq!(passes(r#"{"type": "integer"}"#, &a), digits % 10_i128.pow(places) == 0);
        if right > 0 {
            prop_assert_eq!(passes(&format!("{{\"multipleOf\": {b}}}"), &a), left % right == 0);
            prop_assert_eq!(passes(&format!("{{\"multipleOf\": {b}e-{shift}}}"), &format!("{a}e-{shift}")), left % right == 0);
        }
    }

    #[test]
    fn lengths_count_characters(text: String, limit in 0..20_usize) {
        let value = Value::from(text.clone()).to_string();
        let count = text.chars().count();
        prop_assert_eq!(passes(&format!("{{\"minLength\": {limit}}}"), &value), count >= limit);
        prop_assert_eq!(passes(&format!("{{\"maxLength\": {limit}}}"), &value), count <= limit);
    }
}
