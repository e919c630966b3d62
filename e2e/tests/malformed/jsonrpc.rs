//! What is no JSON-RPC request, and ids.

use crate::case::{Case, ID, MODERN, case, legacy, modern, modern_request, plain, request, with};
use serde_json::{Value, json};

/// Nesting that no recursive reader survives.
const DEPTH: usize = 100_000;

pub(crate) fn cases() -> Vec<Case> {
    [
        syntax(),
        envelopes(),
        depth(),
        ids(),
        responses(),
        notifications(),
    ]
    .concat()
}

fn syntax() -> Vec<Case> {
    let not_json = |name, body: &str| case(name, plain(), body).refused(400, -32700);
    vec![
        not_json("an empty body", ""),
        not_json("blanks", " \r\n\t"),
        not_json("an open brace", "{"),
        not_json(
            "text after the message",
            r#"{"jsonrpc":"2.0","id":7,"method":"ping"} {}"#,
        ),
        not_json("single quotes", "{'jsonrpc':'2.0','id':7,'method':'ping'}"),
        not_json(
            "a trailing comma",
            r#"{"jsonrpc":"2.0","id":7,"method":"ping",}"#,
        ),
        not_json(
            "not a number",
            r#"{"jsonrpc":"2.0","id":NaN,"method":"ping"}"#,
        ),
        not_json("an open array", "["),
        case(
            "bytes that are not UTF-8",
            plain(),
            b"{\"jsonrpc\":\"2.0\",\"id\":\"\xff\",\"method\":\"ping\"}".to_vec(),
        )
        .refused(400, -32700),
        case("invalid JSON of a modern client", modern("tools/list"), "{").refused(400, -32700),
    ]
}

fn envelopes() -> Vec<Case> {
    let invalid = |name, body: Value| case(name, plain(), body).refused(400, -32600);
    vec![
        invalid("a string", json!("ping")),
        invalid("a number", json!(7)),
        invalid("null", json!(null)),
        invalid("true", json!(true)),
        invalid("an empty object", json!({})),
        invalid("no jsonrpc", json!({"id": ID, "method": "ping"})),
        invalid(
            "another jsonrpc",
            json!({"jsonrpc": "1.0", "id": ID, "method": "ping"}),
        ),
        invalid(
            "jsonrpc as a number",
            json!({"jsonrpc": 2.0, "id": ID, "method": "ping"}),
        ),
        invalid("no method", json!({"jsonrpc": "2.0", "id": ID})),
        invalid(
            "method null",
            json!({"jsonrpc": "2.0", "id": ID, "method": null}),
        ),
        invalid(
            "method as a number",
            json!({"jsonrpc": "2.0", "id": ID, "method": 1}),
        ),
        case(
            "a method twice",
            plain(),
            r#"{"jsonrpc":"2.0","id":7,"method":"ping","method":"tools/list"}"#,
        )
        .refused(400, -32600),
        case(
            "no JSON-RPC of a modern client",
            modern("tools/list"),
            json!({}),
        )
        .refused(400, -32600),
        case(
            "params as text",
            plain(),
            request("tools/list", json!("all")),
        )
        .refused(200, -32602),
        case(
            "params as a list",
            plain(),
            request("tools/list", json!([])),
        )
        .refused(200, -32602),
    ]
}

