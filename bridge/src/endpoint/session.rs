//! `GET …/sse`: a session of the HTTP+SSE transport begins (2024-11-05, Transports, HTTP with SSE).

use super::renewal::renew;
use super::{Bridge, header, refuse};
use crate::caller::Caller;
use crate::gateway::passed_on;
use crate::interest::{Interest, Resumed};
use crate::session::Session;
use crate::stream::{Form, Kind, Return, Stream, response};
use axum::http::HeaderMap;
use axum::response::Response;
use parking_lot::Mutex;
use portico_mcp::Revision;
use portico_mcp::header::PROTOCOL_VERSION;
use portico_mcp::sse::{Event, LAST_EVENT_ID};
use std::sync::Arc;

pub(super) async fn open(
    bridge: &Arc<Bridge>,
    caller: &Caller,
    headers: &HeaderMap,
    authority: Option<&str>,
) -> Response {
    if let Err(refusal) = bridge.hub.await_server(&caller.server).await {
        return refuse(refusal);
    }
    let limits = &bridge.config.limits;
    let mut interest = Interest::new(|_| true, &caller.session);
    // It is told of changes once it has said that it is initialized.
    interest.mute(true);
    let stream = Arc::new(Stream::new(
        Arc::clone(&caller.server),
        Kind::Session,
        Form::Session(Mutex::default()),
        Arc::new(Mutex::new(interest)),
        limits.queue_bytes,
    ));
    let seat = match bridge.hub.open(caller, Arc::clone(&stream)) {
        Ok(seat) => seat,
        Err(refusal) => return refuse(refusal),
    };
    let begun = bridge.sessions.begin(caller, Arc::clone(&stream), limits);
    if let Err(refusal) = begun {
        bridge.hub.metrics.refused(refusal);
        return refuse(refusal);
    }
    let back = Back::read(bridge, caller, headers, authority).await;
    let endpoint = caller.endpoint("/message");
    // The stream is new: there is room.
    let _ = stream.event(&Event {
        event: "endpoint".to_owned(),
        data: format!("{endpoint}?sessionId={}", caller.session),
        ..Event::default()
    });
    if let (Some(back), Some(session)) = (back, bridge.sessions.of(caller)) {
        go_on(bridge, &session, back);
    }
    response(seat)
}

/// A client that was here before, or at another replica, and goes on as if nothing had happened.
struct Back {
    /// What it knew, where it says so.
    at: Option<Resumed>,
    inner: Return,
}

impl Back {
    /// Tells such a client from a new one, which cannot name an event nor a revision.
    async fn read(
        bridge: &Bridge,
        caller: &Caller,
        headers: &HeaderMap,
        authority: Option<&str>,
    ) -> Option<Self> {
        if let Some((at, inner)) = header(headers, LAST_EVENT_ID).and_then(Return::parse) {
            let at = Some(at);
            return Some(Self { at, inner });
        }
        let revision = header(headers, PROTOCOL_VERSION).and_then(Revision::parse);
        let revision = revision.filter(|revision| !revision.is_modern())?;
        let path = caller.endpoint("/mcp");
        let inner = renew(bridge, &path, &passed_on(headers, authority), revision).await;
        let inner = inner.inspect_err(|error| {
            tracing::warn!(%error, server = &*caller.server, "no session for a client that is back");
        });
        Some(Self {
            at: None,
            inner: inner.ok()?,
        })
    }
}

fn go_on(bridge: &Bridge, session: &Session, back: Back) {
    session.initialized(back.inner);
    let stream = &session.stream;
    let told = bridge.hub.with_server(&stream.server, |server| {
        let mut interest = stream.interest();
        interest.begin(server);
        match &back.at {
            Some(at) => interest.resume(at),
            None => interest.doubt(),
        }
        interest.mute(false);
        drop(interest);
        stream.catch_up(server)
    });
    bridge.hub.metrics.notifications.add(told.unwrap_or(0));
}
