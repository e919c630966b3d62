//! Cursor pages concatenate to the whole list.

use crate::play::{gateway, reply};
use crate::request::Request;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// The names of all pages of a list, one vector a page.
fn pages(method: &str, member: &str, documents: &str, modern: bool) -> Vec<Vec<String>> {
    let gateway = gateway(documents);
    let mut pages = Vec::new();
    let mut cursor: Option<String> = None;
    loop {
        let params = cursor
            .map(|cursor| format!(r#""cursor":"{cursor}""#))
            .unwrap_or_default();
        let [old, new] = Request::both(method, &params);
        let (status, body) = reply(&gateway, if modern { &new } else { &old });
        assert_eq!(status, 200, "{body}");
        let body: serde_json::Value = serde_json::from_str(&body).unwrap();
        let entries = body["result"][member].as_array().unwrap().iter();
        let names = entries.map(|entry| entry["name"].as_str().unwrap().to_owned());
        pages.push(names.collect());
        match body["result"].get("nextCursor") {
            Some(next) => cursor = next.as_str().map(str::to_owned),
            None => return pages,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn of_tools(
        names in prop::collection::btree_set("[A-Za-z0-9_.-]{1,8}", 0..24),
        size in 1_usize..30,
        modern: bool,
    ) {
        let tools: Vec<_> = names
            .iter()
            .rev()
            .map(|name| serde_json::json!({"name": name, "http": {"upstream": "u", "path": "/"}}))
            .collect();
        let documents = serde_json::json!([
            {"kind": "Upstream", "name": "u", "cluster": "u"},
            {"kind": "Server", "name": "s", "path": "/petstore", "pageSize": size, "tools": tools},
        ]);
        check(&pages("tools/list", "tools", &documents.to_string(), modern), &names, size)?;
    }

    /// The names of resources may hold any character.
    #[test]
    fn of_resources(
        names in prop::collection::btree_set("[^\\p{Cc}\\p{Z}]([^\\p{Cc}]{0,6}[^\\p{Cc}\\p{Z}])?", 1..24),
        size in 1_usize..30,
        modern: bool,
    ) {
        let resources: Vec<_> = names
            .iter()
            .enumerate()
            .map(|(at, name)| serde_json::json!({"name": name, "uri": format!("a://{at}"), "text": "x"}))
            .collect();
        let documents = serde_json::json!([
            {"kind": "Server", "name": "s", "path": "/petstore", "pageSize": size, "resources": resources},
        ]);
        check(&pages("resources/list", "resources", &documents.to_string(), modern), &names, size)?;
    }
}

fn check(
    pages: &[Vec<String>],
    names: &BTreeSet<String>,
    size: usize,
) -> Result<(), TestCaseError> {
    prop_assert_eq!(pages.len(), names.len().div_ceil(size).max(1));
    let Some((last, full)) = pages.split_last() else {
        return Err(TestCaseError::fail("no page"));
    };
    prop_assert!(full.iter().all(|page| page.len() == size) && last.len() <= size);
    let all: Vec<_> = pages.concat();
    prop_assert_eq!(all, names.iter().cloned().collect::<Vec<_>>());
    Ok(())
}
