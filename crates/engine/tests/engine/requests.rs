//! What requests to upstreams are made of besides arguments: headers of the client, traces, fixed
//! values of the server, templates; and the bounds of what a client may send.

use crate::effects::text;
use crate::play::{ask, gateway, reply};
use crate::request::Request;
use portico_engine::Effect;

const DOCUMENTS: &str = r#"[
    {"kind": "Upstream", "name": "u", "cluster": "u", "url": "http://u", "headers": {"x-fixed": "1"},
     "retries": {"attempts": 2, "on": ["reset"]}, "forwardHeaders": ["X-Tenant", "x-fixed"]},
    {"kind": "Server", "name": "s", "path": "/petstore", "config": {"account": "acme", "n": 1.50},
     "limits": {"requestBytes": 2000, "depth": 3, "keys": 5, "items": 6, "stringBytes": 200, "templateSteps": 60},
     "tools": [
        {"name": "plain", "inputSchema": {"type": "object", "properties": {"a": {}}},
         "http": {"upstream": "u", "path": "/plain"}},
        {"name": "template", "inputSchema": {"type": "object", "properties": {"a": {}, "list": {"type": "array"}}},
         "retries": {"attempts": 3, "on": ["gateway-error", "connect-failure"], "anyMethod": true},
         "http": {"upstream": "u", "method": "POST", "path": "/x", "forwardHeaders": ["x-user-id", "authorization", "user-agent"],
            "body": {"template": "{\"a\": {{ args.a }}, \"account\": \"{{ config.account }}\", \"n\": {{ config.n }}, \"user\": {{ request.headers['x-user-id'] | default(none) }}, \"list\": [{% for x in args.list %}{{ x }}{% if not loop.last %},{% endif %}{% endfor %}]}"}}},
        {"name": "never", "inputSchema": {"type": "object"}, "retries": {"attempts": 0},
         "http": {"upstream": "u", "path": "/never"}}]}]"#;

fn call(tool: &str, arguments: &str) -> Request {
    Request::modern(
        "tools/call",
        &format!(r#""name":"{tool}","arguments":{arguments}"#),
    )
}

fn effect(request: &Request) -> String {
    text(&ask(&gateway(DOCUMENTS), request).1)
}

#[test]
fn templates_see_arguments_fixed_values_and_listed_headers() {
    let request = call(
        "template",
        r#"{"a": "\"x\"", "list": [1.0, 12345678901234567890]}"#,
    )
    .header("x-user-id", "u-7")
    .header("x-secret", "s")
    .header("authorization", "Bearer t")
    .header("user-agent", "client/1")
    .header("x-tenant", "t")
    .header("x-fixed", "of the client");
    insta::assert_snapshot!(effect(&request));
}

#[test]
fn without_the_headers_it_goes_without() {
    insta::assert_snapshot!(effect(&call("template", r#"{"a": null, "list": []}"#)));
}

#[test]
fn retries_are_the_tools_or_else_the_upstreams() {
    for (tool, expected) in [
        ("plain", Some("reset")),
        ("template", Some("gateway-error,connect-failure")),
        ("never", None),
    ] {
        let effect = ask(&gateway(DOCUMENTS), &call(tool, r#"{"a": 1, "list": []}"#)).1;
        let Effect::Forward(rewrite) = effect else {
            panic!("{}", text(&effect));
        };
        let on = rewrite
            .headers
            .iter()
            .find(|(name, _)| name == "x-envoy-retry-on");
        assert_eq!(on.map(|(_, value)| value.as_ref()), expected, "{tool}");
    }
}

#[test]
fn the_trace_of_meta_becomes_headers() {
    let meta = r#""io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{},"traceparent":"00-meta","tracestate":"m=1","baggage":"k=v""#;
    let body = format!(
        r#"{{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{{"name":"plain","arguments":{{"a":1}},"_meta":{{{meta}}}}}}}"#
    );
    let request = Request::post(&body)
        .header("mcp-protocol-version", "2026-07-28")
        .header("mcp-method", "tools/call")
        .header("mcp-name", "plain")
        .header("traceparent", "00-client")
        .header("tracestate", "c=1")
        .header("baggage", "of=client");
    insta::assert_snapshot!(effect(&request));
}

#[test]
fn arguments_over_a_bound_are_told_to_the_model() {
    let long = format!(r#"{{"a": "{}"}}"#, "x".repeat(201));
    let calls = [
        ("plain", r#"{"a": [[[1]]]}"#.to_owned() + &" ".repeat(10)),
        (
            "plain",
            r#"{"a":{"b":1,"c":2,"d":3,"e":4,"f":5,"g":6}}"#.to_owned(),
        ),
        ("plain", r#"{"a": [1,2,3,4,5,6,7]}"#.to_owned()),
        ("plain", long),
        ("template", r#"{"a": 1, "list": [1,2,3,4,5]}"#.to_owned()),
        ("template", r#"{"a": 1}"#.to_owned()),
    ];
    let mut table = String::new();
    for (tool, arguments) in calls {
        let (status, body) = reply(&gateway(DOCUMENTS), &call(tool, &arguments));
        table += &format!("{status} {body}\n");
    }
    insta::assert_snapshot!(table);
}

#[test]
fn a_body_over_the_bound_is_refused() {
    let request = call("plain", &format!(r#"{{"a": "{}"}}"#, "x".repeat(3000)));
    let (status, body) = reply(&gateway(DOCUMENTS), &request);
    assert_eq!(
        (status, body.as_str()),
        (
            413,
            r#"{"jsonrpc":"2.0","error":{"code":-32600,"message":"Invalid Request: the body is larger than 2000 bytes"}}"#
        )
    );
}
