//! What upstreams are connected with: whether they answer, and what uses them.

use crate::app::{Answer, Caller, TestApp};
use crate::documents::{api, with_shop};
use axum::Router;
use axum::http::StatusCode;
use axum::routing::get;
use serde_json::{Value, json};

const CHECK: &str = "/api/v1/upstreams/a/api/check";

/// A REST API that answers 404 to its base URL, and where it is.
async fn serve() -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let routes = Router::new().route("/v1", get(|| async { StatusCode::NOT_FOUND }));
    tokio::spawn(async move { axum::serve(listener, routes).await });
    format!("http://{address}/v1")
}

async fn check(app: &TestApp, caller: &Caller, body: Value) -> Answer {
    app.call(caller, "POST", CHECK, body).await
}

fn at(url: &str) -> Value {
    let mut upstream = api();
    upstream["url"] = json!(url);
    upstream
}

#[tokio::test]
async fn an_upstream_that_answers_is_there_whatever_it_says() {
    let url = serve().await;
    let (app, editor) = with_shop().await;
    let app = app.reaching_loopback();
    let put = app.call(&editor, "PUT", "/api/v1/upstreams/a/api", at(&url));
    assert_eq!(put.await.status, 200);
    let answer = check(&app, &editor, json!({})).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let told = &answer.body;
    assert_eq!(
        (&told["answers"], &told["status"], &told["url"]),
        (&json!(true), &json!(404), &json!(url))
    );
    let steps = told["steps"].as_array().unwrap();
    let names: Vec<&Value> = steps.iter().map(|step| &step["step"]).collect();
    assert_eq!(names, ["resolve", "connect", "request"]);
    for step in steps {
        assert_eq!((&step["ok"], &step["reason"]), (&json!(true), &Value::Null));
        assert!(step["ms"].as_f64().unwrap() >= 0.0);
    }
    assert_eq!(steps[0]["detail"], "127.0.0.1");
}

#[tokio::test]
async fn the_inside_is_checked_only_where_the_operator_allows_it() {
    let url = serve().await;
    let (app, editor) = with_shop().await;
    let answer = check(&app, &editor, json!({ "draft": at(&url) })).await;
    let step = &answer.body["steps"][0];
    assert_eq!(
        (&answer.body["answers"], &step["reason"]),
        (&json!(false), &json!("not-allowed"))
    );
    let said = step["detail"].as_str().unwrap();
    assert!(said.contains("--outbound-allow"), "{said}");
}

#[tokio::test]
async fn a_draft_is_checked_in_the_place_of_what_is_stored() {
    let (app, editor) = with_shop().await;
    let app = app.reaching_loopback();
    // What is stored is at a port where nothing listens.
    let stored = check(&app, &editor, json!({})).await;
    assert_eq!(stored.body["steps"][1]["reason"], "no-connection");
    let url = serve().await;
    let draft = check(&app, &editor, json!({ "draft": at(&url) })).await;
    assert_eq!(draft.body["answers"], true, "{}", draft.body);
    let unknown = json!({ "draft": at("http://no-such-host.invalid") });
    let unknown = check(&app, &editor, unknown).await;
    assert_eq!(unknown.body["steps"][0]["reason"], "unknown-host");
    let mut other = at(&url);
    other["name"] = json!("other");
    let wrong = check(&app, &editor, json!({ "draft": other })).await;
    assert_eq!(
        (wrong.status.as_u16(), &wrong.body["errors"][0]["path"]),
        (422, &json!("draft.name"))
    );
    let nowhere = json!({ "draft": { "kind": "Upstream", "name": "api", "tenant": "a" } });
    assert_eq!(check(&app, &editor, nowhere).await.status, 422);
}

#[tokio::test]
async fn a_cluster_of_envoy_is_not_checked_from_here() {
    let (app, editor) = with_shop().await;
    let mut upstream = api();
    upstream["cluster"] = json!("outbound|8080||shop.svc");
    let answer = check(&app, &editor, json!({ "draft": upstream })).await;
    assert_eq!(
        (answer.status.as_u16(), &answer.body["unchecked"]),
        (200, &json!("cluster"))
    );
    assert_eq!(answer.body["steps"], json!([]));
}

#[tokio::test]
async fn lists_tell_where_upstreams_and_secrets_are_used() {
    let (app, editor) = with_shop().await;
    let secret = json!({ "kind": "Secret", "name": "key", "tenant": "a", "value": "hunter2" });
    let put = app.call(&editor, "PUT", "/api/v1/secrets/a/key", secret);
    assert_eq!(put.await.status, 201);
    let used_by = async |list: &str| {
        let answer = app.get(&editor, list).await;
        answer.body["items"][0]["usedBy"].clone()
    };
    assert_eq!(used_by("/api/v1/upstreams").await, json!(["shop"]));
    assert_eq!(used_by("/api/v1/secrets").await, json!([]));
    let mut upstream = api();
    upstream["credential"] = json!({ "secret": "key", "header": "x-key" });
    assert_eq!(
        app.call(&editor, "PUT", "/api/v1/upstreams/a/api", upstream)
            .await
            .status,
        200
    );
    assert_eq!(used_by("/api/v1/secrets").await, json!(["api"]));
}
