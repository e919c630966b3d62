//! A small MCP client with full control over headers and bytes: what a test sends is what goes out.

use anyhow::{Context, Result, bail};
use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::{HeaderMap, Method, Request};
use hyper_util::{
    client::legacy::{Client as Http, connect::HttpConnector},
    rt::TokioExecutor,
};
use serde_json::{Value, json};
use std::time::Duration;

/// The revision that [`Client::request`] speaks.
pub const MODERN: &str = "2026-07-28";
/// The revision that [`Client::legacy_request`] speaks.
pub const LEGACY: &str = "2025-11-25";

const TIMEOUT: Duration = Duration::from_secs(30);

/// A client of one URL.
#[derive(Debug, Clone)]
pub struct Client {
    http: Http<HttpConnector, Full<Bytes>>,
    url: String,
}

/// An HTTP answer, read to its end.
#[derive(Debug, Clone)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// HTTP headers.
    pub headers: HeaderMap,
    /// The whole body.
    pub body: Bytes,
}

impl Answer {
    /// The first header of that name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body as text; bytes that are not UTF-8 are replaced.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON.
    pub fn json(&self) -> Result<Value> {
        serde_json::from_slice(&self.body)
            .with_context(|| format!("HTTP {}, not JSON: {}", self.status, self.text()))
    }
}

impl Client {
    /// A client that keeps its connections.
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            http: Http::builder(TokioExecutor::new()).build_http(),
            url: url.into(),
        }
    }

    /// A client that opens a connection for every request, so that requests spread over all workers.
    pub fn unpooled(url: impl Into<String>) -> Self {
        let http = Http::builder(TokioExecutor::new())
            .pool_max_idle_per_host(0)
            .build_http();
        Self {
            http,
            url: url.into(),
        }
    }

    /// A client of HTTP/2 without TLS, which keeps one connection.
    pub fn http2(url: impl Into<String>) -> Self {
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        let http = Http::builder(TokioExecutor::new())
            .http2_only(true)
            .build(connector);
        Self {
            http,
            url: url.into(),
        }
    }

    /// The URL that requests go to.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Sends exactly these headers (besides `host` and `content-length`) and this body.
    pub async fn send(
        &self,
        method: Method,
        headers: &[(&str, &str)],
        body: impl Into<Bytes>,
    ) -> Result<Answer> {
        let mut request = Request::builder().method(method).uri(&self.url);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let exchange = async {
            let response = self
                .http
                .request(request.body(Full::new(body.into()))?)
                .await?;
            let (head, body) = response.into_parts();
            let body = body.collect().await?.to_bytes();
            anyhow::Ok(Answer {
                status: head.status.as_u16(),
                headers: head.headers,
                body,
            })
        };
        match tokio::time::timeout(TIMEOUT, exchange).await {
            Ok(answer) => answer.with_context(|| format!("request to {}", self.url)),
            Err(_) => bail!("no answer from {} within {TIMEOUT:?}", self.url),
        }
    }

    /// POSTs a JSON value with the headers of every MCP client, and `headers` besides.
    pub async fn post(&self, headers: &[(&str, &str)], message: &Value) -> Result<Answer> {
        let mut all = vec![
            ("content-type", "application/json"),
            ("accept", "application/json, text/event-stream"),
        ];
        all.extend_from_slice(headers);
        self.send(Method::POST, &all, message.to_string()).await
    }

    /// A 2026-07-28 request with all it must carry (`_meta` unless `params` has its own), and
    /// `headers` besides; gives the whole answer.
    pub async fn exchange(
        &self,
        headers: &[(&str, &str)],
        method: &str,
        params: Value,
    ) -> Result<Answer> {
        let mut params = params;
        if let Some(fields) = params.as_object_mut() {
            fields.entry("_meta").or_insert_with(request_meta);
        }
        let name = params
            .get("name")
            .or_else(|| params.get("uri"))
            .and_then(Value::as_str)
            .map(str::to_owned);
        let mut all = vec![("mcp-protocol-version", MODERN), ("mcp-method", method)];
        if let Some(name) = name.as_deref() {
            all.push(("mcp-name", name));
        }
        all.extend_from_slice(headers);
        self.post(
            &all,
            &json!({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}),
        )
        .await
    }

    /// A 2026-07-28 request; gives the `result`. Anything but HTTP 200 with a result is an error.
    pub async fn request(&self, method: &str, params: Value) -> Result<Value> {
        result_of(&self.exchange(&[], method, params).await?)
    }

    /// A 2025-11-25 request without a session; gives the `result`.
    pub async fn legacy_request(&self, method: &str, params: Value) -> Result<Value> {
        let message = json!({"jsonrpc": "2.0", "id": 1, "method": method, "params": params});
        result_of(
            &self
                .post(&[("mcp-protocol-version", LEGACY)], &message)
                .await?,
        )
    }

    /// `tools/call` by 2026-07-28; gives the tool's result, which may say `isError`.
    pub async fn call_tool(&self, name: &str, arguments: Value) -> Result<Value> {
        self.request("tools/call", json!({"name": name, "arguments": arguments}))
            .await
    }

    /// The names of all tools, in the server's order.
    pub async fn tool_names(&self) -> Result<Vec<String>> {
        let result = self.request("tools/list", json!({})).await?;
        let tools = result
            .get("tools")
            .and_then(Value::as_array)
            .context("no tools in the answer")?;
        Ok(tools
            .iter()
            .filter_map(|tool| tool.get("name")?.as_str().map(str::to_owned))
            .collect())
    }
}

/// `_meta` of a 2026-07-28 request.
pub fn request_meta() -> Value {
    json!({
        "io.modelcontextprotocol/protocolVersion": MODERN,
        "io.modelcontextprotocol/clientCapabilities": {},
        "io.modelcontextprotocol/clientInfo": {"name": "portico-e2e", "version": "0"},
    })
}

/// The text of a tool result's first content block.
pub fn text_of(result: &Value) -> Result<&str> {
    result
        .pointer("/content/0/text")
        .and_then(Value::as_str)
        .with_context(|| format!("no text in {result}"))
}

fn result_of(answer: &Answer) -> Result<Value> {
    let mut message = answer.json()?;
    if answer.status != 200 {
        bail!("HTTP {}: {message}", answer.status);
    }
    match message.get_mut("result") {
        Some(result) => Ok(result.take()),
        None => bail!("no result: {message}"),
    }
}
