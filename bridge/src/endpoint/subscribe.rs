//! `resources/subscribe` and `resources/unsubscribe` of legacy clients. The filter has seen to it
//! that the resource is in the server's list.

use super::{Bridge, answer, json, refuse, unknown_session};
use crate::caller::Caller;
use crate::hub::Refusal;
use crate::interest::{Interest, MAX_URIS};
use crate::listener::NoListener;
use crate::message::Sent;
use axum::http::StatusCode;
use axum::response::Response;
use portico_mcp::RpcError;
use portico_mcp::jsonrpc::{Id, response};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

pub(super) async fn add(bridge: &Bridge, caller: &Caller, sent: &Sent) -> Response {
    if let Err(refusal) = bridge.hub.await_server(&caller.server).await {
        return refuse(refusal);
    }
    change(bridge, caller, sent, |interest, uri| {
        let subscribe = |server: &crate::catalog::Server| interest.subscribe(uri, server);
        bridge.hub.with_server(&caller.server, subscribe) == Some(true)
    })
}

pub(super) fn remove(bridge: &Bridge, caller: &Caller, sent: &Sent) -> Response {
    change(bridge, caller, sent, |interest, uri| {
        interest.unsubscribe(uri);
        true
    })
}

fn change(
    bridge: &Bridge,
    caller: &Caller,
    sent: &Sent,
    change: impl FnOnce(&mut Interest, &str) -> bool,
) -> Response {
    let id = sent.id.as_deref();
    let (Some(request), Some(uri)) = (id.and_then(Id::parse), &sent.uri) else {
        let error = RpcError::invalid_params("Invalid params: `uri` must be a string");
        return answer(id, &error);
    };
    let interest = match bridge.listeners.interest(caller) {
        Ok(interest) => interest,
        Err(NoListener::Foreign) => return unknown_session(bridge, id),
        Err(NoListener::Full) => return refuse(Refusal::Full),
    };
    if change(&mut lock(&interest), uri) {
        return json(StatusCode::OK, response(request, b"{}"));
    }
    let error = RpcError::invalid_params(format!(
        "Invalid params: the URI is too long, or there are {MAX_URIS} subscriptions already"
    ));
    answer(id, &error)
}

fn lock(interest: &Arc<Mutex<Interest>>) -> MutexGuard<'_, Interest> {
    // Nothing is left half done by a panic.
    interest.lock().unwrap_or_else(PoisonError::into_inner)
}
