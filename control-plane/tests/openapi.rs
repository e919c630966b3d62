//! The committed OpenAPI document is the one of the code.

use portico_control_plane::api::router::{openapi_json, table};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

#[test]
fn document_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/openapi.json");
    let committed = std::fs::read_to_string(path).unwrap();
    assert!(
        committed == openapi_json().unwrap(),
        "docs/openapi.json is not current: write it with \
         `cargo run -p portico-control-plane -- openapi > docs/openapi.json`"
    );
}

#[test]
fn operations_have_ids_of_their_own_and_summaries() {
    let document: Value = serde_json::from_str(&openapi_json().unwrap()).unwrap();
    assert_eq!(document["openapi"], "3.1.0");
    let mut ids = BTreeSet::new();
    let mut count = 0;
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let id = operation["operationId"].as_str().unwrap();
            assert!(ids.insert(id), "`{id}` twice");
            assert!(operation["summary"].is_string(), "{method} {path}");
            count += 1;
        }
    }
    assert_eq!(count, table().routes().len());
}

#[test]
fn routes_are_below_the_base_or_known() {
    let outside = ["/healthz", "/readyz", "/metrics", "/status"];
    for route in table().routes() {
        assert!(
            route.path.starts_with("/api/v1/") || outside.contains(&route.path.as_str()),
            "{route:?}"
        );
    }
}

#[test]
fn references_lead_somewhere() {
    let text = openapi_json().unwrap();
    let document: Value = serde_json::from_str(&text).unwrap();
    let mut references = text.split("\"$ref\": \"#").skip(1);
    assert!(references.clone().count() > 100);
    assert_eq!(
        references.find(|rest| {
            let pointer = rest.split('"').next().unwrap();
            document.pointer(pointer).is_none()
        }),
        None
    );
}
