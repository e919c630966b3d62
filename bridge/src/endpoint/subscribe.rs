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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::tests::update;
    use crate::gateway::Gateway;
    use crate::hub::tests::{caller, hub};
    use crate::listener::Listeners;
    use crate::session::Sessions;
    use crate::stream::{Form, Kind, Stream};
    use axum::http::Uri;
    use portico_config::ResourceType;
    use std::collections::BTreeSet;
    use std::sync::Arc;

    /// Enough for them to meet.
    const ROUNDS: usize = 100_000;

    /// All of them take several locks. In another order than this they would wait for each other
    /// for ever, when a change is taken in meanwhile.
    #[tokio::test(flavor = "multi_thread", worker_threads = 3)]
    async fn subscribing_and_telling_and_changing_do_not_block_each_other() {
        let (hub, config) = hub(&[]);
        let head = update(ResourceType::Server, &[("t/s", "{}")], &[]);
        hub.update(&head);
        hub.synced();
        let bridge = Arc::new(Bridge {
            listeners: Listeners::new(Arc::clone(&hub)),
            sessions: Sessions::default(),
            gateway: Gateway::new(Uri::from_static("http://127.0.0.1:1")),
            config,
            hub,
        });
        let caller = caller(&bridge.config, "192.0.2.1", "one");
        let seat = bridge.listeners.listen(&caller, |interest| {
            let server = Arc::clone(&caller.server);
            let stream = Stream::new(server, Kind::Listening, Form::Numbered, interest, 1 << 20);
            bridge.hub.open(&caller, Arc::new(stream))
        });
        let seat = seat.unwrap();
        let begin = |server: &Server| seat.stream().interest().begin(server);
        bridge.hub.with_server("t/s", begin).unwrap();
        let (changing, telling) = (Arc::clone(&bridge), Arc::clone(&bridge));
        let changing = tokio::task::spawn_blocking(move || {
            (0..ROUNDS).for_each(|_| drop(changing.hub.update(&head)));
        });
        let telling = tokio::task::spawn_blocking(move || {
            let servers = BTreeSet::from(["t/s".into()]);
            (0..ROUNDS).for_each(|_| telling.hub.announce(&servers));
        });
        let message = br#"{"jsonrpc":"2.0","id":1,"method":"m","params":{"uri":"x:"}}"#;
        let sent = Sent::read(message);
        for _ in 0..ROUNDS {
            let answer = add(&bridge, &caller, &sent).await;
            assert_eq!(answer.status(), StatusCode::OK);
        }
        changing.await.unwrap();
        telling.await.unwrap();
    }
}
