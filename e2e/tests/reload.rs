//! Changes of the configuration while clients call: each is live on every worker once it is
//! acknowledged, and no call fails.

use anyhow::{Context as _, Result, ensure};
use portico_e2e::{
    echo::{Echo, Request},
    gateway::{FILTER_STREAMS, Gateway},
    load::Load,
    mcp,
};
use serde_json::json;
use std::time::Duration;

/// Connections that each check of a new state opens, so that every worker answers some of them.
const CONNECTIONS: usize = 30;

const SERVER: &str = "
kind: Server
name: shop
path: /shop
tools:
- {name: steady, http: {upstream: api, path: /steady}}
- {name: old, http: {upstream: api, path: /old}}
";

const CHANGED: &str = "
kind: Server
name: shop
path: /shop
tools:
- {name: steady, http: {upstream: api, path: /steady}}
- {name: old, http: {upstream: api, path: /old-moved}}
- {name: added, http: {upstream: api, path: /added}}
";

const REMOVED: &str = "
kind: Server
name: shop
path: /shop
tools:
- {name: steady, http: {upstream: api, path: /steady}}
- {name: added, http: {upstream: api, path: /added}}
";

const BROKEN: &str = "
kind: Server
name: shop
path: /shop
tools:
- {name: steady, http: {upstream: api, path: /steady}}
- name: added
  http:
    upstream: api
    path: added-without-a-slash
- {name: more, http: {upstream: api, path: /more}}
";

fn upstream(api: &Echo) -> String {
    format!("kind: Upstream\nname: api\nurl: {}\n", api.url())
}

/// Calls a tool and gives what the API received.
async fn call(client: &mcp::Client, tool: &str) -> Result<Request> {
    Request::of(&client.call_tool(tool, json!({})).await?)
}

/// Checks the tools and where one of them leads, over connections to all workers.
async fn assert_everywhere(
    client: &mcp::Client,
    tools: &[&str],
    tool: &str,
    leads_to: (&str, &str),
) -> Result<()> {
    for _ in 0..CONNECTIONS {
        assert_eq!(client.tool_names().await?, tools);
        let request = call(client, tool).await?;
        assert_eq!((request.server.as_str(), request.path.as_str()), leads_to);
    }
    Ok(())
}

fn calls(client: &mcp::Client, tasks: usize, pause: Duration) -> Load {
    let client = client.clone();
    Load::start(tasks, pause, move || {
        let client = client.clone();
        async move {
            let path = call(&client, "steady").await?.path;
            ensure!(path == "/steady", "led to {path}");
            ensure!(
                client
                    .tool_names()
                    .await?
                    .iter()
                    .any(|name| name == "steady"),
                "steady is not listed"
            );
            Ok(())
        }
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn edits_are_live_and_no_call_fails() -> Result<()> {
    let (first, second) = (
        Echo::start_as("first").await?,
        Echo::start_as("second").await?,
    );
    let mut gateway =
        Gateway::with(&[("api.yaml", &upstream(&first)), ("shop.yaml", SERVER)]).await?;
    let everywhere = gateway.mcp_unpooled("/shop");
    let kept = calls(&gateway.mcp("/shop"), 4, Duration::from_millis(2));
    let opened = calls(&everywhere, 2, Duration::from_millis(20));

    assert_everywhere(&everywhere, &["old", "steady"], "old", ("first", "/old")).await?;

    gateway.apply("shop.yaml", CHANGED).await?;
    assert_everywhere(
        &everywhere,
        &["added", "old", "steady"],
        "old",
        ("first", "/old-moved"),
    )
    .await?;

    gateway.apply("shop.yaml", REMOVED).await?;
    assert_everywhere(
        &everywhere,
        &["added", "steady"],
        "added",
        ("first", "/added"),
    )
    .await?;
    let unknown = everywhere
        .exchange(&[], "tools/call", json!({"name": "old"}))
        .await?
        .json()?;
    assert_eq!(unknown["error"]["code"], -32602, "{unknown}");

    let clusters = portico_clusters(&mut gateway).await?;
    gateway.apply("api.yaml", &upstream(&second).replace("127.0.0.1", "localhost")).await?;
    assert_everywhere(
        &everywhere,
        &["added", "steady"],
        "added",
        ("second", "/added"),
    )
    .await?;
    portico_e2e::wait::until(
        "the former cluster is gone",
        Duration::from_secs(10),
        async || {
            let now = portico_clusters(&mut gateway).await?;
            ensure!(
                now.len() == 1 && now != clusters,
                "{now:?}, formerly {clusters:?}"
            );
            Ok(())
        },
    )
    .await?;

    let before = gateway.control_plane.status().await?;
    gateway.write("shop.yaml", BROKEN)?;
    let broken = gateway
        .control_plane
        .until("the broken file is reported", |status| {
            ensure!(!status.errors.is_empty(), "no errors");
            Ok(())
        })
        .await?;
    assert_eq!(broken.revision, before.revision);
    let error = broken.errors.first().context("no error")?;
    assert_eq!(
        (error.file.as_str(), error.line),
        ("shop.yaml", Some(10)),
        "{error:?}"
    );
    assert_eq!(error.path, "tools[1].http.path");
    assert_everywhere(
        &everywhere,
        &["added", "steady"],
        "added",
        ("second", "/added"),
    )
    .await?;

    let repaired = BROKEN.replace("added-without-a-slash", "/repaired");
    let status = gateway.apply("shop.yaml", &repaired).await?;
    assert_eq!(status.errors, []);
    assert_everywhere(
        &everywhere,
        &["added", "more", "steady"],
        "added",
        ("second", "/repaired"),
    )
    .await?;

    gateway
        .apply("more.yaml", &SERVER.replace("shop", "other"))
        .await?;
    let other = gateway.mcp_unpooled("/other");
    assert_everywhere(&other, &["old", "steady"], "old", ("second", "/old")).await?;
    let before = gateway.control_plane.status().await?.revision;
    gateway.remove("more.yaml")?;
    gateway
        .control_plane
        .until_acked(before + 1, FILTER_STREAMS)
        .await?;
    for _ in 0..CONNECTIONS {
        assert_eq!(
            other.exchange(&[], "tools/list", json!({})).await?.status,
            404
        );
    }

    kept.stop().await?.assert_clean(500)?;
    opened.stop().await?.assert_clean(50)
}

async fn portico_clusters(gateway: &mut Gateway) -> Result<Vec<String>> {
    let clusters = gateway.envoy()?.clusters().await?;
    Ok(clusters
        .into_iter()
        .filter(|name| name.starts_with("portico:"))
        .collect())
}
