//! Upstreams that speak bad HTTP.

use super::{JSON, ask, head};
use crate::row::Row;
use portico_e2e::script::{Act, send};

pub(super) fn rows() -> Vec<Row> {
    let bytes = |input, text: &str, answers| ask(input, vec![send(text)], answers);
    let closing = |input, text: &str, answers| ask(input, vec![send(text), Act::Finish], answers);
    vec![
        bytes(
            "a content-length that is too small",
            &(head(&format!("{JSON}\r\ncontent-length: 5")) + "{\"a\":1}"),
            &["200 content: {\"a\":"],
        ),
        bytes(
            "a second response that nobody asked for",
            &(head(&format!("{JSON}\r\ncontent-length: 2"))
                + "{}"
                + &head(&format!("{JSON}\r\ncontent-length: 8"))
                + "\"stolen\""),
            &["200 content: {}"],
        ),
        bytes(
            "two content-lengths that differ",
            &(head("content-length: 2\r\ncontent-length: 3") + "{}"),
            &["200 isError: The upstream's answer is not valid HTTP."],
        ),
        bytes(
            "a content-length in words",
            &(head("content-length: many") + "{}"),
            &["200 isError: The upstream's answer is not valid HTTP."],
        ),
        bytes(
            "a negative content-length",
            &(head("content-length: -2") + "{}"),
            &["200 isError: The upstream's answer is not valid HTTP."],
        ),
        bytes(
            "content-length and chunks",
            &(head("content-length: 2\r\ntransfer-encoding: chunked") + "2\r\n{}\r\n0\r\n\r\n"),
            &["200 isError: The upstream's answer is not valid HTTP."],
        ),
        bytes(
            "a chunk whose size is no number",
            &(head("transfer-encoding: chunked") + "zz\r\n{}\r\n0\r\n\r\n"),
            &[
                "200 isError: The upstream's response was cut off: the upstream closed the connection, took too long or sent too much.",
            ],
        ),
        bytes(
            "a transfer-encoding that is none",
            &(head("transfer-encoding: cow") + "{}"),
            &["200 isError: The upstream's answer is not valid HTTP."],
        ),
        closing(
            "no length, but a close",
            &(head(JSON) + "{\"a\":1}"),
            &["200 content: {\"a\":1}"],
        ),
        bytes(
            "an SSH banner",
            "SSH-2.0-OpenSSH_9.2p1\r\n",
            &["200 isError: The upstream's answer is not valid HTTP."],
        ),
        closing(
            "HTTP/0.9",
            "{\"a\":1}",
            &["200 isError: The upstream's answer is not valid HTTP."],
        ),
        closing(
            "HTTP/1.0",
            "HTTP/1.0 200 OK\r\n\r\n{\"a\":1}",
            &["200 content: {\"a\":1}"],
        ),
        bytes(
            "HTTP/2",
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            &["200 isError: The upstream's answer is not valid HTTP."],
        ),
        bytes(
            "NUL in a header",
            &(head("x-a: b\0c\r\ncontent-length: 2") + "{}"),
            &["200 isError: The upstream's answer is not valid HTTP."],
        ),
        bytes(
            "a bare carriage return in a header",
            &(head("x-a: b\rc\r\ncontent-length: 2") + "{}"),
            &["200 content: {}"],
        ),
        bytes(
            "a header without a colon",
            &(head("x-a\r\ncontent-length: 2") + "{}"),
            &["200 isError: The upstream's answer is not valid HTTP."],
        ),
        bytes(
            "a status of two digits",
            "HTTP/1.1 42 Odd\r\ncontent-length: 2\r\n\r\n{}",
            &["200 isError: The upstream's answer is not valid HTTP."],
        ),
        bytes(
            "a status of letters",
            "HTTP/1.1 good OK\r\ncontent-length: 2\r\n\r\n{}",
            &["200 isError: The upstream's answer is not valid HTTP."],
        ),
        bytes(
            "chunks with trailers",
            &(head(&format!("{JSON}\r\ntransfer-encoding: chunked"))
                + "2\r\n{}\r\n0\r\nx-trailer: 1\r\n\r\n"),
            &["200 content: {}"],
        ),
        bytes(
            "a body for a 204",
            "HTTP/1.1 204 No Content\r\ncontent-length: 2\r\n\r\n{}",
            &["200 isError: The upstream's answer is not valid HTTP."],
        ),
    ]
}