/// What nests deeper than any stack is read without one: only what is used is looked into.
fn depth() -> Vec<Case> {
    let deep = "[".repeat(DEPTH) + &"]".repeat(DEPTH);
    let sent = |name, method: &str, params: String| {
        let body = format!(r#"{{"jsonrpc":"2.0","id":7,"method":"{method}","params":{params}}}"#);
        case(name, plain(), body.as_str())
    };
    let call = format!(r#"{{"name":"echo","arguments":{{"text":{deep}}}}}"#);
    let prompt = format!(r#"{{"name":"greet","arguments":{{"name":{deep}}}}}"#);
    let with_id = format!(r#"{{"jsonrpc":"2.0","id":{deep},"method":"ping"}}"#);
    vec![
        sent(
            "deep params that are not used",
            "ping",
            format!(r#"{{"x":{deep}}}"#),
        )
        .answered(),
        sent(
            "a deep _meta",
            "tools/list",
            format!(r#"{{"_meta":{deep}}}"#),
        )
        .answered(),
        sent("deep arguments of a tool", "tools/call", call)
            .answered()
            .holding("/result/isError", json!(true)),
        sent("deep arguments of a prompt", "prompts/get", prompt).refused(200, -32602),
        sent(
            "a deep cursor",
            "tools/list",
            format!(r#"{{"cursor":{deep}}}"#),
        )
        .refused(200, -32602),
        case("a deep id", plain(), with_id.as_str()).refused(400, -32600),
        case("a deep array", plain(), deep.as_str())
            .answered_by(1)
            .holding("/0/error/code", json!(-32600)),
        case(
            "a deep array without an end",
            plain(),
            "[".repeat(DEPTH).as_str(),
        )
        .refused(400, -32700),
    ]
}

fn ids() -> Vec<Case> {
    let of = |id: Value| json!({"jsonrpc": "2.0", "id": id, "method": "ping"});
    let refused = |name, id: Value| case(name, plain(), of(id)).refused(400, -32600);
    let raw = |name, id: &str| {
        let body = format!(r#"{{"jsonrpc":"2.0","id":{id},"method":"ping"}}"#);
        case(name, plain(), body.as_str()).answered()
    };
    vec![
        refused("id null", json!(null)),
        refused("id true", json!(true)),
        refused("id as an object", json!({})),
        refused("id as an array", json!([7])),
        refused("id with a fraction", json!(1.5)),
        case(
            "id null of a modern client",
            modern("tools/list"),
            with(modern_request("tools/list", json!({})), "id", json!(null)),
        )
        .refused(400, -32600),
        case("a string id", plain(), of(json!("a-1"))).answered(),
        case("an empty id", plain(), of(json!(""))).answered(),
        case(
            "an id with quotes and umlauts",
            plain(),
            of(json!("\"ä\\\n\u{1f600}")),
        )
        .answered(),
        case("id 0", plain(), of(json!(0))).answered(),
        case("a negative id", plain(), of(json!(-3))).answered(),
        raw("an id beyond 53 bits", "9007199254740993"),
        raw("the greatest 64-bit id", "18446744073709551615"),
        raw("an id beyond 64 bits", "-123456789012345678901234567890"),
        raw("an escaped id", r#""\u0061\/\ud83d\ude00""#),
        case(
            "an id of text in an error",
            plain(),
            json!({"jsonrpc": "2.0", "id": "x", "method": "none"}),
        )
        .refused(200, -32601),
    ]
}

fn responses() -> Vec<Case> {
    let result = json!({"jsonrpc": "2.0", "id": ID, "result": {}});
    let error = json!({"jsonrpc": "2.0", "id": ID, "error": {"code": -1, "message": "no"}});
    vec![
        case("a posted result", plain(), result.clone()).accepted(),
        case("a posted error", legacy("2025-11-25"), error.clone()).accepted(),
        case(
            "a posted result of a modern client",
            modern("tools/list"),
            result,
        )
        .refused(400, -32600),
        case(
            "a posted error of a modern client",
            modern("tools/list"),
            error,
        )
        .refused(400, -32600),
        case(
            "a request that is a response too",
            plain(),
            json!({"jsonrpc": "2.0", "id": ID, "method": "ping", "result": {}}),
        )
        .refused(400, -32600),
    ]
}

fn notifications() -> Vec<Case> {
    let of = |method: &str| json!({"jsonrpc": "2.0", "method": method});
    vec![
        case(
            "initialized",
            legacy("2025-11-25"),
            of("notifications/initialized"),
        )
        .accepted(),
        case("cancelled", plain(), of("notifications/cancelled")).accepted(),
        case("an unknown notification", plain(), of("notifications/none")).accepted(),
        case(
            "a request's method without an id",
            plain(),
            of("tools/list"),
        )
        .accepted(),
        case(
            "a notification of an unknown revision",
            legacy("1999-01-01"),
            of("notifications/cancelled"),
        )
        .refused(400, -32600),
        case(
            "a modern notification",
            plain().add("mcp-protocol-version", MODERN),
            of("notifications/cancelled"),
        )
        .accepted(),
        case(
            "a modern notification with its method",
            modern("notifications/cancelled"),
            of("notifications/cancelled"),
        )
        .accepted(),
    ]
}
