//! A server with tools, a prompt and a resource, and another one, behind replicas of the bridge.

use anyhow::{Context, Result, ensure};
use hyper::Method;
use portico_e2e::{
    admin::Admin,
    echo::Echo,
    events::Events,
    gateway::Gateway,
    mcp::{Answer, Client, LEGACY},
};
use serde_json::{Value, json};
use std::time::Duration;

/// Time in which nothing must come.
pub(crate) const QUIET: Duration = Duration::from_millis(700);

pub(crate) const TOOLS: &str = "
tools:
- {name: ask, description: Asks., http: {upstream: api, path: /ask, forwardHeaders: [x-user]}}
- {name: wait, description: Waits., http: {upstream: api, path: /slow/1500}}
";

pub(crate) const PROMPTS: &str = "
prompts:
- {name: greet, messages: [{role: user, content: {type: text, text: Hello}}]}
";

pub(crate) const RESOURCES: &str = "
resources:
- {name: hours, uri: 'shop://hours', text: Nine to five}
";

/// A running shop at `/shop`, and an unrelated server at `/other`.
pub(crate) struct Shop {
    pub(crate) gateway: Gateway,
    /// Changes the configuration, where that is in a database.
    admin: Option<Admin>,
    _api: Echo,
}

impl Shop {
    /// Opens it with so many replicas of the bridge, which get further `arguments`.
    pub(crate) async fn open(replicas: usize, arguments: &[&str]) -> Result<Self> {
        Self::open_at(Gateway::new()?, replicas, arguments).await
    }

    /// Opens it at a gateway that is not started yet.
    pub(crate) async fn open_at(
        mut gateway: Gateway,
        replicas: usize,
        arguments: &[&str],
    ) -> Result<Self> {
        let api = Echo::start().await?;
        gateway.write("api.yaml", &upstream(&api))?;
        gateway.write("other.yaml", &other())?;
        gateway.write("shop.yaml", &shop(&[TOOLS, PROMPTS, RESOURCES].concat()))?;
        gateway.add_bridges(replicas, arguments)?;
        gateway.start().await?;
        Ok(Self {
            gateway,
            admin: None,
            _api: api,
        })
    }

    /// Opens it with its configuration in a database, which the admin API changes.
    pub(crate) async fn open_on_database(replicas: usize, arguments: &[&str]) -> Result<Self> {
        let api = Echo::start().await?;
        let mut gateway = Gateway::new()?;
        let database = gateway.directory().join("portico.db");
        let store = format!("sqlite:{}", database.display());
        gateway.control_plane.set_store(store);
        gateway.add_bridges(replicas, arguments)?;
        gateway.start().await?;
        let admin = Admin::login(gateway.control_plane.admin_url()).await?;
        admin.put("upstreams/default/api", &upstream(&api)).await?;
        admin.put("servers/default/other", &other()).await?;
        let shop = Self {
            gateway,
            admin: Some(admin),
            _api: api,
        };
        shop.change(&[TOOLS, PROMPTS, RESOURCES].concat()).await?;
        let mut shop = shop;
        shop.gateway.until_live().await?;
        Ok(shop)
    }

    /// Writes the shop's file with these parts and returns at once.
    pub(crate) fn write(&self, parts: &str) -> Result<()> {
        self.gateway.write("shop.yaml", &shop(parts))
    }

    /// Changes the shop, wherever its configuration is, and returns when that is stored.
    pub(crate) async fn change(&self, parts: &str) -> Result<()> {
        match &self.admin {
            Some(admin) => admin.put("servers/default/shop", &shop(parts)).await,
            None => self.write(parts),
        }
    }

