//! Upstreams with statuses and headers out of the ordinary.

use super::{JSON, ask, head};
use crate::row::Row;
use portico_e2e::script::{Act, send};

pub(super) fn rows() -> Vec<Row> {
    let after = |first: &str| {
        vec![
            send(first),
            send(head(&format!("{JSON}\r\ncontent-length: 2")) + "{}"),
        ]
    };
    let status = |input, line: &str, answers| {
        ask(
            input,
            vec![send(format!(
                "HTTP/1.1 {line}\r\ncontent-length: 3\r\n\r\nwhy"
            ))],
            answers,
        )
    };
    let with = |input, lines: &str, answers| {
        ask(
            input,
            vec![send(head(&format!("{lines}\r\ncontent-length: 2")) + "{}")],
            answers,
        )
    };
    let many: String = (0..200).map(|at| format!("x-{at}: 1\r\n")).collect();
    vec![
        ask(
            "100 before the answer",
            after("HTTP/1.1 100 Continue\r\n\r\n"),
            &["200 content: {}"],
        ),
        ask(
            "103 before the answer",
            after("HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n"),
            &["200 content: {}"],
        ),
        ask(
            "a thousand times 102 before the answer",
            after(&"HTTP/1.1 102 Processing\r\n\r\n".repeat(1000)),
            &["200 content: {}"],
        ),
        ask(
            "100 and nothing more",
            vec![send("HTTP/1.1 100 Continue\r\n\r\n"), Act::Hang],
            &["200 isError: The upstream did not answer in time."],
        ),
        ask(
            "101",
            vec![
                send(
                    "HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n",
                ),
                Act::Finish,
            ],
            &["200 isError: The upstream answered 101."],
        ),
        status(
            "300",
            "300 Multiple Choices",
            &["200 isError: The upstream answered 300: why"],
        ),
        status(
            "301 to elsewhere",
            "301 Moved Permanently\r\nlocation: http://evil.example/",
            &["200 isError: The upstream answered 301 Moved Permanently: why"],
        ),
        status(
            "302 to itself",
            "302 Found\r\nlocation: /",
            &["200 isError: The upstream answered 302 Found: why"],
        ),
        status(
            "307",
            "307 Temporary Redirect\r\nlocation: //evil.example",
            &["200 isError: The upstream answered 307 Temporary Redirect: why"],
        ),
        ask(
            "304",
            vec![send("HTTP/1.1 304 Not Modified\r\n\r\n")],
            &["200 isError: The upstream answered 304 Not Modified."],
        ),
        status(
            "401",
            "401 Unauthorized\r\nwww-authenticate: Basic",
            &["200 isError: The upstream answered 401 Unauthorized: why"],
        ),
        status(
            "407",
            "407 Proxy Authentication Required",
            &["200 isError: The upstream answered 407: why"],
        ),
        status(
            "429",
            "429 Too Many Requests\r\nretry-after: 9",
            &["200 isError: The upstream answered 429 Too Many Requests: why"],
        ),
        status(
            "599",
            "599 Odd",
            &["200 isError: The upstream answered 599: why"],
        ),
        status(
            "600",
            "600 Odd",
            &["200 isError: The upstream answered 600: why"],
        ),
        status(
            "999",
            "999 Odd",
            &["200 isError: The upstream answered 999: why"],
        ),
        with(
            "a content type that stands twice",
            "content-type: text/plain\r\ncontent-type: image/png",
            &["200 content: {}"],
        ),
        with("no content type", "x-none: 1", &["200 content: {}"]),
        with(
            "a content type that is none",
            "content-type: ;;;\"",
            &["200 content: {}"],
        ),
        with(
            "a content type that is not UTF-8",
            "content-type: text/\u{fffd}",
            &["200 content: {}"],
        ),
        with(
            "the gateway's own headers",
            "x-portico-cluster: evil\r\nmcp-session-id: evil\r\nset-cookie: a=b",
            &["200 content: {}"],
        ),
        with(
            "a header of 50 KB",
            &format!("x-long: {}", "y".repeat(50_000)),
            &["200 content: {}"],
        ),
        with(
            "a header of 100 KB",
            &format!("x-long: {}", "y".repeat(100_000)),
            &["200 isError: The upstream's answer is not valid HTTP."],
        ),
        with(
            "200 headers",
            many.trim_end(),
            &["200 isError: The upstream's answer is not valid HTTP."],
        ),
    ]
}
