//! What is encoded, independent parsers decode to the same values, and no argument changes the
//! shape of a request.

#![expect(clippy::unwrap_used, reason = "tests fail by panics")]

use portico_rest::mapping::Binding;
use portico_rest::{Arguments, Operation, RawJson, Request, Target};
use proptest::prelude::*;
use serde_json::{Value, json};

/// An operation with one parameter of every kind.
fn operation() -> Operation {
    let binding = r#"{"upstream": "u", "method": "POST", "path": "/a/{p}/b/x-{f}.json?fixed=1", "parameters": [
        {"name": "q", "in": "query"},
        {"name": "list", "in": "query"},
        {"name": "joined", "in": "query", "explode": false},
        {"name": "deep", "in": "query", "style": "deepObject"},
        {"name": "x-h", "in": "header", "arg": "h"},
        {"name": "outer.inner", "in": "body", "arg": "b"}]}"#;
    let binding: Binding = serde_json::from_str(binding).unwrap();
    let schema = r#"{"properties": {"p":{},"f":{},"q":{},"list":{},"joined":{},"deep":{},"h":{},"b":{},"rest":{}}}"#;
    Operation::compile(&binding, Some(&RawJson::parse(schema).unwrap())).unwrap()
}

fn target() -> Target {
    Target::new(Some("http://h/base"), None, [("x-u", "1")]).unwrap()
}

