//! HTTP/2 in clear text, with prior knowledge: frames written by hand, so that they can be wrong.

use crate::outcome;
use crate::row::{Row, Table, Then, good, ping, row};
use crate::setup::Setup;
use anyhow::{Context, Result, bail, ensure};
use portico_e2e::http2::{Connection, Frame, Headers, Heard};

/// The rows, for the page. What is sent is in [`sent`], by their names.
pub(crate) fn table() -> Table {
    Table {
        title: "HTTP/2",
        rows: rows().into_iter().map(|(row, _)| row).collect(),
    }
}

type Sent = Vec<Frame>;

fn rows() -> Vec<(Row, Sent)> {
    let frames = |input, sent, answers| (row(input, Vec::new(), answers), sent);
    let closed = |input, sent, answers| (row(input, Vec::new(), answers).closed(), sent);
    let usual = || Headers::post("/hard/mcp");
    let body = || Frame::data(1, good(), true);
    let with = |name: &str, value: &[u8]| vec![usual().and(name, value).frame(1, false), body()];
    vec![
        frames(
            "a call",
            vec![usual().frame(1, false), body()],
            &["200 content: upstream gets GET /base/good"],
        ),
        frames(
            "a body in frames of one byte",
            std::iter::once(usual().frame(1, false))
                .chain(good().bytes().map(|byte| Frame::data(1, [byte], false)))
                .chain([Frame::data(1, "", true)])
                .collect(),
            &["200 content: upstream gets GET /base/good"],
        ),
        frames(
            "trailers",
            vec![
                usual().frame(1, false),
                Frame::data(1, good(), false),
                Headers::default()
                    .and("x-portico-cluster", b"evil")
                    .frame(1, true),
            ],
            &["200 content: upstream gets GET /base/good"],
        ),
        frames(
            "no body",
            vec![usual().frame(1, true)],
            &["400 -32700 Parse error: EOF while parsing a value at line 1 column 0 (no id)"],
        ),
        frames(
            "a stream that is reset in the middle of the body, then a call",
            vec![
                usual().frame(1, false),
                Frame::data(1, "{\"json", false),
                Frame::reset(1),
                usual().frame(3, false),
                Frame::data(3, ping(), true),
            ],
            &["200 result: {}"],
        ),
        closed(
            "a line break in a header",
            with("x-a", b"b\r\nx-portico-cluster: evil"),
            &["closed"],
        ),
        closed("NUL in a header", with("x-a", b"b\0"), &["closed"]),
        closed(
            "a line break in a header's name",
            with("x-a\r\nb", b"c"),
            &["closed"],
        ),
        closed(
            "a header's name in capitals",
            with("X-A", b"b"),
            &["closed"],
        ),
        closed(
            "a header of the connection",
            with("connection", b"keep-alive"),
            &["closed"],
        ),
        closed(
            "transfer-encoding",
            with("transfer-encoding", b"chunked"),
            &["closed"],
        ),
        closed("a second path", with(":path", b"/x"), &["closed"]),
        closed("an unknown pseudo-header", with(":evil", b"1"), &["closed"]),
        frames(
            "a content-length that is too small",
            with("content-length", b"3"),
            &["stream reset, error 1"],
        ),
        frames(
            "a content-length that is too large",
            with("content-length", b"9999"),
            &["stream reset, error 1"],
        ),
        closed(
            "a path with a line break",
            vec![Headers::post("/hard/mcp\r\nx: y").frame(1, false), body()],
            &["closed"],
        ),
        closed(
            "data before headers",
            vec![Frame::data(1, "x", true)],
            &["GOAWAY, error 1"],
        ),
        closed(
            "a frame of a size that was not agreed on",
            vec![
                usual().frame(1, false),
                Frame::data(1, "x".repeat(20_000), true),
            ],
            &["GOAWAY, error 6"],
        ),
        closed(
            "headers that are no HPACK",
            vec![Frame::headers(1, [0xff; 40], true)],
            &["GOAWAY, error 9"],
        ),
    ]
}

/// Sends every row on a connection of its own; fails where the answers differ, or where a good call
/// is not served afterwards.
pub(crate) async fn check(setup: &Setup) -> Result<()> {
    let mut wrong = Vec::new();
    for (row, sent) in rows() {
        if let Err(error) = check_row(setup, &row, &sent).await {
            wrong.push(format!("HTTP/2: {}: {error:#}", row.input));
        }
    }
    if wrong.is_empty() {
        return Ok(());
    }
    bail!("{}", wrong.join("\n"))
}

async fn check_row(setup: &Setup, row: &Row, sent: &[Frame]) -> Result<()> {
    let mut connection = Connection::open(&setup.address()).await?;
    connection.send(sent).await?;
    let heard = connection.heard().await?;
    let closes = matches!(heard, Heard::GoneAway(_) | Heard::Closed);
    let then = if closes { Then::Closed } else { Then::Open };
    let got = [written(&heard)?];
    ensure!(
        got == row.answers && then == row.then,
        "got {got:?} {then:?}, expected {:?} {:?}",
        row.answers,
        row.then
    );
    if !closes {
        good_call(connection, 5)
            .await
            .context("the next call on the same connection")?;
    }
    let fresh = Connection::open(&setup.address()).await?;
    good_call(fresh, 1)
        .await
        .context("the next call on a fresh connection")
}

async fn good_call(mut connection: Connection, stream: u32) -> Result<()> {
    let frames = [
        Headers::post("/hard/mcp").frame(stream, false),
        Frame::data(stream, good(), true),
    ];
    connection.send(&frames).await?;
    let line = written(&connection.heard().await?)?;
    ensure!(
        line == "200 content: upstream gets GET /base/good",
        "{line}"
    );
    Ok(())
}

fn written(heard: &Heard) -> Result<String> {
    match heard {
        Heard::Answer(status, body) => {
            let media_type = body.starts_with(b"{").then_some("application/json");
            outcome::of(*status, media_type, body)
        }
        Heard::Reset(code) => Ok(format!("stream reset, error {code}")),
        Heard::Closed => Ok("closed".to_owned()),
        Heard::GoneAway(code) => Ok(format!("GOAWAY, error {code}")),
    }
}
