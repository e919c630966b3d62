//! `GET …/mcp`: a legacy client listens (2025-11-25, Transports, "Listening for Messages from the
//! Server" and "Resumability and Redelivery").

use super::{Bridge, header, refuse, unknown_session};
use crate::caller::Caller;
use crate::interest::Resumed;
use crate::listener::NoListener;
use crate::stream::{Form, Kind, Stream, response};
use axum::http::HeaderMap;
use axum::response::Response;
use portico_mcp::Revision;
use portico_mcp::header::PROTOCOL_VERSION;
use portico_mcp::sse::{Event, LAST_EVENT_ID};
use std::sync::Arc;

/// Milliseconds after which a client comes back.
const RETRY: u64 = 1_000;

pub(super) async fn open(bridge: &Arc<Bridge>, caller: &Caller, headers: &HeaderMap) -> Response {
    if let Err(refusal) = bridge.hub.await_server(&caller.server).await {
        return refuse(refusal);
    }
    // It is among the streams before it looks at the lists, so that it misses no change.
    let seat = bridge.listeners.listen(caller, |interest| {
        let stream = Stream::new(
            Arc::clone(&caller.server),
            Kind::Listening,
            Form::Numbered,
            interest,
            bridge.config.limits.queue_bytes,
        );
        bridge.hub.open(caller, Arc::new(stream))
    });
    let seat = match seat {
        Ok(seat) => seat,
        Err(NoListener::Foreign) => return unknown_session(bridge, None),
        Err(NoListener::Refused(refusal)) => return refuse(refusal),
    };
    let stream = seat.stream();
    let last = header(headers, LAST_EVENT_ID).and_then(Resumed::parse);
    let told = bridge.hub.with_server(&caller.server, |server| {
        let mut interest = stream.interest();
        interest.begin(server);
        if let Some(last) = &last {
            interest.resume(last);
        }
        drop(interest);
        prime(stream, headers);
        stream.catch_up(server)
    });
    bridge.hub.metrics.notifications.add(told.unwrap_or(0));
    response(seat)
}

/// The first event has an id and no data, so that a client can resume from the very start. Clients
/// of earlier revisions would take it for a message that is no JSON; they get a comment.
fn prime(stream: &Stream, headers: &HeaderMap) {
    let version = header(headers, PROTOCOL_VERSION).and_then(Revision::parse);
    if version.is_some_and(|version| version >= Revision::V2025_11_25) {
        let id = stream
            .interest()
            .point()
            .map(crate::interest::Point::to_text);
        // The stream is new: there is room.
        let _ = stream.event(&Event {
            id,
            retry: Some(RETRY),
            ..Event::default()
        });
    } else {
        stream.greet();
    }
}
