//! Messages whose members are doubtful: keys that stand twice, and ids.

use crate::row::{Row, Table, call, post, request, row};

pub(crate) fn tables() -> Vec<Table> {
    vec![
        Table {
            title: "Keys that stand twice",
            rows: twice(),
        },
        Table {
            title: "Ids",
            rows: ids(),
        },
    ]
}

fn twice() -> Vec<Row> {
    vec![
        row(
            "the method",
            post(r#"{"jsonrpc":"2.0","id":7,"method":"ping","method":"tools/call"}"#),
            &["400 -32600 Invalid Request: duplicate field `method` (no id)"],
        ).closed(),
        row(
            "the id",
            post(r#"{"jsonrpc":"2.0","id":7,"method":"ping","id":8}"#),
            &["400 -32600 Invalid Request: duplicate field `id` (no id)"],
        ).closed(),
        row(
            "the method, once escaped",
            post(r#"{"jsonrpc":"2.0","id":7,"method":"ping","\u006dethod":"tools/call"}"#),
            &["400 -32600 Invalid Request: duplicate field `method` (no id)"],
        ).closed(),
        row(
            "params",
            post(
                r#"{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"good"},"params":{"name":"none"}}"#,
            ),
            &["400 -32600 Invalid Request: duplicate field `params` (no id)"],
        ).closed(),
        row(
            "the tool's name",
            post(request("tools/call", r#"{"name":"good","name":"none"}"#)),
            &["200 -32602 Invalid params: duplicate field `name`"],
        ),
        row(
            "arguments",
            post(request(
                "tools/call",
                r#"{"name":"good","arguments":{},"arguments":{}}"#,
            )),
            &["200 -32602 Invalid params: duplicate field `arguments`"],
        ),
        row(
            "an argument",
            post(call("send", r#"{"segment":"a","segment":"b"}"#)),
            &["200 isError: The argument `segment` is given twice."],
        ),
        row(
            "an argument, once escaped",
            post(call("send", r#"{"segment":"a","\u0073egment":"b"}"#)),
            &["200 isError: The argument `segment` is given twice."],
        ),
        row(
            "a key inside of an argument that is sent on",
            post(call("send", r#"{"segment":"a","field":{"k":1,"k":2}}"#)),
            &["200 isError: The arguments do not fit the tool's schema: the value cannot be read as JSON: an object has the key `k` twice."],
        ),
        row(
            "a key inside of an argument that is taken apart",
            post(call("send", r#"{"segment":"a","filter":{"k":1,"k":2}}"#)),
            &["200 isError: The arguments do not fit the tool's schema: the value cannot be read as JSON: an object has the key `k` twice."],
        ),
        row(
            "a key that nobody reads",
            post(r#"{"x":1,"x":2,"jsonrpc":"2.0","id":7,"method":"ping"}"#),
            &["200 result: {}"],
        ),
    ]
}

fn ids() -> Vec<Row> {
    let of = |id: &str| post(format!(r#"{{"jsonrpc":"2.0","id":{id},"method":"ping"}}"#));
    vec![
        row("0", of("0"), &["200 result: {} (id 0)"]),
        row("-0", of("-0"), &["200 result: {} (id -0)"]),
        row(
            "2^53 + 1",
            of("9007199254740993"),
            &["200 result: {} (id 9007199254740993)"],
        ),
        row(
            "2^64",
            of("18446744073709551616"),
            &["200 result: {} (id 18446744073709551616)"],
        ),
        row(
            "30 digits, negative",
            of("-123456789012345678901234567890"),
            &["200 result: {} (id -123456789012345678901234567890)"],
        ),
        row(
            "a million digits",
            of(&"1".repeat(1_000_000)),
            &["200 result: {} (id 1111111111111111111111111111111111111111 … (1000000 bytes))"],
        ),
        row(
            "a fraction",
            of("1.5"),
            &["400 -32600 Invalid Request: `id` must be a string or an integer (no id)"],
        )
        .closed(),
        row(
            "a fraction of zero",
            of("1.0"),
            &["400 -32600 Invalid Request: `id` must be a string or an integer (no id)"],
        )
        .closed(),
        row(
            "an exponent",
            of("1e3"),
            &["400 -32600 Invalid Request: `id` must be a string or an integer (no id)"],
        )
        .closed(),
        row(
            "a leading zero",
            of("01"),
            &["400 -32700 Parse error: invalid number at line 1 column 24 (no id)"],
        )
        .closed(),
        row(
            "an empty string",
            of(r#""""#),
            &["200 result: {} (id \"\")"],
        ),
        row(
            "escapes",
            of(r#""\u0061\/\ud83d\ude00""#),
            &["200 result: {} (id \"\\u0061\\/\\ud83d\\ude00\")"],
        ),
        row(
            "an escaped NUL",
            of(r#""\u0000""#),
            &["200 result: {} (id \"\\u0000\")"],
        ),
        row(
            "half of a surrogate pair",
            of(r#""\ud83d""#),
            &["200 result: {} (id \"\\ud83d\")"],
        ),
        row(
            "a string of 1 MB",
            of(&format!("\"{}\"", "i".repeat(1_000_000))),
            &["200 result: {} (id \"iiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiii … (1000002 bytes))"],
        ),
        row(
            "null",
            of("null"),
            &["400 -32600 Invalid Request: `id` must be a string or an integer (no id)"],
        )
        .closed(),
        row(
            "a truth value",
            of("true"),
            &["400 -32600 Invalid Request: `id` must be a string or an integer (no id)"],
        )
        .closed(),
        row(
            "a list",
            of("[7]"),
            &["400 -32600 Invalid Request: `id` must be a string or an integer (no id)"],
        )
        .closed(),
        row(
            "an object",
            of(r#"{"id":7}"#),
            &["400 -32600 Invalid Request: `id` must be a string or an integer (no id)"],
        )
        .closed(),
    ]
}
