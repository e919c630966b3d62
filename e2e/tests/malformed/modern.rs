//! 2026-07-28: `_meta`, revisions, methods and parameters.

use crate::case::{
    Case, MODERN, case, legacy, meta, meta_with, meta_without, modern, modern_request, plain,
    request, with_meta,
};
use serde_json::{Value, json};

const UNKNOWN: &str = "v999.0.0";

pub(crate) fn cases() -> Vec<Case> {
    [metas(), versions(), methods(), params(), stateless()].concat()
}

fn metas() -> Vec<Case> {
    let with = |name, meta: Value| {
        case(
            name,
            modern("tools/list"),
            with_meta("tools/list", json!({}), meta),
        )
    };
    let refused = |name, meta| with(name, meta).refused(400, -32602);
    vec![
        refused("_meta is empty", json!({})),
        refused("_meta is text", json!("x")),
        refused("_meta lists its values", json!([MODERN, {}, null])),
        refused("_meta is null", json!(null)),
        refused("no protocolVersion", meta_without("protocolVersion")),
        refused(
            "protocolVersion as a number",
            meta_with("protocolVersion", json!(20260728)),
        ),
        refused("no clientCapabilities", meta_without("clientCapabilities")),
        refused(
            "clientCapabilities as a list",
            meta_with("clientCapabilities", json!([])),
        ),
        refused(
            "clientCapabilities as text",
            meta_with("clientCapabilities", json!("all")),
        ),
        refused("an unknown log level", meta_with("logLevel", json!("loud"))),
        case(
            "no _meta",
            modern("tools/list"),
            request("tools/list", json!({})),
        )
        .refused(400, -32602),
        case(
            "no params",
            modern("tools/list"),
            json!({"jsonrpc": "2.0", "id": 7, "method": "tools/list"}),
        )
        .refused(400, -32602),
        case(
            "params as text",
            modern("tools/list"),
            request("tools/list", json!("x")),
        )
        .refused(400, -32602),
        with("no clientInfo", meta()).answered(),
        with("a log level", meta_with("logLevel", json!("debug"))).answered(),
        with("an unknown key", meta_with("none", json!(1))).answered(),
        // A missing key comes before every header mismatch.
        case(
            "no clientCapabilities and another version header",
            legacy("2025-11-25"),
            lacking(),
        )
        .refused(400, -32602),
        case(
            "no clientCapabilities and an unknown version",
            modern("tools/list").set("mcp-protocol-version", UNKNOWN),
            lacking(),
        )
        .refused(400, -32602),
        case("no clientCapabilities and no headers", plain(), lacking()).refused(400, -32602),
        case(
            "no clientCapabilities and another method header",
            modern("prompts/list"),
            lacking(),
        )
        .refused(400, -32602),
        case(
            "no clientCapabilities of an unknown method",
            modern("none"),
            with_meta("none", json!({}), meta_without("clientCapabilities")),
        )
        .refused(400, -32602),
    ]
}

/// A request whose `_meta` lacks a key.
fn lacking() -> Value {
    with_meta("tools/list", json!({}), meta_without("clientCapabilities"))
}

fn versions() -> Vec<Case> {
    let asking = |name, header: &str, body: &str| {
        let headers = modern("tools/list").set("mcp-protocol-version", header);
        let meta = meta_with("protocolVersion", json!(body));
        case(name, headers, with_meta("tools/list", json!({}), meta))
    };
    let unsupported = |name, version: &'static str| {
        asking(name, version, version)
            .refused(400, -32022)
            .holding("/error/data/supported", json!([MODERN]))
            .holding("/error/data/requested", json!(version))
    };
    vec![
        unsupported("an unknown version", UNKNOWN),
        unsupported("a future version", "2027-01-01"),
        unsupported("a legacy version in _meta", "2025-11-25"),
        asking("another version in the header", "2025-11-25", MODERN).refused(400, -32020),
        // Disagreement comes before the version being unknown.
        asking("an unknown version in _meta alone", MODERN, UNKNOWN).refused(400, -32020),
        asking("an unknown version in the header alone", UNKNOWN, MODERN).refused(400, -32020),
        case(
            "an unknown version of an unknown method",
            modern("none").set("mcp-protocol-version", UNKNOWN),
            with_meta(
                "none",
                json!({}),
                meta_with("protocolVersion", json!(UNKNOWN)),
            ),
        )
        .refused(400, -32022),
        case(
            "server/discover",
            modern("server/discover"),
            modern_request("server/discover", json!({})),
        )
        .answered()
        .holding("/result/supportedVersions", json!([MODERN]))
        .holding("/result/resultType", json!("complete")),
    ]
}

fn methods() -> Vec<Case> {
    let unknown = |method: &'static str| {
        case(method, modern(method), modern_request(method, json!({}))).refused(404, -32601)
    };
    vec![
        unknown("none"),
        unknown("Tools/List"),
        unknown("initialize"),
        unknown("ping"),
        unknown("logging/setLevel"),
        unknown("resources/subscribe"),
        unknown("resources/unsubscribe"),
        unknown("notifications/initialized"),
        unknown("subscriptions/listen"),
        unknown("tasks/get"),
        unknown("tasks/list"),
        unknown("sampling/createMessage"),
    ]
}

fn params() -> Vec<Case> {
    let named = |name, method: &str, about: &str, params: Value| {
        case(
            name,
            modern(method).name(about),
            modern_request(method, params),
        )
    };
    let listing = |name, method: &str| {
        case(
            name,
            modern(method),
            modern_request(method, json!({"cursor": "none"})),
        )
        .refused(200, -32602)
    };
    vec![
        named(
            "an unknown tool",
            "tools/call",
            "none",
            json!({"name": "none"}),
        )
        .refused(200, -32602),
        named(
            "an unknown prompt",
            "prompts/get",
            "none",
            json!({"name": "none"}),
        )
        .refused(200, -32602),
        named(
            "a prompt without its argument",
            "prompts/get",
            "greet",
            json!({"name": "greet"}),
        )
        .refused(200, -32602),
        named(
            "an unknown resource",
            "resources/read",
            "test://none",
            json!({"uri": "test://none"}),
        )
        .refused(200, -32602)
        .holding("/error/data/uri", json!("test://none")),
        named(
            "arguments as a list",
            "tools/call",
            "echo",
            json!({"name": "echo", "arguments": []}),
        )
        .answered()
        .holding("/result/isError", json!(true)),
        named(
            "no arguments",
            "tools/call",
            "echo",
            json!({"name": "echo"}),
        )
        .answered()
        .holding("/result/resultType", json!("complete")),
        listing("a bad cursor of tools", "tools/list"),
        listing("a bad cursor of prompts", "prompts/list"),
        listing("a bad cursor of resources", "resources/list"),
        listing("a bad cursor of templates", "resources/templates/list"),
    ]
}

fn stateless() -> Vec<Case> {
    let list = || modern_request("tools/list", json!({}));
    vec![
        case(
            "a session id and an event id",
            modern("tools/list")
                .add("mcp-session-id", "x")
                .add("last-event-id", "1"),
            list(),
        )
        .answered()
        .with("mcp-session-id", None),
        case(
            "no key of a modern request and no headers",
            plain(),
            with_meta("tools/list", json!({}), json!({})),
        )
        .answered(),
    ]
}
