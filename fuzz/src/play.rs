//! Exchanges of a gateway.

use portico_engine::{Effect, Event, Exchange, RequestHead, Snapshot};

/// What every legacy client sends.
pub(crate) const HEADERS: [(&str, &str); 3] = [
    (":method", "POST"),
    ("content-type", "application/json"),
    ("accept", "application/json, text/event-stream"),
];

/// The last effect of a request with this body.
pub(crate) fn ask(snapshot: Snapshot, body: &[u8]) -> Effect {
    let head = RequestHead {
        headers: HEADERS.into_iter().collect(),
        end_of_stream: false,
        random: || [7; 16],
    };
    let (mut exchange, first) = Exchange::start(snapshot, head);
    assert_eq!(first, Effect::Pause);
    exchange.on_event(Event::RequestBody(body))
}
