//! What one client may take of a bridge.

use crate::shop::{PROMPTS, Shop, TOOLS, request};
use anyhow::{Context, Result, ensure};
use hyper::Method;
use portico_e2e::{events::Events, mcp::Client, wait};
use serde_json::json;
use std::time::Duration;

/// Tries to open a session of HTTP+SSE; gives the status.
async fn refused(shop: &Shop, headers: &[(&str, &str)]) -> Result<u16> {
    let client = Client::new(shop.gateway.url("/shop/sse"));
    let answer = client.send(Method::GET, headers, "").await?;
    if matches!(answer.status, 429 | 503) {
        assert_eq!(answer.header("retry-after"), Some("1"));
    }
    Ok(answer.status)
}

/// How many streams were ended for that reason.
async fn ended(shop: &Shop, kind: &str, reason: &str) -> Result<u64> {
    let name = format!("portico_bridge_streams_ended_total{{kind=\"{kind}\",reason=\"{reason}\"}}");
    let bridge = shop.gateway.bridges.first().context("no bridge")?;
    bridge.metric(&name).await
}

#[tokio::test(flavor = "multi_thread")]
async fn streams_of_one_caller_are_bounded() -> Result<()> {
    let shop = Shop::open(1, &["--max-streams-per-owner", "2", "--max-streams", "4"]).await?;
    let one = [("authorization", "Bearer one")];
    let mut open = Vec::new();
    for _ in 0..2 {
        open.push(shop.session("/shop", &one).await?);
    }
    assert_eq!(refused(&shop, &one).await?, 429);
    // Callers who do not say who they are share no such bound.
    open.push(shop.session("/shop", &[]).await?);
    let two = [("authorization", "Bearer two")];
    open.push(shop.session("/shop", &two).await?);
    assert_eq!(refused(&shop, &[]).await?, 503);
    drop(open);
    let refused =
        shop.gateway.bridges[0].metric("portico_bridge_streams_refused_total{reason=\"full\"}");
    assert_eq!(refused.await?, 1);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn streams_of_one_address_are_bounded() -> Result<()> {
    let shop = Shop::open(1, &["--max-streams-per-address", "2"]).await?;
    let one = shop.session("/shop", &[("authorization", "Bearer one")]);
    let _one = one.await?;
    let two = shop.session("/other", &[]).await?;
    let three = [("authorization", "Bearer three")];
    assert_eq!(refused(&shop, &three).await?, 429);
    drop(two);
    wait::until("its place is free", Duration::from_secs(60), async || {
        shop.session("/shop", &three).await
    })
    .await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn messages_of_one_session_are_bounded() -> Result<()> {
    let shop = Shop::open(1, &["--max-calls", "2", "--max-message", "1000"]).await?;
    let mut session = shop.session("/shop", &[]).await?;
    session.initialize().await?;
    let call = |id| request(id, "tools/call", json!({"name": "wait"}));
    session.send(&call(1)).await?;
    session.send(&call(2)).await?;
    assert_eq!(session.post(&call(3)).await?.status, 429);
    for _ in 0..2 {
        session.events.next().await?;
    }
    let large = json!({"name": "ask", "arguments": {"text": "x".repeat(1_000)}});
    let answer = session.post(&request(4, "tools/call", large)).await?;
    assert_eq!(answer.status, 413);
    // The session goes on.
    let answer = session.ask(5, "tools/call", json!({"name": "ask"})).await?;
    assert_eq!(answer["id"], 5);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn sessions_end_when_they_are_idle_and_streams_when_they_are_old() -> Result<()> {
    let shop = Shop::open(1, &["--idle", "1", "--lifetime", "4"]).await?;
    let mut session = shop.session("/shop", &[]).await?;
    let end = session.events.next_within(Duration::from_secs(60)).await?;
    assert_eq!(end, None);
    assert_eq!(session.events.comments, ["closed: idle"]);
    let id = shop.streamable("/shop").await?;
    let mut events: Events = shop.listen(&id, &[]).await?;
    events.next().await?;
    assert!(events.rest().await?.is_empty());
    assert_eq!(events.comments, ["closed: lifetime"]);
    assert_eq!(ended(&shop, "sse", "idle").await?, 1);
    assert_eq!(ended(&shop, "get", "lifetime").await?, 1);
    Ok(())
}

/// Envoy holds some megabytes for a client that does not read, and then no more.
#[tokio::test(flavor = "multi_thread")]
async fn slow_readers_are_dropped() -> Result<()> {
    let shop = Shop::open(1, &["--max-queue", "3000000"]).await?;
    let large = "- {name: large, http: {upstream: api, path: /large/1000000}}\n";
    shop.write(&[TOOLS, large, PROMPTS].concat())?;
    wait::until("the tool is there", Duration::from_secs(60), async || {
        let names = shop.gateway.mcp("/shop").tool_names().await?;
        ensure!(names.len() == 3, "{names:?}");
        Ok(())
    })
    .await?;
    let mut slow = shop.session("/shop", &[]).await?;
    slow.initialize().await?;
    let mut other = shop.session("/shop", &[]).await?;
    other.initialize().await?;
    let call = request(1, "tools/call", json!({"name": "large"}));
    wait::until("it is dropped", Duration::from_secs(60), async || {
        // Once it is dropped, the session is unknown.
        let status = slow.post(&call).await?.status;
        ensure!(matches!(status, 202 | 404 | 429), "HTTP {status}");
        ensure!(ended(&shop, "sse", "slow reader").await? == 1, "it goes on");
        Ok(())
    })
    .await?;
    assert_eq!(slow.post(&request(0, "ping", json!({}))).await?.status, 404);
    slow.events.rest().await?;
    let last = slow.events.comments.last().context("no comment")?;
    assert_eq!(last, "closed: slow reader");
    // Nobody else notices.
    let answer = other.ask(1, "tools/call", json!({"name": "ask"})).await?;
    assert_eq!(answer["id"], 1);
    Ok(())
}

/// Whatever headers a client has, they are as welcome here as at `/mcp`.
#[tokio::test(flavor = "multi_thread")]
async fn large_headers_reach_the_bridge() -> Result<()> {
    let shop = Shop::open(1, &[]).await?;
    let token = format!("Bearer {}", "x".repeat(40_000));
    let headers = [("authorization", token.as_str())];
    let mut session = shop.session("/shop", &headers).await?;
    session.initialize().await?;
    let id = shop.streamable("/shop").await?;
    let mut events = shop.listen(&id, &headers).await?;
    events.next().await?;
    Ok(())
}
