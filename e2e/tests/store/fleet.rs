//! Two control planes on one database, an Envoy on each: either shows both.

use crate::{WAIT, control_plane, server, upstream};
use anyhow::{Context, Result, ensure};
use portico_e2e::admin::Admin;
use portico_e2e::binary;
use portico_e2e::control_plane::ControlPlane;
use portico_e2e::database::{Database, Kind};
use portico_e2e::echo::Echo;
use portico_e2e::envoy::Envoy;
use portico_e2e::gateway::{FILTER_STREAMS, Gateway};
use portico_e2e::relay::Relay;
use portico_e2e::wait;
use serde_json::{Value, json};
use std::path::Path;
use tempfile::TempDir;

/// An Envoy that is led to this port for its configuration.
async fn envoy(directory: &Path, node: &str, xds: u16) -> Result<Envoy> {
    let bootstrap = std::fs::read_to_string(binary::repository().join("envoy/bootstrap.yaml"))?;
    let mut envoy = Envoy::start(directory, node, &bootstrap, &[(18_000, xds)])?;
    envoy.until_live().await?;
    Ok(envoy)
}

/// Each node: id, connection, the port in the names of its replicas, number of streams.
async fn nodes(admin: &Admin) -> Result<Value> {
    let answer = admin.get("/nodes").await?;
    ensure!(answer.status == 200, "{}", answer.text());
    let nodes = answer.json()?;
    let nodes = nodes["items"].as_array().context("no nodes")?;
    let port = |name: &Value| {
        let name = name.as_str().unwrap_or_default();
        name.rsplit(':').next().unwrap_or_default().to_owned()
    };
    let shown = nodes.iter().map(|node| {
        let replicas = node["replicas"].as_array();
        let replicas: Vec<String> = replicas.into_iter().flatten().map(port).collect();
        let streams = node["streams"].as_array().map(Vec::len);
        json!([node["id"], node["connection"], replicas, streams])
    });
    Ok(shown.collect())
}

async fn until_shown(admins: &[&Admin], expected: Value) -> Result<()> {
    wait::until("all show it", WAIT, async || {
        for admin in admins {
            let shown = nodes(admin).await?;
            ensure!(shown == expected, "{shown} is not {expected}");
        }
        Ok(())
    })
    .await
}

/// The port of the admin address, with which the replica's name ends.
fn name(plane: &ControlPlane) -> String {
    let url = plane.admin_url();
    url.rsplit(':').next().unwrap_or_default().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn each_replica_shows_the_envoys_of_both() -> Result<()> {
    let database = Database::new(Kind::Postgres).await?;
    let api = Echo::start().await?;
    let mut gateway = Gateway::new()?;
    gateway.control_plane.set_store(database.url.clone());
    gateway.control_plane.start().await?;
    let one = gateway.control_plane.log_in().await?;
    one.put_document(&upstream(&api)).await?;
    let (directory, listener) = (TempDir::new()?, gateway.url("").replace("http://", ""));
    let plane = control_plane(directory.path(), &database.url, &listener).await?;
    let two = Admin::with_token(&plane.admin_url(), one.token().to_owned());
    let (first, second) = (name(&gateway.control_plane), name(&plane));

    let relay = Relay::start(gateway.control_plane.xds_port()).await?;
    let a = envoy(gateway.directory(), "envoy-a", relay.port()).await?;
    let b = envoy(directory.path(), "envoy-b", plane.xds_port()).await?;
    let streams = FILTER_STREAMS + 1;
    let both = json!([
        ["envoy-a", "connected", [first], streams],
        ["envoy-b", "connected", [second], streams],
    ]);
    until_shown(&[&one, &two], both).await?;

    // A change is followed everywhere, whichever is asked.
    let document = server("/first");
    one.put_document(&document).await?;
    wait::until("both have it", WAIT, async || {
        for admin in [&one, &two] {
            let progress = admin.get("/revisions/2/progress").await?.json()?;
            let reached = json!([progress["nodes"], progress["reached"], progress["missing"]]);
            ensure!(reached == json!([2, 2, []]), "{progress}");
            ensure!(progress["lastMs"].is_u64(), "{progress}");
        }
        Ok(())
    })
    .await?;
    let node = two.get("/nodes/envoy-a").await?.json()?;
    ensure!(node["revision"] == 2, "{node}");
    ensure!(node["filterVersion"].is_string(), "{node}");

    // One dies: nobody knows of its Envoy until that is back, elsewhere.
    gateway.control_plane.kill()?;
    let unknown = json!([
        ["envoy-a", "unknown", [first], 0],
        ["envoy-b", "connected", [second], streams],
    ]);
    until_shown(&[&two], unknown).await?;
    relay.lead_to(plane.xds_port());
    let all = json!([
        ["envoy-a", "connected", [second], streams],
        ["envoy-b", "connected", [second], streams],
    ]);
    until_shown(&[&two], all.clone()).await?;
    // It comes back without its Envoy, and shows it.
    gateway.control_plane.start().await?;
    until_shown(&[&one, &two], all).await?;
    a.assert_filter_never_crashed().await?;
    b.assert_filter_never_crashed().await
}
