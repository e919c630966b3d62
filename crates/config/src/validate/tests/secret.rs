//! Rules of secrets and of the credentials that name them.

use super::{assert_right, table};
use crate::parse;
use crate::validate::validate_all;

fn secret(fields: &str) -> String {
    format!(r#"{{"kind": "Secret", {fields}}}"#)
}

fn upstream(fields: &str) -> String {
    format!(r#"{{"kind": "Upstream", "name": "a", "url": "http://h", {fields}}}"#)
}

#[test]
fn right_secrets() {
    assert_right(
        &[
            r#""name": "key", "value": "s3cret""#,
            r#""name": "key", "tenant": "acme", "sealed": "v1.00000000.AAAA""#,
            r#""name": "key", "from": {"env": "API_KEY"}"#,
            r#""name": "key", "from": {"file": "/run/secrets/key"}"#,
        ],
        secret,
    );
}

#[test]
fn wrong_secrets() {
    let long = format!(r#""name": "key", "value": "{}""#, "x".repeat(16 * 1024 + 1));
    let cases = [
        r#""name": "Key", "value": "s3cret""#,
        r#""name": "key""#,
        r#""name": "key", "value": "s3cret", "sealed": "v1.00000000.AAAA""#,
        r#""name": "key", "value": """#,
        r#""name": "key", "from": {"env": "A-B"}"#,
        r#""name": "key", "from": {"file": "relative/key"}"#,
    ];
    insta::assert_snapshot!(table(&cases, secret));
    assert!(table(&[&long], secret).contains("at most 16384 bytes"));
}

#[test]
fn right_credentials() {
    assert_right(
        &[
            r#""credential": {"secret": "key", "header": "X-Api-Key"}"#,
            r#""credential": {"secret": "key", "header": "Authorization", "prefix": "Bearer "}"#,
            r#""credential": {"secret": "key", "basic": {"username": "portico"}}"#,
            r#""credential": {"secret": "key", "query": "api_key"}"#,
            r#""query": {"version": "2", "empty": ""}"#,
        ],
        upstream,
    );
}

#[test]
fn wrong_credentials() {
    let cases = [
        r#""credential": {"secret": "A", "header": "X-Api-Key"}"#,
        r#""credential": {"secret": "key"}"#,
        r#""credential": {"secret": "key", "header": "X-Api-Key", "query": "api_key"}"#,
        r#""credential": {"secret": "key", "header": "Host"}"#,
        r#""credential": {"secret": "key", "header": "x-a", "prefix": "\n"}"#,
        r#""credential": {"secret": "key", "query": "api_key", "prefix": "x"}"#,
        r#""credential": {"secret": "key", "query": ""}"#,
        r#""credential": {"secret": "key", "query": "v"}, "query": {"v": "2"}"#,
        r#""credential": {"secret": "key", "header": "x-a"}, "headers": {"X-A": "1"}"#,
        r#""credential": {"secret": "key", "basic": {"username": "a"}}, "headers": {"Authorization": "1"}"#,
        r#""credential": {"secret": "key", "basic": {"username": "a:b"}}"#,
        r#""query": {"": "2"}"#,
    ];
    insta::assert_snapshot!(table(&cases, upstream));
}

#[test]
fn a_credential_needs_a_secret_of_its_tenant() {
    let documents = [
        r#"{"kind": "Upstream", "name": "a", "url": "http://h", "credential": {"secret": "k", "query": "q"}}"#,
        r#"{"kind": "Upstream", "name": "b", "tenant": "t", "url": "http://h", "credential": {"secret": "k", "query": "q"}}"#,
        r#"{"kind": "Secret", "name": "k", "tenant": "t", "value": "v"}"#,
        r#"{"kind": "Secret", "name": "k", "tenant": "t", "value": "v"}"#,
    ];
    let documents = documents.map(|json| parse(json).unwrap());
    let errors = validate_all(&documents);
    let errors: Vec<_> = errors
        .iter()
        .map(|(index, error)| (*index, error.path.as_str()))
        .collect();
    assert_eq!(errors, [(0, "credential.secret"), (3, "name")]);
}
