//! One malformed (or barely well-formed) request and the answer that it must get.

use hyper::Method;
use serde_json::{Value, json};

/// The revision of [`modern`] requests.
pub(crate) const MODERN: &str = "2026-07-28";

/// The id of every request here, unless the case is about ids.
pub(crate) const ID: u64 = 7;

/// A request and what is expected of its answer.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    pub(crate) name: &'static str,
    pub(crate) method: Method,
    pub(crate) path: &'static str,
    pub(crate) headers: Headers,
    pub(crate) body: Vec<u8>,
    pub(crate) expected: Expected,
}

/// What an answer must be.
#[derive(Debug, Clone)]
pub(crate) struct Expected {
    pub(crate) status: u16,
    pub(crate) kind: Kind,
    /// By JSON pointer: values that the answer must hold.
    pub(crate) holds: Vec<(&'static str, Value)>,
    /// Headers that the answer must have, or (`None`) must not have.
    pub(crate) headers: Vec<(&'static str, Option<&'static str>)>,
    /// Texts that the answer must contain as they stand here.
    pub(crate) texts: Vec<&'static str>,
}

/// What the body of an answer must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A JSON-RPC error with this code.
    Error(i64),
    /// A JSON-RPC result.
    Result,
    /// An array of this many JSON-RPC responses.
    Batch(usize),
    /// Nothing.
    Empty,
    /// Whatever, but no result.
    Refusal,
}

/// A POST to the server `plain`; the expectation follows.
pub(crate) fn case(name: &'static str, headers: Headers, body: impl Into<Body>) -> Case {
    Case {
        name,
        method: Method::POST,
        path: "/plain/mcp",
        headers,
        body: body.into().0,
        expected: Expected {
            status: 200,
            kind: Kind::Result,
            holds: Vec::new(),
            headers: Vec::new(),
            texts: Vec::new(),
        },
    }
}

impl Case {
    /// Another path.
    pub(crate) fn to(self, path: &'static str) -> Self {
        Self { path, ..self }
    }

    /// Another HTTP method.
    pub(crate) fn by(self, method: Method) -> Self {
        Self { method, ..self }
    }

    /// Expects this HTTP status and JSON-RPC error, and that no request reaches the REST API.
    pub(crate) fn refused(self, status: u16, code: i64) -> Self {
        self.expect(status, Kind::Error(code))
    }

    /// Expects this HTTP status, whatever the body, and that no request reaches the REST API.
    pub(crate) fn turned_away(self, status: u16) -> Self {
        self.expect(status, Kind::Refusal)
    }

    /// Expects HTTP 200 and a result.
    pub(crate) fn answered(self) -> Self {
        self.expect(200, Kind::Result)
    }

    /// Expects HTTP 202 and no body.
    pub(crate) fn accepted(self) -> Self {
        self.expect(202, Kind::Empty)
    }

    /// Expects HTTP 200 and so many responses.
    pub(crate) fn answered_by(self, responses: usize) -> Self {
        self.expect(200, Kind::Batch(responses))
    }

    /// Expects also this value in the answer.
    pub(crate) fn holding(mut self, pointer: &'static str, value: Value) -> Self {
        self.expected.holds.push((pointer, value));
        self
    }

    /// Expects also this header of the answer, or its absence.
    pub(crate) fn with(mut self, name: &'static str, value: Option<&'static str>) -> Self {
        self.expected.headers.push((name, value));
        self
    }

    /// Expects also this text in the answer.
    pub(crate) fn saying(mut self, text: &'static str) -> Self {
        self.expected.texts.push(text);
        self
    }

    fn expect(mut self, status: u16, kind: Kind) -> Self {
        (self.expected.status, self.expected.kind) = (status, kind);
        self
    }
}

/// The bytes of a request's body.
pub(crate) struct Body(Vec<u8>);

impl From<Value> for Body {
    fn from(value: Value) -> Self {
        Self(value.to_string().into_bytes())
    }
}

impl From<&str> for Body {
    fn from(text: &str) -> Self {
        Self(text.as_bytes().to_vec())
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

/// Request headers.
#[derive(Debug, Clone)]
pub(crate) struct Headers(pub(crate) Vec<(&'static str, String)>);

/// What every MCP client sends.
pub(crate) fn plain() -> Headers {
    Headers(Vec::new())
        .add("content-type", "application/json")
        .add("accept", "application/json, text/event-stream")
}

/// What a client of a legacy revision sends.
pub(crate) fn legacy(revision: &str) -> Headers {
    plain().add("mcp-protocol-version", revision)
}

/// What a 2026-07-28 client sends with a request of this method.
pub(crate) fn modern(method: &str) -> Headers {
    plain()
        .add("mcp-protocol-version", MODERN)
        .add("mcp-method", method)
}

impl Headers {
    /// One more header, even if there is one of that name.
    pub(crate) fn add(mut self, name: &'static str, value: &str) -> Self {
        self.0.push((name, value.to_owned()));
        self
    }

    /// Without the headers of that name.
    pub(crate) fn without(mut self, name: &str) -> Self {
        self.0.retain(|(own, _)| *own != name);
        self
    }

    /// The header of that name with another value.
    pub(crate) fn set(self, name: &'static str, value: &str) -> Self {
        self.without(name).add(name, value)
    }

    /// `Mcp-Name`.
    pub(crate) fn name(self, name: &str) -> Self {
        self.add("mcp-name", name)
    }
}

/// A request without `_meta`.
pub(crate) fn request(method: &str, params: Value) -> Value {
    json!({"jsonrpc": "2.0", "id": ID, "method": method, "params": params})
}

/// A request with the `_meta` of 2026-07-28.
pub(crate) fn modern_request(method: &str, params: Value) -> Value {
    with_meta(method, params, meta())
}

/// A request with this `_meta`.
pub(crate) fn with_meta(method: &str, params: Value, meta: Value) -> Value {
    request(method, with(params, "_meta", meta))
}

/// The keys of `_meta` that 2026-07-28 demands.
pub(crate) fn meta() -> Value {
    json!({
        "io.modelcontextprotocol/protocolVersion": MODERN,
        "io.modelcontextprotocol/clientCapabilities": {},
    })
}

/// [`meta`] with another value for a key.
pub(crate) fn meta_with(key: &str, value: Value) -> Value {
    with(meta(), &format!("io.modelcontextprotocol/{key}"), value)
}

/// [`meta`] without a key.
pub(crate) fn meta_without(key: &str) -> Value {
    let mut meta = meta();
    if let Some(members) = meta.as_object_mut() {
        members.remove(&format!("io.modelcontextprotocol/{key}"));
    }
    meta
}

/// The object with this member.
pub(crate) fn with(mut object: Value, name: &str, value: Value) -> Value {
    if let Some(members) = object.as_object_mut() {
        members.insert(name.to_owned(), value);
    }
    object
}
