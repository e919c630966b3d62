//! `GET …/sse`: a session of the HTTP+SSE transport begins (2024-11-05, Transports, HTTP with SSE).

use super::{Bridge, header, refuse};
use crate::caller::Caller;
use crate::hub::Refusal;
use crate::interest::{Interest, Resumed};
use crate::session::Session;
use crate::stream::{Form, Kind, Return, Stream, response};
use axum::http::HeaderMap;
use axum::response::Response;
use portico_mcp::sse::{Event, LAST_EVENT_ID};
use std::sync::{Arc, Mutex};

pub(super) async fn open(bridge: &Arc<Bridge>, caller: &Caller, headers: &HeaderMap) -> Response {
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
    let most = limits.calls_per_session;
    if !bridge.sessions.begin(caller, Arc::clone(&stream), most) {
        return refuse(Refusal::NotReady);
    }
    let endpoint = caller.endpoint("/message");
    // The stream is new: there is room.
    let _ = stream.event(&Event {
        event: "endpoint".to_owned(),
        data: format!("{endpoint}?sessionId={}", caller.session),
        ..Event::default()
    });
    if let Some((at, back)) = header(headers, LAST_EVENT_ID).and_then(Return::parse)
        && let Some(session) = bridge.sessions.of(caller)
    {
        resume(bridge, &session, &at, back);
    }
    response(seat)
}

/// The client was here before, or at another replica, and does not say so again.
fn resume(bridge: &Bridge, session: &Session, at: &Resumed, back: Return) {
    session.initialized(back);
    let stream = &session.stream;
    let told = bridge.hub.with_server(&stream.server, |server| {
        let mut interest = stream.interest();
        interest.begin(server);
        interest.resume(at);
        interest.mute(false);
        drop(interest);
        stream.catch_up(server)
    });
    bridge.hub.metrics.notifications.add(told.unwrap_or(0));
}
