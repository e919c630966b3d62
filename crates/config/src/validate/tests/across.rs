//! Rules between documents.

use crate::validate::{validate_all, validate_together};
use crate::{Document, parse};

fn documents(texts: &[&str]) -> Vec<Document> {
    texts.iter().map(|text| parse(text).unwrap()).collect()
}

#[test]
fn right() {
    let documents = documents(&[
        r#"{"kind": "Server", "name": "a", "path": "/", "tools": [{"name": "t", "http": {"upstream": "a", "path": "/"}}]}"#,
        r#"{"kind": "Upstream", "name": "a", "url": "http://h"}"#,
        r#"{"kind": "Upstream", "name": "b", "url": "http://h"}"#,
        r#"{"kind": "Upstream", "name": "a", "url": "http://h", "tenant": "other"}"#,
        r#"{"kind": "Server", "name": "a", "path": "/a", "tenant": "other"}"#,
        r#"{"kind": "Server", "name": "b", "path": "/a/b",
            "resources": [{"name": "r", "uri": "x:r", "http": {"upstream": "b", "path": "/"}}, {"name": "s", "uri": "x:s", "text": ""}]}"#,
    ]);
    assert_eq!(validate_all(&documents), []);
}

#[test]
fn wrong() {
    let documents = documents(&[
        r#"{"kind": "Upstream", "name": "a", "url": "http://h"}"#,
        r#"{"kind": "Upstream", "name": "a", "cluster": "c"}"#,
        r#"{"kind": "Upstream", "name": "b", "url": "http://h", "tenant": "other"}"#,
        r#"{"kind": "Server", "name": "a", "path": "/a", "tools": [
            {"name": "t", "http": {"upstream": "a", "path": "/"}}, {"name": "u", "http": {"upstream": "b", "path": "/"}}]}"#,
        r#"{"kind": "Server", "name": "a", "path": "/b", "resources": [
            {"name": "r", "uri": "x:r", "text": ""}, {"name": "s", "uri": "x:s", "http": {"upstream": "c", "path": "/"}}]}"#,
        r#"{"kind": "Server", "name": "A", "path": "/a", "tenant": "other"}"#,
        r#"{"kind": "Server", "name": "c", "path": "/a"}"#,
    ]);
    let errors = validate_all(&documents);
    let errors: String = errors
        .into_iter()
        .map(|(index, error)| format!("{index} {error}\n"))
        .collect();
    insta::assert_snapshot!(errors);
}

/// Documents that are right by themselves have the same errors either way.
#[test]
fn together_finds_what_all_finds_between_documents() {
    let documents = documents(&[
        r#"{"kind": "Server", "name": "A", "path": "/a", "tools": [{"name": "t", "http": {"upstream": "", "path": "/"}}]}"#,
        r#"{"kind": "Upstream", "name": "a", "url": "http://h"}"#,
        r#"{"kind": "Server", "name": "b", "path": "/a", "tools": [
            {"name": "t", "http": {"upstream": "a", "path": "/"}}, {"name": "u", "http": {"upstream": "a", "path": "/"}},
            {"name": "v", "http": {"upstream": "b", "path": "/"}}]}"#,
    ]);
    let together: Vec<_> = validate_together(&documents.iter().collect::<Vec<_>>())
        .into_iter()
        .map(|(index, error)| format!("{index} {}", error.path))
        .collect();
    assert_eq!(
        together,
        [
            "0 tools[0].http.upstream",
            "2 path",
            "2 tools[2].http.upstream"
        ]
    );
    let all: Vec<_> = validate_all(&documents)
        .into_iter()
        .map(|(index, error)| format!("{index} {}", error.path))
        .collect();
    assert!(together.iter().all(|error| all.contains(error)));
    assert!(all.contains(&"0 name".to_owned()), "{all:?}");
}
