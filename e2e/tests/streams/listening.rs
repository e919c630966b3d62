//! Listening by GET, and coming back to it.

use crate::shop::{PROMPTS, QUIET, RESOURCES, Shop, TOOLS, request};
use anyhow::{Context, Result};
use hyper::Method;
use portico_e2e::{events::Events, mcp::LEGACY};
use serde_json::json;

const TOOLS_CHANGED: &str = "notifications/tools/list_changed";

fn more(tools: usize) -> String {
    let tools = (0..tools)
        .map(|number| format!("- {{name: more{number}, http: {{upstream: api, path: /more}}}}\n"));
    let tools: String = tools.collect();
    format!("{TOOLS}{tools}{PROMPTS}{RESOURCES}")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stream_is_primed_and_tells_what_changed() -> Result<()> {
    let shop = Shop::open(2, &[]).await?;
    let session = shop.streamable("/shop").await?;
    let mut events = shop.listen(&session, &[]).await?;
    assert_eq!(events.headers["content-type"], "text/event-stream");
    let first = events.next().await?;
    assert!(first.id.is_some() && first.data.is_empty() && first.event.is_empty());
    assert_eq!(first.retry.as_deref(), Some("1000"));
    events.assert_quiet(QUIET).await?;
    shop.write(&more(1))?;
    let changed = events.next().await?;
    assert_eq!(changed.method(), TOOLS_CHANGED);
    assert_ne!(changed.id, first.id);
    events.assert_quiet(QUIET).await?;

    // An older revision knows no events without data.
    let older = shop.streamable("/shop").await?;
    let url = shop.gateway.url("/shop/mcp");
    let headers = [
        ("accept", "text/event-stream"),
        ("mcp-session-id", older.as_str()),
        ("mcp-protocol-version", "2025-06-18"),
    ];
    let mut events = Events::get(&url, &headers).await?;
    shop.write(&more(0))?;
    let first = events.next().await?;
    assert_eq!(
        (first.method().as_str(), first.comments.len()),
        (TOOLS_CHANGED, 1)
    );
    Ok(())
}

/// Replicas share nothing: the id of an event says what its client knows.
#[tokio::test(flavor = "multi_thread")]
async fn a_stream_is_resumed_at_any_replica_and_misses_nothing() -> Result<()> {
    let mut shop = Shop::open(2, &["--stop-notice", "1"]).await?;
    let session = shop.streamable("/shop").await?;
    let mut events = shop.listen(&session, &[]).await?;
    let start = events.next().await?.id.context("no id")?;
    shop.write(&more(1))?;
    let changed = events.next().await?.id.context("no id")?;

    let count = "portico_bridge_streams{kind=\"get\"}";
    let holder = usize::from(shop.gateway.bridges[0].metric(count).await? == 0);
    shop.gateway.bridges[holder].stop()?;
    assert!(events.rest().await?.is_empty());
    let mut same = shop
        .listen(&session, &[("last-event-id", &changed)])
        .await?;
    same.next().await?;
    same.assert_quiet(QUIET).await?;
    drop(same);
    let mut earlier = shop.listen(&session, &[("last-event-id", &start)]).await?;
    earlier.next().await?;
    assert_eq!(earlier.next().await?.method(), TOOLS_CHANGED);
    shop.write(&[TOOLS, PROMPTS].concat())?;
    let methods = [
        earlier.next().await?.method(),
        earlier.next().await?.method(),
    ];
    assert_eq!(
        methods,
        [TOOLS_CHANGED, "notifications/resources/list_changed"]
    );
    earlier.assert_quiet(QUIET).await
}

#[tokio::test(flavor = "multi_thread")]
async fn subscribed_resources_tell_of_their_contents() -> Result<()> {
    let shop = Shop::open(2, &[]).await?;
    let session = shop.streamable("/shop").await?;
    let client = shop.gateway.mcp("/shop");
    let headers = [
        ("mcp-session-id", session.as_str()),
        ("mcp-protocol-version", LEGACY),
    ];
    let answer = async |id, method, uri| {
        let message = request(id, method, json!({"uri": uri}));
        client.post(&headers, &message).await?.json()
    };
    let unknown = answer(1, "resources/subscribe", "shop://none").await?;
    assert_eq!(unknown["error"]["code"], -32002);
    let done = answer(2, "resources/subscribe", "shop://hours").await?;
    assert_eq!(done, json!({"jsonrpc": "2.0", "id": 2, "result": {}}));

    let mut events = shop.listen(&session, &[]).await?;
    events.next().await?;
    let text = |text: &str| [TOOLS, PROMPTS, &RESOURCES.replace("Nine to five", text)].concat();
    shop.write(&text("Nine to six"))?;
    let updated = events.next().await?;
    assert_eq!(updated.method(), "notifications/resources/updated");
    assert_eq!(updated.json()?["params"]["uri"], "shop://hours");
    events.assert_quiet(QUIET).await?;

    drop(events);
    shop.write(&text("Nine to seven"))?;
    tokio::time::sleep(QUIET).await;
    let id = updated.id.context("no id")?;
    let mut events = shop.listen(&session, &[("last-event-id", &id)]).await?;
    events.next().await?;
    assert_eq!(
        events.next().await?.method(),
        "notifications/resources/updated"
    );
    answer(3, "resources/unsubscribe", "shop://hours").await?;
    shop.write(&text("Never"))?;
    events.assert_quiet(QUIET).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_has_one_stream_and_one_owner() -> Result<()> {
    let shop = Shop::open(2, &[]).await?;
    let session = shop.streamable("/shop").await?;
    let owner = [("authorization", "Bearer one")];
    let mut first = shop.listen(&session, &owner).await?;
    first.next().await?;
    let foreign = shop
        .listen(&session, &[("authorization", "Bearer two")])
        .await;
    assert!(format!("{:?}", foreign.err()).contains("HTTP 404"));
    let mut second = shop.listen(&session, &owner).await?;
    second.next().await?;
    assert!(first.rest().await?.is_empty());
    shop.write(&more(1))?;
    assert_eq!(second.next().await?.method(), TOOLS_CHANGED);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_removed_ends_its_streams() -> Result<()> {
    let shop = Shop::open(1, &[]).await?;
    let session = shop.streamable("/shop").await?;
    let mut events = shop.listen(&session, &[]).await?;
    events.next().await?;
    let mut other = shop.session("/other", &[]).await?;
    other.initialize().await?;
    shop.gateway.remove("shop.yaml")?;
    assert!(events.rest().await?.is_empty());
    let url = shop.gateway.url("/shop/sse");
    let answer = portico_e2e::mcp::Client::new(url)
        .send(Method::GET, &[], "")
        .await?;
    assert_eq!(answer.status, 404);
    other.ask(1, "tools/list", json!({})).await?;
    Ok(())
}
