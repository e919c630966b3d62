//! In the gateway's place: two servers with tools, which note what they are asked.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::routing::post;
use axum::{Json, Router};
use parking_lot::Mutex;
use portico_control_plane::trial::GatewayUrl;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;

/// The calls that came, as `path tool arguments`.
#[derive(Debug, Clone, Default)]
pub(super) struct Calls(Arc<Mutex<Vec<String>>>);

impl Calls {
    pub(super) fn all(&self) -> Vec<String> {
        self.0.lock().clone()
    }

    fn add(&self, call: String) {
        self.0.lock().push(call);
    }
}

/// The gateway, and what is called there.
pub(super) async fn open() -> (GatewayUrl, Calls) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let gateway = GatewayUrl::of_listener(listener.local_addr().unwrap());
    let calls = Calls::default();
    let routes = Router::new()
        .route("/a/shop/mcp", post(shop))
        .route("/a/cafe/mcp", post(cafe))
        .with_state(calls.clone());
    tokio::spawn(async move { axum::serve(listener, routes).await });
    (gateway, calls)
}

async fn shop(
    State(calls): State<Calls>,
    headers: HeaderMap,
    Json(body): Json<Value>,
) -> Json<Value> {
    answer("shop", &calls, &headers, &body).await
}

async fn cafe(
    State(calls): State<Calls>,
    headers: HeaderMap,
    Json(body): Json<Value>,
) -> Json<Value> {
    answer("cafe", &calls, &headers, &body).await
}

async fn answer(server: &str, calls: &Calls, headers: &HeaderMap, body: &Value) -> Json<Value> {
    let params = &body["params"];
    assert_eq!(headers["mcp-protocol-version"], "2026-07-28");
    assert_eq!(headers["mcp-method"], body["method"].as_str().unwrap());
    if body["method"] == "tools/list" {
        let is_first = params.get("cursor").is_none();
        return Json(
            json!({ "jsonrpc": "2.0", "id": body["id"], "result": list(server, is_first) }),
        );
    }
    let name = params["name"].as_str().unwrap();
    calls.add(format!("{server} {name} {}", params["arguments"]));
    if name == "wait" {
        tokio::time::sleep(Duration::from_secs(3600)).await;
    }
    if name == "forbidden" {
        let error = json!({ "code": -32602, "message": "the gateway says no" });
        return Json(json!({ "jsonrpc": "2.0", "id": body["id"], "error": error }));
    }
    let text = format!("{server} did {name} with {}", params["arguments"]);
    let result = json!({
        "content": [{ "type": "text", "text": text }],
        "structuredContent": { "price": 10.50 },
        "isError": name == "fail",
    });
    Json(json!({ "jsonrpc": "2.0", "id": body["id"], "result": result }))
}

/// The shop lists in two pages; both have `find`.
fn list(server: &str, is_first: bool) -> Value {
    let schema = json!({ "type": "object", "properties": { "title": { "type": "string" } } });
    let tool = |name: &str, hints: Value| {
        json!({
            "name": name, "description": format!("{name} of {server}"), "inputSchema": schema,
            "annotations": hints,
        })
    };
    let find = tool("find", json!({ "readOnlyHint": true }));
    match (server, is_first) {
        ("shop", true) => json!({ "tools": [find, tool("order", json!({}))], "nextCursor": "2" }),
        ("shop", false) => json!({
            "tools": [tool("wait", json!({})), tool("fail", json!({})), tool("forbidden", json!({}))],
        }),
        _ => json!({ "tools": [find] }),
    }
}
