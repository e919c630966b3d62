//! Bodies that are hard to read.

use crate::row::{Row, Table, call, good, post, request, row};

/// Nesting that no recursive reader survives.
const DEPTH: usize = 1_000_000;

pub(crate) fn tables() -> Vec<Table> {
    vec![
        Table {
            title: "Deep and huge JSON",
            rows: size(),
        },
        Table {
            title: "Text that is none",
            rows: text(),
        },
    ]
}

fn size() -> Vec<Row> {
    let deep = "[".repeat(DEPTH) + &"]".repeat(DEPTH);
    let objects = r#"{"a":"#.repeat(DEPTH / 2) + "1" + &"}".repeat(DEPTH / 2);
    let many: Vec<String> = (0..200_000).map(|at| format!("\"k{at}\":{at}")).collect();
    let pings = vec![r#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#; 50_000].join(",");
    let few = vec![r#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#; 100].join(",");
    let batch = |entries: &str| {
        let body = format!("[{entries}]");
        let head = crate::row::head(&format!("content-length: {}", body.len()));
        vec![portico_e2e::script::send(
            head.replace("2025-11-25", "2025-03-26") + &body,
        )]
    };
    vec![
        row(
            "a million arrays, one in the other",
            post(&deep),
            &["400 -32600 Invalid Request: this protocol revision has no batches (no id)"],
        )
        .closed(),
        row(
            "a million arrays that are not closed",
            post("[".repeat(DEPTH)),
            &["400 -32700 Parse error: EOF while parsing a list at line 1 column 1000000 (no id)"],
        )
        .closed(),
        row(
            "a million arrays as an argument",
            post(call("send", &format!(r#"{{"segment":{deep}}}"#))),
            &["200 isError: The arguments are nested more than 64 deep: send something flatter."],
        ),
        row(
            "half a million objects as an argument",
            post(call(
                "send",
                &format!(r#"{{"segment":"s","field":{objects}}}"#),
            )),
            &["200 isError: The arguments are nested more than 64 deep: send something flatter."],
        ),
        row(
            "half a million objects as params",
            post(request("ping", &objects)),
            &["200 result: {}"],
        ),
        row(
            "a deep id",
            post(format!(
                r#"{{"jsonrpc":"2.0","id":{deep},"method":"ping"}}"#
            )),
            &["400 -32600 Invalid Request: `id` must be a string or an integer (no id)"],
        )
        .closed(),
        row(
            "a deep prompt argument",
            post(request(
                "prompts/get",
                &format!(r#"{{"name":"greet","arguments":{{"who":{deep}}}}}"#),
            )),
            &[
                "200 -32602 Invalid params: The arguments are nested more than 64 deep: send something flatter.",
            ],
        ),
        row(
            "200,000 arguments that no tool has",
            post(call("good", &format!("{{{}}}", many.join(",")))),
            &[
                "200 isError: The arguments have more than 10000 members in all: send fewer at once.",
            ],
        ),
        row(
            "an argument of 3 MB",
            post(call(
                "send",
                &format!(r#"{{"segment":"s","field":"{}"}}"#, "y".repeat(3_000_000)),
            )),
            &["200 content: upstream gets POST /base/a/s/x-p.json?fi … (3000058 bytes)"],
        ),
        row(
            "a path argument of 100 KB",
            post(call(
                "send",
                &format!(r#"{{"segment":"{}"}}"#, "y".repeat(100_000)),
            )),
            &["200 isError: The upstream answered 414 URI Too Long."],
        ),
        row(
            "a header argument of 100 KB",
            post(call(
                "send",
                &format!(r#"{{"segment":"s","header":"{}"}}"#, "y".repeat(100_000)),
            )),
            &["200 content: upstream gets POST /base/a/s/x-p.json?fi … (100056 bytes)"],
        ),
        row(
            "a method of 1 MB",
            post(request(&"m".repeat(1_000_000), "{}")),
            &["200 -32601 Method not found: mmmmmmmmmmmmmmmmmmmmmm … (221 bytes)"],
        ),
        row(
            "a tool's name of 1 MB",
            post(call(&"n".repeat(1_000_000), "{}")),
            &["200 -32602 Unknown tool: nnnnnnnnnnnnnnnnnnnnnnnnnn … (217 bytes)"],
        ),
        row(
            "a number of a million digits",
            post(call(
                "send",
                &format!(r#"{{"segment":"s","field":{}}}"#, "9".repeat(1_000_000)),
            )),
            &["200 content: upstream gets POST /base/a/s/x-p.json?fi … (1000056 bytes)"],
        ),
        row(
            "a number beyond every float",
            post(call("send", r#"{"segment":"s","field":1e999999}"#)),
            &["200 content: upstream gets POST /base/a/s/x-p.json?fixed=1 {\"field\":1e999999}"],
        ),
        row(
            "a batch of 100 messages",
            batch(&few),
            &["200, 100 answers, the first: result: {} (id 1)"],
        ),
        row(
            "a batch of 50,000 messages",
            batch(&pings),
            &["400 -32600 Invalid Request: a batch has at most 100 entries (no id)"],
        )
        .closed(),
        row(
            "a million blanks before a call",
            post(" ".repeat(1_000_000) + &good()),
            &["200 content: upstream gets GET /base/good"],
        ),
    ]
}

fn text() -> Vec<Row> {
    let with = |bytes: &[u8]| {
        let call = call("send", r#"{"segment":"@"}"#);
        let (before, after) = call.split_once('@').unwrap_or_default();
        post([before.as_bytes(), bytes, after.as_bytes()].concat())
    };
    vec![
        row("a byte that no UTF-8 has", with(b"\xff"), &["400 -32700 Parse error: invalid UTF-8 at byte 94 (no id)"]).closed(),
        row("UTF-8 that is cut off", with(b"\xf0\x9f\x98"), &["400 -32700 Parse error: invalid UTF-8 at byte 94 (no id)"]).closed(),
        row("a slash in overlong UTF-8", with(b"\xc0\xaf"), &["400 -32700 Parse error: invalid UTF-8 at byte 94 (no id)"]).closed(),
        row("a surrogate in UTF-8", with(b"\xed\xa0\x80"), &["400 -32700 Parse error: invalid UTF-8 at byte 94 (no id)"]).closed(),
        row(
            "UTF-16",
            post(
                good()
                    .encode_utf16()
                    .flat_map(u16::to_le_bytes)
                    .collect::<Vec<u8>>(),
            ),
            &["400 -32700 Parse error: key must be a string at line 1 column 2 (no id)"],
        ).closed(),
        row(
            "a byte order mark",
            post(format!("\u{feff}{}", good())),
            &["400 -32700 Parse error: expected value at line 1 column 1 (no id)"],
        ).closed(),
        row(
            "half of an escaped surrogate pair",
            with(br"\ud83d"),
            &["200 isError: The arguments do not fit the tool's schema: the value cannot be read as JSON: a string has half a surrogate pair."],
        ),
        row("an escape that is none", with(br"\x41"), &["400 -32700 Parse error: invalid escape at line 1 column 96 (no id)"]).closed(),
        row("a NUL byte in a string", with(b"\0"), &["400 -32700 Parse error: control character (\\u0000-\\u001F) found while parsing a string at line 1 column 94 (no id)"]).closed(),
        row("a line break in a string", with(b"\n"), &["400 -32700 Parse error: control character (\\u0000-\\u001F) found while parsing a string at line 1 column 94 (no id)"]).closed(),
        row("a NUL byte after the message", post(good() + "\0"), &["400 -32700 Parse error: trailing characters at line 1 column 87 (no id)"]).closed(),
        row(
            "an escaped NUL in a method",
            post(request(r"ping\u0000", "{}")),
            &["200 -32601 Method not found: ping\\u{0}"],
        ),
        row(
            "an escaped NUL in a tool's name",
            post(call(r"good\u0000", "{}")),
            &["200 -32602 Unknown tool: good\\u{0}"],
        ),
        row(
            "an escaped NUL in a resource's URI",
            post(request(
                "resources/read",
                r#"{"uri":"hard://record/\u0000"}"#,
            )),
            &["200 contents: upstream gets GET /base/records/%00"],
        ),
        row(
            "an encoded slash in a resource's URI",
            post(request(
                "resources/read",
                r#"{"uri":"hard://record/..%2f..%2fadmin"}"#,
            )),
            &["200 contents: upstream gets GET /base/records/..%2F..%2Fadmin"],
        ),
        row(
            "dots as a resource's variable",
            post(request(
                "resources/read",
                r#"{"uri":"hard://record/%2e%2e"}"#,
            )),
            &["200 -32602 Invalid params: The argument `id` must be something else than `.` or `..`."],
        ),
        row(
            "a prompt argument with template braces",
            post(request(
                "prompts/get",
                r#"{"name":"greet","arguments":{"who":"{{ args.who }}\"\u0000"}}"#,
            )),
            &["200 result: {\"messages\":[{\"role\":\"user\",\"content\":{\"type\":\"text\",\"text\":\"Hello {{ args.who }}\\\"\\u0000\"}}]}"],
        ),
        row(
            "a gzip body that is not announced",
            post(b"\x1f\x8b\x08\x00\x00\x00\x00\x00"),
            &["400 -32700 Parse error: invalid UTF-8 at byte 1 (no id)"],
        ).closed(),
    ]
}
