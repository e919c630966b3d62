//! The configuration store on every database and on a directory.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "tests stop at what they do not expect, and tell figures"
)]

mod changes;
mod descriptions;
mod directory;
mod history;
mod kill;
mod outage;
mod replicas;
mod secrets;
mod transfer;

use portico_control_plane::configuration::{
    Admission, Change, Committed, ConfigurationError, ConfigurationStore, Edit, Expected, Key,
    StoreUrl,
};
use portico_e2e::database::{Database, Kind};
use std::time::Duration;

/// Bound of every wait.
const WAIT: Duration = Duration::from_secs(60);

/// An empty store; the first value keeps its database.
async fn empty(kind: Kind) -> (Database, ConfigurationStore) {
    let database = Database::new(kind).await.unwrap();
    let store = open(&database.url).await;
    (database, store)
}

async fn open(url: &str) -> ConfigurationStore {
    let url: StoreUrl = url.parse().unwrap();
    ConfigurationStore::open(&url, Admission::default())
        .await
        .unwrap()
}

fn upstream(name: &str, port: u16) -> String {
    format!(r#"{{"kind":"Upstream","name":"{name}","url":"http://127.0.0.1:{port}"}}"#)
}

/// A server with so many tools, which go to the upstream `api`.
fn server(name: &str, tools: usize) -> String {
    let tools: Vec<String> = (0..tools)
        .map(|n| {
            format!(
                r#"{{"name":"tool_{n}","description":"Does thing {n}","inputSchema":{{"type":"object","properties":{{"id":{{"type":"integer"}}}},"required":["id"]}},"http":{{"upstream":"api","path":"/things/{n}/{{id}}"}}}}"#
            )
        })
        .collect();
    let tools = tools.join(",");
    format!(r#"{{"kind":"Server","name":"{name}","path":"/{name}","tools":[{tools}]}}"#)
}

fn key(kind: &str, name: &str) -> Key {
    Key::new(kind, "default", name)
}

fn put(content: &str) -> Edit {
    put_if(content, Expected::Any)
}

fn put_if(content: &str, expected: Expected) -> Edit {
    Edit::Put {
        content: content.to_owned(),
        expected,
    }
}

fn delete(key: Key) -> Edit {
    Edit::Delete {
        key,
        expected: Expected::Any,
    }
}

async fn commit(
    store: &ConfigurationStore,
    edits: Vec<Edit>,
) -> Result<Committed, ConfigurationError> {
    let change = Change {
        edits,
        author: "zoë".to_owned(),
        reason: "a test".to_owned(),
    };
    store.commit(change).await
}

/// The texts in force.
fn contents(store: &ConfigurationStore) -> Vec<String> {
    let state = store.current();
    let contents = state
        .entries
        .values()
        .map(|entry| entry.content().to_string());
    contents.collect()
}

/// Waits until `holds`.
async fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let deadline = tokio::time::Instant::now() + WAIT;
    while !holds() {
        assert!(tokio::time::Instant::now() < deadline, "{what}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}
