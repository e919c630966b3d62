//! Results that a tool's `result` shapes.

use crate::effects::text;
use crate::play::{ask, gateway};
use crate::request::{Request, json, typed};
use portico_engine::{Effect, Event, Exchange, Headers};

const DOCUMENTS: &str = r#"[
    {"kind": "Upstream", "name": "api", "url": "http://api.internal", "cluster": "api"},
    {"kind": "Server", "name": "shop", "path": "/petstore", "limits": {"responseBytes": 200}, "tools": [
        {"name": "orders",
         "http": {"upstream": "api", "path": "/orders"},
         "result": {"keep": ["orders[].id"], "maxBytes": 100}},
        {"name": "add",
         "inputSchema": {"type": "object", "properties": {"book": {"type": "string"}}},
         "http": {"upstream": "api", "method": "POST", "path": "/orders"},
         "result": {"headers": ["ETag"], "content": [
            {"type": "text", "text": "Ordered {{ args.book }}: {{ response.status }}"},
            {"type": "resource_link", "uri": "{{ response.headers.location }}", "name": "The order"}]}},
        {"name": "plain", "http": {"upstream": "api", "path": "/"}}]}]"#;

/// The exchange of a call, with its request sent.
fn call(request: &Request) -> Exchange {
    let (exchange, effect) = ask(&gateway(DOCUMENTS), request);
    assert!(matches!(effect, Effect::Forward(_)), "{}", text(&effect));
    exchange
}

fn both(params: &str) -> [Request; 2] {
    Request::both("tools/call", params)
}

fn header(name: &str) -> Option<String> {
    match name {
        "etag" => Some("\"7\"".to_owned()),
        "location" => Some("https://shop.example/orders/7".to_owned()),
        _ => None,
    }
}

#[test]
fn have_the_fields_that_a_tool_keeps() {
    let mut texts = String::new();
    for request in both(r#""name":"orders""#) {
        let mut exchange = call(&request);
        let body = br#"{"orders": [{"id": 7, "note": "long"}], "total": 1}"#;
        let head = json(200, "").head;
        exchange.on_event(Event::ResponseHead {
            head,
            end_of_stream: false,
        });
        texts += &text(&exchange.on_event(Event::ResponseBody(body)));
    }
    insta::assert_snapshot!(texts);
}

#[test]
fn are_refused_above_the_limit_of_the_tool_or_its_server() {
    let head = Event::ResponseHead {
        head: json(200, "").head,
        end_of_stream: false,
    };
    let [request, _] = both(r#""name":"orders""#);
    let mut exchange = call(&request);
    exchange.on_event(head);
    assert_eq!(
        exchange.on_event(Event::ResponseBuffered(100)),
        Effect::Pause
    );
    let of_tool = exchange.on_event(Event::ResponseBuffered(101));
    insta::assert_snapshot!("above_the_limit_of_the_tool", text(&of_tool));

    let [request, _] = both(r#""name":"plain""#);
    let mut exchange = call(&request);
    exchange.on_event(head);
    assert_eq!(
        exchange.on_event(Event::ResponseBuffered(200)),
        Effect::Pause
    );
    let of_server = exchange.on_event(Event::ResponseBody(&[b'x'; 201]));
    insta::assert_snapshot!("above_the_limit_of_the_server", text(&of_server));
}

#[test]
fn are_made_of_headers_and_arguments() {
    let mut texts = String::new();
    for request in both(r#""name":"add","arguments":{"book":"\"Emma\""}"#) {
        let mut exchange = call(&request);
        let event = Event::ResponseHead {
            head: typed(201, "text/plain", "").head,
            end_of_stream: true,
        };
        texts += &text(&exchange.on_event_with(event, Headers::new(&header)));
    }
    insta::assert_snapshot!(texts);
}

#[test]
fn are_made_of_headers_when_the_body_is_there() {
    let [request, _] = both(r#""name":"add","arguments":{"book":"Emma"}"#);
    let mut exchange = call(&request);
    exchange.on_event_with(
        Event::ResponseHead {
            head: json(200, "").head,
            end_of_stream: false,
        },
        Headers::new(&header),
    );
    let effect = exchange.on_event_with(Event::ResponseBody(b"{}"), Headers::new(&header));
    insta::assert_snapshot!(text(&effect));
}

#[test]
fn are_made_of_headers_in_a_batch() {
    let batch = r#"[{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"add","arguments":{"book":"Emma"}}}]"#;
    let request = Request::post(batch).header("mcp-protocol-version", "2025-03-26");
    let (mut exchange, effect) = ask(&gateway(DOCUMENTS), &request);
    assert!(matches!(effect, Effect::CallOut(_)), "{}", text(&effect));
    let event = Event::CalloutAnswered {
        index: 0,
        head: json(200, "").head,
        body: b"{}",
    };
    let effect = exchange.on_event_with(event, Headers::new(&header));
    insta::assert_snapshot!(text(&effect));
}

/// Looking up headers costs something: only who needs one does it.
#[test]
fn of_other_tools_ask_for_no_headers() {
    let [request, _] = both(r#""name":"plain""#);
    let mut exchange = call(&request);
    let none = |name: &str| panic!("{name} was asked for");
    let event = Event::ResponseHead {
        head: json(200, "").head,
        end_of_stream: false,
    };
    exchange.on_event_with(event, Headers::new(&none));
    let effect = exchange.on_event_with(Event::ResponseBody(b"{}"), Headers::new(&none));
    assert!(matches!(effect, Effect::Respond(_)), "{}", text(&effect));
}
