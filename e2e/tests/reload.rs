//! Changes of the configuration while clients call: each is live on every worker once it is
//! acknowledged, and no call fails.

use anyhow::{Result, bail, ensure};
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

fn calls(client: &mcp::Client, tasks: usize, pause: Duration) -> Load {
    let client = client.clone();
    Load::start(tasks, pause, move || {
        let client = client.clone();
        async move {
            let path = call(&client, "steady").await?.path;
            ensure!(path == "/steady", "led to {path}");
            let listed = client
                .legacy_request("tools/list", json!({}))
                .await?
                .to_string();
            ensure!(
                listed.contains(r#""steady""#),
                "steady is not listed: {listed}"
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
    let mut shop = Shop::open(&first).await?;
    let kept = calls(&shop.gateway.mcp("/shop"), 4, Duration::from_millis(2));
    let opened = calls(&shop.everywhere, 2, Duration::from_millis(20));

    shop.tools_change().await?;
    shop.upstream_moves(&second).await?;
    shop.file_breaks_and_is_repaired().await?;
    shop.file_comes_and_goes().await?;

    kept.stop().await?.assert_clean(500)?;
    opened.stop().await?.assert_clean(50)?;
    shop.gateway.envoy()?.assert_filter_never_crashed().await
}

struct Shop {
    gateway: Gateway,
    /// Opens a connection for each request, so that both workers answer.
    everywhere: mcp::Client,
}

impl Shop {
    async fn open(api: &Echo) -> Result<Self> {
        let files = [("api.yaml", &*upstream(api)), ("shop.yaml", SERVER)];
        let gateway = Gateway::with(&files).await?;
        let everywhere = gateway.mcp_unpooled("/shop");
        let shop = Self {
            gateway,
            everywhere,
        };
        shop.assert(&["old", "steady"], "old", ("first", "/old"))
            .await?;
        Ok(shop)
    }

    /// Checks the tools and where one of them leads, on all workers.
    async fn assert(&self, tools: &[&str], tool: &str, leads_to: (&str, &str)) -> Result<()> {
        for _ in 0..CONNECTIONS {
            assert_eq!(self.everywhere.tool_names().await?, tools);
            let request = call(&self.everywhere, tool).await?;
            assert_eq!((&*request.server, &*request.path), leads_to);
        }
        Ok(())
    }

    async fn tools_change(&mut self) -> Result<()> {
        self.gateway.apply("shop.yaml", CHANGED).await?;
        self.assert(&["added", "old", "steady"], "old", ("first", "/old-moved"))
            .await?;

        self.gateway.apply("shop.yaml", REMOVED).await?;
        self.assert(&["added", "steady"], "added", ("first", "/added"))
            .await?;
        let params = json!({"name": "old"});
        let unknown = self
            .everywhere
            .exchange(&[], "tools/call", params)
            .await?
            .json()?;
        assert_eq!(
            unknown.pointer("/error/code"),
            Some(&json!(-32602)),
            "{unknown}"
        );
        Ok(())
    }

    /// To another port, by a name that Envoy has to resolve first.
    async fn upstream_moves(&mut self, api: &Echo) -> Result<()> {
        let before = self.clusters().await?;
        let moved = upstream(api).replace("127.0.0.1", "localhost");
        self.gateway.apply("api.yaml", &moved).await?;
        self.assert(&["added", "steady"], "added", ("second", "/added"))
            .await?;
        wait::until(
            "the former cluster is gone",
            Duration::from_secs(60),
            async || {
                let now = self.clusters().await?;
                ensure!(
                    now.len() == 1 && now != before,
                    "{now:?}, formerly {before:?}"
                );
                Ok(())
            },
        )
        .await
    }

    async fn file_breaks_and_is_repaired(&mut self) -> Result<()> {
        let before = self.gateway.control_plane.status().await?;
        self.gateway.write("shop.yaml", BROKEN)?;
        let reported = |status: &Status| {
            ensure!(!status.errors.is_empty(), "no errors");
            Ok(())
        };
        let broken = self
            .gateway
            .control_plane
            .until("the file is reported", reported)
            .await?;
        assert_eq!(broken.revision, before.revision);
        let [error] = &*broken.errors else {
            bail!("not one error: {broken:?}")
        };
        assert_eq!((&*error.file, error.line), ("shop.yaml", Some(10)));
        assert_eq!(error.path, "tools[1].http.path");
        self.assert(&["added", "steady"], "added", ("second", "/added"))
            .await?;

        let repaired = BROKEN.replace("added-without-a-slash", "/repaired");
        let status = self.gateway.apply("shop.yaml", &repaired).await?;
        assert_eq!(status.errors, []);
        self.assert(
            &["added", "more", "steady"],
            "added",
            ("second", "/repaired"),
        )
        .await
    }

    async fn file_comes_and_goes(&mut self) -> Result<()> {
        self.gateway
            .apply("more.yaml", &SERVER.replace("shop", "other"))
            .await?;
        let other = self.gateway.mcp_unpooled("/other");
        for _ in 0..CONNECTIONS {
            assert_eq!(call(&other, "old").await?.path, "/old");
        }
        let before = self.gateway.control_plane.status().await?.revision;
        self.gateway.remove("more.yaml")?;
        self.gateway
            .control_plane
            .until_acked(before + 1, FILTER_STREAMS)
            .await?;
        for _ in 0..CONNECTIONS {
            assert_eq!(
                other.exchange(&[], "tools/list", json!({})).await?.status,
                404
            );
        }
        Ok(())
    }

    /// The clusters that the control plane made of upstreams' URLs.
    async fn clusters(&mut self) -> Result<Vec<String>> {
        let clusters = self.gateway.envoy()?.clusters().await?;
        Ok(clusters
            .into_iter()
            .filter(|name| name.starts_with("portico:"))
            .collect())
    }
}
