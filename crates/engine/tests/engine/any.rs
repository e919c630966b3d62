//! Strategies: what may come in, and how it may come in.

use portico_engine::{Effect, Event, Exchange, ResponseHead};
use proptest::prelude::*;
use proptest::sample::select;

/// An event that owns its body.
#[derive(Debug, Clone)]
pub(crate) enum Happening {
    RequestBuffered(usize),
    RequestBody(Vec<u8>),
    ResponseHead(u16, Option<String>, Option<String>, bool),
    ResponseBuffered(usize),
    ResponseBody(Vec<u8>),
    Callout(usize, u16, Vec<u8>),
}

impl Happening {
    /// Tells the exchange of it.
    pub(crate) fn tell(&self, exchange: &mut Exchange) -> Effect {
        let head = |status, content_type, local| ResponseHead {
            status,
            content_type,
            local,
        };
        exchange.on_event(match self {
            Self::RequestBuffered(size) => Event::RequestBuffered(*size),
            Self::RequestBody(body) => Event::RequestBody(body),
            Self::ResponseHead(status, content_type, local, end_of_stream) => Event::ResponseHead {
                head: head(*status, content_type.as_deref(), local.as_deref()),
                end_of_stream: *end_of_stream,
            },
            Self::ResponseBuffered(size) => Event::ResponseBuffered(*size),
            Self::ResponseBody(body) => Event::ResponseBody(body),
            Self::Callout(index, status, body) => Event::CalloutAnswered {
                index: *index,
                head: head(*status, Some("application/json"), None),
                body,
            },
        })
    }
}

/// The text of a JSON value that stands where MCP looks.
fn value() -> impl Strategy<Value = String> {
    let texts: &'static [&'static str] = &[
        "1",
        "-0",
        "1.5",
        "null",
        "true",
        "{}",
        "[]",
        "\"\"",
        "\"get_pet\"",
        "\"add_pet\"",
        "\"count_pets\"",
        "\"greet\"",
        "\"pets://manual\"",
        "\"pets://pet/7\"",
        "\"2025-03-26\"",
        "\"2026-07-28\"",
        "\"debug\"",
        r#"{"petId":7}"#,
        r#"{"petId":"../x\u0000"}"#,
        r#"{"who":"Ada"}"#,
        r#"{"type":"ref/prompt","name":"greet"}"#,
        r#"{"name":"who","value":"A"}"#,
        r#"{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}"#,
        r#"{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}"#,
    ];
    prop_oneof![
        4 => select(texts).prop_map(str::to_owned),
        1 => any::<String>().prop_map(|text| serde_json::to_string(&text).unwrap()),
    ]
}

pub(crate) fn method() -> impl Strategy<Value = String> {
    let methods: &'static [&'static str] = &[
        "initialize",
        "ping",
        "server/discover",
        "tools/list",
        "tools/call",
        "prompts/list",
        "prompts/get",
        "resources/list",
        "resources/templates/list",
        "resources/read",
        "completion/complete",
        "logging/setLevel",
        "notifications/initialized",
        "none",
    ];
    prop_oneof![
        9 => select(methods).prop_map(str::to_owned),
        1 => any::<String>(),
    ]
}

/// The text of an id: a string or an integer.
pub(crate) fn id() -> impl Strategy<Value = String> {
    prop_oneof![
        "-?(0|[1-9][0-9]{0,40})",
        any::<String>().prop_map(|text| serde_json::to_string(&text).unwrap()),
        Just(r#""\u0061\/\"""#.to_owned()),
    ]
}

pub(crate) fn params() -> impl Strategy<Value = String> {
    let keys: &'static [&'static str] = &[
        "name",
        "arguments",
        "uri",
        "cursor",
        "_meta",
        "ref",
        "argument",
        "level",
        "protocolVersion",
        "x",
    ];
    let members = prop::collection::vec((select(keys), value()), 0..5);
    members.prop_map(|members| {
        let members: Vec<_> = members
            .iter()
            .map(|(key, value)| format!("\"{key}\":{value}"))
            .collect();
        format!("{{{}}}", members.join(","))
    })
}

fn message() -> impl Strategy<Value = String> {
    (prop::option::of(id()), method(), prop::option::of(params())).prop_map(
        |(id, method, params)| {
            let method = serde_json::to_string(&method).unwrap();
            let id = id.map(|id| format!(",\"id\":{id}")).unwrap_or_default();
            let params = params
                .map(|params| format!(",\"params\":{params}"))
                .unwrap_or_default();
            format!("{{\"jsonrpc\":\"2.0\"{id},\"method\":{method}{params}}}")
        },
    )
}

/// Messages, batches of them, other JSON, and bytes.
pub(crate) fn body() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        4 => message().prop_map(String::into_bytes),
        2 => prop::collection::vec(message(), 0..4).prop_map(|all| format!("[{}]", all.join(",")).into_bytes()),
        1 => value().prop_map(String::into_bytes),
        1 => any::<Vec<u8>>(),
    ]
}

fn text() -> impl Strategy<Value = Option<String>> {
    let texts: &'static [&'static str] = &[
        "application/json",
        "text/plain",
        "image/png",
        "",
        "response_timeout",
        "cluster_not_found",
    ];
    prop::option::of(prop_oneof![
        select(texts).prop_map(str::to_owned),
        any::<String>()
    ])
}

pub(crate) fn happening() -> impl Strategy<Value = Happening> {
    prop_oneof![
        any::<usize>().prop_map(Happening::RequestBuffered),
        body().prop_map(Happening::RequestBody),
        (any::<u16>(), text(), text(), any::<bool>()).prop_map(|(status, kind, local, end)| {
            Happening::ResponseHead(status, kind, local, end)
        }),
        (0_usize..20 << 20).prop_map(Happening::ResponseBuffered),
        body().prop_map(Happening::ResponseBody),
        (0_usize..5, any::<u16>(), body())
            .prop_map(|(at, status, body)| Happening::Callout(at, status, body)),
    ]
}

pub(crate) fn headers() -> impl Strategy<Value = Vec<(String, Vec<u8>)>> {
    let names: &'static [&'static str] = &[
        "accept",
        "content-type",
        "origin",
        "mcp-protocol-version",
        "mcp-method",
        "mcp-name",
        "mcp-session-id",
        "x-request-id",
        "traceparent",
        "x-portico-cluster",
        ":method",
        ":path",
    ];
    let values: &'static [&'static str] = &[
        "POST",
        "application/json",
        "*/*",
        "2025-03-26",
        "2025-11-25",
        "2026-07-28",
        "tools/list",
        "get_pet",
        "1.2025-03-26.BwcHBwcHBwcHBwcHBwcHBw",
        "http://localhost",
    ];
    let value = prop_oneof![
        3 => select(values).prop_map(|value| value.as_bytes().to_vec()),
        1 => any::<Vec<u8>>(),
    ];
    prop::collection::vec((select(names).prop_map(str::to_owned), value), 0..4)
}

pub(crate) fn path() -> impl Strategy<Value = &'static str> {
    select(&["/petstore/mcp", "/tokens/mcp", "/mcp"][..])
}
