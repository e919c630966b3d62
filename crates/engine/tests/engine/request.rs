//! Requests as clients of both eras send them, and responses as upstreams give them.

use portico_engine::ResponseHead;

/// A request of a client.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    pub(crate) headers: Vec<(String, Vec<u8>)>,
    pub(crate) path: String,
    pub(crate) body: Vec<u8>,
}

impl Request {
    /// A POST of `body` to the petstore, without any of MCP's headers.
    pub(crate) fn post(body: &str) -> Self {
        let headers = [
            (":method", "POST"),
            (":authority", "gateway.example.com"),
            (":scheme", "http"),
            ("content-type", "application/json"),
            ("accept", "application/json, text/event-stream"),
        ];
        Self {
            headers: headers.map(owned).into(),
            path: "/petstore/mcp".to_owned(),
            body: body.into(),
        }
    }

    /// A request of 2025-11-25, `params` being the members.
    pub(crate) fn legacy(method: &str, params: &str) -> Self {
        Self::post(&format!(
            r#"{{"jsonrpc":"2.0","id":1,"method":"{method}","params":{{{params}}}}}"#
        ))
        .header("mcp-protocol-version", "2025-11-25")
    }

    /// A request of 2026-07-28, with `_meta` and all headers.
    pub(crate) fn modern(method: &str, params: &str) -> Self {
        let meta = r#""_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}"#;
        let comma = if params.is_empty() { "" } else { "," };
        let request = Self::post(&format!(
            r#"{{"jsonrpc":"2.0","id":"m\u0022","method":"{method}","params":{{{params}{comma}{meta}}}}}"#
        ))
        .header("mcp-protocol-version", "2026-07-28")
        .header("mcp-method", method);
        let members: serde_json::Value = serde_json::from_str(&format!("{{{params}}}")).unwrap();
        let name = match method {
            "tools/call" | "prompts/get" => members.get("name"),
            "resources/read" => members.get("uri"),
            _ => None,
        };
        match name.and_then(serde_json::Value::as_str) {
            Some(name) => request.header("mcp-name", name),
            None => request,
        }
    }

    /// The same request in both eras.
    pub(crate) fn both(method: &str, params: &str) -> [Self; 2] {
        [Self::legacy(method, params), Self::modern(method, params)]
    }

    /// Adds a header.
    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push(owned((name, value)));
        self
    }

    /// Takes all headers of that name away.
    pub(crate) fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(known, _)| known != name);
        self
    }

    /// Replaces a header.
    pub(crate) fn with(self, name: &str, value: &str) -> Self {
        self.without(name).header(name, value)
    }

    /// Sends it to another path.
    pub(crate) fn to(mut self, path: &str) -> Self {
        path.clone_into(&mut self.path);
        self
    }
}

fn owned((name, value): (&str, &str)) -> (String, Vec<u8>) {
    (name.to_owned(), value.into())
}

/// A response of an upstream.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Response<'a> {
    pub(crate) head: ResponseHead<'a>,
    pub(crate) body: &'a str,
}

/// A response with a JSON body.
pub(crate) fn json(status: u16, body: &str) -> Response<'_> {
    typed(status, "application/json", body)
}

/// A response with a body of that type.
pub(crate) fn typed<'a>(status: u16, content_type: &'a str, body: &'a str) -> Response<'a> {
    Response {
        head: ResponseHead {
            status,
            content_type: Some(content_type),
            local: None,
        },
        body,
    }
}

/// A response that ends with its head.
pub(crate) fn empty(status: u16) -> Response<'static> {
    Response {
        head: ResponseHead {
            status,
            content_type: None,
            local: None,
        },
        body: "",
    }
}

/// A response that Envoy itself gave, with its response code details.
pub(crate) fn local(status: u16, details: &str) -> Response<'_> {
    Response {
        head: ResponseHead {
            status,
            content_type: Some("text/plain"),
            local: Some(details),
        },
        body: "upstream connect error",
    }
}
