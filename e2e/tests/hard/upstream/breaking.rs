//! Upstreams that break off or hang.

use super::{JSON, ask, ask_object, head, read};
use crate::row::{Row, call, ms, post};
use portico_e2e::script::{Act, send};

pub(super) fn rows() -> Vec<Row> {
    let sized = || head(&format!("{JSON}\r\ncontent-length: 99")) + "{\"half\":";
    let chunked = || head(&format!("{JSON}\r\ntransfer-encoding: chunked")) + "8\r\n{\"half\":\r\n";
    let events = || {
        head("content-type: text/event-stream\r\ntransfer-encoding: chunked")
            + "9\r\ndata: 1\n\n\r\n"
    };
    vec![
        ask(
            "closes without an answer",
            vec![Act::Finish],
            &["200 isError: The upstream closed the connection before it answered."],
        ),
        ask(
            "resets the connection",
            vec![Act::Reset],
            &["200 isError: The upstream closed the connection before it answered."],
        ),
        ask(
            "closes in the middle of the head",
            vec![send("HTTP/1.1 200 OK\r\ncontent-"), Act::Finish],
            &["200 isError: The upstream's answer is not valid HTTP."],
        ),
        ask(
            "hangs before the head",
            vec![Act::Hang],
            &["200 isError: The upstream did not answer in time."],
        ),
        ask(
            "hangs in the middle of the head",
            vec![send("HTTP/1.1 200 OK\r\ncontent-"), Act::Hang],
            &["200 isError: The upstream did not answer in time."],
        ),
        ask(
            "hangs after the head",
            vec![
                send(head(&format!("{JSON}\r\ncontent-length: 99"))),
                Act::Hang,
            ],
            &[
                "200 isError: The upstream's response was cut off: the upstream closed the connection, took too long or sent too much.",
            ],
        ),
        ask(
            "hangs in the middle of the body",
            vec![send(sized()), Act::Hang],
            &[
                "200 isError: The upstream's response was cut off: the upstream closed the connection, took too long or sent too much.",
            ],
        ),
        ask(
            "hangs in the middle of chunks",
            vec![send(chunked()), Act::Hang],
            &[
                "200 isError: The upstream's response was cut off: the upstream closed the connection, took too long or sent too much.",
            ],
        ),
        ask(
            "closes in the middle of the body",
            vec![send(sized()), Act::Wait(ms(100)), Act::Finish],
            &[
                "200 isError: The upstream's response was cut off: the upstream closed the connection, took too long or sent too much.",
            ],
        ),
        ask(
            "closes in the middle of the body, at once",
            vec![send(sized()), Act::Finish],
            &[
                "200 isError: The upstream's response was cut off: the upstream closed the connection, took too long or sent too much.",
            ],
        ),
        ask(
            "closes in the middle of chunks",
            vec![send(chunked()), Act::Wait(ms(100)), Act::Finish],
            &[
                "200 isError: The upstream's response was cut off: the upstream closed the connection, took too long or sent too much.",
            ],
        ),
        ask(
            "resets in the middle of the body",
            vec![send(sized()), Act::Wait(ms(100)), Act::Reset],
            &[
                "200 isError: The upstream's response was cut off: the upstream closed the connection, took too long or sent too much.",
            ],
        ),
        ask_object(
            "closes in the middle of an object",
            vec![send(sized()), Act::Wait(ms(100)), Act::Finish],
            &[
                "200 isError: The upstream's response was cut off: the upstream closed the connection, took too long or sent too much.",
            ],
        ),
        read(
            "closes in the middle of a resource",
            vec![send(sized()), Act::Wait(ms(100)), Act::Finish],
            &[
                "200 -32603 The upstream's response was cut off: the upstream closed the connection, took too long or sent too much.",
            ],
        ),
        read(
            "hangs before the head of a resource",
            vec![Act::Hang],
            &["200 -32603 The upstream did not answer in time."],
        ),
        ask(
            "streams events without an end",
            vec![send(events()), Act::Hang],
            &[
                "200 isError: The upstream's response was cut off: the upstream closed the connection, took too long or sent too much.",
            ],
        ),
        ask(
            "answers byte by byte, in time",
            vec![Act::Drip(
                (head(&format!("{JSON}\r\ncontent-length: 2")) + "{}").into_bytes(),
                ms(5),
            )],
            &["200 content: {}"],
        ),
        ask(
            "answers byte by byte, too slowly",
            vec![Act::Drip(
                (head(&format!("{JSON}\r\ncontent-length: 999")) + &"x".repeat(999)).into_bytes(),
                ms(5),
            )],
            &[
                "200 isError: The upstream's response was cut off: the upstream closed the connection, took too long or sent too much.",
            ],
        ),
        Row {
            client: [
                post(call(
                    "ask",
                    r#"{"script":"answers-after-the-client-has-closed"}"#,
                )),
                vec![Act::Finish],
            ]
            .concat(),
            ..ask(
                "answers after the client has closed",
                vec![Act::Wait(ms(300)), send(head("content-length: 0"))],
                &[],
            )
            .closed()
        },
    ]
}
