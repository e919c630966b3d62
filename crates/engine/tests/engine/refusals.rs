//! What an endpoint refuses before it looks at the body, and bodies that are no messages.

use crate::effects::text;
use crate::play::{petstore, start, table};
use crate::request::Request;
use portico_engine::{Effect, Event};

const LIMIT: usize = 4 << 20;

fn ping() -> Request {
    Request::legacy("ping", "")
}

/// The effect of the request's head alone.
fn heads(requests: &[(&str, Request)]) -> String {
    let gateway = petstore();
    let rows = requests.iter().map(|(title, request)| {
        let effect = start(&gateway, request).1;
        format!("--- {title}\n{}", text(&effect))
    });
    rows.collect()
}

#[test]
fn methods() {
    let methods = ["GET", "DELETE", "PUT", "HEAD", "OPTIONS", "post"];
    insta::assert_snapshot!(heads(
        &methods.map(|method| (method, ping().with(":method", method)))
    ));
}

#[test]
fn origins() {
    let refused = [
        "https://evil.example.com",
        "https://app.example.com.evil.example.com",
        "http://app.example.com",
        "https://app.example.com:8443",
        "null",
        "",
        "http://localhost.evil.example.com",
    ];
    let allowed = [
        "https://app.example.com",
        "https://APP.example.com",
        "http://localhost:3000",
    ];
    let gateway = petstore();
    for origin in allowed {
        let request = ping().header("origin", origin);
        assert_eq!(start(&gateway, &request).1, Effect::Pause, "{origin}");
    }
    let anyone = ping()
        .to("/a/open/mcp")
        .header("origin", "https://evil.example.com");
    assert_eq!(start(&gateway, &anyone).1, Effect::Pause);
    for origin in refused {
        let effect = start(&gateway, &ping().header("origin", origin)).1;
        assert!(text(&effect).starts_with("reply 403"), "{origin}");
        let get = ping().header("origin", origin).with(":method", "GET");
        assert_eq!(start(&gateway, &get).1, effect, "{origin}");
    }
    let twice = ping()
        .header("origin", "https://app.example.com")
        .header("origin", "https://app.example.com");
    insta::assert_snapshot!(heads(&[("twice", twice)]));
}

#[test]
fn content_types() {
    let gateway = petstore();
    for accepted in [
        "application/json",
        "Application/JSON; charset=utf-8",
        " application/json ;x=y",
    ] {
        let request = ping().with("content-type", accepted);
        assert_eq!(start(&gateway, &request).1, Effect::Pause, "{accepted}");
    }
    for refused in [
        "text/plain",
        "",
        "application/jsonx",
        "application/json, text/plain",
        "application",
    ] {
        let effect = start(&gateway, &ping().with("content-type", refused)).1;
        assert!(text(&effect).starts_with("reply 415"), "{refused}");
    }
    let twice = ping().header("content-type", "application/json");
    insta::assert_snapshot!(heads(&[
        ("none", ping().without("content-type")),
        ("twice", twice)
    ]));
}

#[test]
fn accepted_types() {
    let gateway = petstore();
    assert_eq!(start(&gateway, &ping().without("accept")).1, Effect::Pause);
    let two_lines = ping()
        .with("accept", "text/event-stream")
        .header("accept", "application/*");
    assert_eq!(start(&gateway, &two_lines).1, Effect::Pause);
    let refused = [
        ("streams only", ping().with("accept", "text/event-stream")),
        ("neither", ping().with("accept", "text/html;q=0.9, image/*")),
    ];
    insta::assert_snapshot!(heads(&refused));
}

#[test]
fn bodies_that_are_no_messages() {
    let bodies = [
        "",
        " ",
        "{",
        "null",
        "5",
        "{}",
        r#"{"jsonrpc":"2.0","id":null,"method":"ping"}"#,
        r#"{"jsonrpc":"2.0","id":1.5,"method":"ping"}"#,
        r#"{"jsonrpc":"1.0","id":1,"method":"ping"}"#,
        r#"{"jsonrpc":"2.0","id":1,"method":"ping"} x"#,
        r#"{"jsonrpc":"2.0","id":1,"method":"ping","params":[1]}"#,
        r#"{"jsonrpc":"2.0","id":12345678901234567890123,"method":"\u006eone"}"#,
    ];
    insta::assert_snapshot!(table(&petstore(), &bodies.map(Request::post)));
}

#[test]
fn modern_requests_that_contradict_themselves() {
    let list = || Request::modern("tools/list", "");
    let call = || Request::modern("tools/call", r#""name":"get_pet","arguments":{"petId":1}"#);
    let versions = |version: &str| {
        let mut request = list().with("mcp-protocol-version", version);
        let body = String::from_utf8(request.body).unwrap();
        request.body = body.replace("2026-07-28", version).into();
        request
    };
    let requests = [
        list().without("mcp-protocol-version"),
        list().with("mcp-protocol-version", "2025-11-25"),
        list().header("mcp-protocol-version", "2026-07-28"),
        list().without("mcp-method"),
        list().with("mcp-method", "tools/call"),
        call().without("mcp-name"),
        call().with("mcp-name", "=?base64?***?="),
        versions("2027-01-01"),
        versions("2025-11-25"),
        Request::legacy("tools/list", "").with("mcp-protocol-version", "2026-07-28"),
        Request::legacy("initialize", "").with("mcp-protocol-version", "2026-07-28"),
        Request::legacy("tools/list", "").with("mcp-protocol-version", "2025-01-01"),
    ];
    insta::assert_snapshot!(table(&petstore(), &requests));
}

#[test]
fn bodies_that_are_too_large() {
    let gateway = petstore();
    let padded = |size: usize| {
        let mut request = ping();
        request.body.resize(size, b' ');
        request
    };
    let (mut exchange, _) = start(&gateway, &ping());
    assert_eq!(
        exchange.on_event(Event::RequestBuffered(LIMIT)),
        Effect::Pause
    );
    let early = exchange.on_event(Event::RequestBuffered(LIMIT + 1));
    assert_eq!(exchange.on_event(Event::RequestBody(&[])), Effect::Continue);
    let (mut exchange, _) = start(&gateway, &ping());
    assert_eq!(
        exchange.on_event(Event::RequestBody(&padded(LIMIT + 1).body)),
        early
    );
    insta::assert_snapshot!(text(&early));
    let (mut exchange, _) = start(&gateway, &ping());
    let largest = exchange.on_event(Event::RequestBody(&padded(LIMIT).body));
    assert!(text(&largest).starts_with("reply 200"));
}

#[test]
fn requests_that_end_with_their_head() {
    let mut request = ping();
    request.body.clear();
    insta::assert_snapshot!(heads(&[("no body", request)]));
}
