//! The MCP request of a call, as a client sends it.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use portico_config::mirrored;
use portico_config::model::{RawJson, Tool};
use portico_mcp::header::{METHOD, NAME, PROTOCOL_VERSION};
use portico_mcp::parameter::{Mirrored, PREFIX};
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// The revisions of MCP that calls are made with, one of each era.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
#[schema(as = Era)]
pub enum Revision {
    /// 2025-11-25.
    Legacy,
    /// 2026-07-28.
    #[default]
    Modern,
}

impl Revision {
    /// As in `MCP-Protocol-Version`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Legacy => "2025-11-25",
            Self::Modern => "2026-07-28",
        }
    }
}

/// A call of a tool: the headers and body that its client sends.
#[derive(Debug, Clone)]
pub struct Call {
    /// Names in lower case, without those of the connection.
    pub headers: Vec<(String, String)>,
    /// JSON-RPC.
    pub body: String,
}

/// A call that no client could make.
#[derive(Debug, thiserror::Error)]
pub enum CallError {
    /// The arguments are no object.
    #[error("must be an object")]
    Arguments,
    /// A header that is made here, or that belongs to the connection.
    #[error("`{0}` cannot be set")]
    Header(String),
}

/// Headers that a call has anyway, or that are of the connection.
const TAKEN: [&str; 12] = [
    "accept",
    "connection",
    "content-length",
    "content-type",
    "expect",
    "host",
    "keep-alive",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

impl Call {
    /// A call of `tool` with `arguments`, an object, and these headers besides MCP's.
    ///
    /// # Errors
    /// [`CallError`].
    pub fn new(
        tool: &Tool,
        arguments: Option<&RawValue>,
        revision: Revision,
        headers: &[(String, String)],
    ) -> Result<Self, CallError> {
        let schema = tool.input_schema.as_ref();
        Self::of_tool(&tool.name, schema, arguments, revision, headers)
    }

    /// The same of a tool of which only name and input schema are known.
    ///
    /// # Errors
    /// [`CallError`].
    pub fn of_tool(
        tool: &str,
        schema: Option<&RawJson>,
        arguments: Option<&RawValue>,
        revision: Revision,
        headers: &[(String, String)],
    ) -> Result<Self, CallError> {
        let text = arguments.map_or("{}", RawValue::get);
        let values: Map<String, Value> =
            serde_json::from_str(text).map_err(|_| CallError::Arguments)?;
        let name = json!(tool);
        let mut all = own_headers(revision);
        let mut meta = String::new();
        if revision == Revision::Modern {
            all.push((METHOD.to_owned(), "tools/call".to_owned()));
            all.push((NAME.to_owned(), encoded(tool)));
            all.extend(mirroring(schema, &values));
            meta = format!(",\"_meta\":{}", about(revision));
        }
        all.extend(of_client(headers)?);
        // The text of the arguments stays: reading it would round numbers.
        let body = format!(
            r#"{{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{{"name":{name},"arguments":{text}{meta}}}}}"#
        );
        Ok(Self { headers: all, body })
    }

    /// Asks for a prompt with these arguments.
    ///
    /// # Errors
    /// [`CallError::Header`].
    pub fn get_prompt(
        prompt: &str,
        arguments: &BTreeMap<String, String>,
        revision: Revision,
        headers: &[(String, String)],
    ) -> Result<Self, CallError> {
        let params = json!({ "name": prompt, "arguments": arguments });
        Self::of_part("prompts/get", prompt, params, revision, headers)
    }

    /// Reads a resource.
    ///
    /// # Errors
    /// [`CallError::Header`].
    pub fn read_resource(
        uri: &str,
        revision: Revision,
        headers: &[(String, String)],
    ) -> Result<Self, CallError> {
        let params = json!({ "uri": uri });
        Self::of_part("resources/read", uri, params, revision, headers)
    }

    /// A request about one part of a server, which is told by `name` in a header too.
    fn of_part(
        method: &str,
        name: &str,
        mut params: Value,
        revision: Revision,
        headers: &[(String, String)],
    ) -> Result<Self, CallError> {
        let mut all = own_headers(revision);
        if revision == Revision::Modern {
            all.push((METHOD.to_owned(), method.to_owned()));
            all.push((NAME.to_owned(), encoded(name)));
            if let Some(params) = params.as_object_mut() {
                params.insert("_meta".to_owned(), about(revision));
            }
        }
        all.extend(of_client(headers)?);
        let body = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params });
        Ok(Self {
            headers: all,
            body: body.to_string(),
        })
    }

    /// Asks for a server's tools, as a client of 2026-07-28; `cursor` is of the page before.
    pub fn list_tools(cursor: Option<&str>) -> Self {
        let revision = Revision::Modern;
        let mut params = json!({ "_meta": about(revision) });
        if let (Some(cursor), Some(params)) = (cursor, params.as_object_mut()) {
            params.insert("cursor".to_owned(), json!(cursor));
        }
        let method = "tools/list";
        let mut headers = own_headers(revision);
        headers.push((METHOD.to_owned(), method.to_owned()));
        let body = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params });
        Self {
            headers,
            body: body.to_string(),
        }
    }

    /// What a client of 2025-11-25 sends first.
    pub fn initialize() -> Self {
        let revision = Revision::Legacy;
        let body = json!({
            "jsonrpc": "2.0",
            "id": 0,
            "method": "initialize",
            "params": {
                "protocolVersion": revision.name(),
                "clientInfo": client(),
                "capabilities": {},
            },
        });
        Self {
            headers: own_headers(revision),
            body: body.to_string(),
        }
    }
}

