//! What is measured: the request of each variant and how a right answer is known.

use super::subject::Variant;

/// The path of the MCP endpoint of Portico's server.
pub(super) const ENDPOINT: &str = "/bench/mcp";

/// Tools that the bridge and Portico serve.
pub(super) const TOOLS: usize = 10;

/// What the upstream answers to `GET /v1/weather/CITY`.
pub(super) const WEATHER: &str =
    r#"{"city":"Berlin","celsius":21.5,"wind":{"speed":4,"from":"NW"},"rain":false}"#;

/// One thing that is measured.
pub(super) struct Case {
    /// For the report.
    pub(super) name: &'static str,
    /// What plain proxying means here.
    pub(super) plain: &'static str,
    /// The path of the plain request.
    plain_path: &'static str,
    /// The JSON-RPC request.
    mcp_body: &'static str,
    /// Part of every right answer.
    expected: &'static str,
    /// Whether the gateways ask the upstream.
    is_call: bool,
}

/// All cases.
pub(super) const CASES: &[Case] = &[
    Case {
        name: "tools/call, GET with a path argument",
        plain: "the same GET",
        plain_path: "/v1/weather/Berlin",
        mcp_body: r#"{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"get_weather_0","arguments":{"city":"Berlin"}}}"#,
        expected: "celsius",
        is_call: true,
    },
    Case {
        name: "tools/list of 10 tools",
        plain: "a GET of a list of the same 10 tools",
        plain_path: "/v1/tools",
        mcp_body: r#"{"jsonrpc":"2.0","id":7,"method":"tools/list","params":{}}"#,
        expected: "get_weather_9",
        is_call: false,
    },
];

/// An HTTP request as the load sends it.
pub(super) struct Request {
    pub(super) method: &'static str,
    pub(super) path: &'static str,
    pub(super) headers: &'static [(&'static str, &'static str)],
    pub(super) body: &'static str,
}

/// What an MCP client of 2025-11-25 sends.
const MCP_HEADERS: &[(&str, &str)] = &[
    ("Content-Type", "application/json"),
    ("Accept", "application/json, text/event-stream"),
    ("MCP-Protocol-Version", "2025-11-25"),
];

impl Case {
    /// The request that one variant gets.
    pub(super) fn request(&self, variant: Variant) -> Request {
        let post = |path| Request {
            method: "POST",
            path,
            headers: MCP_HEADERS,
            body: self.mcp_body,
        };
        match variant {
            Variant::Plain => Request {
                method: "GET",
                path: self.plain_path,
                headers: &[("Accept", "application/json")],
                body: "",
            },
            Variant::Bridge => post("/mcp"),
            Variant::Portico => post(ENDPOINT),
        }
    }

    /// Whether each request of this variant becomes one of the upstream.
    pub(super) fn reaches_upstream(&self, variant: Variant) -> bool {
        self.is_call || variant == Variant::Plain
    }

    /// Whether an answer is right.
    pub(super) fn is_right(&self, status: u16, body: &str) -> bool {
        let is_error = body.contains("\"error\"") || body.contains("\"isError\":true");
        status == 200 && body.contains(self.expected) && !is_error
    }
}

/// The tools as `(name, description, JSON Schema, path)`.
pub(super) fn tools() -> impl Iterator<Item = (String, String, &'static str, String)> {
    (0..TOOLS).map(|number| {
        let name = format!("get_weather_{number}");
        let description = format!("Tells the weather of a city, source {number}");
        (name, description, SCHEMA, "/v1/weather/{city}".to_owned())
    })
}

const SCHEMA: &str = r#"{"type":"object","properties":{"city":{"type":"string","description":"Name of the city"}},"required":["city"]}"#;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_a_wrong_answer() {
        let call = CASES.first().unwrap();
        assert!(call.is_right(
            200,
            r#"{"result":{"content":[{"text":"{\"celsius\":1}"}]}}"#
        ));
        assert!(!call.is_right(503, "celsius"));
        assert!(!call.is_right(200, r#"{"result":{"isError":true,"content":"celsius"}}"#));
        assert!(!call.is_right(200, r#"{"error":{"code":-32602}}"#));
    }
}
