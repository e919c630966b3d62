//! The control plane starts while its database is down.

use crate::{WAIT, gateway, path_of};
use anyhow::{Context, Result, ensure};
use portico_e2e::database::{Kind, Server};
use portico_e2e::echo::Echo;
use portico_e2e::wait;
use std::net::TcpStream;
use std::time::Duration;

async fn waits_and_then_serves(kind: Kind) -> Result<()> {
    let mut database = Server::start(kind).await?.context("no server")?;
    let api = Echo::start().await?;
    let (mut gateway, _) = gateway(&database.create("portico")?, &api).await?;
    gateway.stop_envoy().await?;
    gateway.control_plane.kill()?;
    database.stop()?;

    // This one lives, and says that it is not ready.
    gateway.control_plane.start().await?;
    for path in ["/readyz", "/api/v1/servers", "/status"] {
        let answer = gateway.control_plane.admin(path).await?;
        ensure!(answer.status == 503, "{path}: {}", answer.text());
        ensure!(answer.header("retry-after").is_some(), "{path}");
    }
    let xds = ("127.0.0.1", gateway.control_plane.xds_port());
    ensure!(
        TcpStream::connect(xds).is_err(),
        "Envoys could connect to nothing"
    );
    gateway.start_envoy()?;
    tokio::time::sleep(Duration::from_secs(5)).await;
    let process = gateway.control_plane.process()?;
    ensure!(process.ended()?.is_none(), "it ended");
    let log = process.log();
    let tries = log
        .matches("the configuration store is not available; trying again")
        .count();
    ensure!(
        (2..=5).contains(&tries),
        "{tries} tries in about 8 s: {log}"
    );
    ensure!(
        !log.contains("portico:portico"),
        "the password is in the log: {log}"
    );

    database.start_again().await?;
    wait::until("it is ready", WAIT, async || {
        let answer = gateway.control_plane.admin("/readyz").await?;
        ensure!(answer.status == 200, "{}", answer.text());
        Ok(())
    })
    .await?;
    gateway.until_live().await?;
    let path = path_of(&gateway.mcp("/shop")).await?;
    ensure!(path == "/things/x", "led to {path}");
    let admin = gateway.control_plane.log_in().await?;
    let answer = admin.get("/servers/default/shop").await?;
    ensure!(answer.status == 200, "{}", answer.text());

    // While it waits it can be told to end.
    gateway.control_plane.kill()?;
    database.stop()?;
    gateway.control_plane.start().await?;
    let process = gateway.control_plane.process()?;
    process.terminate()?;
    let status = wait::until("it ends", WAIT, async || {
        process.ended()?.context("it waits")
    });
    ensure!(status.await?.success(), "{}", process.log());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn postgres() -> Result<()> {
    waits_and_then_serves(Kind::Postgres).await
}

#[tokio::test(flavor = "multi_thread")]
async fn mariadb() -> Result<()> {
    waits_and_then_serves(Kind::Mariadb).await
}
