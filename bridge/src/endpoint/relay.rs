//! One message on its way through the gateway, and its answer on its way to the stream.

use super::Bridge;
use crate::gateway::{NoAnswer, in_session};
use crate::message::{Answer, Sent};
use crate::session::Session;
use crate::stream::Return;
use axum::body::Bytes;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, Response, StatusCode};
use http_body_util::{BodyExt, Limited};
use hyper::body::Incoming;
use portico_mcp::sse::{Decoder, MEDIA_TYPE};
use std::sync::Arc;
use tokio::sync::OwnedSemaphorePermit;

/// Most bytes of an answer: more than Envoy itself lets through.
pub(super) const MAX_ANSWER: usize = 64 << 20;

/// One message and where its answer goes.
pub(super) struct Relay {
    pub(super) path: String,
    pub(super) headers: HeaderMap,
    pub(super) session: Arc<Session>,
    pub(super) bridge: Arc<Bridge>,
    pub(super) _permit: OwnedSemaphorePermit,
}

impl Relay {
    /// Sends the message on and puts its answer on the stream.
    pub(super) async fn run(mut self, body: Bytes) {
        let sent = Sent::read(&body);
        if sent.method != "initialize"
            && let Some(inner) = self.session.inner()
        {
            in_session(&mut self.headers, &inner);
        }
        let headers = std::mem::take(&mut self.headers);
        match self.bridge.gateway.post(&self.path, headers, body).await {
            Ok(response) => self.answer(&sent, response).await,
            Err(error) => {
                self.bridge.hub.metrics.failures.add(1);
                tracing::warn!(%error, server = &*self.session.stream.server, "message not answered");
                self.fail(&sent, &error);
            }
        }
    }

    fn fail(&self, sent: &Sent, error: &NoAnswer) {
        self.push(sent.error(format!("Internal error: {error}")));
    }

    async fn answer(&self, sent: &Sent, response: Response<Incoming>) {
        let (head, body) = response.into_parts();
        let is_stream = head.headers.get(CONTENT_TYPE).is_some_and(|value| {
            let value = value.to_str().unwrap_or_default();
            value.split(';').next() == Some(MEDIA_TYPE)
        });
        if is_stream {
            return self.pass_stream(body).await;
        }
        let body = match Limited::new(body, MAX_ANSWER).collect().await {
            Ok(body) => body.to_bytes(),
            Err(_) => {
                let reason = "Internal error: the gateway's answer broke off".to_owned();
                return self.push(sent.error(reason));
            }
        };
        let accepted = head.status.is_success();
        if accepted && sent.method == "notifications/initialized" {
            self.begin();
        }
        match String::from_utf8(body.into()) {
            Ok(json) if json.is_empty() && accepted => {}
            Ok(json) => self.pass(sent, head.status, &head.headers, json),
            Err(_) => self.push(sent.error("Internal error: the answer is no text".to_owned())),
        }
    }

    /// The client can be told of changes from now on, and of those since its `initialize`.
    fn begin(&self) {
        let stream = &self.session.stream;
        stream.interest().mute(false);
        let hub = &self.bridge.hub;
        // A server that is no more has nothing to tell; its streams end.
        let told = hub.with_server(&stream.server, |server| stream.catch_up(server));
        hub.metrics.notifications.add(told.unwrap_or(0));
    }

    /// Notes what was agreed on. What is listed now is what the client is going to see.
    fn initialized(&self, headers: &HeaderMap, answer: &Answer<'_>) {
        let stream = &self.session.stream;
        let begin = |server: &crate::catalog::Server| stream.interest().begin(server);
        let _ = self.bridge.hub.with_server(&stream.server, begin);
        if let Some(inner) = Return::of(headers, answer) {
            self.session.initialized(inner);
        }
    }

    fn pass(&self, sent: &Sent, status: StatusCode, headers: &HeaderMap, json: String) {
        let answer = Answer::read(&json);
        let answers = answer.as_ref().is_some_and(Answer::has_id);
        let result = answer.filter(Answer::is_result);
        match (sent.method.as_str(), &sent.uri, &result) {
            ("initialize", _, Some(result)) => self.initialized(headers, result),
            ("resources/subscribe", Some(uri), Some(_)) => self.subscribe(uri),
            ("resources/unsubscribe", Some(uri), Some(_)) => {
                self.session.stream.interest().unsubscribe(uri);
            }
            _ => {}
        }
        // An error that names no request would leave the client waiting.
        if sent.id.is_some() && !answers && !json.starts_with('[') {
            return self
                .push(sent.error(format!("Internal error: HTTP {status} from the gateway")));
        }
        self.push(Some(json));
    }

    /// The gateway took the subscription, for the inner session; its notifications come here.
    fn subscribe(&self, uri: &str) {
        let stream = &self.session.stream;
        let _ = self.bridge.hub.with_server(&stream.server, |server| {
            stream.interest().subscribe(uri, server)
        });
    }

    /// Passes on the messages of an answer that is itself a stream, until it or the session ends.
    async fn pass_stream(&self, mut body: Incoming) {
        let mut decoder = Decoder::new(MAX_ANSWER);
        let mut events = Vec::new();
        while let Some(Ok(frame)) = body.frame().await {
            let Ok(chunk) = frame.into_data() else {
                continue;
            };
            if decoder.push(&chunk, &mut events).is_err() || self.session.stream.ended().is_some() {
                return;
            }
            for event in events.drain(..) {
                if !event.data.is_empty() && !self.session.stream.send(event.data) {
                    return;
                }
            }
        }
    }

    fn push(&self, json: Option<String>) {
        if let Some(json) = json {
            // Where the stream is over, nobody waits for the answer.
            let _ = self.session.stream.send(json);
        }
    }
}
