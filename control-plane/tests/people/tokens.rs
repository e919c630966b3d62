//! Personal API tokens.

use crate::app::{Caller, TestApp};
use chrono::{TimeDelta, Utc};
use portico_control_plane::auth::opaque::Opaque;
use portico_control_plane::auth::permission::Scope;
use serde_json::{Value, json};

async fn create(app: &TestApp, caller: &Caller, body: Value) -> (u16, Value) {
    let answer = app.call(caller, "POST", "/api/v1/tokens", body).await;
    (answer.status.as_u16(), answer.body)
}

#[tokio::test]
async fn a_token_is_shown_once_and_works_until_revoked() {
    let app = TestApp::new().await;
    let ann = app.user("ann", &["a:editor"]).await;
    let ann = app.session(&ann).await;
    let (status, made) = create(&app, &ann, json!({ "name": "ci", "scopes": ["write"] })).await;
    assert_eq!(status, 201, "{made}");
    let secret = made["token"].as_str().unwrap();
    let token = Caller::Token(Opaque::presented(secret, "ptc_").unwrap());
    assert_eq!(app.get(&token, "/api/v1/me").await.body["name"], "ann");
    let listed = app.get(&ann, "/api/v1/tokens").await.body;
    assert_eq!(listed["items"][0]["name"], "ci");
    assert!(listed["items"][0]["lastUsedAt"].is_string());
    assert!(!listed.to_string().contains(secret));
    let path = format!("/api/v1/tokens/{}", made["id"].as_str().unwrap());
    assert_eq!(
        app.call(&ann, "DELETE", &path, Value::Null).await.status,
        204
    );
    assert_eq!(app.get(&token, "/api/v1/me").await.status, 401);
}

#[tokio::test]
async fn a_token_ends_at_its_expiry() {
    let app = TestApp::new().await;
    let ann = app.user("ann", &[]).await;
    let ann = app.session(&ann).await;
    let soon = Utc::now() + TimeDelta::seconds(3);
    let body = json!({ "name": "ci", "scopes": ["read"], "expiresAt": soon });
    let (status, made) = create(&app, &ann, body).await;
    assert_eq!(status, 201, "{made}");
    let secret = made["token"].as_str().unwrap();
    let token = Caller::Token(Opaque::presented(secret, "ptc_").unwrap());
    tokio::time::sleep(std::time::Duration::from_millis(3100)).await;
    assert_eq!(app.get(&token, "/api/v1/me").await.status, 401);
}

#[tokio::test]
async fn bad_tokens_are_not_made() {
    let app = TestApp::new().await;
    let ann = app.user("ann", &[]).await;
    let session = app.session(&ann).await;
    let past = Utc::now() - TimeDelta::seconds(1);
    let table = [
        (json!({ "name": "", "scopes": ["read"] }), "name"),
        (json!({ "name": "x", "scopes": [] }), "scopes"),
        (
            json!({ "name": "x", "scopes": ["read"], "expiresAt": past }),
            "expiresAt",
        ),
    ];
    for (body, path) in table {
        let (status, problem) = create(&app, &session, body).await;
        assert_eq!((status, &problem["errors"][0]["path"]), (422, &json!(path)));
    }
    let root = json!({ "name": "x", "scopes": ["root"] });
    assert_eq!(create(&app, &session, root).await.0, 422);
    let token = app.token(&ann, Scope::Admin).await;
    let body = json!({ "name": "x", "scopes": ["read"] });
    assert_eq!(create(&app, &token, body).await.0, 403, "by a token");
}

#[tokio::test]
async fn nobody_revokes_tokens_of_others() {
    let app = TestApp::new().await;
    let ann = app.user("ann", &[]).await;
    let bob = app.user("bob", &[]).await;
    let token = app.token(&ann, Scope::Read).await;
    let bob = app.session(&bob).await;
    let path = "/api/v1/tokens/token-of-ann-Read";
    assert_eq!(
        app.call(&bob, "DELETE", path, Value::Null).await.status,
        404
    );
    assert_eq!(app.get(&token, "/api/v1/me").await.status, 200);
}
