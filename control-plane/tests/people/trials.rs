//! Trying tools.

use crate::app::{Answer, Caller, TestApp};
use crate::documents::with_shop;
use axum::Router;
use axum::http::HeaderMap;
use axum::routing::post;
use portico_control_plane::trial::GatewayUrl;
use serde_json::{Value, json};

/// A server whose tool uses path, query, header and body, and a secret.
async fn with_tool() -> (TestApp, Caller) {
    let (app, editor) = with_shop().await;
    let secret = json!({ "kind": "Secret", "name": "key", "tenant": "a", "value": "hunter2" });
    let upstream = json!({
        "kind": "Upstream", "name": "books", "tenant": "a", "url": "https://books.example.com/v1",
        "credential": { "secret": "key", "header": "authorization", "prefix": "Bearer " },
    });
    for (path, body) in [
        ("secrets/a/key", secret),
        ("upstreams/a/books", upstream),
        ("servers/a/shop", server()),
    ] {
        let put = app
            .call(&editor, "PUT", &format!("/api/v1/{path}"), body)
            .await;
        assert!(put.status.is_success(), "{}", put.body);
    }
    (app, editor)
}

fn server() -> Value {
    json!({
        "kind": "Server", "name": "shop", "tenant": "a", "path": "/a/shop",
        "tools": [{
            "name": "add_book",
            "inputSchema": {
                "type": "object",
                "properties": { "shelf": { "type": "string", "x-mcp-header": "Shelf" }, "title": { "type": "string" } },
                "required": ["shelf"],
            },
            "http": {
                "upstream": "books", "method": "POST", "path": "/shelves/{shelf}/books"
            },
        }],
        "prompts": [{
            "name": "greet",
            "arguments": [{ "name": "who", "required": true }],
            "messages": [{ "role": "user", "content": { "type": "text", "text": "Hello {{ args.who }}" } }],
        }],
        "resources": [{
            "uriTemplate": "book://{id}", "name": "book",
            "http": { "upstream": "books", "path": "/books/{id}" },
        }],
    })
}

async fn attempt(app: &TestApp, caller: &Caller, body: Value) -> Answer {
    let path = "/api/v1/servers/a/shop/tools/add_book/try";
    app.call(caller, "POST", path, body).await
}

