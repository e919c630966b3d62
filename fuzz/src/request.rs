//! Arguments become a request: whatever they are, they change neither its shape nor its headers.
//!
//! Lines: the number of the operation; then the arguments as JSON.

use crate::split::{lines, text};
use crate::wire;
use portico_rest::mapping::Binding;
use portico_rest::{Arguments, Operation, RawJson, Request, Target};
use serde_json::value::RawValue;

const PROPERTIES: &str = r#"{"properties": {"p":{},"f":{},"q":{},"list":{},"deep":{},"h":{},
    "b":{},"o":{"type":"object","properties":{"x":{}}},"rest":{}}}"#;

/// Operations, each with the segments of its path (`*` for one that arguments make, or a part of)
/// and the keys that stand in its query once at most. (Members of an exploded object are keys of
/// their own, so others may stand there too.)
const OPERATIONS: &[(&str, &[&str], &[&str])] = &[
    (
        r#"{"upstream": "u", "method": "POST", "path": "/a/{p}/b/x-{f}.json?fixed=1", "parameters": [
            {"name": "q", "in": "query"},
            {"name": "list", "in": "query", "explode": false},
            {"name": "deep", "in": "query", "style": "deepObject"},
            {"name": "x-h", "in": "header", "arg": "h"},
            {"name": "outer.inner", "in": "body", "arg": "b"}]}"#,
        &["base", "a", "*", "b", "*"],
        &["fixed", "list"],
    ),
    (
        r#"{"upstream": "u", "path": "/m/{p}/{f}/{o.x}", "parameters": [
            {"name": "p", "in": "path", "style": "matrix", "explode": true},
            {"name": "f", "in": "path", "style": "label", "explode": true},
            {"name": "list", "in": "query", "style": "pipeDelimited"},
            {"name": "deep", "in": "query", "style": "deepObject"},
            {"name": "b", "in": "query", "style": "spaceDelimited", "explode": false},
            {"name": "x-h", "in": "header", "arg": "h", "explode": true},
            {"name": "rest", "in": "query", "explode": false},
            {"name": "q", "in": "query", "default": "d"}]}"#,
        &["base", "m", "*", "*", "*"],
        &["list", "b", "rest"],
    ),
    (
        r#"{"upstream": "u", "method": "PUT", "path": "/w/{p}", "body": {"arg": "b"}, "parameters": [
            {"name": "p", "in": "path", "explode": true},
            {"name": "deep", "in": "query", "explode": false},
            {"name": "rest", "in": "query", "explode": false},
            {"name": "content-type", "in": "header", "value": "application/merge-patch+json"},
            {"name": "x-h", "in": "header", "arg": "o.x"}]}"#,
        &["base", "w", "*"],
        &["deep", "rest"],
    ),
    (
        r#"{"upstream": "u", "method": "DELETE", "path": "/"}"#,
        &["base", ""],
        &[],
    ),
];

thread_local! {
    static COMPILED: (Vec<Operation>, Target) = compiled();
}

fn compiled() -> (Vec<Operation>, Target) {
    let schema = RawJson::parse(PROPERTIES).unwrap();
    let operations = OPERATIONS.iter().map(|(binding, ..)| {
        let binding: Binding = serde_json::from_str(binding).unwrap();
        Operation::compile(&binding, Some(&schema)).unwrap()
    });
    let target = Target::new(Some("http://h/base"), None, [("x-u", "1"), ("x-h", "2")]).unwrap();
    (operations.collect(), target)
}

/// Runs one input.
pub fn run(data: &[u8]) {
    let ([number], arguments) = lines(data);
    let number = usize::from(number.first().copied().unwrap_or_default()) % OPERATIONS.len();
    let arguments = match Arguments::parse(Some(text(arguments))) {
        Ok(arguments) => arguments,
        Err(error) => return assert!(!error.to_string().is_empty()),
    };
    COMPILED.with(|(operations, target)| {
        let (_, segments, keys) = OPERATIONS[number];
        match operations[number].request(target, &arguments) {
            Ok(request) => check(&request, segments, keys),
            Err(error) => assert!(error.to_string().contains('`'), "{error}"),
        }
    });
}

fn check(request: &Request<'_>, segments: &[&str], keys: &[&str]) {
    wire::check_path(&request.path, segments);
    if let Some((_, query)) = request.path.split_once('?') {
        check_query(query, keys);
    }
    let mut names: Vec<&str> = request.headers.iter().map(|(name, _)| *name).collect();
    names.sort_unstable();
    let mut distinct = names.clone();
    distinct.dedup();
    assert_eq!(names, distinct);
    for (name, value) in &request.headers {
        assert!(["x-u", "x-h", "content-type"].contains(name), "{name}");
        wire::check_value(name, value);
    }
    if let Some(body) = &request.body {
        serde_json::from_slice::<&RawValue>(body).unwrap();
    }
}

fn check_query(query: &str, once: &[&str]) {
    let pairs = query.split('&');
    let keys: Vec<String> = pairs
        .map(|pair| wire::decode(pair.split_once('=').map_or(pair, |(key, _)| key)))
        .collect();
    for key in once {
        let count = keys.iter().filter(|own| own == key).count();
        assert!(count <= 1, "{key} in {query}");
    }
    if once.contains(&"fixed") {
        assert!(query.starts_with("fixed=1"), "{query}");
    }
}
