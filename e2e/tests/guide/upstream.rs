//! The REST API of the guide: keeps the requests and answers as it is told.

use crate::message::Message;
use anyhow::{Context as _, Result};
use axum::{
    Router,
    body::{Body, Bytes},
    extract::{OriginalUri, State},
    http::{HeaderMap, Method, Response},
};
use parking_lot::Mutex;
use std::{collections::VecDeque, sync::Arc, time::Duration};
use tokio::{net::TcpListener, task::JoinHandle};

/// Where the guide says that the REST API is.
const WRITTEN: &str = "shop-api.internal:8080";

/// An answer to one request.
#[derive(Debug, Clone)]
pub(crate) struct Reply {
    /// Status, headers and body.
    pub(crate) message: Message,
    /// How long the client waits for it.
    pub(crate) after: Duration,
}

#[derive(Debug, Default)]
struct Script {
    received: Vec<Message>,
    replies: VecDeque<Reply>,
}

/// The API, stopped when dropped.
#[derive(Debug)]
pub(crate) struct Upstream {
    authority: String,
    script: Arc<Mutex<Script>>,
    server: JoinHandle<()>,
}

impl Upstream {
    /// Starts it on a free port.
    pub(crate) async fn start() -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let authority = listener.local_addr()?.to_string();
        let script = Arc::<Mutex<Script>>::default();
        let router = Router::new()
            .fallback(answer)
            .with_state((authority.clone(), Arc::clone(&script)));
        let server = tokio::spawn(async move {
            // It ends only with the test.
            let _ = axum::serve(listener, router).await;
        });
        Ok(Self {
            authority,
            script,
            server,
        })
    }

    /// `yaml` with this API in place of the one that is written there.
    pub(crate) fn place_into(&self, yaml: &str) -> String {
        yaml.replace(WRITTEN, &self.authority)
    }

    /// Forgets what was received, and gives these answers from now on: one each, then `200` with
    /// `{"ok":true}`.
    pub(crate) fn begin(&self, replies: &[Reply]) {
        *self.script.lock() = Script {
            received: Vec::new(),
            replies: replies.iter().cloned().collect(),
        };
    }

    /// What was received since then.
    pub(crate) fn received(&self) -> Vec<Message> {
        let script = self.script.lock();
        script.received.clone()
    }
}

impl Drop for Upstream {
    fn drop(&mut self) {
        self.server.abort();
    }
}

type Shared = (String, Arc<Mutex<Script>>);

async fn answer(
    State((authority, script)): State<Shared>,
    method: Method,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response<Body>, String> {
    let header = |(name, value): (&axum::http::HeaderName, &axum::http::HeaderValue)| {
        let value = String::from_utf8_lossy(value.as_bytes()).replace(&authority, WRITTEN);
        (name.to_string(), value)
    };
    let message = Message {
        first: format!("{method} {uri}"),
        headers: headers.iter().map(header).collect(),
        body: String::from_utf8_lossy(&body).into_owned(),
    };
    let reply = {
        let mut script = script.lock();
        script.received.push(message);
        script.replies.pop_front()
    };
    match reply {
        Some(reply) => {
            tokio::time::sleep(reply.after).await;
            response(&reply.message).map_err(|error| format!("{error:#}"))
        }
        None => Response::builder()
            .header("content-type", "application/json")
            .body(Body::from(r#"{"ok":true}"#))
            .map_err(|error| error.to_string()),
    }
}

fn response(message: &Message) -> Result<Response<Body>> {
    let mut response = Response::builder().status(message.status()?);
    for (name, value) in &message.headers {
        response = response.header(name, value);
    }
    response
        .body(Body::from(message.body.clone()))
        .context("no such response")
}
