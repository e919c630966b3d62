//! Tables of projections, and any JSON against an oracle.

use super::*;
use proptest::prelude::*;
use serde_json::Value;

fn compile(keep: &[&str], drop: &[&str]) -> Projection {
    let owned = |texts: &[&str]| {
        texts
            .iter()
            .map(|text| (*text).to_owned())
            .collect::<Vec<_>>()
    };
    Projection::compile(&owned(keep), &owned(drop))
        .unwrap()
        .unwrap()
}

fn apply(keep: &[&str], drop: &[&str], json: &str) -> String {
    compile(keep, drop).apply(json)
}

#[test]
fn kept_fields_stay_as_they_came() {
    let orders = r#" {"total": 2, "items": [
        {"name": "a\"b", "id": 9007199254740993, "tags": [1.0, 1e400], "": null},
        {"x": {"id": 1}, "i\u0064": "\ud800"}, 7, [], {}
    ], "next": null, "a.b": {"c": 1, "d": [2]}} "#;
    let table: [(&[&str], &[&str]); 17] = [
        (&["items[].id", "items[].name"], &[]),
        (&["items[].tags", "total"], &[]),
        (&["items[].tags[]"], &[]),
        (&["items"], &["items[].tags", "items[].x"]),
        (&["items[]"], &["items[].id"]),
        (&[r#""a.b".c"#], &[]),
        (&["*.c"], &[]),
        (&["*[].id", "*.d"], &[]),
        (&["*"], &["items"]),
        (&["none.at.all"], &[]),
        (&["total.inner", "next.inner"], &[]),
        (&["items.id"], &[]),
        (&[r#"items[]."""#], &[]),
        (&["[].id"], &[]),
        (&[], &["items[]"]),
        (&[], &["items", "next", "\"a.b\"", "total"]),
        (&[], &["items[].x.id", "*.d[]"]),
    ];
    let mut text = String::new();
    for (keep, drop) in table {
        text += &format!(
            "keep {keep:?} drop {drop:?}\n{}\n",
            apply(keep, drop, orders)
        );
    }
    insta::assert_snapshot!(text);
}

#[test]
fn roots_of_another_kind_stay_whole() {
    for json in ["7", " null ", "\"a\\\"b\"", "[{\"id\": 1}, 2]", "true"] {
        assert_eq!(apply(&["a.id"], &[], json), json.trim(), "{json}");
    }
    assert_eq!(
        apply(&["[].a"], &[], "[{\"a\": 1, \"b\": 2}, 3, null]"),
        "[{\"a\":1}]"
    );
    assert_eq!(apply(&["[].a", "b"], &[], "{\"a\":1,\"b\":2}"), "{\"b\":2}");
    assert_eq!(apply(&[], &["[]"], "[1, 2]"), "[]");
    assert_eq!(apply(&["[].a"], &["b"], "{\"a\":1,\"b\":2}"), "{\"a\":1}");
}

#[test]
fn a_deep_answer_needs_no_stack() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let json = format!(r#"{{"a": {deep}, "b": 1}}"#);
    assert_eq!(apply(&["b"], &[], &json), r#"{"b":1}"#);
    assert_eq!(apply(&["a"], &[], &json), format!(r#"{{"a":{deep}}}"#));
}

#[test]
fn every_broken_path_is_reported() {
    let keep = ["a".to_owned(), "a..b".to_owned()];
    let drop = vec!["a".to_owned(); MOST_PATHS + 1];
    let errors = Projection::compile(&keep, &drop).unwrap_err();
    let texts: Vec<_> = errors.iter().map(ToString::to_string).collect();
    assert_eq!(
        texts,
        [
            "keep[1]: a name is empty: write it as `items[].id`",
            "drop: name at most 64 fields"
        ]
    );
    assert!(Projection::compile(&[], &[]).unwrap().is_none());
}

#[test]
fn as_many_paths_as_there_may_be() {
    let names: Vec<_> = (0..MOST_PATHS).map(|index| format!("a{index}")).collect();
    let json = r#"{"a0": 0, "a63": 63, "a64": 64}"#;
    let projection = Projection::compile(&names, &[]).unwrap().unwrap();
    assert_eq!(projection.apply(json), r#"{"a0":0,"a63":63}"#);
    let projection = Projection::compile(&[], &names).unwrap().unwrap();
    assert_eq!(projection.apply(json), r#"{"a64":64}"#);
}

/// What stays of `value` by paths that are given as their steps; `None` where nothing does.
fn kept(value: &Value, paths: &[&[Step]]) -> Option<Value> {
    if paths.iter().any(|path| path.is_empty()) {
        return Some(value.clone());
    }
    match value {
        Value::Object(members) if paths.iter().any(|path| path[0] != Step::Elements) => {
            let members = members.iter().filter_map(|(name, value)| {
                Some((name.clone(), kept(value, &after(paths, Some(name)))?))
            });
            Some(Value::Object(members.collect()))
        }
        Value::Array(elements) if paths.iter().any(|path| path[0] == Step::Elements) => {
            let paths = after(paths, None);
            Some(
                elements
                    .iter()
                    .filter_map(|element| kept(element, &paths))
                    .collect(),
            )
        }
        _ => None,
    }
}

/// What is left of `value` without what `paths` lead to; `None` where that is nothing.
fn left(value: &Value, paths: &[&[Step]]) -> Option<Value> {
    if paths.iter().any(|path| path.is_empty()) {
        return None;
    }
    Some(match value {
        Value::Object(members) => {
            let members = members.iter().filter_map(|(name, value)| {
                Some((name.clone(), left(value, &after(paths, Some(name)))?))
            });
            Value::Object(members.collect())
        }
        Value::Array(elements) => {
            let paths = after(paths, None);
            elements
                .iter()
                .filter_map(|element| left(element, &paths))
                .collect()
        }
        other => other.clone(),
    })
}

/// The rests of the paths that go into the member `name`, or into elements.
fn after<'p>(paths: &[&'p [Step]], name: Option<&str>) -> Vec<&'p [Step]> {
    let goes = |step: &Step| match (step, name) {
        (Step::Member(own), Some(name)) => **own == *name,
        (Step::AnyMember, name) => name.is_some(),
        (Step::Elements, name) => name.is_none(),
        (Step::Member(_), None) => false,
    };
    let paths = paths.iter().filter(|path| path.first().is_some_and(goes));
    paths.map(|path| &path[1..]).collect()
}

fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        any::<i64>().prop_map(Value::from),
        "[a\"\\\\{}\\[\\],: é]{0,6}".prop_map(Value::from),
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 48, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map("[abc\"]", inner, 0..4)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

fn paths() -> impl Strategy<Value = Vec<String>> {
    let step = prop_oneof![
        "[abc]",
        Just("*".to_owned()),
        Just("\"\\\"\"".to_owned()),
        Just("[]".to_owned())
    ];
    let path = prop::collection::vec(step, 1..5).prop_map(|steps| {
        let mut text = String::new();
        for step in steps {
            if !text.is_empty() && step != "[]" {
                text.push('.');
            }
            text += &step;
        }
        text
    });
    prop::collection::vec(path, 0..5)
}

proptest! {
    #[test]
    fn a_projection_is_what_plain_code_makes_of_the_value(
        value in json(), keep in paths(), drop in paths(), pretty: bool,
    ) {
        let Some(projection) = Projection::compile(&keep, &drop).unwrap() else { return Ok(()) };
        let text = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) };
        let out = projection.apply(&text.unwrap());
        let steps = |texts: &[String]| -> Vec<Vec<Step>> { texts.iter().map(|text| path::parse(text).unwrap()).collect() };
        let (keep, drop) = (steps(&keep), steps(&drop));
        let all = [Vec::new()];
        let keep: Vec<&[Step]> = if keep.is_empty() { &all[..] } else { &keep[..] }.iter().map(Vec::as_slice).collect();
        let drop: Vec<&[Step]> = drop.iter().map(Vec::as_slice).collect();
        let expected = left(&kept(&value, &keep).unwrap_or(value), &drop);
        let found: Value = serde_json::from_str(&out).unwrap();
        prop_assert_eq!(Some(found), expected);
    }

    #[test]
    fn no_text_panics_or_hangs(text in "[\\[\\]{}\",:\\\\ a1]{0,40}") {
        compile(&["a[].a", "*.a"], &["a.a", "[][]"]).apply(&text);
    }
}
