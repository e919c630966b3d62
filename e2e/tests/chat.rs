//! The chat lab of a real control plane: a scripted model of each API calls the bookshop's tools through
//! the real Envoy.

use anyhow::{Context as _, Result, ensure};
use hyper::Method;
use portico_e2e::binary;
use portico_e2e::demo::Demo;
use portico_e2e::events::Events;
use portico_e2e::gateway::Gateway;
use portico_e2e::mcp::Client;
use portico_e2e::scripted_model::ScriptedModel;
use serde_json::{Value, json};
use std::process::Command;

const PASSWORD: &str = "a password of tests";
const KEY: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

/// An admin who is logged in.
struct Admin {
    url: String,
    cookie: String,
    csrf: String,
}

impl Admin {
    async fn log_in(url: String) -> Result<Self> {
        let client = Client::unpooled(format!("{url}/api/v1/sessions"));
        let body = json!({ "name": "admin", "password": PASSWORD }).to_string();
        let headers = [("content-type", "application/json")];
        let answer = client.send(Method::POST, &headers, body).await?;
        ensure!(answer.status == 201, "{}", answer.text());
        let cookie = answer.header("set-cookie").context("no cookie")?;
        let csrf = answer.json()?;
        let csrf = csrf.get("csrfToken").and_then(Value::as_str);
        Ok(Self {
            url,
            cookie: cookie.split(';').next().unwrap_or_default().to_owned(),
            csrf: csrf.context("no CSRF token")?.to_owned(),
        })
    }

    fn headers(&self) -> [(&str, &str); 3] {
        [
            ("content-type", "application/json"),
            ("cookie", &self.cookie),
            ("x-csrf-token", &self.csrf),
        ]
    }

    async fn send(&self, method: Method, path: &str, body: &Value) -> Result<Value> {
        let client = Client::unpooled(format!("{}/api/v1/{path}", self.url));
        let answer = client
            .send(method, &self.headers(), body.to_string())
            .await?;
        ensure!(answer.status < 300, "{path}: {}", answer.text());
        answer.json()
    }

    async fn turn(&self, conversation: &str, body: &Value) -> Result<Vec<Value>> {
        let url = format!("{}/api/v1/conversations/{conversation}/turns", self.url);
        let mut events =
            Events::open(Method::POST, &url, &self.headers(), body.to_string()).await?;
        events
            .rest()
            .await?
            .iter()
            .map(|event| event.json())
            .collect()
    }
}

async fn gateway(demo: &str) -> Result<Gateway> {
    let mut gateway = Gateway::new()?;
    gateway.write("bookshop.yaml", demo)?;
    let directory = gateway.directory().display().to_string();
    let (data, key) = (
        format!("sqlite:{directory}/data.db"),
        format!("{directory}/key"),
    );
    std::fs::write(&key, KEY)?;
    let made = Command::new(binary::control_plane()?)
        .args(["create-admin", "--data-store", &data])
        .env("PORTICO_ADMIN_PASSWORD", PASSWORD)
        .output()?;
    ensure!(
        made.status.success(),
        "{}",
        String::from_utf8_lossy(&made.stderr)
    );
    let flags = ["--data-store", &data, "--secret-key-file", &key];
    gateway.control_plane.add_flags(flags);
    gateway
        .control_plane
        .add_flags(["--outbound-allow", "127.0.0.1"]);
    gateway.start().await?;
    Ok(gateway)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_model_uses_the_bookshops_tools_through_envoy() -> Result<()> {
    let models = ScriptedModel::start().await?;
    let directory = tempfile::tempdir()?;
    let demo = Demo::start(directory.path()).await?;
    let gateway = gateway(&demo.configuration()?).await?;
    let admin = Admin::log_in(gateway.control_plane.admin_url()).await?;
    for (kind, url) in [
        ("openai", models.openai_url()),
        ("anthropic", models.anthropic_url()),
    ] {
        let provider = json!({
            "title": kind, "kind": kind, "baseUrl": url, "defaultModel": "call",
            "credential": { "type": "key", "key": "scripted-key" },
        });
        let path = format!("providers/default/{kind}");
        admin.send(Method::PUT, &path, &provider).await?;
        let servers = json!([{ "name": "bookshop", "approvals": { "get_book": "run" } }]);
        let asked = json!({
            "tenant": "default", "provider": kind, "settings": { "servers": servers },
        });
        let made = admin.send(Method::POST, "conversations", &asked).await?;
        let id = made["id"].as_str().context("no id")?;
        let say =
            "call get_book {\"bookId\": 1}\ncall place_order {\"bookId\": 1, \"quantity\": 1}";
        let events = admin
            .turn(id, &json!({ "type": "message", "text": say }))
            .await?;
        let last = events.last().context("no events")?;
        ensure!(last["reason"] == "awaiting_approval", "{events:#?}");
        let waiting = events
            .iter()
            .find(|event| event["type"] == "awaiting_approval");
        let call = &waiting.context("nothing waits")?["calls"][0];
        let decisions = json!({
            "type": "decisions", "decisions": [{ "call": call, "approve": false }],
        });
        let events = admin.turn(id, &decisions).await?;
        let last = events.last().context("no events")?;
        ensure!(last["reason"] == "finished", "{events:#?}");
        let path = format!("conversations/{id}/messages");
        let messages = admin.send(Method::GET, &path, &json!({})).await?;
        let found = &messages["items"][1]["parts"][0];
        ensure!(
            found["tool"] == "get_book" && found["state"] == "done",
            "{messages:#}"
        );
        let result = found["result"].to_string();
        ensure!(result.contains("The Time Machine"), "{result}");
        let answer = messages["items"][2]["parts"][0]["text"]
            .as_str()
            .unwrap_or_default();
        ensure!(answer.contains("The Time Machine"), "{answer}");
    }
    Ok(())
}
