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
use std::time::Duration;
use tokio::time::Instant;

const CALL: &str = "tools/call";

#[tokio::test(flavor = "multi_thread")]
async fn a_session_works_and_carries_the_callers_headers() -> Result<()> {
    let shop = Shop::open(2, &[]).await?;
    let headers = [("authorization", "Bearer one"), ("x-user", "one")];
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
    assert_eq!(echo.headers["x-user"], "one");
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
    wait::until("the bridge notices", Duration::from_secs(60), async || {
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
        let begun = Instant::now();
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
    wait::until("the change is live", Duration::from_secs(60), async || {
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

/// Some clients name neither the last event nor their session, only the revision that was agreed on.
#[tokio::test(flavor = "multi_thread")]
async fn a_session_goes_on_without_the_last_event() -> Result<()> {
    let shop = Shop::open(2, &[]).await?;
    let version = [("mcp-protocol-version", LEGACY)];
    let mut session = shop.session("/shop", &version).await?;
    // What the client knows nobody knows: it is told of every list.
    for part in ["tools", "prompts", "resources"] {
        let method = format!("notifications/{part}/list_changed");
        assert_eq!(session.events.next().await?.method(), method);
    }
    let called = session.ask(5, CALL, json!({"name": "ask"})).await?;
    assert_eq!(Request::of(&called["result"])?.path, "/ask");
    shop.write(&[TOOLS, PROMPTS].concat())?;
    let changed = session.events.next().await?.method();
    assert_eq!(changed, "notifications/resources/list_changed");

    // Whoever is new says `initialize`, whatever it said before.
    let mut new = shop.session("/other", &version).await?;
    new.events.next().await?;
    new.events.next().await?;
    let answer = new.initialize().await?;
    assert_eq!(answer["result"]["protocolVersion"], LEGACY);
    Ok(())
}

/// The admin API's answer says that a change is committed.
#[tokio::test(flavor = "multi_thread")]
async fn changes_are_told_within_a_second_of_the_commit() -> Result<()> {
    let shop = Shop::open_on_database(2, &[]).await?;
    let id = shop.streamable("/shop").await?;
    let mut listening = shop.listen(&id, &[]).await?;
    listening.next().await?;
    let mut session = shop.session("/shop", &[]).await?;
    session.initialize().await?;
    let mut other = shop.session("/other", &[]).await?;
    other.initialize().await?;
    let told = async || {
        let mut told = 0;
        for bridge in &shop.gateway.bridges {
            told += bridge.metric("portico_bridge_notifications_total").await?;
        }
        anyhow::Ok(told)
    };
    let before = told().await?;
    let mut times = Vec::new();
    for number in 0..10 {
        let tool = format!("- {{name: t{number}, http: {{upstream: api, path: /t}}}}\n");
        shop.change(&[TOOLS, &tool, PROMPTS, RESOURCES].concat())
            .await?;
        let committed = Instant::now();
        for events in [&mut listening, &mut session.events] {
            let method = events.next().await?.method();
            assert_eq!(method, "notifications/tools/list_changed");
        }
        times.push(committed.elapsed());
    }
    times.sort_unstable();
    println!("{times:?}");
    assert!(times[times.len() / 2] < Duration::from_secs(1), "{times:?}");
    // Nothing was sent, nor looked for, on the other server's streams.
    assert_eq!(told().await? - before, 20);
    other.events.assert_quiet(QUIET).await
}
