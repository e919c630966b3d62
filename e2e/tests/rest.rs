//! REST translation through the real Envoy: what the upstream receives, and what the client is told
//! when the upstream fails.

use anyhow::Result;
use portico_e2e::{
    echo::{Echo, Request},
    gateway::Gateway,
    mcp,
    mcp::text_of,
    port::Port,
};
use serde_json::{Value, json};

struct Setup {
    gateway: Gateway,
    _servers: [Echo; 2],
    _refusing: Port,
}

impl Setup {
    async fn start() -> Result<Self> {
        let (echo, closing, refusing) = (
            Echo::start().await?,
            Echo::start_closing().await?,
            Port::free()?,
        );
        let yaml = include_str!("../config/rest.yaml")
            .replace("ECHO_URL", &echo.url())
            .replace("CLOSING_URL", &closing.url())
            .replace("REFUSING_URL", &format!("http://{}", refusing.address()));
        let gateway = Gateway::with(&[("rest.yaml", &yaml)]).await?;
        Ok(Self {
            gateway,
            _servers: [echo, closing],
            _refusing: refusing,
        })
    }

    fn client(&self) -> mcp::Client {
        self.gateway.mcp("/rest")
    }
}

/// Calls a tool and gives what the echo API received.
async fn received(client: &mcp::Client, tool: &str, arguments: Value) -> Result<Request> {
    Request::of(&client.call_tool(tool, arguments).await?)
}

