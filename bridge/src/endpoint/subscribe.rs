//! `resources/subscribe` and `resources/unsubscribe` of legacy clients. The filter has seen to it
//! that the resource is in the server's list.

use super::{Bridge, answer, json, refuse, unknown_session};
use crate::caller::Caller;
use crate::catalog::Server;
use crate::interest::{Interest, MAX_URIS};
use crate::listener::NoListener;
use crate::message::Sent;
use axum::http::StatusCode;
use axum::response::Response;
use portico_mcp::RpcError;
use portico_mcp::jsonrpc::{Id, response};

pub(super) async fn add(bridge: &Bridge, caller: &Caller, sent: &Sent) -> Response {
    if let Err(refusal) = bridge.hub.await_server(&caller.server).await {
        return refuse(refusal);
    }
    change(bridge, sent, |uri| {
        let subscribe = |server: &Server| {
            let listeners = &bridge.listeners;
            listeners.change(caller, |interest| interest.subscribe(uri, server))
        };
        // A server that is gone meanwhile has nothing to subscribe to.
        let subscribed = bridge.hub.with_server(&caller.server, subscribe);
        subscribed.unwrap_or(Ok(false))
    })
}

pub(super) fn remove(bridge: &Bridge, caller: &Caller, sent: &Sent) -> Response {
    change(bridge, sent, |uri| {
        let unsubscribe = |interest: &mut Interest| interest.unsubscribe(uri);
        bridge.listeners.change(caller, unsubscribe)?;
        Ok(true)
    })
}

/// `change` changes what is subscribed to; false where that is not possible.
fn change(
    bridge: &Bridge,
    sent: &Sent,
    change: impl FnOnce(&str) -> Result<bool, NoListener>,
) -> Response {
    let id = sent.id.as_deref();
    let (Some(request), Some(uri)) = (id.and_then(Id::parse), &sent.uri) else {
        let error = RpcError::invalid_params("Invalid params: `uri` must be a string");
        return answer(id, &error);
    };
    match change(uri) {
        Ok(true) => return json(StatusCode::OK, response(request, b"{}")),
        Ok(false) => {}
        Err(NoListener::Foreign) => return unknown_session(bridge, id),
        Err(NoListener::Refused(refusal)) => return refuse(refusal),
    }
    let error = RpcError::invalid_params(format!(
        "Invalid params: the URI is too long, or there are {MAX_URIS} subscriptions already"
    ));
    answer(id, &error)
}
