//! HTTP/1.1 bodies that end early, late or never.

use crate::row::{Row, Table, Then, good, head, ms, ping, post, row};
use portico_e2e::script::{Act, send};

/// The default limit of a request body.
const LIMIT: usize = 4 << 20;

pub(crate) fn tables() -> Vec<Table> {
    vec![Table {
        title: "Bodies that end early, late or never",
        rows: bodies(),
    }]
}

fn bodies() -> Vec<Row> {
    let length = |length: &str| head(&format!("content-length: {length}"));
    let chunked = || head("transfer-encoding: chunked");
    let padded = |size: usize| {
        let mut body = ping().into_bytes();
        body.resize(size, b' ');
        body
    };
    let in_chunks = |body: &[u8]| {
        let mut sent = chunked().into_bytes();
        for piece in body.chunks(60_000) {
            sent.extend(format!("{:x}\r\n", piece.len()).bytes());
            sent.extend_from_slice(piece);
            sent.extend(b"\r\n");
        }
        sent.extend(b"0\r\n\r\n");
        vec![Act::Send(sent)]
    };
    let whole = good();
    let one_by_one: String = whole.chars().map(|c| format!("1\r\n{c}\r\n")).collect();
    vec![
        row(
            "the client closes in the middle of the body",
            vec![send(length("100") + "{\"jsonrpc\""), Act::Finish],
            &[],
        )
        .closed(),
        row(
            "the client resets the connection in the middle of the body",
            vec![send(length("100") + "{\"jsonrpc\""), Act::Reset],
            &[],
        )
        .then(Then::Left),
        row(
            "the client closes in the middle of a chunk",
            vec![send(chunked() + "ff\r\n{\"jsonrpc\""), Act::Finish],
            &[],
        )
        .closed(),
        row(
            "the body comes byte by byte",
            vec![
                send(length(&whole.len().to_string())),
                Act::Drip(whole.clone().into_bytes(), ms(5)),
            ],
            &["200 content: upstream gets GET /base/good"],
        ),
        row(
            "chunks of one byte",
            vec![send(chunked() + &one_by_one + "0\r\n\r\n")],
            &["200 content: upstream gets GET /base/good"],
        ),
        row(
            "the head comes byte by byte",
            vec![
                Act::Drip(length(&whole.len().to_string()).into_bytes(), ms(2)),
                send(&whole),
            ],
            &["200 content: upstream gets GET /base/good"],
        ),
        row(
            "a body of the greatest size",
            post(padded(LIMIT)),
            &["200 result: {}"],
        ),
        row(
            "a body one byte over the limit",
            post(padded(LIMIT + 1)),
            &["413 -32600 Invalid Request: the body is larger than 4194304 bytes (no id)"],
        )
        .then(Then::Either),
        row(
            "a body of 12 MB",
            post(padded(12_000_000)),
            &["413 -32600 Invalid Request: the body is larger than 4194304 bytes (no id)"],
        )
        .then(Then::Either),
        row(
            "a body over the limit in chunks",
            in_chunks(&padded(LIMIT + 1)),
            &["413 -32600 Invalid Request: the body is larger than 4194304 bytes (no id)"],
        )
        .then(Then::Either),
        row(
            "a body of 12 MB in chunks",
            in_chunks(&padded(12_000_000)),
            &["413 -32600 Invalid Request: the body is larger than 4194304 bytes (no id)"],
        )
        .then(Then::Either),
        row(
            "a content-length of 30 digits",
            vec![send(length("999999999999999999999999999999"))],
            &["400 from Envoy: Bad Request"],
        )
        .closed(),
        row(
            "a negative content-length",
            vec![send(length("-1") + &whole)],
            &["400 from Envoy: Bad Request"],
        )
        .closed(),
        row(
            "a content-length in words",
            vec![send(length("many") + &whole)],
            &["400 from Envoy: Bad Request"],
        )
        .closed(),
        row(
            "two content-lengths that differ",
            vec![send(
                head("content-length: 5\r\ncontent-length: 6") + &whole,
            )],
            &["400 from Envoy: Bad Request"],
        )
        .closed(),
        row(
            "content-length and chunks",
            vec![send(
                head("content-length: 5\r\ntransfer-encoding: chunked") + "0\r\n\r\n",
            )],
            &["400 from Envoy: Bad Request"],
        )
        .closed(),
        row(
            "a chunk whose size is no number",
            vec![send(chunked() + "zz\r\n")],
            &["400 from Envoy: Bad Request"],
        )
        .closed(),
        row(
            "a chunk whose size is beyond 64 bits",
            vec![send(chunked() + "fffffffffffffffff\r\n")],
            &["400 from Envoy: Bad Request"],
        )
        .closed(),
        row(
            "a transfer-encoding that is none",
            vec![send(head("transfer-encoding: cow"))],
            &["501 from Envoy: Not Implemented"],
        )
        .closed(),
        row(
            "chunks inside of gzip",
            vec![send(head("transfer-encoding: gzip, chunked"))],
            &["501 from Envoy: Not Implemented"],
        )
        .closed(),
        row(
            "no length at all",
            vec![send(head("x-none: 1"))],
            &["400 -32700 Parse error: EOF while parsing a value at line 1 column 0 (no id)"],
        )
        .closed(),
        row(
            "an announced gzip body",
            vec![
                send(head("content-encoding: gzip\r\ncontent-length: 8").into_bytes()),
                send(b"\x1f\x8b\x08\x00\x00\x00\x00\x00"),
            ],
            &["400 -32700 Parse error: invalid UTF-8 at byte 1 (no id)"],
        )
        .closed(),
    ]
}
