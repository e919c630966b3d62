//! Several replicas of the bridge: who gets which stream, and how one of them comes and goes.

use crate::shop::{Shop, request};
use anyhow::{Context, Result, ensure};
use portico_e2e::{
    binary,
    echo::Request,
    envoy::Envoy,
    gateway::{FILTER_STREAMS, Gateway},
    wait,
};
use serde_json::json;
use std::{collections::BTreeSet, fs, sync::Arc, time::Duration};
use tokio::task::JoinSet;

const SSE: &str = "portico_bridge_streams{kind=\"sse\"}";

/// Opens sessions all at once and has each call a tool.
async fn sessions(shop: &Arc<Shop>, count: u64) -> Result<Vec<crate::shop::Session>> {
    let mut opening = JoinSet::new();
    for number in 0..count {
        let shop = Arc::clone(shop);
        opening.spawn(async move {
            let mut session = shop.session("/shop", &[]).await?;
            session.initialize().await?;
            let call = json!({"name": "ask"});
            let answer = session.ask(number, "tools/call", call).await?;
            ensure!(answer.get("id") == Some(&json!(number)), "{answer}");
            Request::of(answer.get("result").context("no result")?)?;
            anyhow::Ok(session)
        });
    }
    let mut open = Vec::new();
    while let Some(session) = opening.join_next().await {
        open.push(session??);
    }
    Ok(open)
}

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_sessions_at_once_get_their_own_answers() -> Result<()> {
    let shop = Arc::new(Shop::open(2, &[]).await?);
    let open = sessions(&shop, 200).await?;
    let urls: BTreeSet<&str> = open.iter().map(|session| session.url.as_str()).collect();
    assert_eq!(urls.len(), 200);
    for bridge in &shop.gateway.bridges {
        assert!(
            bridge.metric(SSE).await? > 0,
            "one replica has all sessions"
        );
    }
    Ok(())
}

/// Another Envoy on the same port: the system gives each connection to one of the two, and a stream's
/// messages use other connections than the stream itself.
#[tokio::test(flavor = "multi_thread")]
async fn every_envoy_finds_the_replica_of_a_session() -> Result<()> {
    let mut shop = Arc::new(Shop::open(3, &[]).await?);
    let owned = Arc::get_mut(&mut shop).context("shared")?;
    let mut other = another_envoy(&mut owned.gateway).await?;
    let open = sessions(&shop, 60).await?;
    for bridge in &shop.gateway.bridges {
        assert!(bridge.metric(SSE).await? > 0, "a replica has no session");
    }
    drop(open);
    for envoy in [shop.gateway.running_envoy()?, &other] {
        let name = "http.portico.downstream_rq_2xx";
        let stats = envoy.stats(name).await?;
        let served = stats.get(name).copied().unwrap_or(0);
        assert!(served > 60, "one Envoy has served {served} of 240 requests");
        envoy.assert_filter_never_crashed().await?;
    }
    other.process().terminate()
}

/// Starts an Envoy beside the gateway's, on the same port, and waits until it serves.
pub(crate) async fn another_envoy(gateway: &mut Gateway) -> Result<Envoy> {
    let directory = gateway.directory().join("other");
    fs::create_dir(&directory)?;
    let bootstrap = fs::read_to_string(binary::repository().join("envoy/bootstrap.yaml"))?;
    let ports = [(18_000, gateway.control_plane.xds_port())];
    let mut envoy = Envoy::start(&directory, "e2e-other", &bootstrap, &ports)?;
    envoy.until_live().await?;
    let both = FILTER_STREAMS * 2;
    gateway.control_plane.until_acked(0, both).await?;
    wait::until("it has the bridge", Duration::from_secs(60), async || {
        let name = "cluster.portico-bridge.membership_healthy";
        let stats = envoy.stats(name).await?;
        let replicas = u64::try_from(gateway.bridges.len())?;
        ensure!(stats.get(name) == Some(&replicas), "{stats:?}");
        Ok(())
    })
    .await?;
    Ok(envoy)
}

/// It says that it takes no more streams, ends those that wait for nothing, and lets calls end.
#[tokio::test(flavor = "multi_thread")]
async fn a_replica_that_stops_lets_calls_end() -> Result<()> {
    let mut shop = Shop::open(1, &["--stop-notice", "0"]).await?;
    let mut session = shop.session("/shop", &[]).await?;
    session.initialize().await?;
    let id = shop.streamable("/shop").await?;
    let mut listening = shop.listen(&id, &[]).await?;
    listening.next().await?;
    let call = request(1, "tools/call", json!({"name": "wait"}));
    session.send(&call).await?;
    shop.gateway.bridges[0].stop()?;
    assert!(listening.rest().await?.is_empty());
    assert_eq!(shop.gateway.bridges[0].admin("/healthz").await?.status, 200);
    assert_eq!(shop.gateway.bridges[0].admin("/readyz").await?.status, 503);
    let rest = session.events.rest().await?;
    assert_eq!(rest.len(), 1, "{rest:?}");
    assert_eq!(rest[0].json()?["id"], 1);
    for events in [&listening, &session.events] {
        assert_eq!(events.comments, ["closed: shutting down"]);
    }
    shop.gateway.bridges[0].until_ended().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_replica_is_ready_once_it_has_the_configuration() -> Result<()> {
    let mut gateway = Gateway::new()?;
    gateway.add_bridges(1, &[])?;
    gateway.write("server.yaml", "{kind: Server, name: s, path: /s}")?;
    gateway.bridges[0].launch()?;
    wait::until("it is there", Duration::from_secs(60), async || {
        let health = gateway.bridges[0].admin("/healthz").await?;
        ensure!(health.status == 200, "HTTP {}", health.status);
        Ok(())
    })
    .await?;
    assert_eq!(gateway.bridges[0].admin("/readyz").await?.status, 503);
    gateway.control_plane.start().await?;
    gateway.bridges[0].until_ready().await?;
    assert_eq!(
        gateway.bridges[0].metric("portico_bridge_servers").await?,
        1
    );
    assert_eq!(gateway.bridges[0].metric("portico_bridge_synced").await?, 1);
    Ok(())
}
