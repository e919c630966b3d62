//! Upstreams with bodies out of the ordinary.

use super::{JSON, ask, ask_object, head, read, whole};
use crate::row::Row;
use portico_e2e::script::{Act, send};

pub(super) fn rows() -> Vec<Row> {
    const HUNDRED: usize = 100_000_000;
    let text = |body: &[u8]| whole("text/plain", body);
    let json = |body: &[u8]| whole("application/json", body);
    let gzip = head(&format!(
        "{JSON}\r\ncontent-encoding: gzip\r\ncontent-length: 22"
    ));
    let zipped =
        b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xab\xae\x05\x00\x43\xbf\xa6\xa3\x02\x00\x00\x00";
    let deep = "[".repeat(1_000_000) + &"]".repeat(1_000_000);
    let deep_object = format!(r#"{{"a":{deep}}}"#);
    vec![
        ask(
            "100 MB, announced",
            vec![
                send(head(&format!("content-length: {HUNDRED}"))),
                Act::Flood(HUNDRED),
            ],
            &[
                "200 isError: The upstream's response is larger than 8388608 bytes. Ask for less: narrow the request or page through it.",
            ],
        ),
        ask(
            "100 MB, not announced",
            vec![send(head("content-type: text/plain")), Act::Flood(HUNDRED)],
            &[
                "200 isError: The upstream's response is larger than 8388608 bytes. Ask for less: narrow the request or page through it.",
            ],
        ),
        ask(
            "100 MB in one chunk",
            vec![
                send(head("transfer-encoding: chunked") + "5f5e100\r\n"),
                Act::Flood(HUNDRED),
            ],
            &[
                "200 isError: The upstream's response is larger than 8388608 bytes. Ask for less: narrow the request or page through it.",
            ],
        ),
        ask(
            "8 MiB, the greatest size",
            vec![send(head("content-length: 8388608")), Act::Flood(8 << 20)],
            &["200 content: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx … (8388608 bytes)"],
        ),
        ask(
            "one byte more than 8 MiB",
            vec![
                send(head("content-length: 8388609")),
                Act::Flood((8 << 20) + 1),
            ],
            &[
                "200 isError: The upstream's response is larger than 8388608 bytes. Ask for less: narrow the request or page through it.",
            ],
        ),
        read(
            "100 MB of a resource",
            vec![
                send(head(&format!("content-length: {HUNDRED}"))),
                Act::Flood(HUNDRED),
            ],
            &[
                "200 -32603 The upstream's response is larger than 8388608 bytes. Ask for less: narrow the request or page through it.",
            ],
        ),
        ask("invalid JSON", json(b"{\"a\":"), &["200 content: {\"a\":"]),
        ask_object(
            "invalid JSON where an object is expected",
            json(b"{\"a\":"),
            &[
                "200 isError: The upstream's answer is not JSON, although the tool has an output schema.",
            ],
        ),
        ask_object(
            "text where an object is expected",
            text(b"words"),
            &[
                "200 isError: The upstream's answer is not JSON, although the tool has an output schema.",
            ],
        ),
        ask_object(
            "a list where an object is expected",
            json(b"[1]"),
            &[
                "200 isError: The upstream's answer is not a JSON object, although the tool's output schema asks for one.",
            ],
        ),
        ask_object(
            "null where an object is expected",
            json(b"null"),
            &[
                "200 isError: The upstream's answer is not a JSON object, although the tool's output schema asks for one.",
            ],
        ),
        ask_object(
            "nothing where an object is expected",
            json(b""),
            &[
                "200 isError: The upstream answered 200 OK with an empty body, although the tool has an output schema.",
            ],
        ),
        ask_object(
            "an object with a type of text",
            text(b"{\"a\":1}"),
            &["200 structured: {\"a\":1}"],
        ),
        ask_object(
            "a key that stands twice",
            json(b"{\"a\":1,\"a\":2}"),
            &[
                "200 isError: The upstream's answer does not fit the tool's output schema: the value cannot be read as JSON: an object has the key `a` twice., {\"a\":1,\"a\":2}",
            ],
        ),
        ask_object(
            "numbers beyond every type",
            json(b"{\"a\":9007199254740993,\"b\":1e999999}"),
            &["200 structured: {\"a\":9007199254740993,\"b\":1e999999}"],
        ),
        ask_object(
            "a million arrays in an object",
            json(deep_object.as_bytes()),
            &[
                "200 isError: The upstream's answer does not fit the tool's output schema: the value cannot be read as JSON: it is nested more than 128 deep., {\"a\":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[ … (2000006 bytes)",
            ],
        ),
        ask_object(
            "half of an escaped surrogate pair",
            json(br#"{"a":"\ud83d"}"#),
            &[
                "200 isError: The upstream's answer does not fit the tool's output schema: the value cannot be read as JSON: a string has half a surrogate pair., {\"a\":\"\\ud83d\"}",
            ],
        ),
        ask_object(
            "NUL in an object",
            json(b"{\"a\":\"\0\"}"),
            &[
                "200 isError: The upstream's answer is not JSON, although the tool has an output schema.",
            ],
        ),
        ask_object(
            "invalid UTF-8 in an object",
            json(b"{\"a\":\"\xff\"}"),
            &[
                "200 isError: The upstream's answer is not JSON, although the tool has an output schema.",
            ],
        ),
        ask_object(
            "a byte order mark before an object",
            json(b"\xef\xbb\xbf{\"a\":1}"),
            &["200 structured: {\"a\":1}"],
        ),
        ask(
            "invalid UTF-8 as JSON",
            json(b"{\"a\":\"\xff\"}"),
            &[
                "200 content: {\"type\":\"resource\",\"resource\":{\"uri\":\"cid:response@portico\",\"mimeType\":\"application/json\",\"blob\":\"eyJhIjoi/yJ9\"}}",
            ],
        ),
        ask(
            "invalid UTF-8 as text",
            text(b"a\xffb"),
            &[
                "200 content: {\"type\":\"resource\",\"resource\":{\"uri\":\"cid:response@portico\",\"mimeType\":\"text/plain\",\"blob\":\"Yf9i\"}}",
            ],
        ),
        ask(
            "NUL and control characters in text",
            text(b"a\0b\x1b[31m\r\n"),
            &["200 content: a\\u{0}b\\u{1b}[31m\\r\\n"],
        ),
        ask(
            "text with a type of an image",
            whole("image/png", b"words"),
            &["200 content: {\"type\":\"image\",\"data\":\"d29yZHM=\",\"mimeType\":\"image/png\"}"],
        ),
        ask(
            "an image with a type of text",
            text(b"\x89PNG\r\n\x1a\n"),
            &[
                "200 content: {\"type\":\"resource\",\"resource\":{\"uri\":\"cid:response@portico\",\"mimeType\":\"text/plain\",\"blob\":\"iVBORw0KGgo=\"}}",
            ],
        ),
        ask(
            "text that looks like a JSON-RPC answer",
            json(br#"{"jsonrpc":"2.0","id":7,"error":{"code":1,"message":"evil"}}"#),
            &[
                "200 content: {\"jsonrpc\":\"2.0\",\"id\":7,\"error\":{\"code\":1,\"message\":\"evil\"}}",
            ],
        ),
        ask(
            "gzip, though identity was asked for",
            vec![send([gzip.as_bytes(), zipped].concat())],
            &[
                "200 isError: The upstream's answer is compressed (gzip), although it was asked not to be. The gateway cannot read it.",
            ],
        ),
        ask_object(
            "gzip where an object is expected",
            vec![send([gzip.as_bytes(), zipped].concat())],
            &[
                "200 isError: The upstream's answer is compressed (gzip), although it was asked not to be. The gateway cannot read it.",
            ],
        ),
        read(
            "invalid UTF-8 of a resource",
            text(b"a\xffb"),
            &["200 contents: base64 Yf9i"],
        ),
        read(
            "404 of a resource",
            vec![send("HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n")],
            &["200 -32002 Resource not found: hard://ask/404-of-a-resource"],
        ),
        read(
            "302 of a resource",
            vec![send(
                "HTTP/1.1 302 Found\r\nlocation: /\r\ncontent-length: 0\r\n\r\n",
            )],
            &["200 -32603 The upstream answered 302 Found."],
        ),
    ]
}
