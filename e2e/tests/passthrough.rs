//! Traffic that is not MCP, on the same listener; and a client that tries to choose a cluster.

use anyhow::{Context as _, Result};
use hyper::Method;
use portico_e2e::{
    binary,
    echo::{Echo, Request},
    envoy::Envoy,
    mcp,
    port::Port,
};
use serde_json::{Value, json};
use tempfile::TempDir;

struct Setup {
    envoy: Envoy,
    listener: Port,
    _servers: [Echo; 3],
    _directory: TempDir,
}

impl Setup {
    async fn start(unmatched: &str) -> Result<Self> {
        let (site, api, secret) = (
            Echo::start_as("site").await?,
            Echo::start_as("api").await?,
            Echo::start_as("secret").await?,
        );
        let (directory, listener) = (tempfile::tempdir()?, Port::free()?);
        let filter = binary::filter()?;
        let config = include_str!("../config/passthrough.yaml")
            .replace(
                "FILTER_FILE",
                filter.to_str().context("the filter's path is not UTF-8")?,
            )
            .replace("UNMATCHED", unmatched);
        let ports = [
            (10_000, listener.number()),
            (10_001, site.port()),
            (10_002, api.port()),
            (10_003, secret.port()),
        ];
        let mut envoy = Envoy::start(directory.path(), "passthrough", &config, &ports)?;
        envoy.until_live().await?;
        Ok(Self {
            envoy,
            listener,
            _servers: [site, api, secret],
            _directory: directory,
        })
    }

    fn client(&self, path: &str) -> mcp::Client {
        mcp::Client::new(format!("http://{}{path}", self.listener.address()))
    }
}

/// A tool call answered by the `api` cluster whatever the client's header says.
async fn assert_tool_works(setup: &Setup) -> Result<()> {
    let params = json!({"name": "ask", "arguments": {}});
    let headers = [("x-portico-cluster", "secret")];
    let answer = setup
        .client("/shop/mcp")
        .exchange(&headers, "tools/call", params)
        .await?
        .json()?;
    let echo = Request::of(answer.get("result").with_context(|| answer.to_string())?)?;
    assert_eq!(
        (echo.server.as_str(), echo.path.as_str()),
        ("api", "/answer")
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn other_traffic_continues_untouched() -> Result<()> {
    let setup = Setup::start("continue").await?;
    assert_tool_works(&setup).await?;

    let headers = [
        ("authorization", "Basic abc"),
        ("cookie", "a=1"),
        ("content-type", "text/x-own"),
        ("mcp-session-id", "not ours"),
    ];
    let client = setup.client("/shop/mcp/deeper?a=%2F&b=%20");
    let echo = client
        .send(Method::PATCH, &headers, "{not json")
        .await?
        .json()?;
    assert_eq!(echo["server"], "site");
    assert_eq!(echo["method"], "PATCH");
    assert_eq!(echo["path"], "/shop/mcp/deeper");
    assert_eq!(echo["query"], "a=%2F&b=%20");
    assert_eq!(echo["body"], "{not json");
    for (name, value) in headers {
        assert_eq!(echo["headers"][name], value);
    }

    let large = "x".repeat(3 << 20);
    let answer = setup
        .client("/upload")
        .send(Method::POST, &[], large.clone())
        .await?
        .json()?;
    assert_eq!(answer["body"].as_str().map(str::len), Some(large.len()));

    let chosen = setup
        .client("/")
        .send(Method::GET, &[("x-portico-cluster", "secret")], "")
        .await?
        .json()?;
    assert_eq!(chosen["server"], "site");
    assert_eq!(chosen["headers"]["x-portico-cluster"], Value::Null);
    setup.envoy.assert_filter_never_crashed().await
}

#[tokio::test(flavor = "multi_thread")]
async fn other_traffic_is_not_found() -> Result<()> {
    let setup = Setup::start("not_found").await?;
    assert_tool_works(&setup).await?;
    for path in ["/", "/shop", "/shop/mcp/deeper", "/shopping/mcp", "/mcp"] {
        let answer = setup
            .client(path)
            .send(Method::POST, &[("x-portico-cluster", "secret")], "{}")
            .await?;
        assert_eq!(answer.status, 404, "{path}: {}", answer.text());
    }
    Ok(())
}