/// The headers that a client adds, with names in lower case.
fn of_client(headers: &[(String, String)]) -> Result<Vec<(String, String)>, CallError> {
    let lowered = headers.iter().map(|(name, value)| {
        let name = name.to_ascii_lowercase();
        let is_taken = TAKEN.contains(&name.as_str())
            || ["mcp-", ":", "x-portico-", "x-envoy-"]
                .iter()
                .any(|prefix| name.starts_with(prefix));
        if is_taken {
            Err(CallError::Header(name))
        } else {
            Ok((name, value.clone()))
        }
    });
    lowered.collect()
}

/// The `_meta` of a request of the modern era.
fn about(revision: Revision) -> Value {
    json!({
        "io.modelcontextprotocol/protocolVersion": revision.name(),
        "io.modelcontextprotocol/clientInfo": client(),
        "io.modelcontextprotocol/clientCapabilities": {},
    })
}

fn client() -> Value {
    json!({ "name": "portico-control-plane", "version": env!("CARGO_PKG_VERSION") })
}

fn own_headers(revision: Revision) -> Vec<(String, String)> {
    let headers = [
        ("content-type", "application/json"),
        ("accept", "application/json, text/event-stream"),
        (PROTOCOL_VERSION, revision.name()),
    ];
    let owned = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
    headers.map(owned).into()
}

/// The headers that mirror arguments.
fn mirroring(schema: Option<&RawJson>, arguments: &Map<String, Value>) -> Vec<(String, String)> {
    // A schema that is wrong is refused when the document is loaded.
    let mirrored = schema.and_then(|schema| mirrored(schema).ok());
    let header = |mirrored: Mirrored| {
        let mut value: Option<&Value> = None;
        for (depth, name) in mirrored.path.iter().enumerate() {
            value = if depth == 0 {
                arguments.get(name)
            } else {
                value.and_then(|value| value.get(name))
            };
        }
        let text = match value? {
            Value::String(text) => text.clone(),
            Value::Null => return None,
            other => other.to_string(),
        };
        debug_assert!(mirrored.header.starts_with(PREFIX));
        Some((mirrored.header, encoded(&text)))
    };
    let mirrored = mirrored.unwrap_or_default().into_iter();
    mirrored.filter_map(header).collect()
}

/// A value of `Mcp-Name` or `Mcp-Param-*`: as it is where it can be, else in base64.
fn encoded(text: &str) -> String {
    let is_plain = text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
        && text.trim() == text
        && !text.starts_with("=?");
    if is_plain {
        text.to_owned()
    } else {
        format!("=?base64?{}?=", BASE64_STANDARD.encode(text))
    }
}
