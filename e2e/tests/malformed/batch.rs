//! JSON-RPC batches: 2025-03-26 must take them, all other revisions have none.

use crate::case::{
    Case, ID, case, legacy, meta, modern, modern_request, plain, request, with_meta,
};
use serde_json::{Value, json};

pub(crate) fn cases() -> Vec<Case> {
    let ping = || request("ping", json!({}));
    let call = |id: &str, text: &str| {
        json!({"jsonrpc": "2.0", "id": id, "method": "tools/call",
            "params": {"name": "echo", "arguments": {"text": text}}})
    };
    let cancelled = || json!({"jsonrpc": "2.0", "method": "notifications/cancelled"});
    let refused = |name, headers, body: Value| case(name, headers, body).refused(400, -32600);
    vec![
        case(
            "two requests",
            legacy("2025-03-26"),
            json!([ping(), request("tools/list", json!({}))]),
        )
        .answered_by(2),
        case(
            "two requests of an unnamed revision",
            plain(),
            json!([ping(), ping()]),
        )
        .answered_by(2),
        case(
            "two calls",
            legacy("2025-03-26"),
            json!([call("a", "one"), call("b", "two")]),
        )
        .answered_by(2)
        .saying("text=one")
        .saying("text=two"),
        case(
            "a call and an unknown tool",
            legacy("2025-03-26"),
            json!([
                call("a", "one"),
                request("tools/call", json!({"name": "none"})),
            ]),
        )
        .answered_by(2)
        .saying("-32602"),
        case(
            "a request and a notification",
            legacy("2025-03-26"),
            json!([cancelled(), ping()]),
        )
        .answered_by(1)
        .holding("/0/id", json!(ID)),
        case(
            "notifications alone",
            legacy("2025-03-26"),
            json!([cancelled(), cancelled()]),
        )
        .accepted(),
        case(
            "responses alone",
            legacy("2025-03-26"),
            json!([{"jsonrpc": "2.0", "id": 1, "result": {}}]),
        )
        .accepted(),
        case(
            "an entry that is no message",
            legacy("2025-03-26"),
            json!([1, ping()]),
        )
        .answered_by(2)
        .holding("/0/error/code", json!(-32600))
        .holding("/1/id", json!(ID)),
        case(
            "an entry that lists the members of a message",
            legacy("2025-03-26"),
            json!([["2.0", ID, "ping", {}, null, null]]),
        )
        .answered_by(1)
        .holding("/0/error/code", json!(-32600)),
        case(
            "an entry that is initialize",
            legacy("2025-03-26"),
            json!([
                request("initialize", json!({"protocolVersion": "2025-03-26"})),
                ping()
            ]),
        )
        .answered_by(2)
        .holding("/0/error/code", json!(-32600)),
        refused(
            "101 entries",
            legacy("2025-03-26"),
            Value::Array(vec![ping(); 101]),
        ),
        refused("an empty batch", legacy("2025-03-26"), json!([])),
        refused(
            "a batch of 2025-06-18",
            legacy("2025-06-18"),
            json!([ping()]),
        ),
        refused(
            "a batch of 2025-11-25",
            legacy("2025-11-25"),
            json!([ping()]),
        ),
        refused(
            "a batch of a modern client",
            modern("ping"),
            json!([ping()]),
        ),
        refused(
            "a batch of notifications of a modern client",
            modern("ping"),
            json!([cancelled()]),
        ),
        refused(
            "a batch of modern requests",
            modern("tools/list"),
            json!([modern_request("tools/list", json!({}))]),
        ),
        refused(
            "a modern request in a batch",
            legacy("2025-03-26"),
            json!([ping(), with_meta("tools/list", json!({}), meta()),]),
        ),
        refused(
            "a modern request in a batch of no revision",
            plain(),
            json!([with_meta("tools/list", json!({}), meta()),]),
        ),
        refused(
            "a batch of an unknown revision",
            legacy("1999-01-01"),
            json!([ping()]),
        ),
    ]
}
