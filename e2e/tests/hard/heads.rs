//! HTTP/1.1 requests whose heads are hard to take, and what clients rarely speak.

use crate::row::{Row, Table, good, head, head_of, ms, ping, post, row};
use portico_e2e::script::{Act, send};

/// One byte more than a request body may have.
const TOO_LARGE: usize = (4 << 20) + 1;

pub(crate) fn tables() -> Vec<Table> {
    vec![
        Table {
            title: "Headers and request lines",
            rows: headers(),
        },
        Table {
            title: "HTTP/1.1 that clients rarely speak",
            rows: rare(),
        },
    ]
}

fn headers() -> Vec<Row> {
    let with = |line: &str| {
        let body = good();
        vec![send(
            head(&format!("{line}\r\ncontent-length: {}", body.len())) + &body,
        )]
    };
    let by = |line: &str| {
        let body = good();
        vec![send(
            head_of(line, &format!("content-length: {}", body.len())) + &body,
        )]
    };
    let many: String = (0..200).map(|at| format!("x-{at}: 1\r\n")).collect();
    let long = format!("x-long: {}", "y".repeat(70_000));
    vec![
        row(
            "the gateway's routing header",
            with("x-portico-cluster: evil"),
            &["200 content: upstream gets GET /base/good"],
        ),
        row(
            "the gateway's routing header, in capitals and twice",
            with("X-PORTICO-CLUSTER: evil\r\nx-portico-cluster: worse"),
            &["200 content: upstream gets GET /base/good"],
        ),
        row(
            "Envoy's own headers",
            with(
                "x-envoy-upstream-rq-timeout-ms: 1\r\nx-envoy-original-path: /x\r\nx-envoy-max-retries: 99",
            ),
            &["200 content: upstream gets GET /base/good"],
        ),
        row(
            "NUL in a header",
            with("x-a: b\0c"),
            &["400 from Envoy: Bad Request"],
        )
        .closed(),
        row(
            "a bare carriage return in a header",
            with("x-a: b\rx-portico-cluster: evil"),
            &["200 content: upstream gets GET /base/good"],
        ),
        row(
            "a header that goes on in the next line",
            with("x-a: b\r\n c"),
            &["200 content: upstream gets GET /base/good"],
        ),
        row(
            "a blank before the colon",
            with("x-a : b"),
            &["400 from Envoy: Bad Request"],
        )
        .closed(),
        row(
            "a header without a colon",
            with("x-a"),
            &["400 from Envoy: Bad Request"],
        )
        .closed(),
        row(
            "a header without a name",
            with(": b"),
            &["400 from Envoy: Bad Request"],
        )
        .closed(),
        row(
            "a header of 70 KB",
            with(&long),
            &["431 from Envoy: Request Header Fields Too Large"],
        )
        .closed(),
        row(
            "200 headers",
            with(many.trim_end()),
            &["431 from Envoy: Request Header Fields Too Large"],
        )
        .closed(),
        row(
            "a second Host",
            with("host: evil"),
            &["200 content: upstream gets GET /base/good"],
        ),
        row(
            "a second Content-Type",
            with("content-type: text/plain"),
            &["415 -32600 Invalid Request: Content-Type must be application/json (no id)"],
        )
        .closed(),
        row(
            "no Host",
            vec![send("POST /hard/mcp HTTP/1.1\r\ncontent-length: 0\r\n\r\n")],
            &["400, no body"],
        )
        .closed(),
        row(
            "a session id with bytes that are not text",
            vec![Act::Send(
                [
                    &head("content-length: 40\r\nmcp-session-id: @").into_bytes()[..],
                    b"{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"ping\"}",
                ]
                .concat()
                .iter()
                .map(|b| if *b == b'@' { 0xff } else { *b })
                .collect(),
            )],
            &["200 result: {}"],
        ),
        row(
            "`..` in the path",
            by("POST /hard/../hard/./mcp HTTP/1.1"),
            &["200 content: upstream gets GET /base/good"],
        ),
        row(
            "an encoded slash in the path",
            by("POST /hard%2fmcp HTTP/1.1"),
            &["400, no body"],
        )
        .closed(),
        row(
            "an encoded backslash in the path",
            by("POST /hard%5cmcp HTTP/1.1"),
            &["400, no body"],
        )
        .closed(),
        row(
            "encoded dots in the path",
            by("POST /x/%2e%2e/hard/mcp HTTP/1.1"),
            &["200 content: upstream gets GET /base/good"],
        ),
        row(
            "encoded letters in the path",
            by("POST /%68ard/mcp HTTP/1.1"),
            &["200 content: upstream gets GET /base/good"],
        ),
        row(
            "an encoded NUL in the path",
            by("POST /hard/mcp%00 HTTP/1.1"),
            &["400, no body"],
        )
        .closed(),
        row(
            "two slashes in the path",
            by("POST //hard//mcp HTTP/1.1"),
            &["404, no body"],
        )
        .closed(),
        row(
            "a whole URL as the path",
            by("POST http://evil.example/hard/mcp HTTP/1.1"),
            &["200 content: upstream gets GET /base/good"],
        ),
        row(
            "no path",
            by("POST * HTTP/1.1"),
            &["400 from Envoy: Bad Request"],
        )
        .closed(),
        row(
            "a request line without a version",
            by("POST /hard/mcp"),
            &["426 from Envoy: Upgrade Required"],
        )
        .closed(),
        row(
            "HTTP/1.0",
            by("POST /hard/mcp HTTP/1.0"),
            &["426 from Envoy: Upgrade Required"],
        )
        .closed(),
        row(
            "HTTP/3.0",
            by("POST /hard/mcp HTTP/3.0"),
            &["426 from Envoy: Upgrade Required"],
        )
        .closed(),
        row(
            "a method in lower case",
            by("post /hard/mcp HTTP/1.1"),
            &["400 from Envoy: Bad Request"],
        )
        .closed(),
        row(
            "CONNECT",
            by("CONNECT gateway:80 HTTP/1.1"),
            &["400 from Envoy: Bad Request"],
        )
        .closed(),
        row("TRACE", by("TRACE /hard/mcp HTTP/1.1"), &["405, no body"]).closed(),
        row(
            "TLS",
            vec![send(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03")],
            &["400 from Envoy: Bad Request"],
        )
        .closed(),
    ]
}

fn rare() -> Vec<Row> {
    let expecting = |what: &str| {
        head(&format!(
            "expect: {what}\r\ncontent-length: {}",
            good().len()
        ))
    };
    let upgrade = |what: &str| {
        let body = good();
        head(&format!(
            "connection: upgrade\r\nupgrade: {what}\r\ncontent-length: {}",
            body.len()
        )) + &body
    };
    let body = good();
    let trailers = format!(
        "{:x}\r\n{body}\r\n0\r\nx-trailer: 1\r\nx-portico-cluster: evil\r\n\r\n",
        body.len()
    );
    let pipelined = |bodies: &[&str]| {
        let mut sent = Vec::new();
        for body in bodies {
            sent.extend(post(body));
        }
        sent
    };
    let (good, ping) = (good(), ping());
    vec![
        row(
            "two calls at once",
            pipelined(&[&good, &good]),
            &[
                "200 content: upstream gets GET /base/good",
                "200 content: upstream gets GET /base/good",
            ],
        ),
        row(
            "a call, one that is refused, a call",
            pipelined(&[&good, "{", &good]),
            &[
                "200 content: upstream gets GET /base/good",
                "400 -32700 Parse error: EOF while parsing an object at line 1 column 1 (no id)",
            ],
        )
        .closed(),
        row(
            "an answer of the gateway's between two of the upstream's",
            pipelined(&[&good, &ping, &good]),
            &[
                "200 content: upstream gets GET /base/good",
                "200 result: {}",
                "200 content: upstream gets GET /base/good",
            ],
        ),
        row(
            "a call behind one whose body is too large",
            pipelined(&[&" ".repeat(TOO_LARGE), &ping]),
            &["413 -32600 Invalid Request: the body is larger than 4194304 bytes (no id)"],
        )
        .closed(),
        row(
            "`Expect: 100-continue`",
            vec![
                send(expecting("100-continue")),
                Act::Wait(ms(50)),
                send(&good),
            ],
            &["100, no body", "200 content: upstream gets GET /base/good"],
        ),
        row(
            "an Expect that is none",
            vec![send(expecting("miracles") + &good)],
            &["200 content: upstream gets GET /base/good"],
        ),
        row(
            "trailers",
            vec![send(
                head("transfer-encoding: chunked\r\ntrailer: x-trailer") + &trailers,
            )],
            &["200 content: upstream gets GET /base/good"],
        ),
        row(
            "chunk extensions",
            vec![send(
                head("transfer-encoding: chunked")
                    + &format!("{:x};a=b\r\n{good}\r\n0\r\n\r\n", good.len()),
            )],
            &["200 content: upstream gets GET /base/good"],
        ),
        row(
            "an upgrade to WebSocket",
            vec![send(upgrade("websocket"))],
            &["403, no body"],
        )
        .closed(),
        row(
            "an upgrade to HTTP/2",
            vec![send(upgrade("h2c"))],
            &["200 content: upstream gets GET /base/good"],
        ),
        row(
            "`Connection: close`",
            vec![send(
                head(&format!(
                    "connection: close\r\ncontent-length: {}",
                    good.len()
                )) + &good,
            )],
            &["200 content: upstream gets GET /base/good"],
        )
        .closed(),
        row(
            "the routing header as one of the connection's",
            vec![send(
                head(&format!(
                    "connection: x-portico-cluster, keep-alive\r\ncontent-length: {}",
                    good.len()
                )) + &good,
            )],
            &["200 content: upstream gets GET /base/good"],
        ),
    ]
}
