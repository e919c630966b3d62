//! Small descriptions that would become much, or take long.

#![expect(clippy::unwrap_used, reason = "tests stop at what they do not expect")]

use portico_import::update::update;
use portico_import::{Import, ImportError, Options, import, import_while};
use serde_json::{Map, Value, json};
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

/// Bound of what takes less than a second on an idle machine, and hours without a limit.
const LONGEST: Duration = Duration::from_secs(120);

fn description(paths: Value, schemas: Value) -> String {
    let whole = json!({
        "openapi": "3.0.0",
        "info": { "title": "x", "version": "1" },
        "servers": [{ "url": "https://api.example.com" }],
        "paths": paths,
        "components": { "schemas": schemas },
    });
    whole.to_string()
}

/// So many operations, each of them the same.
fn operations(count: usize, operation: &Value) -> Value {
    let paths = (0..count).map(|at| (format!("/p{at}"), json!({ "get": operation })));
    paths.collect::<Map<_, _>>().into()
}

fn quickly(text: &str, options: &Options) -> Import {
    let begin = Instant::now();
    let import = import(text, options).unwrap();
    assert!(begin.elapsed() < LONGEST, "{:?}", begin.elapsed());
    import
}

#[test]
fn schemas_put_together_of_others_many_times_are_taken_as_they_are() {
    for keyword in ["allOf", "oneOf"] {
        let mut schemas = Map::new();
        for at in 0..11 {
            let next = json!({ "$ref": format!("#/components/schemas/A{}", at + 1) });
            let schema = json!({ "type": "object", keyword: vec![next; 10] });
            schemas.insert(format!("A{at}"), schema);
        }
        schemas.insert("A11".to_owned(), json!({ "type": "object" }));
        let schema = json!({ "$ref": "#/components/schemas/A0" });
        let body = |media: &str| json!({ "content": { media: { "schema": schema } } });
        let paths = json!({
            "/json": { "post": { "requestBody": body("application/json") } },
            "/form": { "post": { "requestBody": body("application/x-www-form-urlencoded") } },
        });
        let text = description(paths, schemas.into());
        let import = quickly(&text, &Options::default());
        assert_eq!(import.report.operations.len(), 2);
    }
}

#[test]
fn thousands_of_operations_of_one_name_are_named() {
    let count = 3000;
    let text = description(
        operations(count, &json!({ "operationId": "same" })),
        json!({}),
    );
    let unknown: BTreeSet<String> = (0..count).map(|at| format!("GET /none{at}")).collect();
    let renamed = unknown
        .iter()
        .map(|key| (key.clone(), format!("t{}", key.len())));
    let options = Options {
        rename: renamed.collect(),
        operations: Some(unknown),
        ..Options::default()
    };
    assert_eq!(quickly(&text, &options).report.tools(), 0);
    let import = quickly(&text, &Options::default());
    let names = import
        .report
        .operations
        .iter()
        .map(|operation| &operation.tool);
    let names: BTreeSet<_> = names.collect();
    assert_eq!(names.len(), count);
    assert!(names.contains(&Some("same_3000".to_owned())));
}

#[test]
fn a_part_that_thousands_of_operations_share_is_not_copied_without_end() {
    let text = "y".repeat(50_000);
    let names: Vec<String> = (0..10).map(|at| format!("{text}{at}")).collect();
    let parameter = json!({ "name": "q", "in": "query", "schema": { "enum": names } });
    let path = json!({ "get": { "parameters": [parameter] } });
    let mut paths = Map::from_iter([("/p".to_owned(), path)]);
    for at in 0..1000 {
        paths.insert(format!("/p{at}"), json!({ "$ref": "#/paths/~1p" }));
    }
    let import = quickly(&description(paths.into(), json!({})), &Options::default());
    let bytes: usize = import
        .documents
        .iter()
        .map(|document| serde_json::to_string(document).unwrap().len())
        .sum();
    assert!(bytes < 140 << 20, "{bytes}");
    let left_out = import
        .report
        .operations
        .iter()
        .filter_map(|operation| operation.reason.as_deref());
    assert!(left_out.clone().count() > 0);
    assert!(
        left_out
            .clone()
            .all(|reason| reason.contains("choose fewer"))
    );
}

#[test]
fn reading_ends_when_it_is_told_to() {
    let text = description(operations(10, &json!({})), json!({}));
    let asked = Cell::new(0);
    let goes_on = || {
        asked.set(asked.get() + 1);
        asked.get() < 5
    };
    let stopped = import_while(&text, &Options::default(), &goes_on);
    assert_eq!(stopped, Err(ImportError::TooLong));
    assert_eq!(asked.get(), 5);
}

#[test]
fn thousands_of_tools_are_updated() {
    let text =
        |summary: &str| description(operations(2000, &json!({ "summary": summary })), json!({}));
    let before = quickly(&text("one"), &Options::default()).documents;
    let after = quickly(&text("two"), &Options::default()).documents;
    let begin = Instant::now();
    let updated = update(&before, &after, &before, &BTreeMap::new()).unwrap();
    assert!(begin.elapsed() < LONGEST, "{:?}", begin.elapsed());
    // Title and description of each.
    assert_eq!(updated.changes.len(), 4000);
}
