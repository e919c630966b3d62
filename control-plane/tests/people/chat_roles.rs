//! The rows of the role table for model providers and conversations.

use crate::app::TestApp;
use crate::roles::{MEMBERS, OWN, OWN_UNKNOWN, Row, row};
use chrono::Utc;
use portico_control_plane::storage::conversation::{self, Conversation};
use portico_control_plane::storage::model_provider::{self, ModelProvider};
use serde_json::{Value, json};

/// Statuses of what editors of tenant `a` may do there.
const fn editors(status: u16) -> [u16; 7] {
    [401, 403, status, 403, status, 403, 401]
}

/// Statuses of changing the conversation of somebody else: it is not there, for admins neither. The
/// token is to read.
const NOT_THERE: [u16; 7] = [401, 404, 404, 404, 404, 403, 401];

/// The same of what only editors of some tenant do.
const NOT_THERE_TO_EDITORS: [u16; 7] = [401, 403, 404, 404, 404, 403, 401];

fn provider() -> Value {
    json!({
        "title": "Doc", "kind": "openai", "baseUrl": "http://127.0.0.1:1/v1", "defaultModel": "m",
    })
}

/// Stores a provider of tenant `a`, and a conversation of the user `victim`.
pub(crate) async fn store(app: &TestApp) {
    let now = Utc::now().naive_utc();
    let provider = ModelProvider {
        id: "provider".to_owned(),
        tenant: "a".to_owned(),
        name: "doc".to_owned(),
        title: "Doc".to_owned(),
        kind: "openai".to_owned(),
        base_url: "http://127.0.0.1:1/v1".to_owned(),
        default_model: "m".to_owned(),
        models: "[]".to_owned(),
        sealed_key: None,
        secret: None,
        updated_at: now,
    };
    let conversation = Conversation {
        id: "unknown".to_owned(),
        user_id: "id-of-victim".to_owned(),
        tenant: "a".to_owned(),
        title: "private".to_owned(),
        provider: "doc".to_owned(),
        model: "m".to_owned(),
        settings: "{}".to_owned(),
        searched: "private".to_owned(),
        created_at: now,
        updated_at: now,
    };
    let stored = app.state.data.run(move |c| {
        model_provider::insert(c, &provider)?;
        conversation::insert(c, &conversation)
    });
    stored.await.unwrap();
}

/// Whether the route is asked for what [`store`] stores.
pub(crate) fn needs_chat(route: &str) -> bool {
    rows().iter().any(|row| row.is_for(route))
}

pub(crate) fn rows() -> Vec<Row> {
    let none = || Value::Null;
    let new = json!({ "tenant": "a", "provider": "doc" });
    let say = json!({ "type": "message", "text": "hello" });
    let one = "/api/v1/conversations/{id}";
    vec![
        row("GET", "/api/v1/providers", none(), OWN),
        row("GET", "/api/v1/providers/{tenant}/{name}", none(), MEMBERS),
        row(
            "PUT",
            "/api/v1/providers/{tenant}/{name}",
            provider(),
            editors(200),
        ),
        row(
            "DELETE",
            "/api/v1/providers/{tenant}/{name}",
            none(),
            editors(404),
        ),
        row(
            "POST",
            "/api/v1/providers/{tenant}/{name}/test",
            json!({}),
            editors(200),
        ),
        row("GET", "/api/v1/conversations", none(), OWN),
        row("POST", "/api/v1/conversations", new, editors(201)),
        row("GET", one, none(), OWN_UNKNOWN),
        row("PATCH", one, json!({ "title": "mine" }), NOT_THERE),
        row("DELETE", one, none(), NOT_THERE),
        row(
            "GET",
            "/api/v1/conversations/{id}/messages",
            none(),
            OWN_UNKNOWN,
        ),
        row(
            "GET",
            "/api/v1/conversations/{id}/export",
            none(),
            OWN_UNKNOWN,
        ),
        row(
            "GET",
            "/api/v1/conversations/{id}/tools",
            none(),
            OWN_UNKNOWN,
        ),
        row(
            "POST",
            "/api/v1/conversations/{id}/turns",
            say,
            NOT_THERE_TO_EDITORS,
        ),
        row(
            "DELETE",
            "/api/v1/conversations/{id}/turns/current",
            none(),
            NOT_THERE,
        ),
    ]
}
