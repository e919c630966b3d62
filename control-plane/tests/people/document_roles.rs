//! The rows of the role table for documents and their history.

use crate::app::TestApp;
use crate::roles::{MEMBERS, OWN, Row, admins_change, row};
use portico_control_plane::configuration::{Change, Edit, Expected};
use serde_json::{Value, json};

/// Statuses of what editors of tenant `a` may do there.
const fn editors(status: u16) -> [u16; 7] {
    [401, 403, status, 403, status, 403, 401]
}

/// What those see who belong to tenant `a`, and nobody else knows to be there.
const HIDDEN: [u16; 7] = [401, 200, 200, 404, 200, 200, 401];

fn upstream() -> Value {
    json!({ "kind": "Upstream", "name": "doc", "tenant": "a", "url": "http://127.0.0.1:1" })
}

fn server() -> Value {
    let tool = json!({ "name": "t", "http": { "upstream": "doc", "path": "/t" } });
    json!({ "kind": "Server", "name": "doc", "tenant": "a", "path": "/a/doc", "tools": [tool] })
}

fn secret() -> Value {
    json!({ "kind": "Secret", "name": "doc", "tenant": "a", "value": "hunter2" })
}

/// Stores one document of each kind in tenant `a`, as revision 1.
pub(crate) async fn store(app: &TestApp) {
    let edits = [upstream(), server(), secret()].map(|document| Edit::Put {
        content: document.to_string(),
        expected: Expected::Any,
    });
    let change = Change {
        edits: edits.into(),
        author: "test".to_owned(),
        reason: String::new(),
    };
    let committed = app.state.configuration.commit(change).await.unwrap();
    assert_eq!(committed.revision, 1);
}

/// Whether the route is asked for documents that are there.
pub(crate) fn needs_documents(route: &str) -> bool {
    rows().iter().any(|row| row.is_for(route))
}

/// The document that a row is about: one that is not there where the first role would take it from
/// the next.
pub(crate) fn name(method: &str, route: &str) -> &'static str {
    if method == "DELETE" || route.ends_with("/restore") {
        "unknown"
    } else {
        "doc"
    }
}

/// The revision that a row is about.
pub(crate) fn number(route: &str) -> &'static str {
    if route.ends_with("/progress") {
        "9999"
    } else {
        "1"
    }
}

fn import() -> Value {
    let description = json!({
        "openapi": "3.1.0", "info": { "title": "Pets", "version": "1" },
        "servers": [{ "url": "https://pets.example.com" }],
        "paths": { "/pets": { "get": {} } },
    });
    json!({ "text": description.to_string(), "mode": "replace", "options": { "tenant": "a" } })
}

pub(crate) fn rows() -> Vec<Row> {
    let none = || Value::Null;
    let change = || json!({ "documents": [upstream()] });
    vec![
        row("GET", "/api/v1/servers", none(), OWN),
        row("GET", "/api/v1/servers/{tenant}/{name}", none(), MEMBERS),
        row(
            "PUT",
            "/api/v1/servers/{tenant}/{name}",
            server(),
            editors(200),
        ),
        row(
            "DELETE",
            "/api/v1/servers/{tenant}/{name}",
            none(),
            editors(404),
        ),
        row(
            "GET",
            "/api/v1/servers/{tenant}/{name}/versions",
            none(),
            MEMBERS,
        ),
        row(
            "POST",
            "/api/v1/servers/{tenant}/{name}/restore",
            none(),
            editors(404),
        ),
        row("GET", "/api/v1/upstreams", none(), OWN),
        row("GET", "/api/v1/upstreams/{tenant}/{name}", none(), MEMBERS),
        row(
            "PUT",
            "/api/v1/upstreams/{tenant}/{name}",
            upstream(),
            editors(200),
        ),
        row(
            "DELETE",
            "/api/v1/upstreams/{tenant}/{name}",
            none(),
            editors(404),
        ),
        row(
            "GET",
            "/api/v1/upstreams/{tenant}/{name}/versions",
            none(),
            MEMBERS,
        ),
        row(
            "POST",
            "/api/v1/upstreams/{tenant}/{name}/restore",
            none(),
            editors(404),
        ),
        row(
            "POST",
            "/api/v1/upstreams/{tenant}/{name}/check",
            json!({}),
            editors(200),
        ),
        row("GET", "/api/v1/secrets", none(), OWN),
        row("GET", "/api/v1/secrets/{tenant}/{name}", none(), MEMBERS),
        row(
            "PUT",
            "/api/v1/secrets/{tenant}/{name}",
            secret(),
            editors(200),
        ),
        row(
            "DELETE",
            "/api/v1/secrets/{tenant}/{name}",
            none(),
            editors(404),
        ),
        row(
            "GET",
            "/api/v1/secrets/{tenant}/{name}/versions",
            none(),
            MEMBERS,
        ),
        row(
            "POST",
            "/api/v1/secrets/{tenant}/{name}/restore",
            none(),
            editors(404),
        ),
        row(
            "POST",
            "/api/v1/servers/{tenant}/{name}/tools/{tool}/try",
            json!({}),
            editors(200),
        ),
        row(
            "POST",
            "/api/v1/servers/{tenant}/{name}/prompts/{prompt}/try",
            json!({}),
            editors(404),
        ),
        row(
            "POST",
            "/api/v1/servers/{tenant}/{name}/resources/try",
            json!({ "uri": "a://b" }),
            editors(200),
        ),
        row("POST", "/api/v1/validate", change(), editors(200)),
        row("POST", "/api/v1/dry-run", change(), editors(200)),
        row("POST", "/api/v1/import", change(), editors(200)),
        row("GET", "/api/v1/imports", none(), OWN),
        row("POST", "/api/v1/imports/preview", import(), editors(200)),
        row("POST", "/api/v1/imports", import(), editors(200)),
        row(
            "GET",
            "/api/v1/imports/{tenant}/{name}",
            none(),
            [401, 404, 404, 403, 404, 404, 401],
        ),
        row("GET", "/api/v1/export", none(), OWN),
        row("GET", "/api/v1/deletions", none(), OWN),
        row("GET", "/api/v1/revisions", none(), OWN),
        row("GET", "/api/v1/revisions/{number}", none(), HIDDEN),
        row(
            "GET",
            "/api/v1/revisions/{number}/diff/{other}",
            none(),
            OWN,
        ),
        row(
            "POST",
            "/api/v1/revisions/{number}/rollback",
            none(),
            admins_change(200),
        ),
    ]
}
