//! Two control planes on one database, and the real Envoy.

use crate::{WAIT, control_plane, gateway, path_of, port, reader, server, upstream};
use anyhow::{Context, Result, ensure};
use hyper::Method;
use portico_e2e::admin::Admin;
use portico_e2e::binary;
use portico_e2e::database::{Database, Kind, Server};
use portico_e2e::echo::Echo;
use portico_e2e::envoy::Envoy;
use portico_e2e::gateway::{FILTER_STREAMS, Gateway, NODE};
use portico_e2e::load::Load;
use portico_e2e::relay::Relay;
use portico_e2e::wait;
use serde_json::{Value, json};
use std::time::Duration;
use tempfile::TempDir;

async fn a_replica_that_is_cut_off_catches_up(kind: Kind) -> Result<()> {
    let database = Server::start(kind).await?.context("no server")?;
    let url = database.create("portico")?;
    let relay = Relay::start(port(&url)?).await?;
    let api = Echo::start().await?;
    let (mut gateway, cut_off) = gateway(&relay.instead_of_port(&url)?, &api).await?;
    let ann = reader(&cut_off, &gateway.control_plane.admin_url()).await?;
    ensure!(ann.get("/me").await?.status == 200);
    let directory = TempDir::new()?;
    let whole = control_plane(directory.path(), &url, "127.0.0.1:1").await?;
    let whole = Admin::with_token(&whole.admin_url(), cut_off.token().to_owned());

    relay.cut();
    wait::until("it is told", WAIT, async || {
        let told = gateway.control_plane.admin("/readyz").await?.json()?;
        ensure!(told["configurationStore"] == "unavailable", "{told}");
        Ok(())
    })
    .await?;
    whole.put_document(&server("/first")).await?;
    whole.put_document(&server("/second")).await?;
    let disabled = json!({ "isAdmin": true, "disabled": true });
    let answer = whole.send(Method::PUT, "/users/ann", &disabled).await?;
    ensure!(answer.status == 200, "{}", answer.text());
    // It serves, shows and knows what it had; and changes nothing.
    let path = path_of(&gateway.mcp_unpooled("/shop")).await?;
    ensure!(path == "/things/x", "led to {path}");
    let shown = ann.get("/servers/default/shop").await?;
    ensure!(
        shown.json()? == server("/things/{name}"),
        "{}",
        shown.text()
    );
    let refused = cut_off.try_put(&server("/third")).await?;
    ensure!(refused.status == 503, "{}", refused.text());

    relay.lead_to(port(&url)?);
    wait::until("it has caught up", WAIT, async || {
        let path = path_of(&gateway.mcp_unpooled("/shop")).await?;
        ensure!(path == "/second", "led to {path}");
        Ok(())
    })
    .await?;
    wait::until("who was disabled is out", WAIT, async || {
        let status = ann.get("/servers/default/shop").await?.status;
        ensure!(status == 401, "{status}");
        Ok(())
    })
    .await?;
    cut_off.put_document(&server("/third")).await?;
    wait::until("the other one follows", WAIT, async || {
        let shown = whole.get("/servers/default/shop").await?.json()?;
        ensure!(shown == server("/third"), "{shown}");
        Ok(())
    })
    .await?;
    let revisions = whole.get("/revisions").await?.json()?;
    let revisions = revisions["items"].as_array().context("no revisions")?;
    let numbers: Vec<&Value> = revisions.iter().map(|it| &it["number"]).collect();
    ensure!(numbers == [5, 4, 3, 2, 1], "{numbers:?}");
    gateway.envoy()?.assert_filter_never_crashed().await
}

#[tokio::test(flavor = "multi_thread")]
async fn postgres() -> Result<()> {
    a_replica_that_is_cut_off_catches_up(Kind::Postgres).await
}

#[tokio::test(flavor = "multi_thread")]
async fn mariadb() -> Result<()> {
    a_replica_that_is_cut_off_catches_up(Kind::Mariadb).await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_envoy_that_comes_from_another_replica_is_sent_nothing_again() -> Result<()> {
    let database = Database::new(Kind::Postgres).await?;
    let api = Echo::start().await?;
    let mut gateway = Gateway::new()?;
    gateway.control_plane.set_store(database.url.clone());
    gateway.control_plane.start().await?;
    let admin = gateway.control_plane.log_in().await?;
    admin.put_document(&upstream(&api)).await?;
    admin.put_document(&server("/first")).await?;
    let (directory, listener) = (TempDir::new()?, gateway.url("").replace("http://", ""));
    let mut other = control_plane(directory.path(), &database.url, &listener).await?;

    let relay = Relay::start(gateway.control_plane.xds_port()).await?;
    let bootstrap = std::fs::read_to_string(binary::repository().join("envoy/bootstrap.yaml"))?;
    let ports = [(18_000, relay.port())];
    let mut envoy = Envoy::start(gateway.directory(), NODE, &bootstrap, &ports)?;
    envoy.until_live().await?;
    gateway.control_plane.until_acked(0, FILTER_STREAMS).await?;
    let client = gateway.mcp("/shop");
    let load = Load::start(2, Duration::from_millis(5), move || {
        let client = client.clone();
        async move { path_of(&client).await.map(drop) }
    });

    gateway.control_plane.kill()?;
    relay.lead_to(other.xds_port());
    let everyone = FILTER_STREAMS + 1;
    let status = other.until("everyone has come", |status| {
        let streams = status.nodes.iter().flat_map(|node| &node.streams);
        let sent: Vec<u64> = streams
            .filter(|stream| stream.revision == Some(status.revision))
            .map(|stream| stream.sent)
            .collect();
        ensure!(sent.len() == everyone, "{sent:?}");
        Ok(())
    });
    let status = status.await?;
    let streams = status.nodes.iter().flat_map(|node| &node.streams);
    let sent: Vec<u64> = streams.map(|stream| stream.sent).collect();
    ensure!(sent == vec![0; everyone], "sent again: {sent:?}");

    let admin = Admin::with_token(&other.admin_url(), admin.token().to_owned());
    admin.put_document(&server("/second")).await?;
    wait::until("the change is live", WAIT, async || {
        let path = path_of(&gateway.mcp_unpooled("/shop")).await?;
        ensure!(path == "/second", "led to {path}");
        Ok(())
    })
    .await?;
    load.stop().await?.assert_clean(10)?;
    envoy.assert_filter_never_crashed().await
}
