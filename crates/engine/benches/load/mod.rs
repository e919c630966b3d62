//! The calls that `xtask bench` measures in Envoy, for the engine alone.

use portico_config::ResourceType;
use portico_engine::{
    Effect, Event, Exchange, Gateway, HeaderList, Plugin, RequestHead, ResponseHead, Route,
};

/// A call, and what its upstream answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A GET with an argument in its path.
    Get,
    /// A POST with a body of 2 KB.
    Order,
    /// A GET with an answer of 100 KB.
    Report,
    /// A list of three tools.
    List,
}

const CONFIGURATION: &str = r#"{"documents": [
    {"kind": "Upstream", "name": "u", "cluster": "u"},
    {"kind": "Server", "name": "s", "path": "/s", "tools": [
        {"name": "get", "inputSchema": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
         "http": {"upstream": "u", "path": "/v1/weather/{city}"}},
        {"name": "order", "inputSchema": {"type": "object", "properties": {
            "customer": {"type": "string"}, "lines": {"type": "array", "items": {"type": "object"}}, "note": {"type": "string"}}},
         "http": {"upstream": "u", "method": "POST", "path": "/v1/orders"}},
        {"name": "report", "inputSchema": {"type": "object", "properties": {"year": {"type": "string"}}, "required": ["year"]},
         "http": {"upstream": "u", "path": "/v1/reports/{year}"}}]}]}"#;

const HEADERS: [(&str, &str); 10] = [
    (":authority", "127.0.0.1:10000"),
    (":path", "/s/mcp"),
    (":method", "POST"),
    (":scheme", "http"),
    ("accept", "application/json, text/event-stream"),
    ("content-type", "application/json"),
    ("mcp-protocol-version", "2025-11-25"),
    ("content-length", "120"),
    ("x-forwarded-proto", "http"),
    ("x-request-id", "2f4e5c0e-6d3f-4a0a-9d43-0f0c9f0d3c6b"),
];

/// Takes in a server with so many tools, as a control plane sends them. Gives how many could be.
pub(crate) fn take_in(tools: u32) -> usize {
    let mut gateway = Gateway::default();
    let upsert = |number: u32| {
        let tool = format!(
            r#"{{"name":"get_weather_{number}","description":"Tells the weather of a city, source {number}","inputSchema":{{"type":"object","properties":{{"city":{{"type":"string","description":"Name of the city"}},"days":{{"type":"integer","minimum":1,"maximum":14,"default":3}}}},"required":["city"]}},"http":{{"upstream":"u","path":"/v1/weather/{{city}}"}}}}"#
        );
        let name = format!("default/s/get_weather_{number}");
        let catalog = &mut gateway.catalog;
        catalog.upsert(ResourceType::Tool, &name, &tool).is_ok()
    };
    (0..tools).map(upsert).filter(|taken| *taken).count()
}

/// A gateway, with requests and answers.
pub(crate) struct Load {
    gateway: Gateway,
    headers: HeaderList,
    get: String,
    order: String,
    report: String,
    answer: String,
}

impl Load {
    /// Makes everything that a run needs.
    pub(crate) fn new() -> Self {
        let Ok(plugin) = Plugin::parse(CONFIGURATION.as_bytes()) else {
            std::process::exit(1);
        };
        let row = |number: u32| {
            format!(
                r#"{{"id":{number},"name":"row \"{number}\" of the report","share":0.{number:05},"open":true,"tags":["a","b"]}}"#
            )
        };
        let rows: Vec<_> = (0..1_160).map(row).collect();
        let lines: Vec<_> = (1..=35)
            .map(|n| format!(r#"{{"count":{n},"name":"article number {n:03}","sku":"A-{n:05}"}}"#))
            .collect();
        let call = |name: &str, arguments: &str| {
            format!(
                r#"{{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{{"name":"{name}","arguments":{arguments}}}}}"#
            )
        };
        let order = format!(
            r#"{{"customer":"Ada Lovelace","lines":[{}],"note":"to the side door"}}"#,
            lines.join(",")
        );
        Self {
            gateway: plugin.gateway,
            headers: HEADERS.into_iter().collect(),
            get: call("get", r#"{"city":"Berlin"}"#),
            order: call("order", &order),
            report: call("report", r#"{"year":"2026"}"#),
            answer: format!(r#"{{"rows":[{}]}}"#, rows.join(",")),
        }
    }

    /// Carries out one call; gives the length of its answer.
    pub(crate) fn run(&self, kind: Kind) -> usize {
        let list = r#"{"jsonrpc":"2.0","id":7,"method":"tools/list","params":{}}"#;
        let small =
            r#"{"city":"Berlin","celsius":21.5,"wind":{"speed":4,"from":"NW"},"rain":false}"#;
        let (request, answer) = match kind {
            Kind::Get => (self.get.as_str(), small),
            Kind::Order => (self.order.as_str(), small),
            Kind::Report => (self.report.as_str(), self.answer.as_str()),
            Kind::List => (list, ""),
        };
        let Route::Server(snapshot) = self.gateway.route("/s/mcp") else {
            return 0;
        };
        let head = RequestHead {
            headers: self.headers.clone(),
            end_of_stream: false,
            random: || [0; 16],
        };
        let (mut exchange, _) = Exchange::start(snapshot, head);
        match exchange.on_event(Event::RequestBody(request.as_bytes())) {
            Effect::Reply(reply) => return reply.body.len(),
            Effect::Forward(_) => {}
            _ => return 0,
        }
        let head = ResponseHead {
            status: 200,
            content_type: Some("application/json"),
            local: None,
        };
        exchange.on_event(Event::ResponseHead {
            head,
            end_of_stream: false,
        });
        match exchange.on_event(Event::ResponseBody(answer.as_bytes())) {
            Effect::Respond(reply) => reply.body.len(),
            _ => 0,
        }
    }
}
