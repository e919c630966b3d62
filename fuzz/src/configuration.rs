//! Configuration documents: what the control plane accepts, the filter can use.
//!
//! JSON documents, with a line `---` between them.

use crate::message::check_answer;
use crate::play;
use crate::split::text;
use portico_config::{Document, ResourceType, parse, split, validate, validate_all};
use portico_engine::{Catalog, Effect, Gateway, Plugin, Route, Unmatched};
use serde_json::Value;

/// Methods whose answers are made of the configuration alone.
const METHODS: [&str; 5] = [
    "initialize",
    "tools/list",
    "prompts/list",
    "resources/list",
    "resources/templates/list",
];

/// Runs one input.
pub fn run(data: &[u8]) {
    // The plugin's configuration may hold anything, too.
    if let Err(errors) = Plugin::parse(data) {
        assert!(!errors.is_empty());
    }
    let mut documents = Vec::new();
    for json in text(data).split("\n---\n") {
        match parse(json) {
            Ok(document) => documents.push(document),
            Err(error) => assert!(!error.message.is_empty()),
        }
    }
    for document in &documents {
        if validate(document).is_empty() {
            compile(document);
        }
    }
    if validate_all(&documents).is_empty() {
        serve(&documents);
    }
}

/// What has no error by itself can be compiled by the filter, part by part.
fn compile(document: &Document) {
    let mut catalog = Catalog::default();
    for part in split(document) {
        let json = with_cluster(part.resource_type, part.json);
        let outcome = catalog.upsert(part.resource_type, &part.name, &json);
        outcome.unwrap_or_else(|error| panic!("{} is refused: {error}: {json}", part.name));
    }
}

/// The control plane names the cluster of an upstream that has only a URL.
fn with_cluster(resource_type: ResourceType, json: String) -> String {
    if resource_type != ResourceType::Upstream {
        return json;
    }
    let mut upstream: Value = serde_json::from_str(&json).unwrap();
    let fields = upstream.as_object_mut().unwrap();
    fields.entry("cluster").or_insert_with(|| "c".into());
    upstream.to_string()
}

/// Servers answer what is asked of them.
fn serve(documents: &[Document]) {
    let mut gateway = Gateway {
        unmatched: Unmatched::NotFound,
        ..Gateway::default()
    };
    for document in documents {
        for part in split(document) {
            let json = with_cluster(part.resource_type, part.json);
            let catalog = &mut gateway.catalog;
            catalog
                .upsert(part.resource_type, &part.name, &json)
                .unwrap();
        }
    }
    for document in documents {
        let Document::Server(server) = document else {
            continue;
        };
        let path = format!("{}/mcp", server.path.trim_end_matches('/'));
        for method in METHODS {
            let body = format!(
                r#"{{"jsonrpc":"2.0","id":1,"method":"{method}","params":{{"protocolVersion":"2025-11-25"}}}}"#
            );
            let Route::Server(snapshot) = gateway.route(&path) else {
                panic!("{path} is not served");
            };
            match play::ask(snapshot, body.as_bytes()) {
                Effect::Reply(reply) => check_answer(&reply.body, Some("1")),
                other => panic!("{method}: {other:?}"),
            }
        }
    }
    for document in documents {
        for part in split(document) {
            gateway.catalog.remove(part.resource_type, &part.name);
        }
    }
    for document in documents {
        if let Document::Server(server) = document {
            let path = format!("{}/mcp", server.path.trim_end_matches('/'));
            assert!(matches!(gateway.route(&path), Route::NotFound));
        }
    }
}
