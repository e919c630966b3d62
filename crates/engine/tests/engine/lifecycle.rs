//! initialize, server/discover, ping, logging/setLevel, notifications.

use crate::play::{petstore, reply, table};
use crate::request::Request;

fn initialize(version: &str) -> Request {
    let params = format!(
        r#""protocolVersion":{version},"capabilities":{{}},"clientInfo":{{"name":"c","version":"1"}}"#
    );
    Request::legacy("initialize", &params).without("mcp-protocol-version")
}

#[test]
fn initialize_agrees_on_a_revision() {
    let gateway = petstore();
    let table = [
        ("\"2024-11-05\"", "2024-11-05"),
        ("\"2025-03-26\"", "2025-03-26"),
        ("\"2025-06-18\"", "2025-06-18"),
        ("\"2025-11-25\"", "2025-11-25"),
        ("\"2026-07-28\"", "2025-11-25"),
        ("\"1999-01-01\"", "2025-11-25"),
        ("\"\"", "2025-11-25"),
        ("\"2024\\u002d11-05\"", "2024-11-05"),
    ];
    for (requested, agreed) in table {
        let (status, body) = reply(&gateway, &initialize(requested));
        let body: serde_json::Value = serde_json::from_str(&body).unwrap();
        assert_eq!(status, 200, "{requested}");
        assert_eq!(body["result"]["protocolVersion"], agreed, "{requested}");
    }
}

#[test]
fn initialize_answers() {
    let requests = [
        initialize("\"2025-06-18\""),
        initialize("\"2025-06-18\"").to("/mcp"),
        initialize("\"2025-06-18\"").with("mcp-protocol-version", "unknown"),
        initialize("null"),
        initialize("20250618"),
        Request::post(r#"{"jsonrpc":"2.0","id":1,"method":"initialize"}"#),
        Request::post(r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":[]}"#),
    ];
    insta::assert_snapshot!(table(&petstore(), &requests));
}

#[test]
fn discover_answers() {
    let requests = [
        Request::modern("server/discover", ""),
        Request::modern("server/discover", "").to("/mcp"),
        Request::legacy("server/discover", ""),
    ];
    insta::assert_snapshot!(table(&petstore(), &requests));
}

#[test]
fn ping_and_log_levels_are_of_the_legacy_era() {
    let requests = [
        Request::both("ping", ""),
        Request::both("logging/setLevel", r#""level":"warning""#),
        Request::both("initialize", r#""protocolVersion":"2025-11-25""#),
        Request::both("resources/subscribe", r#""uri":"pets://manual""#),
        Request::both("subscriptions/listen", r#""notifications":{}"#),
    ];
    insta::assert_snapshot!(table(&petstore(), requests.as_flattened()));
}

#[test]
fn log_levels_are_checked() {
    let requests = [
        Request::legacy("logging/setLevel", r#""level":"loud""#),
        Request::legacy("logging/setLevel", r#""level":3"#),
        Request::legacy("logging/setLevel", ""),
    ];
    insta::assert_snapshot!(table(&petstore(), &requests));
}

#[test]
fn what_needs_no_answer_is_accepted() {
    let initialized = r#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#;
    let requests = [
        Request::post(initialized),
        Request::post(initialized).header("mcp-protocol-version", "2025-11-25"),
        Request::post(initialized).header("mcp-protocol-version", "2026-07-28"),
        Request::post(r#"{"jsonrpc":"2.0","method":"unknown","params":[1]}"#),
        Request::post(r#"{"jsonrpc":"2.0","id":5,"result":{}}"#),
        Request::post(r#"{"jsonrpc":"2.0","id":"x","error":{"code":1,"message":"m"}}"#),
    ];
    for request in requests {
        let body = String::from_utf8_lossy(&request.body).into_owned();
        assert_eq!(reply(&petstore(), &request), (202, String::new()), "{body}");
    }
}
