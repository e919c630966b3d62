//! What goes to the bridge, with which headers, and what is refused before that.

use crate::effects::text;
use crate::play::{ask, documents, reply};
use crate::request::Request;
use portico_engine::{Effect, Exchange, Gateway, RequestHead, Route};
use std::fmt::Write;

/// A session id of revision 2025-11-25.
const SESSION: &str = "1.2025-11-25.BwcHBwcHBwcHBwcHBwcHBw";

/// A server with sessions and a resource that only the configuration changes.
const NOTES: &str = r#"{"kind":"Server","name":"notes","path":"/notes","sessions":"token",
    "resources":[{"name":"one","uri":"notes://one","text":"One"}]}"#;

fn bridged() -> Gateway {
    let documents: Vec<_> = documents()
        .into_iter()
        .chain([portico_config::parse(NOTES).unwrap()])
        .collect();
    let mut gateway = Gateway::default();
    gateway.catalog.load(&documents).unwrap();
    gateway.bridge = Some("bridge".into());
    gateway
}

/// A request without a body, its method in place of POST.
fn bare(method: &str, path: &str) -> Request {
    let request = Request::post("").without("content-type").to(path);
    request
        .with(":method", method)
        .header(":path", path)
        .with("accept", "text/event-stream")
}

/// The effect of a request's head, whatever endpoint it is for.
fn head(gateway: &Gateway, request: &Request) -> Effect {
    let head = RequestHead {
        headers: request.headers.iter().cloned().collect(),
        end_of_stream: true,
        random: || [7; 16],
    };
    match gateway.route(&request.path) {
        Route::Server(snapshot) => Exchange::start(snapshot, head).1,
        Route::Legacy(snapshot, endpoint) => Exchange::legacy(&snapshot, endpoint, &head).1,
        other => panic!("{other:?}"),
    }
}

fn table(requests: &[Request]) -> String {
    let gateway = bridged();
    let mut rows = String::new();
    for request in requests {
        let shown = String::from_utf8_lossy(&request.headers[0].1).into_owned();
        let effect = text(&head(&gateway, request));
        writeln!(rows, "--- {shown} {}\n{effect}", request.path).unwrap();
    }
    rows
}

#[test]
fn streams_go_to_the_bridge() {
    let message = "/petstore/message?a=b&sessionId=BwcHBwcHBwcHBwcHBwcHBw";
    insta::assert_snapshot!(table(&[
        bare("GET", "/petstore/sse")
            .header("x-portico-server", "evil/evil")
            .header("x-portico-session", "evil")
            .header("x-portico-cluster", "evil")
            .header("x-portico-new", "evil")
            .header("authorization", "Bearer a"),
        bare("POST", message).header("content-type", "application/json; charset=utf-8"),
        bare("GET", "/petstore/mcp"),
        bare("GET", "/tokens/mcp").header("mcp-session-id", SESSION),
    ]));
}

#[test]
fn what_is_no_stream_is_refused() {
    let json = ("content-type", "application/json");
    let post = |path: &str| bare("POST", path).header(json.0, json.1);
    insta::assert_snapshot!(table(&[
        bare("POST", "/petstore/sse"),
        bare("GET", "/petstore/sse").with("accept", "application/json"),
        bare("GET", "/petstore/sse").header("origin", "https://evil.example"),
        bare("GET", "/petstore/message?sessionId=BwcHBwcHBwcHBwcHBwcHBw"),
        bare("POST", "/petstore/message?sessionId=BwcHBwcHBwcHBwcHBwcHBw"),
        post("/petstore/message"),
        post("/petstore/message?sessionid=BwcHBwcHBwcHBwcHBwcHBw"),
        post("/petstore/message?sessionId=BwcH"),
        post("/petstore/message?sessionId=%42wcHBwcHBwcHBwcHBwcHBw"),
        bare("GET", "/tokens/mcp"),
        bare("GET", "/tokens/mcp").header("mcp-session-id", "1.x"),
        bare("GET", "/petstore/mcp").with("accept", "application/json"),
        bare("GET", "/petstore/mcp").header("origin", "https://evil.example"),
        bare("GET", "/petstore/mcp").header("mcp-protocol-version", "2026-07-28"),
        bare("GET", "/petstore/mcp").header("mcp-protocol-version", "1999-01-01"),
        bare("DELETE", "/petstore/mcp"),
    ]));
}

#[test]
fn subscriptions_go_to_the_bridge_with_their_bodies() {
    let gateway = bridged();
    let fixed = r#""uri":"notes://one""#;
    let session = |request: Request| request.to("/notes/mcp").header("mcp-session-id", SESSION);
    let requests = [
        Request::modern("subscriptions/listen", r#""notifications":{}"#),
        Request::modern("subscriptions/listen", "").with("accept", "application/json"),
        Request::legacy("subscriptions/listen", ""),
        Request::modern("resources/subscribe", fixed),
        Request::legacy("resources/subscribe", fixed),
        Request::legacy("resources/subscribe", fixed).to("/notes/mcp"),
        session(Request::legacy("resources/subscribe", fixed)),
        session(Request::legacy(
            "resources/subscribe",
            r#""uri":"notes://none""#,
        )),
        session(Request::legacy("resources/subscribe", "")),
        session(Request::legacy(
            "resources/unsubscribe",
            r#""uri":"notes://none""#,
        )),
    ];
    let effects = requests.iter().map(|request| {
        let (exchange, effect) = ask(&gateway, request);
        assert!(!exchange.awaits_response());
        text(&effect)
    });
    insta::assert_snapshot!(effects.collect::<Vec<_>>().join("\n"));
}

#[test]
fn a_bridge_is_announced_by_capabilities() {
    let gateway = bridged();
    let params = r#""protocolVersion":"2025-11-25","capabilities":{}"#;
    let initialize = Request::legacy("initialize", params).without("mcp-protocol-version");
    let requests = [
        initialize.clone(),
        initialize.clone().to("/notes/mcp"),
        initialize.to("/mcp"),
        Request::modern("server/discover", ""),
    ];
    let capabilities = requests.iter().map(|request| {
        let (status, body) = reply(&gateway, request);
        let body: serde_json::Value = serde_json::from_str(&body).unwrap();
        format!("{status} {}\n", body["result"]["capabilities"])
    });
    insta::assert_snapshot!(capabilities.collect::<String>());
}