#[tokio::test(flavor = "multi_thread")]
async fn arguments_become_requests() -> Result<()> {
    let setup = Setup::start().await?;
    let client = setup.client();

    let echo = received(
        &client,
        "path",
        json!({"name": "a/b?c#d %ü", "user": {"id": 5}}),
    )
    .await?;
    assert_eq!(echo.method, "GET");
    assert_eq!(echo.path, "/base/pets/a%2Fb%3Fc%23d%20%25%C3%BC/of/5");
    assert_eq!(echo.query.as_deref(), Some("kind=all"));
    assert_eq!(echo.body, "");
    assert_eq!(echo.header("x-api-version"), Some("7"));

    let arguments = json!({
        "q": "x&y=z", "limit": 0, "tags": ["a", "b c"], "spaced": ["a", "b"], "piped": ["a", "b"],
        "filter": {"color": "red"},
    });
    let echo = received(&client, "query", arguments).await?;
    assert_eq!(
        echo.query.as_deref(),
        Some(
            "api=v2&spaced=a%20b&piped=a%7Cb&filter%5Bcolor%5D=red&offset=1&q=x%26y%3Dz&limit=0&tags=a&tags=b%20c"
        )
    );

    let echo = received(&client, "headers", json!({"trace": "a b", "count": 3})).await?;
    assert_eq!(echo.header("x-trace"), Some("a b"));
    assert_eq!(echo.header("x-count"), Some("3"));
    assert_eq!(echo.header("x-fixed"), Some("always"));

    let echo = received(
        &client,
        "whole",
        json!({"items": [1, {"a": null}], "id": 7}),
    )
    .await?;
    assert_eq!(echo.method, "PUT");
    assert_eq!(echo.path, "/base/batches/7");
    assert_eq!(echo.body, r#"[1,{"a":null}]"#);

    let echo = received(&client, "remove", json!({"id": "x"})).await?;
    assert_eq!((echo.method.as_str(), echo.body.as_str()), ("DELETE", ""));
    assert_eq!(echo.header("content-type"), None);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn bodies_keep_every_json_type() -> Result<()> {
    let setup = Setup::start().await?;
    // Sent as text: a JSON library in between could change the numbers.
    let message = r#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"body","arguments":{
        "title":"ü \"quoted\" \u2028", "big":9007199254740993, "huge":123456789012345678901234567890,
        "ratio":1.10, "yes":true, "nothing":null, "list":[1,"1",[],{}], "customer":{"name":"Ada"}}}}"#;
    let headers = [
        ("content-type", "application/json"),
        ("accept", "application/json, text/event-stream"),
        ("mcp-protocol-version", mcp::LEGACY),
    ];
    let answer = setup
        .client()
        .send(hyper::Method::POST, &headers, message)
        .await?
        .json()?;
    let echo = Request::of(&answer["result"])?;
    assert_eq!(echo.header("content-type"), Some("application/json"));
    let body = echo.body.as_str();
    assert_eq!(
        echo.header("content-length"),
        Some(body.len().to_string().as_str())
    );
    for exact in [
        r#""big":9007199254740993"#,
        r#""huge":123456789012345678901234567890"#,
        r#""ratio":1.10"#,
        r#""id":9007199254740993"#,
    ] {
        assert!(body.contains(exact), "{exact} in {body}");
    }
    let parsed: Value = serde_json::from_str(body)?;
    assert_eq!(parsed["title"], "ü \"quoted\" \u{2028}");
    assert_eq!(parsed["yes"], true);
    assert!(body.contains(r#""nothing":null"#), "{body}");
    assert_eq!(parsed["list"], json!([1, "1", [], {}]));
    assert_eq!(parsed["order"]["buyer"], "Ada");
    assert_eq!(parsed["order"]["channel"]["name"], "mcp");
    assert_eq!(parsed["priority"], 3);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn failures_become_tool_results() -> Result<()> {
    let mut setup = Setup::start().await?;
    let client = setup.client();

    let empty = client.call_tool("empty", json!({})).await?;
    assert_ne!(empty["isError"], true, "{empty}");
    let plain = client.call_tool("plain_text", json!({})).await?;
    assert_eq!(
        (text_of(&plain)?, plain["isError"] == true),
        ("plain words", false)
    );

    let large = client
        .call_tool("large", json!({"length": 5 << 20}))
        .await?;
    assert_eq!(text_of(&large)?.len(), 5 << 20);

    let mut told = serde_json::Map::new();
    for (tool, arguments) in [
        ("not_found", json!({})),
        ("broken_server", json!({})),
        ("slow", json!({})),
        ("refused", json!({})),
        ("closed", json!({})),
        ("broken_off", json!({})),
        ("flood", json!({})),
        ("unknown_cluster", json!({})),
        ("large", json!({"length": 20 << 20})),
        ("half_a_body", json!({})),
        ("path", json!({"user": {"id": 5}})),
        ("path", json!({"name": "..", "user": {"id": 5}})),
        ("headers", json!({"trace": "a\r\nX-Evil: 1"})),
    ] {
        let result = client.call_tool(tool, arguments.clone()).await?;
        assert_eq!(result["isError"], true, "{tool}: {result}");
        told.insert(format!("{tool} {arguments}"), text_of(&result)?.into());
    }
    insta::assert_json_snapshot!(told);
    setup.gateway.envoy()?.assert_filter_never_crashed().await
}

/// The upstream of `never_ordered` refuses connections, so that a request would show.
#[tokio::test(flavor = "multi_thread")]
async fn wrong_arguments_stay_here_and_defaults_arrive() -> Result<()> {
    let setup = Setup::start().await?;
    let client = setup.client();
    let wrong = [
        (
            json!({"count": 0, "lines": [{}, 7], "extra": 1}),
            "The arguments do not fit the tool's schema:\n\
             - `count` must be an integer of at least 1, but is 0\n\
             - `extra` is not allowed: remove it; there are `count`, `gift`, `lines`\n\
             - `lines[1]` must be an object, but is 7",
        ),
        (
            json!({}),
            "The arguments do not fit the tool's schema: `count` is required, but is missing: \
             give an integer of at least 1.",
        ),
        (json!({"count": 1}), "The upstream refused the connection."),
    ];
    for (arguments, expected) in wrong {
        let result = client.call_tool("never_ordered", arguments).await?;
        assert_eq!(result["isError"], true, "{result}");
        assert_eq!(text_of(&result)?, expected);
    }

    let arguments = json!({"count": 2, "lines": [{}, {"price": 3}]});
    let echo = received(&client, "ordered", arguments).await?;
    assert_eq!(
        echo.body,
        r#"{"count":2,"gift":false,"lines":[{"price":1.10},{"price":3}]}"#
    );

    let result = client.call_tool("unlike_its_schema", json!({})).await?;
    assert_eq!(result["isError"], true, "{result}");
    assert_eq!(result["structuredContent"], Value::Null, "{result}");
    let reason = text_of(&result)?;
    let expected = "The upstream's answer does not fit the tool's output schema: `server` must be";
    assert!(reason.starts_with(expected), "{reason}");
    Ok(())
}

/// The client's headers are for the gateway: credentials and MCP's own go no further.
#[tokio::test(flavor = "multi_thread")]
async fn client_headers_stay_out() -> Result<()> {
    let setup = Setup::start().await?;
    let sent = [
        ("authorization", "Bearer for-the-gateway"),
        ("cookie", "session=1"),
        ("mcp-session-id", "s"),
        ("origin", "http://localhost:3000"),
        ("x-portico-cluster", "no-such-cluster"),
        ("x-envoy-upstream-rq-timeout-ms", "1"),
        ("x-envoy-max-retries", "9"),
        ("x-http-method-override", "DELETE"),
    ];
    let params = json!({"name": "headers", "arguments": {}});
    let answer = setup
        .client()
        .exchange(&sent, "tools/call", params)
        .await?
        .json()?;
    let echo = Request::of(&answer["result"])?;
    let names: Vec<_> = echo.headers.keys().collect();
    insta::assert_debug_snapshot!(names);
    Ok(())
}
