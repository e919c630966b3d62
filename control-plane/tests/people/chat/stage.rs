//! What every test of the chat lab needs: an app, models, the shop, and events read one by one.

use super::shop::{self, Calls};
use crate::app::{Caller, TestApp};
use axum::body::Body;
use http_body_util::BodyExt as _;
use portico_control_plane::outbound::{AllowRule, Allowed, OutboundConfig};
use portico_e2e::scripted_model::ScriptedModel;
use portico_mcp::sse::Decoder;
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::timeout;

/// Bound of every wait.
const WAIT: Duration = Duration::from_secs(60);

/// An app that may reach this machine, with an editor of tenant `a`, two servers and both kinds of
/// providers.
pub(super) struct Stage {
    pub(super) app: TestApp,
    pub(super) editor: Caller,
    pub(super) models: ScriptedModel,
    pub(super) calls: Calls,
    _stopping: watch::Sender<bool>,
}

impl Stage {
    pub(super) async fn new() -> Self {
        let (gateway, calls) = shop::open().await;
        let (stop, stopping) = watch::channel(false);
        let outbound = OutboundConfig {
            allowed: Allowed::new(vec![AllowRule::parse("127.0.0.1").unwrap()]),
            ca_file: None,
        };
        let mut app = TestApp::new().await;
        app.change(|state| {
            state.gateway_url = gateway;
            state.stopping = stopping;
            state.outbound = outbound.client();
        });
        let user = app.user("ed", &["a:editor"]).await;
        let stage = Self {
            editor: app.session(&user).await,
            app,
            models: ScriptedModel::start().await.unwrap(),
            calls,
            _stopping: stop,
        };
        stage.furnish().await;
        stage
    }

    async fn furnish(&self) {
        let upstream = json!({
            "kind": "Upstream", "name": "up", "tenant": "a", "url": "http://127.0.0.1:1",
        });
        let server = |name: &str| {
            json!({
                "kind": "Server", "name": name, "tenant": "a", "path": format!("/a/{name}"),
                "tools": [{ "name": "find", "http": { "upstream": "up", "path": "/" } }],
            })
        };
        let open = self.provider("openai", &self.models.openai_url());
        let other = self.provider("anthropic", &self.models.anthropic_url());
        for (path, body) in [
            ("upstreams/a/up", upstream),
            ("servers/a/shop", server("shop")),
            ("servers/a/cafe", server("cafe")),
            ("providers/a/openai", open),
            ("providers/a/anthropic", other),
        ] {
            let path = format!("/api/v1/{path}");
            let put = self.app.call(&self.editor, "PUT", &path, body).await;
            assert!(put.status.is_success(), "{path}: {}", put.text);
        }
    }

    pub(super) fn provider(&self, kind: &str, url: &str) -> Value {
        json!({
            "title": kind, "kind": kind, "baseUrl": url, "defaultModel": "echo",
            "credential": { "type": "key", "key": "scripted-key" },
        })
    }

    /// A conversation with this provider and model, and all tools of the shop, none of which is asked
    /// about; the path of it.
    pub(super) async fn talk(&self, provider: &str, model: &str) -> String {
        let servers = json!([{ "name": "shop", "approval": "run" }]);
        self.talk_with(provider, model, json!({ "servers": servers }))
            .await
    }

    pub(super) async fn talk_with(&self, provider: &str, model: &str, settings: Value) -> String {
        let body = json!({
            "tenant": "a", "provider": provider, "model": model, "settings": settings,
        });
        let made = self
            .app
            .call(&self.editor, "POST", "/api/v1/conversations", body)
            .await;
        assert_eq!(made.status, 201, "{}", made.text);
        format!(
            "/api/v1/conversations/{}",
            made.body["id"].as_str().unwrap()
        )
    }

    /// Begins a turn.
    pub(super) async fn turn(&self, talk: &str, body: Value) -> Events {
        let path = format!("{talk}/turns");
        let response = self.app.open(&self.editor, "POST", &path, &body).await;
        let (head, body) = response.into_parts();
        assert_eq!(head.status, 200, "{talk}");
        assert_eq!(head.headers["content-type"], "text/event-stream");
        Events {
            body,
            decoder: Decoder::new(1 << 22),
            read: VecDeque::new(),
        }
    }

    /// Says something, and gives all events that come of it.
    pub(super) async fn say(&self, talk: &str, text: &str) -> Vec<Value> {
        let body = json!({ "type": "message", "text": text });
        self.turn(talk, body).await.all().await
    }

    /// The stored messages.
    pub(super) async fn messages(&self, talk: &str) -> Vec<Value> {
        let answer = self
            .app
            .get(&self.editor, &format!("{talk}/messages"))
            .await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        answer.body["items"].as_array().unwrap().clone()
    }
}

/// The events of a turn, read one by one.
pub(super) struct Events {
    body: Body,
    decoder: Decoder,
    read: VecDeque<Value>,
}

impl Events {
    /// The next event; `None` at the end.
    pub(super) async fn next(&mut self) -> Option<Value> {
        loop {
            if let Some(event) = self.read.pop_front() {
                return Some(event);
            }
            let frame = timeout(WAIT, self.body.frame())
                .await
                .expect("an event in time");
            let Ok(bytes) = frame?.unwrap().into_data() else {
                continue;
            };
            let mut events = Vec::new();
            self.decoder.push(&bytes, &mut events).unwrap();
            for event in events {
                let data: Value = serde_json::from_str(&event.data).unwrap();
                assert_eq!(data["type"], event.event.as_str());
                self.read.push_back(data);
            }
        }
    }

    /// The next event of this type.
    pub(super) async fn until(&mut self, kind: &str) -> Value {
        loop {
            let event = self.next().await.expect("the event comes");
            if event["type"] == kind {
                return event;
            }
        }
    }

    /// All events to the end, which is `done`.
    pub(super) async fn all(mut self) -> Vec<Value> {
        let mut all = Vec::new();
        while let Some(event) = self.next().await {
            all.push(event);
        }
        assert_eq!(all.last().unwrap()["type"], "done");
        all
    }
}

/// The events of this type.
pub(super) fn of_type<'e>(events: &'e [Value], kind: &str) -> Vec<&'e Value> {
    events
        .iter()
        .filter(|event| event["type"] == kind)
        .collect()
}

/// Why the turn ended.
pub(super) fn reason(events: &[Value]) -> &str {
    events.last().unwrap()["reason"].as_str().unwrap()
}

/// The texts of the deltas of this type.
pub(super) fn deltas(events: &[Value], kind: &str) -> String {
    let texts = of_type(events, kind).into_iter();
    texts.map(|event| event["text"].as_str().unwrap()).collect()
}

/// The text of a message.
pub(super) fn text(message: &Value) -> String {
    let parts = message["parts"].as_array().unwrap().iter();
    let texts = parts.filter(|part| part["type"] == "text");
    texts.map(|part| part["text"].as_str().unwrap()).collect()
}

/// The calls of a message.
pub(super) fn calls(message: &Value) -> Vec<&Value> {
    let parts = message["parts"].as_array().unwrap().iter();
    parts.filter(|part| part["type"] == "tool_call").collect()
}
