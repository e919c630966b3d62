//! The database's server is stopped and started again, while calls go on.

use crate::{WAIT, gateway, path_of, reader, server};
use anyhow::{Context, Result, ensure};
use hyper::Method;
use portico_e2e::admin::{self, Admin, open_session};
use portico_e2e::database::{Kind, Server};
use portico_e2e::echo::Echo;
use portico_e2e::load::Load;
use portico_e2e::mcp::Answer;
use portico_e2e::wait;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

fn ensure_away(what: &str, answer: &Answer) -> Result<()> {
    ensure!(
        answer.status == 503,
        "{what}: {} {}",
        answer.status,
        answer.text()
    );
    let header = |name| answer.header(name).unwrap_or_default().to_owned();
    ensure!(
        header("retry-after") == "1",
        "{what}: when to try again is not told"
    );
    ensure!(
        header("content-type") == "application/problem+json",
        "{what}"
    );
    Ok(())
}

async fn calls_and_readers_go_on(kind: Kind) -> Result<()> {
    let mut database = Server::start(kind).await?.context("no server")?;
    let api = Echo::start().await?;
    let (mut gateway, admin) = gateway(&database.create("portico")?, &api).await?;
    let url = gateway.control_plane.admin_url();
    let ann = reader(&admin, &url).await?;
    let read = ann.get("/servers/default/shop").await?;
    ensure!(read.status == 200, "{}", read.text());
    let client = gateway.mcp("/shop");
    let load = Load::start(2, Duration::from_millis(5), move || {
        let client = client.clone();
        async move { path_of(&client).await.map(drop) }
    });

    database.stop()?;
    let ready = async |expected: &str| {
        let told = gateway.control_plane.admin("/readyz").await?.json()?;
        let stores = [&told["configurationStore"], &told["dataStore"]];
        ensure!(stores == [expected, expected], "{told}");
        anyhow::Ok(())
    };
    wait::until("it is told", WAIT, async || ready("unavailable").await).await?;
    for path in [
        "/servers/default/shop",
        "/upstreams",
        "/export",
        "/nodes",
        "/me",
    ] {
        let answer = ann.get(path).await?;
        ensure!(answer.status == 200, "{path}: {}", answer.text());
    }
    // Of many readers few wait to find out whether the database is back.
    let began = Instant::now();
    let reads = (0..40).map(|_| {
        let ann = ann.clone();
        tokio::spawn(async move { ann.get("/servers/default/shop").await })
    });
    for read in reads.collect::<Vec<_>>() {
        let answer = read.await??;
        ensure!(answer.status == 200, "{}", answer.text());
    }
    ensure!(
        began.elapsed() < Duration::from_secs(20),
        "{:?}",
        began.elapsed()
    );
    for path in [
        "/revisions",
        "/audit",
        "/users",
        "/servers/default/shop/versions",
    ] {
        ensure_away(path, &ann.get(path).await?)?;
    }
    ensure_away("a change", &admin.try_put(&server("/other")).await?)?;
    let draft = json!({ "documents": [server("/other")] });
    ensure_away(
        "a try",
        &admin.send(Method::POST, "/validate", &draft).await?,
    )?;
    ensure_away(
        "a login",
        &open_session(&url, "admin", admin::PASSWORD).await?,
    )?;
    let unknown = Admin::with_token(&url, format!("ptc_{}", "A".repeat(43)));
    ensure_away("a stranger", &unknown.get("/servers").await?)?;
    for path in ["/healthz", "/metrics"] {
        let answer = gateway.control_plane.admin(path).await?;
        ensure!(answer.status == 200, "{path}: {}", answer.text());
    }

    database.start_again().await?;
    wait::until("it is back", WAIT, async || ready("available").await).await?;
    admin.put_document(&server("/other")).await?;
    wait::until("the change is live", WAIT, async || {
        let path = path_of(&gateway.mcp_unpooled("/shop")).await?;
        ensure!(path == "/other", "led to {path}");
        Ok(())
    })
    .await?;
    let disabled = json!({ "isAdmin": true, "disabled": true });
    let answer = admin.send(Method::PUT, "/users/ann", &disabled).await?;
    ensure!(answer.status == 200, "{}", answer.text());
    let refused = ann.get("/servers/default/shop").await?;
    ensure!(
        refused.status == 401,
        "disabled, and still: {}",
        refused.status
    );
    let revisions = admin.get("/revisions").await?.json()?;
    let numbers = revisions["items"].as_array().context("no revisions")?;
    let numbers: Vec<&Value> = numbers.iter().map(|it| &it["number"]).collect();
    ensure!(numbers == [3, 2, 1], "{numbers:?}");

    load.stop().await?.assert_clean(50)?;
    gateway.envoy()?.assert_filter_never_crashed().await
}

#[tokio::test(flavor = "multi_thread")]
async fn postgres() -> Result<()> {
    calls_and_readers_go_on(Kind::Postgres).await
}

#[tokio::test(flavor = "multi_thread")]
async fn mariadb() -> Result<()> {
    calls_and_readers_go_on(Kind::Mariadb).await
}
