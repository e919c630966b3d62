//! An Envoy whose listeners and clusters are somebody else's (a mesh): only the filter has a stream
//! to the control plane.

use anyhow::{Context as _, Result, ensure};
use hyper::Method;
use portico_e2e::{
    binary, bridge::Bridge, control_plane::ControlPlane, echo::Echo, echo::Request, envoy::Envoy,
    events::Events, mcp, port::Port, wait,
};
use serde_json::json;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// How long the filter holds a request before its first configuration.
const HELD: Duration = Duration::from_secs(5);

/// Bound of every wait.
const WAIT: Duration = Duration::from_secs(60);

const DOCUMENTS: &str = "
kind: Upstream
name: api
cluster: api
---
kind: Server
name: shop
path: /shop
tools:
- name: ask
  http: {upstream: api, path: /answer}
";

struct Mesh {
    control_plane: ControlPlane,
    bridges: [Bridge; 2],
    envoy: Envoy,
    listener: Port,
    _servers: [Echo; 2],
    directory: TempDir,
}

impl Mesh {
    /// Starts Envoy; control plane and bridge are not there yet.
    async fn start() -> Result<Self> {
        let (site, api) = (Echo::start_as("site").await?, Echo::start_as("api").await?);
        let (directory, listener) = (tempfile::tempdir()?, Port::free()?);
        std::fs::create_dir(directory.path().join("config"))?;
        std::fs::write(directory.path().join("config/shop.yaml"), DOCUMENTS)?;
        let control_plane = ControlPlane::new(directory.path(), "127.0.0.1:1")?;
        let filter = binary::filter()?;
        let filter = filter.to_str().context("the filter's path is not UTF-8")?;
        let config = include_str!("../config/mesh.yaml").replace("FILTER_FILE", filter);
        let xds = format!("http://127.0.0.1:{}", control_plane.xds_port());
        let bridge = |number| Bridge::new(directory.path(), number, &listener.address(), &xds, &[]);
        let bridges = [bridge(1)?, bridge(2)?];
        let [one, two] = &bridges;
        let ports = [
            (10_000, listener.number()),
            (10_001, site.port()),
            (10_002, api.port()),
            (10_003, one.port()),
            (10_004, two.port()),
            (18_000, control_plane.xds_port()),
        ];
        let mut envoy = Envoy::start(directory.path(), "mesh", &config, &ports)?;
        envoy.until_live().await?;
        Ok(Self {
            control_plane,
            bridges,
            envoy,
            listener,
            _servers: [site, api],
            directory,
        })
    }

    fn client(&self, path: &str) -> mcp::Client {
        mcp::Client::unpooled(format!("http://{}{path}", self.listener.address()))
    }

    async fn ask(&self) -> Result<mcp::Answer> {
        let params = json!({"name": "ask", "arguments": {}});
        self.client("/shop/mcp")
            .exchange(&[], "tools/call", params)
            .await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_wait_for_the_first_configuration() -> Result<()> {
    let mut mesh = Mesh::start().await?;

    let begun = Instant::now();
    let other = mesh.client("/").send(Method::GET, &[], "").await?;
    assert_eq!(other.json()?["server"], "site");
    assert!(
        begun.elapsed() < Duration::from_secs(3),
        "other traffic waited"
    );

    let refused = mesh.ask().await?;
    assert_eq!(
        (refused.status, refused.header("retry-after")),
        (503, Some("1"))
    );

    let client = mesh.client("/shop/mcp");
    let begun = Instant::now();
    let held = tokio::spawn(async move {
        let params = json!({"name": "ask", "arguments": {}});
        client.exchange(&[], "tools/call", params).await
    });
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(!held.is_finished(), "the request was not held");
    mesh.control_plane.start().await?;
    let mut answer = held.await??;
    // A slow machine takes longer to start a control plane than a request is held.
    if begun.elapsed() > HELD {
        answer = mesh.ask().await?;
    }
    let result = answer.json()?;
    let echo = Request::of(result.get("result").with_context(|| answer.text())?)?;
    assert_eq!(echo.server, "api");
    mesh.envoy.assert_filter_never_crashed().await
}

#[tokio::test(flavor = "multi_thread")]
async fn edits_reach_the_filter_alone() -> Result<()> {
    let mut mesh = Mesh::start().await?;
    mesh.control_plane.start().await?;
    let client = mesh.client("/shop/mcp");
    assert_eq!(client.tool_names().await?, ["ask"]);
    let edited = DOCUMENTS.replace("name: ask", "name: beg");
    std::fs::write(mesh.directory.path().join("config/shop.yaml"), edited)?;
    wait::until("the edit arrives", WAIT, async || {
        let names = client.tool_names().await?;
        ensure!(names == ["beg"], "{names:?}");
        Ok(())
    })
    .await?;
    mesh.envoy.assert_filter_never_crashed().await
}

#[tokio::test(flavor = "multi_thread")]
async fn streams_go_to_the_bridge_that_the_filter_is_told_of() -> Result<()> {
    let mut mesh = Mesh::start().await?;
    mesh.control_plane.start().await?;
    for bridge in &mut mesh.bridges {
        bridge.start().await?;
    }
    let url = format!("http://{}/shop/sse", mesh.listener.address());
    let mut open = Vec::new();
    for id in 0..20 {
        let mut events = Events::get(&url, &[("accept", "text/event-stream")]).await?;
        let endpoint = mesh.client(&events.next().await?.data);
        let initialize = json!({
            "protocolVersion": mcp::LEGACY,
            "capabilities": {},
            "clientInfo": {"name": "portico-e2e", "version": "0"},
        });
        for (method, params) in [
            ("initialize", initialize),
            ("tools/call", json!({"name": "ask"})),
        ] {
            let message = json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params});
            assert_eq!(endpoint.post(&[], &message).await?.status, 202);
            let answer = events.next().await?.json()?;
            assert!(answer["id"] == id && answer["error"].is_null(), "{answer}");
        }
        open.push(events);
    }
    for bridge in &mesh.bridges {
        let streams = bridge.metric("portico_bridge_streams{kind=\"sse\"}");
        assert!(streams.await? > 0, "one replica has all streams");
    }
    mesh.envoy.assert_filter_never_crashed().await
}
