//! Answers that go on for long end with the right to them.

use crate::app::{Caller, TestApp};
use axum::http::Response;
use http_body_util::BodyExt as _;
use portico_control_plane::auth::permission::Scope;
use serde_json::{Value, json};
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::timeout;

/// Bound of every wait.
const WAIT: Duration = Duration::from_secs(60);

const EVENTS: &str = "/api/v1/nodes/events";

async fn ends(stream: Response<axum::body::Body>) {
    let rest = timeout(WAIT, stream.into_body().collect()).await;
    assert!(rest.expect("the stream ends").is_ok());
}

#[tokio::test]
async fn a_stream_ends_with_the_user_the_session_or_the_token() {
    let mut app = TestApp::new().await;
    let running = watch::Sender::new(false);
    app.change(|state| state.stopping = running.subscribe());
    let admin = app.admin().await;
    let user = app.user("ann", &["a:viewer"]).await;
    let open = async |caller: &Caller| {
        let stream = app.open(caller, "GET", EVENTS, &Value::Null).await;
        assert_eq!(stream.status(), 200);
        stream
    };
    let delete = async |path: &str| {
        let answer = app.call(&admin, "DELETE", path, Value::Null).await;
        assert_eq!(answer.status, 204, "{}", answer.text);
    };

    let stream = open(&app.session(&user).await).await;
    delete("/api/v1/users/ann/sessions").await;
    ends(stream).await;

    let stream = open(&app.token(&user, Scope::Read).await).await;
    delete("/api/v1/users/ann/tokens/token-of-ann-Read").await;
    ends(stream).await;

    let mut stream = open(&app.session(&user).await).await;
    let other = app.user("bob", &[]).await;
    let others = open(&app.session(&other).await).await;
    let change = json!({ "isAdmin": false, "disabled": true });
    let disabled = app.call(&admin, "PUT", "/api/v1/users/bob", change).await;
    assert_eq!(disabled.status, 200, "{}", disabled.text);
    ends(others).await;
    // Whose session is good hears on.
    let next = timeout(Duration::from_secs(4), stream.body_mut().frame()).await;
    assert!(next.is_err(), "{next:?}");
}
