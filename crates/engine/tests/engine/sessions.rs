//! Servers that issue session ids to legacy clients.

use crate::effects::text;
use crate::play::{ask, petstore, table};
use crate::request::Request;
use portico_engine::Effect;

const ISSUED: &str = "1.2025-03-26.BwcHBwcHBwcHBwcHBwcHBw";

fn tokens(request: Request) -> Request {
    request.to("/tokens/mcp")
}

#[test]
fn initialize_issues_one() {
    let initialize = Request::post(
        r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-03-26"}}"#,
    );
    let bad = Request::post(r#"{"jsonrpc":"2.0","id":1,"method":"initialize"}"#);
    let requests = [
        tokens(initialize.clone()),
        tokens(initialize.clone().header("mcp-session-id", "left over")),
        tokens(bad),
        tokens(Request::modern(
            "initialize",
            r#""protocolVersion":"2025-03-26""#,
        )),
    ];
    insta::assert_snapshot!(table(&petstore(), &requests));
    let (_, effect) = ask(&petstore(), &initialize);
    assert!(!text(&effect).contains("mcp-session-id"));
}

#[test]
fn every_other_legacy_message_needs_it() {
    let table = [
        (None, 400),
        (Some(""), 404),
        (Some("1.2025-03-26"), 404),
        (Some("1.2026-07-28.BwcHBwcHBwcHBwcHBwcHBw"), 404),
        (Some(ISSUED), 200),
        (Some("1.2025-11-25.BwcHBwcHBwcHBwcHBwcHBw"), 200),
    ];
    for (session, expected) in table {
        let mut request = tokens(Request::legacy("ping", ""));
        if let Some(session) = session {
            request = request.header("mcp-session-id", session);
        }
        match ask(&petstore(), &request).1 {
            Effect::Reply(reply) => assert_eq!(reply.status, expected, "{session:?}"),
            other => panic!("{}", text(&other)),
        }
    }
}

#[test]
fn refusals() {
    let notification = r#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#;
    let ping = r#"[{"jsonrpc":"2.0","id":1,"method":"ping"}]"#;
    let requests = [
        Request::legacy("ping", ""),
        Request::legacy("ping", "").header("mcp-session-id", "x"),
        Request::legacy("ping", "")
            .header("mcp-session-id", ISSUED)
            .header("mcp-session-id", ISSUED),
        Request::legacy("tools/call", r#""name":"ping_api""#),
        Request::post(notification),
        Request::post(notification).header("mcp-session-id", ISSUED),
        Request::post(ping),
        Request::post(ping).header("mcp-session-id", ISSUED),
        Request::post(ping).header("mcp-session-id", &ISSUED.replace("03-26", "06-18")),
    ];
    insta::assert_snapshot!(table(&petstore(), &requests.map(tokens)));
}

#[test]
fn modern_requests_have_none() {
    let plain = tokens(Request::modern("tools/list", ""));
    let expected = ask(&petstore(), &plain).1;
    assert!(
        text(&expected).starts_with("reply 200"),
        "{}",
        text(&expected)
    );
    for session in ["x", ISSUED] {
        let request = plain.clone().header("mcp-session-id", session);
        assert_eq!(ask(&petstore(), &request).1, expected);
    }
}
