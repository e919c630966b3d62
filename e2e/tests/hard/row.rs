//! One hard input and its answers.

use portico_e2e::script::{Act, send};
use std::time::Duration;

/// Rows of one kind.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    pub(crate) title: &'static str,
    pub(crate) rows: Vec<Row>,
}

/// A hard input and what comes of it.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    /// What it is, for people.
    pub(crate) input: &'static str,
    /// What the client does on its connection.
    pub(crate) client: Vec<Act>,
    /// What the upstream does, where it is the one that is hard to bear.
    pub(crate) upstream: Option<Vec<Act>>,
    /// The answers in their order, as [`crate::outcome`] writes them.
    pub(crate) answers: &'static [&'static str],
    /// Whether the client's connection is of use afterwards.
    pub(crate) then: Then,
}

/// What becomes of the client's connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Then {
    /// It takes the next request.
    Open,
    /// The gateway closes it.
    Closed,
    /// That depends on how much of the request the gateway had read when it answered.
    Either,
    /// The client itself has closed it.
    Left,
}

/// A client does this; the answer follows, after which the connection stays open.
pub(crate) fn row(input: &'static str, client: Vec<Act>, answers: &'static [&'static str]) -> Row {
    Row {
        input,
        client,
        upstream: None,
        answers,
        then: Then::Open,
    }
}

impl Row {
    /// The gateway closes the connection.
    pub(crate) fn closed(self) -> Self {
        self.then(Then::Closed)
    }

    /// What becomes of the connection.
    pub(crate) fn then(self, then: Then) -> Self {
        Self { then, ..self }
    }
}

/// A whole POST with this body and the headers that a client of 2025-11-25 sends.
pub(crate) fn post(body: impl AsRef<[u8]>) -> Vec<Act> {
    let body = body.as_ref();
    vec![send(
        [
            head(&format!("content-length: {}", body.len())).as_bytes(),
            body,
        ]
        .concat(),
    )]
}

/// The head of such a POST, with more header lines.
pub(crate) fn head(more: &str) -> String {
    head_of("POST /hard/mcp HTTP/1.1", more)
}

/// A head with this request line.
pub(crate) fn head_of(line: &str, more: &str) -> String {
    let usual = "host: gateway\r\ncontent-type: application/json\r\naccept: application/json, text/event-stream\r\nmcp-protocol-version: 2025-11-25";
    format!("{line}\r\n{usual}\r\n{more}\r\n\r\n")
}

/// A request with the id 7.
pub(crate) fn request(method: &str, params: &str) -> String {
    format!(r#"{{"jsonrpc":"2.0","id":7,"method":"{method}","params":{params}}}"#)
}

/// `ping`.
pub(crate) fn ping() -> String {
    request("ping", "{}")
}

/// A call of a tool.
pub(crate) fn call(tool: &str, arguments: &str) -> String {
    request(
        "tools/call",
        &format!(r#"{{"name":"{tool}","arguments":{arguments}}}"#),
    )
}

/// A call that goes to a good upstream.
pub(crate) fn good() -> String {
    call("good", "{}")
}

/// Milliseconds.
pub(crate) fn ms(milliseconds: u64) -> Duration {
    Duration::from_millis(milliseconds)
}
