//! Requests of the revisions with an `initialize` handshake: HTTP 200 for errors of well-formed
//! requests.

use crate::case::{Case, case, legacy, plain, request};
use serde_json::{Value, json};

const NEWEST: &str = "2025-11-25";

pub(crate) fn cases() -> Vec<Case> {
    [initialize(), versions(), methods(), params()].concat()
}

fn initialize() -> Vec<Case> {
    let with = |version: Value| {
        let client = json!({"name": "e2e", "version": "0"});
        request(
            "initialize",
            json!({"protocolVersion": version, "capabilities": {}, "clientInfo": client}),
        )
    };
    let agreed = |name, asked: &str, agreed: &str| {
        case(name, plain(), with(json!(asked)))
            .answered()
            .holding("/result/protocolVersion", json!(agreed))
            .with("mcp-session-id", None)
    };
    vec![
        agreed("initialize by 2024-11-05", "2024-11-05", "2024-11-05"),
        agreed("initialize by 2025-03-26", "2025-03-26", "2025-03-26"),
        agreed("initialize by 2025-06-18", "2025-06-18", "2025-06-18"),
        agreed("initialize by 2025-11-25", "2025-11-25", "2025-11-25"),
        agreed("initialize by an unknown revision", "1999-01-01", NEWEST),
        agreed("initialize by nonsense", "latest", NEWEST),
        agreed("initialize by a revision without it", "2026-07-28", NEWEST),
        case(
            "initialize without a revision",
            plain(),
            request("initialize", json!({})),
        )
        .refused(200, -32602),
        case("initialize by a number", plain(), with(json!(1))).refused(200, -32602),
        case(
            "initialize under a modern header",
            legacy("2026-07-28"),
            with(json!(NEWEST)),
        )
        .refused(400, -32020),
        case(
            "initialize under a future header",
            legacy("2027-01-01"),
            with(json!(NEWEST)),
        )
        .refused(400, -32020),
    ]
}

fn versions() -> Vec<Case> {
    let list = || request("tools/list", json!({}));
    vec![
        case("no version header", plain(), list()).answered(),
        case("version header 2024-11-05", legacy("2024-11-05"), list()).answered(),
        case("version header 2025-03-26", legacy("2025-03-26"), list()).answered(),
        case("version header 2025-06-18", legacy("2025-06-18"), list()).answered(),
        case("version header 2025-11-25", legacy("2025-11-25"), list()).answered(),
        case("an unknown version header", legacy("1999-01-01"), list()).refused(400, -32600),
        case("a version header that is no date", legacy("latest"), list()).refused(400, -32600),
        case("an empty version header", legacy(""), list()).refused(400, -32600),
        case(
            "two version headers",
            legacy(NEWEST).add("mcp-protocol-version", "2025-06-18"),
            list(),
        )
        .refused(400, -32600),
        case(
            "a modern version header without _meta",
            legacy("2026-07-28"),
            list(),
        )
        .refused(400, -32602),
        case(
            "a future version header without _meta",
            legacy("2027-01-01"),
            list(),
        )
        .refused(400, -32602),
        case(
            "modern headers that do not concern it",
            legacy(NEWEST).add("mcp-method", "x").add("mcp-name", "y"),
            list(),
        )
        .answered(),
        case(
            "a session id where there are none",
            legacy(NEWEST).add("mcp-session-id", "x"),
            list(),
        )
        .answered()
        .with("mcp-session-id", None),
    ]
}

fn methods() -> Vec<Case> {
    let unknown = |method: &'static str| {
        case(method, legacy(NEWEST), request(method, json!({}))).refused(200, -32601)
    };
    let set_level = |name, level: &str| {
        case(
            name,
            legacy(NEWEST),
            request("logging/setLevel", json!({"level": level})),
        )
    };
    vec![
        unknown("none"),
        unknown("tools"),
        unknown("Tools/List"),
        unknown("server/discover"),
        unknown("subscriptions/listen"),
        unknown("resources/subscribe"),
        unknown("resources/unsubscribe"),
        unknown("tasks/list"),
        case("ping", legacy(NEWEST), request("ping", json!({})))
            .answered()
            .holding("/result", json!({})),
        set_level("a log level", "debug")
            .answered()
            .holding("/result", json!({})),
        set_level("an unknown log level", "loud").refused(200, -32602),
    ]
}

fn params() -> Vec<Case> {
    let invalid = |name, method: &str, params: Value| {
        case(name, legacy(NEWEST), request(method, params)).refused(200, -32602)
    };
    let unknown_prompt = json!({"ref": {"type": "ref/prompt", "name": "none"}, "argument": {"name": "name", "value": ""}});
    let unknown_ref =
        json!({"ref": {"type": "ref/none"}, "argument": {"name": "name", "value": ""}});
    vec![
        invalid("an unknown tool", "tools/call", json!({"name": "none"})),
        invalid("a call without a name", "tools/call", json!({})),
        invalid("a call of a number", "tools/call", json!({"name": 1})),
        case(
            "arguments as a list",
            legacy(NEWEST),
            request("tools/call", json!({"name": "echo", "arguments": ["a"]})),
        )
        .answered()
        .holding("/result/isError", json!(true)),
        case(
            "no arguments",
            legacy(NEWEST),
            request("tools/call", json!({"name": "echo"})),
        )
        .answered(),
        invalid("an unknown prompt", "prompts/get", json!({"name": "none"})),
        invalid(
            "a prompt without its argument",
            "prompts/get",
            json!({"name": "greet"}),
        ),
        invalid(
            "a bad cursor of tools",
            "tools/list",
            json!({"cursor": "none"}),
        ),
        invalid(
            "a bad cursor of prompts",
            "prompts/list",
            json!({"cursor": "none"}),
        ),
        invalid(
            "a bad cursor of resources",
            "resources/list",
            json!({"cursor": "none"}),
        ),
        invalid(
            "a bad cursor of templates",
            "resources/templates/list",
            json!({"cursor": "none"}),
        ),
        invalid(
            "a cursor that is no text",
            "tools/list",
            json!({"cursor": 1}),
        ),
        invalid("a resource without a URI", "resources/read", json!({})),
        case(
            "an unknown resource",
            legacy(NEWEST),
            request("resources/read", json!({"uri": "test://none"})),
        )
        .refused(200, -32002)
        .holding("/error/data/uri", json!("test://none")),
        invalid(
            "a completion of an unknown prompt",
            "completion/complete",
            unknown_prompt,
        ),
        invalid(
            "a completion of an unknown kind",
            "completion/complete",
            unknown_ref,
        ),
        invalid("a completion of nothing", "completion/complete", json!({})),
    ]
}
