//! Sessions of the HTTP+SSE transport.

use crate::shop::{PROMPTS, QUIET, RESOURCES, Session, Shop, TOOLS, request};
use anyhow::{Context, Result, ensure};
use hyper::Method;
use portico_e2e::{
    echo::Request,
    mcp::{Client, LEGACY},
    wait,
};
use serde_json::{Value, json};
use std::{collections::BTreeSet, sync::Arc, time::Duration};
use tokio::task::JoinSet;

const CALL: &str = "tools/call";

#[tokio::test(flavor = "multi_thread")]
async fn a_session_works_and_carries_the_callers_headers() -> Result<()> {
    let shop = Shop::open(2, &[]).await?;
    let headers = [("authorization", "Bearer one")];
    let mut session = shop.session("/shop", &headers).await?;
    assert_eq!(session.events.headers["content-type"], "text/event-stream");
    assert_eq!(session.events.headers["cache-control"], "no-cache");
    assert_eq!(session.events.headers["x-accel-buffering"], "no");
    let answer = session.initialize().await?;
    assert_eq!(answer["result"]["protocolVersion"], LEGACY);
    let capabilities = json!({
        "tools": {"listChanged": true},
        "prompts": {"listChanged": true},
        "resources": {"listChanged": true, "subscribe": true},
        "completions": {},
        "logging": {},
    });
    assert_eq!(answer["result"]["capabilities"], capabilities);

    let list = session.ask(1, "tools/list", json!({})).await?;
    assert_eq!(list["result"]["tools"].as_array().map(Vec::len), Some(2));
    let called = session.ask(2, CALL, json!({"name": "ask"})).await?;
    let echo = Request::of(&called["result"])?;
    assert_eq!(echo.path, "/ask");
    for name in echo.headers.keys() {
        assert!(!name.starts_with("x-portico-"), "{name}");
    }
    let missing = session.ask(3, "tools/none", json!({})).await?;
    assert_eq!(missing["error"]["code"], -32601);
    let answer = session.post(&json!("no message")).await?;
    assert_eq!(answer.status, 202);
    let refused = session.events.next().await?.json()?;
    assert_eq!(refused["error"]["code"], -32600, "{refused}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn long_calls_do_not_hold_up_others_and_survive_their_client() -> Result<()> {
    let shop = Shop::open(1, &[]).await?;
    let mut session = shop.session("/shop", &[]).await?;
    session.initialize().await?;
    session
        .send(&request(1, CALL, json!({"name": "wait"})))
        .await?;
    let quick = session.ask(2, CALL, json!({"name": "ask"})).await?;
    assert_eq!(quick["id"], 2);
    assert_eq!(session.events.next().await?.json()?["id"], 1);

    session
        .send(&request(3, CALL, json!({"name": "wait"})))
        .await?;
    let Session { url, events, .. } = session;
    drop(events);
    wait::until("the bridge notices", Duration::from_secs(5), async || {
        let open = shop.gateway.bridges[0].metric("portico_bridge_streams{kind=\"sse\"}");
        ensure!(open.await? == 0);
        Ok(())
    })
    .await?;
    let late = Client::new(url);
    let headers = [("content-type", "application/json")];
    let answer = late.send(Method::POST, &headers, "{}").await?;
    assert_eq!(answer.status, 404);
    tokio::time::sleep(Duration::from_secs(2)).await;
    let failures = shop.gateway.bridges[0].metric("portico_bridge_message_failures_total");
    assert_eq!(failures.await?, 0);
    shop.gateway
        .running_envoy()?
        .assert_filter_never_crashed()
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_sessions_at_once_get_their_own_answers() -> Result<()> {
    let shop = Arc::new(Shop::open(2, &[]).await?);
    let mut sessions = JoinSet::new();
    for number in 0..200_u64 {
        let shop = Arc::clone(&shop);
        sessions.spawn(async move {
            let mut session = shop.session("/shop", &[]).await?;
            session.initialize().await?;
            let answer = session.ask(number, CALL, json!({"name": "ask"})).await?;
            ensure!(answer["id"] == json!(number), "{answer}");
            Request::of(&answer["result"])?;
            anyhow::Ok(session)
        });
    }
    let mut open = Vec::new();
    while let Some(session) = sessions.join_next().await {
        open.push(session??);
    }
    let urls: BTreeSet<&str> = open.iter().map(|session| session.url.as_str()).collect();
    assert_eq!(urls.len(), 200);
    for bridge in &shop.gateway.bridges {
        let streams = bridge
            .metric("portico_bridge_streams{kind=\"sse\"}")
            .await?;
        assert!(streams > 0, "one replica has all sessions");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn only_what_changed_is_announced_and_only_there() -> Result<()> {
    let shop = Shop::open(2, &[]).await?;
    let mut sessions = Vec::new();
    for _ in 0..4 {
        let mut session = shop.session("/shop", &[]).await?;
        session.initialize().await?;
        sessions.push(session);
    }
    let mut other = shop.session("/other", &[]).await?;
    other.initialize().await?;
    let mut silent = shop.session("/shop", &[]).await?;

    let added = format!("{TOOLS}- {{name: more, http: {{upstream: api, path: /more}}}}\n");
    let hidden = TOOLS.replace("path: /ask", "path: /elsewhere");
    let again = format!("{TOOLS}{PROMPTS}");
    let changes = [
        (
            format!("{added}{PROMPTS}{RESOURCES}"),
            "notifications/tools/list_changed",
        ),
        (
            format!("{hidden}{PROMPTS}{RESOURCES}"),
            "notifications/tools/list_changed",
        ),
        (format!("{TOOLS}{PROMPTS}{RESOURCES}"), ""),
        (again, "notifications/resources/list_changed"),
    ];
    for (parts, method) in changes {
        shop.write(&parts)?;
        let begun = tokio::time::Instant::now();
        for session in &mut sessions {
            if method.is_empty() {
                session.events.assert_quiet(QUIET).await?;
                continue;
            }
            assert_eq!(session.events.next().await?.method(), method);
            let list = session.ask(7, "tools/list", json!({})).await?;
            let tools = list["result"]["tools"].as_array().context("no tools")?;
            assert_eq!(tools.len(), if parts.contains("/more") { 3 } else { 2 });
        }
        println!("{method}: {:?}", begun.elapsed());
    }
    other.events.assert_quiet(QUIET).await?;
    silent.events.assert_quiet(QUIET).await?;
    for session in &mut sessions {
        session.events.assert_quiet(QUIET).await?;
    }
    Ok(())
}

/// `EventSource` comes back by itself, with the id of the last event and without `initialize`.
#[tokio::test(flavor = "multi_thread")]
async fn a_session_goes_on_at_another_replica() -> Result<()> {
    let mut shop = Shop::open(2, &["--stop-notice", "1"]).await?;
    let mut session = shop.session("/shop", &[]).await?;
    session.send(&crate::shop::initialize()).await?;
    let first = session.events.next().await?;
    session
        .send(&json!({"jsonrpc": "2.0", "method": "notifications/initialized"}))
        .await?;
    let id = first.id.context("no id")?;

    let streams = shop.gateway.bridges[0].metric("portico_bridge_streams{kind=\"sse\"}");
    let holder = usize::from(streams.await? == 0);
    shop.gateway.bridges[holder].stop()?;
    let rest = session.events.rest().await?;
    assert!(rest.is_empty(), "{rest:?}");
    shop.gateway.bridges[holder].until_ended().await?;
    shop.write(&format!(
        "{TOOLS}- {{name: more, http: {{upstream: api, path: /more}}}}\n{PROMPTS}{RESOURCES}"
    ))?;
    wait::until("the change is live", Duration::from_secs(5), async || {
        let names = shop.gateway.mcp("/shop").tool_names().await?;
        ensure!(names.len() == 3);
        Ok(())
    })
    .await?;

    let mut again = shop.session("/shop", &[("last-event-id", &id)]).await?;
    assert_ne!(again.url, session.url);
    let missed = again.events.next().await?;
    assert_eq!(missed.method(), "notifications/tools/list_changed");
    let called: Value = again.ask(5, CALL, json!({"name": "ask"})).await?;
    assert_eq!(Request::of(&called["result"])?.path, "/ask");
    Ok(())
}
