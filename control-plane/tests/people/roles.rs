//! Which role gets which status on which route: every route has a row.

use crate::app::{Caller, PASSWORD, TestApp};
use crate::{chat_roles, document_roles};
use portico_control_plane::api::router::table;
use portico_control_plane::auth::permission::Scope;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The columns. The token is an admin's, and so is the disabled user's session.
const COLUMNS: [&str; 7] = [
    "anonymous",
    "viewer of a",
    "editor of a",
    "editor of b",
    "admin",
    "token to read",
    "disabled",
];

/// Statuses that many rows share.
const OPEN: [u16; 7] = [200; 7];
pub(crate) const OWN: [u16; 7] = [401, 200, 200, 200, 200, 200, 401];
pub(crate) const OWN_UNKNOWN: [u16; 7] = [401, 404, 404, 404, 404, 404, 401];
pub(crate) const MEMBERS: [u16; 7] = [401, 200, 200, 403, 200, 200, 401];
const ADMINS_READ: [u16; 7] = [401, 403, 403, 403, 200, 200, 401];

/// Statuses of a change that each user makes to their own things; of one that only admins make.
const fn own_change(status: u16) -> [u16; 7] {
    [401, status, status, status, status, 403, 401]
}

pub(crate) const fn admins_change(status: u16) -> [u16; 7] {
    [401, 403, 403, 403, status, 403, 401]
}

pub(crate) struct Row {
    method: &'static str,
    /// As in the table.
    route: &'static str,
    body: Value,
    expected: [u16; 7],
}

pub(crate) fn row(
    method: &'static str,
    route: &'static str,
    body: Value,
    expected: [u16; 7],
) -> Row {
    Row {
        method,
        route,
        body,
        expected,
    }
}

impl Row {
    /// Whether the row is one of this route.
    pub(crate) fn is_for(&self, route: &str) -> bool {
        self.route == route
    }
}

fn rows() -> Vec<Row> {
    let none = || Value::Null;
    let log_in = json!({ "name": "victim", "password": PASSWORD });
    let password = json!({ "current": PASSWORD, "new": PASSWORD });
    let new_token = json!({ "name": "ci", "scopes": ["read"] });
    let new_user = json!({ "name": "new" });
    let user = json!({ "isAdmin": false, "disabled": false });
    let tenant = json!({ "title": "A", "pathPrefix": "/aa" });
    let role = json!({ "role": "viewer" });
    let mut rows = vec![
        row("GET", "/healthz", none(), OPEN),
        row("GET", "/readyz", none(), OPEN),
        row("GET", "/status", none(), ADMINS_READ),
        row("GET", "/metrics", none(), OPEN),
        row("GET", "/api/v1/sign-in", none(), OPEN),
        row("POST", "/api/v1/sessions", log_in, [201; 7]),
        row("GET", "/api/v1/oidc/login", none(), [404; 7]),
        row("GET", "/api/v1/oidc/callback", none(), [404; 7]),
        row("GET", "/api/v1/sessions", none(), OWN),
        row("DELETE", "/api/v1/sessions/{id}", none(), own_change(204)),
        row("GET", "/api/v1/me", none(), OWN),
        row("PUT", "/api/v1/me/password", password, own_change(204)),
        row("GET", "/api/v1/tokens", none(), OWN),
        row("POST", "/api/v1/tokens", new_token, own_change(201)),
        row("DELETE", "/api/v1/tokens/{id}", none(), own_change(404)),
        row("GET", "/api/v1/users", none(), ADMINS_READ),
        row("POST", "/api/v1/users", new_user, admins_change(201)),
        row("GET", "/api/v1/users/{user}", none(), ADMINS_READ),
        row("PUT", "/api/v1/users/{user}", user, admins_change(200)),
        row("DELETE", "/api/v1/users/{user}", none(), admins_change(204)),
        row("GET", "/api/v1/users/{user}/tenants", none(), ADMINS_READ),
        row("GET", "/api/v1/users/{user}/sessions", none(), ADMINS_READ),
        row(
            "DELETE",
            "/api/v1/users/{user}/sessions",
            none(),
            admins_change(204),
        ),
        row("GET", "/api/v1/users/{user}/tokens", none(), ADMINS_READ),
        row(
            "DELETE",
            "/api/v1/users/{user}/tokens/{id}",
            none(),
            admins_change(404),
        ),
        row("GET", "/api/v1/tenants", none(), OWN),
        row("GET", "/api/v1/tenants/{tenant}", none(), MEMBERS),
        row(
            "PUT",
            "/api/v1/tenants/{tenant}",
            tenant,
            admins_change(200),
        ),
        row(
            "DELETE",
            "/api/v1/tenants/{tenant}",
            none(),
            admins_change(204),
        ),
        row("GET", "/api/v1/tenants/{tenant}/members", none(), MEMBERS),
        row(
            "PUT",
            "/api/v1/tenants/{tenant}/members/{user}",
            role,
            admins_change(201),
        ),
        row(
            "DELETE",
            "/api/v1/tenants/{tenant}/members/{user}",
            none(),
            admins_change(404),
        ),
        row("GET", "/api/v1/settings", none(), OWN),
        row("GET", "/api/v1/nodes", none(), OWN),
        row("GET", "/api/v1/nodes/{id}", none(), OWN_UNKNOWN),
        row("GET", "/api/v1/nodes/events", none(), OWN),
        row(
            "GET",
            "/api/v1/revisions/{number}/progress",
            none(),
            OWN_UNKNOWN,
        ),
        row("GET", "/api/v1/audit", none(), ADMINS_READ),
    ];
    rows.extend(document_roles::rows());
    rows.extend(chat_roles::rows());
    rows
}

