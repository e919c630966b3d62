//! `POST …/message`: a message of a session. It is acknowledged at once; what it leads to comes on
//! the session's stream.

use super::relay::Relay;
use super::{Bridge, answer, read, unknown_session};
use crate::caller::Caller;
use crate::gateway::passed_on;
use axum::body::Body;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use portico_mcp::RpcError;
use std::sync::Arc;

pub(super) async fn post(
    bridge: &Arc<Bridge>,
    caller: Caller,
    headers: &HeaderMap,
    authority: Option<&str>,
    body: Body,
) -> Response {
    let Some(session) = bridge.sessions.of(&caller) else {
        return unknown_session(bridge, None);
    };
    let Ok(permit) = Arc::clone(&session.calls).try_acquire_owned() else {
        let error = RpcError {
            status: 429,
            ..RpcError::invalid_request("Invalid Request: too many messages at once")
        };
        return answer(None, &error);
    };
    let body = match read(body, bridge.config.limits.message_bytes).await {
        Ok(body) => body,
        Err(response) => return response,
    };
    session.stream.touch();
    bridge.hub.metrics.messages.add(1);
    let relay = Relay {
        path: caller.endpoint("/mcp"),
        headers: passed_on(headers, authority),
        session,
        bridge: Arc::clone(bridge),
        _permit: permit,
    };
    // The client going away does not cancel what it has asked for.
    tokio::spawn(relay.run(body));
    (StatusCode::ACCEPTED, "Accepted").into_response()
}
