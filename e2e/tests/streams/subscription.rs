//! `subscriptions/listen` of 2026-07-28.

use crate::shop::{PROMPTS, QUIET, RESOURCES, Shop, TOOLS};
use anyhow::Result;
use hyper::Method;
use portico_e2e::{
    events::Events,
    mcp::{MODERN, request_meta},
};
use serde_json::{Value, json};

const ID: &str = "io.modelcontextprotocol/subscriptionId";

pub(crate) async fn listen(shop: &Shop, id: Value, notifications: Value) -> Result<Events> {
    let method = "subscriptions/listen";
    let params = json!({"_meta": request_meta(), "notifications": notifications});
    let message = json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params});
    let headers = [
        ("content-type", "application/json"),
        ("accept", "application/json, text/event-stream"),
        ("mcp-protocol-version", MODERN),
        ("mcp-method", method),
    ];
    let url = shop.gateway.url("/shop/mcp");
    Events::open(Method::POST, &url, &headers, message.to_string()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_subscription_tells_what_was_asked_for() -> Result<()> {
    let mut shop = Shop::open(2, &["--stop-notice", "0"]).await?;
    let client = shop.gateway.mcp("/shop");
    let discovered = client.request("server/discover", json!({})).await?;
    let offered = json!({
        "tools": {"listChanged": true},
        "prompts": {"listChanged": true},
        "resources": {"listChanged": true, "subscribe": true},
        "completions": {},
    });
    assert_eq!(discovered["capabilities"], offered);
    let all = json!({
        "toolsListChanged": true,
        "promptsListChanged": true,
        "resourcesListChanged": true,
        "resourceSubscriptions": ["shop://hours", "shop://none"],
    });
    let mut everything = listen(&shop, json!("a"), all).await?;
    let first = everything.next().await?;
    assert_eq!((first.event.as_str(), &first.id), ("message", &None));
    let acknowledged = json!({
        "jsonrpc": "2.0",
        "method": "notifications/subscriptions/acknowledged",
        "params": {
            "notifications": {
                "toolsListChanged": true,
                "promptsListChanged": true,
                "resourcesListChanged": true,
                "resourceSubscriptions": ["shop://hours"],
            },
            "_meta": {ID: "a"},
        },
    });
    assert_eq!(first.json()?, acknowledged);
    let mut prompts = listen(&shop, json!(7), json!({"promptsListChanged": true})).await?;
    let first = prompts.next().await?.json()?;
    assert_eq!(
        first["params"]["notifications"],
        json!({"promptsListChanged": true})
    );

    let added = format!("{TOOLS}- {{name: more, http: {{upstream: api, path: /more}}}}\n");
    let text = RESOURCES.replace("Nine to five", "Nine to six");
    shop.write(&format!("{added}{PROMPTS}{text}"))?;
    let changed = everything.next().await?.json()?;
    let tagged = json!({
        "jsonrpc": "2.0",
        "method": "notifications/tools/list_changed",
        "params": {"_meta": {ID: "a"}},
    });
    assert_eq!(changed, tagged);
    let updated = everything.next().await?.json()?;
    assert_eq!(updated["method"], "notifications/resources/updated");
    assert_eq!(
        updated["params"],
        json!({"uri": "shop://hours", "_meta": {ID: "a"}})
    );
    prompts.assert_quiet(QUIET).await?;
    shop.write(&format!(
        "{added}{}{text}",
        PROMPTS.replace("greet", "meet")
    ))?;
    assert_eq!(prompts.next().await?.json()?["params"]["_meta"][ID], 7);

    for bridge in &mut shop.gateway.bridges {
        bridge.stop()?;
    }
    let rest = prompts.rest().await?;
    let last = json!({
        "jsonrpc": "2.0",
        "id": 7,
        "result": {"resultType": "complete", "_meta": {ID: 7}},
    });
    assert_eq!(rest.len(), 1, "{rest:?}");
    assert_eq!(rest[0].json()?, last);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_subscriptions_are_refused() -> Result<()> {
    let shop = Shop::open(1, &[]).await?;
    let client = shop.gateway.mcp("/shop");
    for wrong in [json!(1), json!({"toolsListChanged": "yes"}), Value::Null] {
        let params = json!({"notifications": wrong});
        let answer = client.exchange(&[], "subscriptions/listen", params).await?;
        assert_eq!(answer.json()?["error"]["code"], -32602, "{wrong}");
    }
    let params = json!({"notifications": {"toolsListChanged": true}});
    let only_json = [("accept", "application/json")];
    let message = json!({"jsonrpc": "2.0", "id": 1, "method": "subscriptions/listen", "params": {
        "_meta": request_meta(), "notifications": params["notifications"],
    }});
    let headers = [
        ("content-type", "application/json"),
        only_json[0],
        ("mcp-protocol-version", MODERN),
        ("mcp-method", "subscriptions/listen"),
    ];
    let answer = client
        .send(Method::POST, &headers, message.to_string())
        .await?;
    assert_eq!(answer.status, 406);
    Ok(())
}