/// A request to the route that concerns tenant `a` and the user `victim`.
fn path(row: &Row) -> String {
    let id = if row.route.starts_with("/api/v1/sessions") {
        "current"
    } else {
        "unknown"
    };
    row.route
        .replace("{tenant}", "a")
        .replace("{user}", "victim")
        .replace("{id}", id)
        .replace("{name}", document_roles::name(row.method, row.route))
        .replace("{tool}", "t")
        .replace("{other}", "1")
        .replace("{number}", document_roles::number(row.route))
}

/// In the order of [`COLUMNS`].
async fn callers(app: &TestApp) -> Vec<Caller> {
    let mut callers = vec![Caller::Anonymous];
    let users: [(&str, &[&'static str]); 4] = [
        ("viewer", &["a:viewer"]),
        ("editor", &["a:editor"]),
        ("stranger", &["b:editor"]),
        ("root", &["admin"]),
    ];
    for (name, standing) in users {
        let user = app.user(name, standing).await;
        callers.push(app.session(&user).await);
    }
    let reader = app.user("reader", &["admin"]).await;
    callers.push(app.token(&reader, Scope::Read).await);
    let disabled = app.user("gone", &["admin", "disabled"]).await;
    callers.push(app.session(&disabled).await);
    callers
}

#[test]
fn every_route_has_a_row() {
    let routes: BTreeSet<(&str, String)> = table()
        .routes()
        .into_iter()
        .map(|route| (route.method, route.path))
        .collect();
    let rows = rows().into_iter();
    let rows: BTreeSet<(&str, String)> =
        rows.map(|row| (row.method, row.route.to_owned())).collect();
    assert_eq!(routes, rows);
}

#[tokio::test]
async fn each_role_gets_what_its_row_says() {
    let mut wrong = Vec::new();
    for row in rows() {
        let app = TestApp::new().await;
        app.user("victim", &[]).await;
        let callers = callers(&app).await;
        if document_roles::needs_documents(row.route) {
            document_roles::store(&app).await;
        }
        if chat_roles::needs_chat(row.route) {
            chat_roles::store(&app).await;
        }
        for ((who, caller), expected) in COLUMNS.iter().zip(&callers).zip(row.expected) {
            let answer = app
                .call(caller, row.method, &path(&row), row.body.clone())
                .await;
            if answer.status != expected {
                let (method, route, body) = (row.method, row.route, answer.body);
                wrong.push(format!(
                    "{who}: {method} {route}: {}, not {expected}: {body}",
                    answer.status
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
