//! What is refused, and what is not offered.

use crate::shop::{Shop, initialize, request};
use anyhow::{Context, Result};
use hyper::Method;
use portico_e2e::mcp::{Client, LEGACY, MODERN};
use serde_json::json;

type Headers<'h> = Vec<(&'h str, &'h str)>;

const JSON: (&str, &str) = ("content-type", "application/json");

async fn status(url: &str, method: Method, headers: &[(&str, &str)], body: &str) -> Result<u16> {
    let answer = Client::new(url)
        .send(method, headers, body.to_owned())
        .await?;
    Ok(answer.status)
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_missing_and_foreign_sessions_are_refused() -> Result<()> {
    let shop = Shop::open(2, &[]).await?;
    let owner = [("authorization", "Bearer one")];
    let mut session = shop.session("/shop", &owner).await?;
    let message = initialize().to_string();
    let url = session.url.clone();
    let other = url.replace("/shop/", "/other/");
    let start = url.rsplit_once('=').context("no id")?.0;
    let guessed = format!("{start}={}", "A".repeat(22));
    let mut cut = url.clone();
    cut.pop();
    let table: [(&str, Headers<'_>, u16); 8] = [
        (&url, vec![JSON], 404),
        (&url, vec![JSON, ("authorization", "Bearer two")], 404),
        (&other, vec![JSON, owner[0]], 404),
        (&guessed, vec![JSON, owner[0]], 404),
        (&cut, vec![JSON, owner[0]], 404),
        (
            &shop.gateway.url("/shop/message"),
            vec![JSON, owner[0]],
            400,
        ),
        (&url, vec![owner[0]], 415),
        (
            &url,
            vec![JSON, owner[0], ("origin", "https://evil.example")],
            403,
        ),
    ];
    for (url, headers, expected) in table {
        let status = status(url, Method::POST, &headers, &message).await?;
        assert_eq!(status, expected, "{url} {headers:?}");
    }
    // None of them has reached the session.
    session.initialize().await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_belongs_to_whom_the_chosen_header_names() -> Result<()> {
    let shop = Shop::open(1, &["--owner-header", "x-user"]).await?;
    let headers = [("x-user", "one"), ("authorization", "Bearer old")];
    let session = shop.session("/shop", &headers).await?;
    let message = initialize().to_string();
    for (user, expected) in [("two", 404), ("one", 202)] {
        let headers = [JSON, ("x-user", user), ("authorization", "Bearer new")];
        let status = status(&session.url, Method::POST, &headers, &message).await?;
        assert_eq!(status, expected, "{user}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn streams_are_refused_before_they_reach_the_bridge() -> Result<()> {
    let shop = Shop::open(1, &[]).await?;
    let session = shop.streamable("/shop").await?;
    let (mcp, sse) = (shop.gateway.url("/shop/mcp"), shop.gateway.url("/shop/sse"));
    let accept = ("accept", "text/event-stream");
    let known = ("mcp-session-id", session.as_str());
    let table: [(&str, Method, Headers<'_>, u16); 9] = [
        (&mcp, Method::GET, vec![accept], 400),
        (
            &mcp,
            Method::GET,
            vec![accept, ("mcp-session-id", "1.x")],
            404,
        ),
        (
            &mcp,
            Method::GET,
            vec![("accept", "application/json"), known],
            406,
        ),
        (
            &mcp,
            Method::GET,
            vec![accept, known, ("origin", "https://evil.example")],
            403,
        ),
        (
            &mcp,
            Method::GET,
            vec![accept, known, ("mcp-protocol-version", MODERN)],
            405,
        ),
        (
            &mcp,
            Method::GET,
            vec![accept, known, ("mcp-protocol-version", "1")],
            400,
        ),
        (&mcp, Method::DELETE, vec![known], 405),
        (&sse, Method::POST, vec![accept], 405),
        (
            &sse,
            Method::GET,
            vec![accept, ("origin", "https://evil.example")],
            403,
        ),
    ];
    for (url, method, headers, expected) in table {
        let status = status(url, method.clone(), &headers, "").await?;
        assert_eq!(status, expected, "{method} {url} {headers:?}");
    }
    let opened =
        shop.gateway.bridges[0].metric("portico_bridge_streams_opened_total{kind=\"get\"}");
    assert_eq!(opened.await?, 0);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_can_speak_for_the_filter() -> Result<()> {
    let shop = Shop::open(1, &[]).await?;
    let headers = [
        ("x-portico-server", "default/other"),
        ("x-portico-path", "/other"),
        ("x-portico-session", "mine"),
        ("x-portico-cluster", "portico-bridge"),
    ];
    let mut session = shop.session("/shop", &headers).await?;
    assert!(!session.url.ends_with("mine"));
    session.initialize().await?;
    let answer = Client::new(shop.gateway.url("/elsewhere/sse"))
        .send(Method::GET, &headers, "")
        .await?;
    assert_eq!(answer.status, 404);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_bridge_nothing_is_offered() -> Result<()> {
    let shop = Shop::open(0, &[]).await?;
    let client = shop.gateway.mcp("/shop");
    let answer = client.post(&[], &initialize()).await?.json()?;
    let offered =
        json!({"tools": {}, "prompts": {}, "resources": {}, "completions": {}, "logging": {}});
    assert_eq!(answer["result"]["capabilities"], offered);
    let discovered = client.request("server/discover", json!({})).await?;
    let offered = json!({"tools": {}, "prompts": {}, "resources": {}, "completions": {}});
    assert_eq!(discovered["capabilities"], offered);

    let accept = ("accept", "text/event-stream");
    for (path, method, expected) in [
        ("/shop/sse", Method::GET, 404),
        ("/shop/message?sessionId=a", Method::POST, 404),
        ("/shop/mcp", Method::GET, 405),
    ] {
        let url = shop.gateway.url(path);
        let status = status(&url, method, &[accept, JSON], "{}").await?;
        assert_eq!(status, expected, "{path}");
    }
    let session = shop.streamable("/shop").await?;
    let headers = [
        ("mcp-session-id", session.as_str()),
        ("mcp-protocol-version", LEGACY),
    ];
    let subscribe = request(1, "resources/subscribe", json!({"uri": "shop://hours"}));
    let answer = client.post(&headers, &subscribe).await?.json()?;
    assert_eq!(answer["error"]["code"], -32601);
    let answer = client
        .exchange(&[], "subscriptions/listen", json!({"notifications": {}}))
        .await?;
    assert_eq!(
        (answer.status, &answer.json()?["error"]["code"]),
        (404, &json!(-32601))
    );
    Ok(())
}
