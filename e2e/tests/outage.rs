//! The control plane goes away and comes back; calls go on.

use anyhow::{Result, ensure};
use portico_e2e::{
    echo::{Echo, Request},
    gateway::{FILTER_STREAMS, Gateway},
    load::Load,
    mcp,
    status::Status,
    wait,
};
use serde_json::json;
use std::time::Duration;

const SERVER: &str = "
kind: Server
name: shop
path: /shop
tools:
- {name: steady, http: {upstream: api, path: /steady}}
- {name: edited, http: {upstream: api, path: /before}}
- {name: other, http: {upstream: api, path: /other}}
";

async fn shop() -> Result<(Gateway, Echo)> {
    let api = Echo::start().await?;
    let gateway = Gateway::new()?;
    gateway.write(
        "api.yaml",
        &format!("kind: Upstream\nname: api\nurl: {}\n", api.url()),
    )?;
    gateway.write("shop.yaml", SERVER)?;
    Ok((gateway, api))
}

fn sent(status: &Status, kind: &str) -> Vec<u64> {
    let streams = status.nodes.iter().flat_map(|node| &node.streams);
    streams
        .filter(|stream| stream.kind == kind)
        .map(|stream| stream.sent)
        .collect()
}

/// Starts the control plane again and waits until Envoy and all filters are back and up to date.
async fn restart(gateway: &mut Gateway) -> Result<Status> {
    gateway.control_plane.start().await?;
    let everyone = FILTER_STREAMS + 1;
    let back = |status: &Status| {
        let streams = status.nodes.iter().flat_map(|node| &node.streams);
        let acked = streams
            .filter(|stream| stream.revision == Some(status.revision))
            .count();
        ensure!(
            acked == everyone,
            "{acked} of {everyone} streams are up to date"
        );
        Ok(())
    };
    gateway
        .control_plane
        .until("all streams are back", back)
        .await
}

async fn path_of(client: &mcp::Client, tool: &str) -> Result<String> {
    Ok(Request::of(&client.call_tool(tool, json!({})).await?)?.path)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_control_plane_fails_no_call_and_resumes() -> Result<()> {
    let (mut gateway, _api) = shop().await?;
    gateway.start().await?;
    let client = gateway.mcp("/shop");
    let load = Load::start(4, Duration::from_millis(2), move || {
        let client = client.clone();
        async move {
            let path = path_of(&client, "steady").await?;
            ensure!(path == "/steady", "led to {path}");
            Ok(())
        }
    });

    gateway.control_plane.kill()?;
    tokio::time::sleep(Duration::from_secs(1)).await;
    let status = restart(&mut gateway).await?;
    assert_eq!(
        sent(&status, "filter"),
        [0; FILTER_STREAMS],
        "nothing changed: {status:?}"
    );
    assert_eq!(sent(&status, "envoy"), [0], "nothing changed: {status:?}");

    gateway.control_plane.kill()?;
    gateway.write("shop.yaml", &SERVER.replace("/before", "/after"))?;
    let status = restart(&mut gateway).await?;
    assert_eq!(
        sent(&status, "filter"),
        [1; FILTER_STREAMS],
        "one tool changed: {status:?}"
    );
    let everywhere = gateway.mcp_unpooled("/shop");
    for _ in 0..30 {
        assert_eq!(path_of(&everywhere, "edited").await?, "/after");
    }

    load.stop().await?.assert_clean(300)?;
    gateway.envoy()?.assert_filter_never_crashed().await
}

#[tokio::test(flavor = "multi_thread")]
async fn envoy_may_start_first() -> Result<()> {
    let (mut gateway, _api) = shop().await?;
    gateway.start_envoy()?;
    let client = gateway.mcp_unpooled("/shop");
    let envoy = gateway.envoy()?;
    wait::until("Envoy answers its admin", Duration::from_secs(60), || {
        envoy.admin("/server_info")
    })
    .await?;
    tokio::time::sleep(Duration::from_secs(1)).await;
    ensure!(
        client.tool_names().await.is_err(),
        "served without a configuration"
    );

    gateway.control_plane.start().await?;
    gateway.until_live().await?;
    assert_eq!(client.tool_names().await?, ["edited", "other", "steady"]);
    assert_eq!(path_of(&client, "edited").await?, "/before");
    Ok(())
}