/// Calls `check` with the request, if the arguments make one. Tells whether they do.
fn with_request(arguments: &Value, check: impl FnOnce(&Request<'_>)) -> bool {
    let (operation, target, raw) = (operation(), target(), arguments.to_string());
    let arguments = Arguments::parse(Some(&raw)).unwrap();
    match operation.request(&target, &arguments) {
        Ok(request) => check(&request),
        Err(error) => {
            let text = error.to_string();
            assert!(
                text.contains('`'),
                "the error must name an argument: {text}"
            );
            return false;
        }
    }
    true
}

fn decode(text: &str) -> String {
    percent_encoding::percent_decode_str(text)
        .decode_utf8()
        .unwrap()
        .into_owned()
}

/// Any JSON, with keys that provoke collisions.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        "[./%;?#&=\\\\\\r\\n\\x00 ,|é-]{0,6}".prop_map(Value::from),
    ];
    let key = prop_oneof![
        any::<String>(),
        "q|fixed|list|deep|deep\\[a\\]|x-h|a".prop_map(String::from)
    ];
    leaf.prop_recursive(2, 12, 4, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::hash_map(key.clone(), inner, 0..4)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

/// Values that can be sent where plain ones can, mostly; else any JSON.
fn mostly_plain() -> impl Strategy<Value = Value> {
    let nasty = "[./%;?#&=\\\\\\r\\n ,|é-]{1,6}";
    prop_oneof![8 => any::<String>().prop_map(Value::from), 8 => nasty.prop_map(Value::from), 1 => any_json()]
}

/// Objects of plain values, mostly; else any JSON.
fn mostly_objects() -> impl Strategy<Value = Value> {
    let key = prop_oneof![
        any::<String>(),
        "q|fixed|list|deep|a".prop_map(String::from)
    ];
    let object = proptest::collection::hash_map(key, mostly_plain(), 0..3);
    let object = object.prop_map(|map| Value::Object(map.into_iter().collect()));
    prop_oneof![8 => object, 1 => any_json()]
}

fn name() -> impl Strategy<Value = String> {
    any::<String>().prop_filter("a path segment", |text| {
        !matches!(text.as_str(), "" | "." | "..")
    })
}

proptest! {
    #[test]
    fn what_is_sent_is_what_was_given(
        p in name(),
        f in name(),
        q in any::<String>(),
        list in proptest::collection::vec(any::<String>(), 1..5),
        joined in proptest::collection::vec(any::<String>(), 1..5),
        deep in proptest::collection::btree_map(any::<String>(), any::<String>(), 1..4),
        h in "[!-~]([ -~]{0,8}[!-~])?",
        b in any_json(),
    ) {
        let arguments =
            json!({"p": p, "f": f, "q": q, "list": list, "joined": joined, "deep": deep, "h": h, "b": b, "rest": b});
        let sent = with_request(&arguments, |request| {
            let (path, query) = request.path.split_once('?').unwrap();
            let segments: Vec<String> = path.split('/').map(decode).collect();
            let file = format!("x-{f}.json");
            assert_eq!(segments, ["", "base", "a", p.as_str(), "b", file.as_str()]);

            let mut expected = vec![("fixed".to_owned(), "1".to_owned()), ("q".to_owned(), q.clone())];
            expected.extend(list.iter().map(|item| ("list".to_owned(), item.clone())));
            let raw = query.split('&').find_map(|pair| pair.strip_prefix("joined=")).unwrap();
            assert_eq!(raw.split(',').map(decode).collect::<Vec<_>>(), joined);
            expected.extend(deep.iter().map(|(key, value)| (format!("deep[{key}]"), value.clone())));
            let mut pairs: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
            pairs.retain(|(key, _)| key != "joined");
            assert_eq!(pairs, expected);

            let header = request.headers.iter().find(|(name, _)| *name == "x-h").unwrap();
            assert_eq!(header.1, h);
            let expected = format!(r#"{{"outer":{{"inner":{b}}},"rest":{b}}}"#);
            assert_eq!(request.body.as_deref(), Some(expected.as_bytes()));
        });
        prop_assert!(sent);
    }

    #[test]
    fn no_argument_changes_the_shape(
        p in mostly_plain(),
        f in mostly_plain(),
        q in prop_oneof![mostly_plain(), mostly_objects()],
        list in prop_oneof![any_json(), mostly_objects()],
        joined in prop_oneof![mostly_plain(), mostly_objects()],
        deep in mostly_objects(),
        h in prop_oneof![8 => "[ -~]{0,8}".prop_map(Value::from), 1 => any_json()],
    ) {
        let arguments = json!({"p": p, "f": f, "q": q, "list": list, "joined": joined, "deep": deep, "h": h});
        with_request(&arguments, |request| {
            assert!(request.path.bytes().all(|byte| byte.is_ascii_graphic()), "{}", request.path);
            assert_eq!(request.path.matches('?').count(), 1);
            assert!(!request.path.contains('#'));
            let (path, query) = request.path.split_once('?').unwrap();
            let segments: Vec<&str> = path.split('/').collect();
            let [_, "base", "a", p, "b", f] = segments.as_slice() else { panic!("{path}") };
            assert!(!p.is_empty() && f.starts_with("x-") && f.ends_with(".json"), "{path}");
            for segment in segments.iter().skip(1) {
                assert!(!matches!(decode(segment).as_str(), "" | "." | ".."), "{path}");
            }

            check_query(&arguments, query);
            let names: Vec<&str> = request.headers.iter().map(|(name, _)| *name).collect();
            let with_header: &[&str] = &["x-h", "x-u", "content-type"];
            assert!(names == with_header || Some(names.as_slice()) == with_header.get(1..), "{names:?}");
            for (_, value) in &request.headers {
                assert!(value.bytes().all(|byte| matches!(byte, b' '..=b'~')), "{value:?}");
            }
        });
    }

    #[test]
    fn raw_values_reach_the_body_byte_by_byte(number in "-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,30})?([eE][+-]?[0-9]{1,3})?") {
        let (operation, target) = (operation(), target());
        let raw = format!(r#"{{"p": 1, "f": 1, "b": [ {number} ], "rest": {number}}}"#);
        let request = operation.request(&target, &Arguments::parse(Some(&raw)).unwrap()).map(|request| request.body);
        let expected = format!(r#"{{"outer":{{"inner":[ {number} ]}},"rest":{number}}}"#);
        prop_assert_eq!(request.unwrap().unwrap(), expected.into_bytes());
    }
}

/// Every parameter of the query stands for its own argument only.
fn check_query(arguments: &Value, query: &str) {
    let pairs: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes())
        .into_owned()
        .collect();
    let count = |name: &str| pairs.iter().filter(|(key, _)| key == name).count();
    assert_eq!(count("fixed"), 1);
    assert!(count("joined") <= 1);
    for name in ["q", "list"] {
        let expected = match &arguments[name] {
            Value::Null => 0,
            Value::Array(items) => items.iter().filter(|item| !item.is_null()).count(),
            Value::Object(members) => {
                usize::from(members.get(name).is_some_and(|value| !value.is_null()))
            }
            _ => 1,
        };
        assert_eq!(count(name), expected, "{name} in {query}");
    }
}