    /// Opens a session of the HTTP+SSE transport at a server.
    pub(crate) async fn session(&self, server: &str, headers: &[(&str, &str)]) -> Result<Session> {
        let url = self.gateway.url(&format!("{server}/sse"));
        let mut all = vec![("accept", "text/event-stream")];
        all.extend_from_slice(headers);
        let mut events = Events::get(&url, &all).await?;
        let endpoint = events.next().await?;
        ensure!(endpoint.event == "endpoint", "{endpoint:?}");
        let start = format!("{server}/message?sessionId=");
        ensure!(endpoint.data.starts_with(&start), "{endpoint:?}");
        Ok(Session {
            url: self.gateway.url(&endpoint.data),
            events,
            headers: own(headers),
        })
    }

    /// A legacy session of Streamable HTTP at a server: its id.
    pub(crate) async fn streamable(&self, server: &str) -> Result<String> {
        let client = self.gateway.mcp(server);
        let answer = client.post(&[], &initialize()).await?;
        let id = answer.headers.get("mcp-session-id").context("no session")?;
        Ok(id.to_str()?.to_owned())
    }

    /// Listens by GET.
    pub(crate) async fn listen(&self, session: &str, more: &[(&str, &str)]) -> Result<Events> {
        let mut headers = vec![
            ("accept", "text/event-stream"),
            ("mcp-protocol-version", LEGACY),
            ("mcp-session-id", session),
        ];
        headers.extend_from_slice(more);
        Events::get(&self.gateway.url("/shop/mcp"), &headers).await
    }
}

fn upstream(api: &Echo) -> String {
    format!(
        "kind: Upstream\nname: api\nurl: {}\ntimeout: 30s\n",
        api.url()
    )
}

fn other() -> String {
    format!("kind: Server\nname: other\npath: /other\n{TOOLS}{PROMPTS}")
}

fn shop(parts: &str) -> String {
    format!("kind: Server\nname: shop\npath: /shop\nsessions: token\n{parts}")
}

fn own(headers: &[(&str, &str)]) -> Vec<(String, String)> {
    let headers = headers.iter();
    headers
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

/// An open session of the HTTP+SSE transport.
pub(crate) struct Session {
    pub(crate) events: Events,
    /// Where messages go.
    pub(crate) url: String,
    headers: Vec<(String, String)>,
}

impl Session {
    /// POSTs a message and gives the immediate answer.
    pub(crate) async fn post(&self, message: &Value) -> Result<Answer> {
        let headers = self.headers.iter();
        let mut all: Vec<(&str, &str)> = headers
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        all.push(("content-type", "application/json"));
        let client = Client::new(self.url.as_str());
        client.send(Method::POST, &all, message.to_string()).await
    }

    /// POSTs a message that must be taken.
    pub(crate) async fn send(&self, message: &Value) -> Result<()> {
        let answer = self.post(message).await?;
        ensure!(
            answer.status == 202,
            "HTTP {}: {}",
            answer.status,
            answer.text()
        );
        Ok(())
    }

    /// Sends a request and gives the next message of the stream.
    pub(crate) async fn ask(&mut self, id: u64, method: &str, params: Value) -> Result<Value> {
        self.send(&request(id, method, params)).await?;
        self.events.next().await?.json()
    }

    /// Does the handshake.
    pub(crate) async fn initialize(&mut self) -> Result<Value> {
        self.send(&initialize()).await?;
        let answer = self.events.next().await?.json()?;
        self.send(&json!({"jsonrpc": "2.0", "method": "notifications/initialized"}))
            .await?;
        // A request after it, so that the bridge has surely taken the notification in.
        let pong = self.ask(1_000, "ping", json!({})).await?;
        ensure!(pong.get("id") == Some(&json!(1_000)), "{pong}");
        Ok(answer)
    }
}

pub(crate) fn request(id: u64, method: &str, params: Value) -> Value {
    json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params})
}

pub(crate) fn initialize() -> Value {
    let params = json!({
        "protocolVersion": LEGACY,
        "capabilities": {},
        "clientInfo": {"name": "portico-e2e", "version": "0"},
    });
    request(0, "initialize", params)
}
