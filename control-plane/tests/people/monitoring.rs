//! What monitors ask: readiness and metrics.

use crate::app::{Caller, PASSWORD, TestApp};
use crate::documents::with_shop;
use serde_json::json;

#[tokio::test]
async fn readiness_tells_of_the_stores() {
    let (app, _) = with_shop().await;
    let ready = app.get(&Caller::Anonymous, "/readyz").await;
    let expected = json!({
        "ready": true, "configurationStore": "available", "dataStore": "available",
    });
    assert_eq!((ready.status.as_u16(), ready.body), (200, expected));
}

#[tokio::test]
async fn the_status_is_for_admins_unless_it_is_opened() {
    let (mut app, editor) = with_shop().await;
    let admin = app.admin().await;
    let status = async |app: &TestApp, who: &Caller| app.get(who, "/status").await.status.as_u16();
    for (who, expected) in [(&Caller::Anonymous, 401), (&editor, 403), (&admin, 200)] {
        assert_eq!(status(&app, who).await, expected, "{who:?}");
    }
    app.change(|state| state.open_status = true);
    assert_eq!(status(&app, &Caller::Anonymous).await, 200);
    let users = app.get(&Caller::Anonymous, "/api/v1/users").await;
    assert_eq!(users.status, 401, "nothing else is opened");
}

#[tokio::test]
async fn metrics_count_what_happens() {
    let (app, editor) = with_shop().await;
    assert_eq!(app.get(&editor, "/api/v1/servers/a/gone").await.status, 404);
    assert_eq!(app.get(&editor, "/nowhere").await.status, 404);
    let wrong = json!({ "name": "ed", "password": format!("{PASSWORD}?") });
    let refused = app
        .call(&Caller::Anonymous, "POST", "/api/v1/sessions", wrong)
        .await;
    assert_eq!(refused.status, 401);
    let answer = app.get(&Caller::Anonymous, "/metrics").await;
    assert_eq!(
        answer.header("content-type"),
        "text/plain; version=0.0.4; charset=utf-8"
    );
    for line in [
        "portico_revision 2",
        "portico_documents{kind=\"Server\"} 1",
        "portico_commits_total 2",
        "portico_nodes{connection=\"connected\"} 0",
        "portico_streams{peer=\"filter\"} 0",
        "portico_acks_total 0",
        "portico_nacks_total 0",
        "portico_login_failures_total 1",
        "portico_store_available{store=\"configuration\"} 1",
        "portico_store_available{store=\"data\"} 1",
        "portico_http_requests_total{method=\"PUT\",route=\"/api/v1/servers/{tenant}/{name}\",status=\"201\"} 1",
        "portico_http_requests_total{method=\"GET\",route=\"/api/v1/servers/{tenant}/{name}\",status=\"404\"} 1",
        "portico_http_requests_total{method=\"GET\",route=\"none\",status=\"404\"} 1",
    ] {
        let mut lines = answer.text.lines();
        assert!(
            lines.any(|told| told == line),
            "{line} is not in {}",
            answer.text
        );
    }
}
