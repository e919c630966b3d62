//! Rules between documents.

use crate::validate::validate_all;
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