#[tokio::test]
async fn the_request_is_shown_without_secrets() {
    let (app, editor) = with_tool().await;
    for era in ["modern", "legacy"] {
        let body = json!({ "arguments": { "shelf": "a/ü", "title": "T" }, "era": era });
        let answer = attempt(&app, &editor, body).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        let request = &answer.body["request"];
        assert_eq!(
            (&request["method"], &request["url"]),
            (
                &json!("POST"),
                &json!("https://books.example.com/v1/shelves/a%2F%C3%BC/books")
            )
        );
        let headers = request["headers"].as_array().unwrap();
        let secret = json!({ "name": "authorization", "value": "Bearer [secret key]" });
        assert!(headers.contains(&secret), "{headers:?}");
        assert!(
            !headers
                .iter()
                .any(|header| header["name"].as_str().unwrap().starts_with("x-portico"))
        );
        assert_eq!(request["body"], r#"{"title":"T"}"#);
        assert_eq!(
            (&answer.body["answer"], &answer.body["sent"]),
            (&Value::Null, &Value::Null)
        );
        assert!(!answer.text.contains("hunter2"));
    }
}

#[tokio::test]
async fn wrong_arguments_are_told_as_a_client_is() {
    let (app, editor) = with_tool().await;
    let answer = attempt(&app, &editor, json!({ "arguments": { "title": 1 } })).await;
    assert_eq!(
        (answer.status.as_u16(), &answer.body["request"]),
        (200, &Value::Null)
    );
    assert!(
        answer.body["answer"].to_string().contains("shelf"),
        "{}",
        answer.body
    );
    for (body, path) in [
        (json!({ "arguments": [] }), "arguments"),
        (json!({ "headers": { "Host": "x" } }), "headers"),
    ] {
        let answer = attempt(&app, &editor, body).await;
        assert_eq!(
            (answer.status.as_u16(), &answer.body["errors"][0]["path"]),
            (422, &json!(path))
        );
    }
    let unknown = app
        .call(
            &editor,
            "POST",
            "/api/v1/servers/a/shop/tools/none/try",
            json!({}),
        )
        .await;
    assert_eq!(unknown.status, 404);
}

#[tokio::test]
async fn a_draft_is_tried_before_it_is_stored() {
    let (app, editor) = with_tool().await;
    let mut draft = server();
    draft["tools"][0]["http"]["path"] = json!("/other/{shelf}");
    let arguments = json!({ "shelf": "s", "title": "T" });
    let body = json!({ "arguments": arguments, "draft": draft });
    let answer = attempt(&app, &editor, body).await;
    assert_eq!(
        answer.body["request"]["url"],
        "https://books.example.com/v1/other/s"
    );
    draft["tools"][0]["http"]["upstream"] = json!("gone");
    let body = json!({ "arguments": arguments, "draft": draft });
    assert_eq!(attempt(&app, &editor, body).await.status, 422);
    draft["name"] = json!("other");
    let wrong = attempt(&app, &editor, json!({ "draft": draft })).await;
    assert_eq!(
        (wrong.status.as_u16(), &wrong.body["errors"][0]["path"]),
        (422, &json!("draft.name"))
    );
    let sent = attempt(&app, &editor, json!({ "draft": server(), "send": true })).await;
    assert_eq!(sent.status, 400);
}

#[tokio::test]
async fn what_is_made_of_a_response_is_shown_and_nothing_is_sent() {
    let (app, editor) = with_tool().await;
    let mut draft = server();
    draft["tools"][0]["result"] = json!({
        "template": "{{ response.json.title }} on {{ args.shelf }}, {{ response.headers['x-left'] }} left",
        "errorTemplate": "Sorry: {{ response.json.reason }}",
    });
    let tried = async |response: Value| {
        let arguments = json!({ "shelf": "s", "title": "T" });
        let body = json!({ "arguments": arguments, "draft": draft, "response": response });
        attempt(&app, &editor, body).await
    };
    let headers = json!({ "Content-Type": "application/json", "X-Left": "3" });
    let made = tried(json!({ "headers": headers, "body": r#"{"title": "Dune"}"# })).await;
    assert_eq!(made.status, 200, "{}", made.body);
    assert_eq!(
        made.body["request"]["url"],
        "https://books.example.com/v1/shelves/s/books"
    );
    assert_eq!(made.body["sent"], Value::Null);
    let result = &made.body["made"]["result"];
    assert_eq!(result["content"][0]["text"], "Dune on s, 3 left");
    let body = r#"{"reason": "full"}"#;
    let failed = tried(json!({ "status": 409, "headers": headers, "body": body })).await;
    let result = &failed.body["made"]["result"];
    assert_eq!(
        (&result["isError"], &result["content"][0]["text"]),
        (&json!(true), &json!("Sorry: full"))
    );
    // What a template misses is told as a model is told.
    let missing = tried(json!({ "headers": headers, "body": "{}" })).await;
    let result = &missing.body["made"]["result"];
    assert_eq!(result["isError"], true, "{}", missing.body);
    assert!(
        result.to_string().contains("`title` is missing"),
        "{result}"
    );

    let wrong = tried(json!({ "status": 99 })).await;
    assert_eq!(
        (wrong.status.as_u16(), &wrong.body["errors"][0]["path"]),
        (422, &json!("response.status"))
    );
    let body = json!({ "arguments": { "shelf": "s" }, "response": {}, "send": true });
    assert_eq!(attempt(&app, &editor, body).await.status, 400);
    let body = json!({ "arguments": { "shelf": "s" } });
    assert_eq!(attempt(&app, &editor, body).await.body["made"], Value::Null);
}

#[tokio::test]
async fn prompts_and_resources_are_tried_too() {
    let (app, editor) = with_tool().await;
    let prompt = "/api/v1/servers/a/shop/prompts/greet/try";
    let body = json!({ "arguments": { "who": "Ada" } });
    let answer = app.call(&editor, "POST", prompt, body).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(
        answer.body["answer"]["result"]["messages"][0]["content"]["text"],
        "Hello Ada"
    );
    let call = &answer.body["call"];
    let told: Value = serde_json::from_str(call["body"].as_str().unwrap()).unwrap();
    assert_eq!(
        (&told["method"], &told["params"]["name"]),
        (&json!("prompts/get"), &json!("greet"))
    );
    let name = json!({ "name": "mcp-name", "value": "greet" });
    assert!(call["headers"].as_array().unwrap().contains(&name));
    assert!(call["url"].as_str().unwrap().ends_with("/a/shop/mcp"));

    let resource = "/api/v1/servers/a/shop/resources/try";
    for era in ["modern", "legacy"] {
        let body = json!({ "uri": "book://7", "era": era });
        let answer = app.call(&editor, "POST", resource, body).await;
        assert_eq!(
            answer.body["request"]["url"],
            "https://books.example.com/v1/books/7"
        );
    }
    let body = json!({ "uri": "film://7", "headers": { "Host": "x" } });
    let refused = app.call(&editor, "POST", resource, body).await;
    assert_eq!(
        (refused.status.as_u16(), &refused.body["errors"][0]["path"]),
        (422, &json!("headers"))
    );
    let unknown = app
        .call(&editor, "POST", resource, json!({ "uri": "film://7" }))
        .await;
    assert!(
        unknown.body["answer"]["error"].is_object(),
        "{}",
        unknown.body
    );
}

#[tokio::test]
async fn a_client_of_the_legacy_era_begins_with_initialize() {
    // In the gateway's place: a session, and an answer that names it.
    let session = |headers: HeaderMap, body: String| async move {
        let asked: Value = serde_json::from_str(&body).unwrap();
        let id = headers.get("mcp-session-id");
        let id = id.map(|id| id.to_str().unwrap().to_owned());
        let answer = json!({ "method": asked["method"], "session": id });
        ([("mcp-session-id", "s-1")], axum::Json(answer))
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let gateway = GatewayUrl::of_listener(listener.local_addr().unwrap());
    let routes = Router::new().route("/a/shop/mcp", post(session));
    tokio::spawn(async move { axum::serve(listener, routes).await });
    let (app, editor) = with_tool().await;
    let app = app.with_gateway(gateway);
    let body = json!({ "arguments": { "shelf": "s" }, "era": "legacy", "send": true });
    let answer = attempt(&app, &editor, body).await;
    let sent = &answer.body["sent"];
    assert_eq!(
        sent["text"].as_str().unwrap(),
        r#"{"method":"tools/call","session":"s-1"}"#
    );
    let opening = &sent["opening"];
    assert!(
        opening["call"]["body"]
            .as_str()
            .unwrap()
            .contains("initialize")
    );
    assert_eq!(
        opening["text"].as_str().unwrap(),
        r#"{"method":"initialize","session":null}"#
    );
    let header = json!({ "name": "mcp-session-id", "value": "s-1" });
    let headers = answer.body["call"]["headers"].as_array().unwrap();
    assert!(headers.contains(&header), "{headers:?}");
    assert!(sent["firstByteMs"].as_f64().unwrap() <= sent["totalMs"].as_f64().unwrap());
}

#[tokio::test]
async fn a_call_is_sent_through_the_gateway() {
    // In the gateway's place: it tells what it is asked.
    let echo = post(|headers: HeaderMap, body: String| async move {
        let body: Value = serde_json::from_str(&body).unwrap();
        let shown = |name: &str| {
            headers
                .get(name)
                .map(|value| value.to_str().unwrap().to_owned())
        };
        axum::Json(json!({
            "version": shown("mcp-protocol-version"), "tool": shown("mcp-name"),
            "shelf": shown("mcp-param-shelf"), "own": shown("x-own"), "body": body,
        }))
    });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let gateway = GatewayUrl::of_listener(listener.local_addr().unwrap());
    let routes = Router::new().route("/a/shop/mcp", echo);
    let running = tokio::spawn(async move { axum::serve(listener, routes).await });
    let (app, editor) = with_tool().await;
    let app = app.with_gateway(gateway);
    let body = json!({
        "arguments": { "shelf": "ü", "title": "T" }, "headers": { "X-Own": "1" }, "send": true,
    });
    let answer = attempt(&app, &editor, body.clone()).await;
    let sent = &answer.body["sent"];
    assert_eq!(
        (&sent["status"], &sent["error"]),
        (&json!(200), &Value::Null),
        "{}",
        answer.body
    );
    assert!(sent["totalMs"].as_f64().unwrap() >= sent["connectMs"].as_f64().unwrap());
    let told = &sent["response"];
    assert_eq!(
        (
            &told["version"],
            &told["tool"],
            &told["shelf"],
            &told["own"]
        ),
        (
            &json!("2026-07-28"),
            &json!("add_book"),
            &json!("=?base64?w7w=?="),
            &json!("1")
        )
    );
    assert_eq!(told["body"]["params"]["arguments"], body["arguments"]);
    running.abort();
    let _ = running.await;
    let gone = attempt(&app, &editor, body).await;
    assert_eq!(
        (gone.status.as_u16(), &gone.body["sent"]["status"]),
        (200, &Value::Null)
    );
    assert!(
        gone.body["sent"]["error"]
            .as_str()
            .unwrap()
            .contains("does not answer")
    );
}
