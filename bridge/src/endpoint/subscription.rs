//! `subscriptions/listen` (2026-07-28, Subscriptions): acknowledged first, then exactly what was
//! asked for, as far as the server has it.

use super::{Bridge, answer, refuse};
use crate::caller::Caller;
use crate::catalog::{Part, Server};
use crate::interest::{Interest, MAX_URI, MAX_URIS, subscription_meta};
use crate::message::{Sent, Wanted};
use crate::stream::{Form, Kind, Stream, response};
use axum::body::Bytes;
use axum::response::Response;
use parking_lot::Mutex;
use portico_mcp::RpcError;
use serde_json::{Map, Value};
use std::sync::Arc;

pub(super) async fn open(
    bridge: &Arc<Bridge>,
    caller: &Caller,
    sent: &Sent,
    body: &Bytes,
) -> Response {
    let Some(id) = sent.id.as_deref() else {
        let error = RpcError::invalid_request("Invalid Request: it has no id");
        return answer(None, &error);
    };
    let wanted = match Wanted::read(body).and_then(within_bounds) {
        Ok(wanted) => wanted,
        Err(error) => return answer(Some(id), &error),
    };
    if let Err(refusal) = bridge.hub.await_server(&caller.server).await {
        return refuse(refusal);
    }
    let lists = |part| match part {
        Part::Tools => wanted.tools_list_changed,
        Part::Prompts => wanted.prompts_list_changed,
        Part::Resources => wanted.resources_list_changed,
    };
    let stream = Arc::new(Stream::new(
        Arc::clone(&caller.server),
        Kind::Subscription,
        Form::Tagged(id.into()),
        Arc::new(Mutex::new(Interest::new(lists, ""))),
        bridge.config.limits.queue_bytes,
    ));
    // It is among the streams before it looks at the lists, so that it misses no change.
    let seat = match bridge.hub.open(caller, Arc::clone(&stream)) {
        Ok(seat) => seat,
        Err(refusal) => return refuse(refusal),
    };
    let _ = bridge.hub.with_server(&caller.server, |server| {
        let acknowledged = begin(&stream, server, &wanted);
        // The stream is new: there is room.
        let _ = stream.send(acknowledgement(id, acknowledged));
    });
    response(seat)
}

fn within_bounds(wanted: Wanted) -> Result<Wanted, RpcError> {
    let uris = &wanted.resource_subscriptions;
    if uris.len() <= MAX_URIS && uris.iter().all(|uri| uri.len() <= MAX_URI) {
        return Ok(wanted);
    }
    Err(RpcError::invalid_params(format!(
        "Invalid params: more than {MAX_URIS} `resourceSubscriptions`, or one of more than {MAX_URI} bytes"
    )))
}

/// Begins with what the server has of what is wanted, and says what that is.
fn begin(stream: &Stream, server: &Server, wanted: &Wanted) -> Map<String, Value> {
    let mut interest = stream.interest();
    interest.begin(server);
    let mut honoured = Map::new();
    for (part, name) in [
        (Part::Tools, "toolsListChanged"),
        (Part::Prompts, "promptsListChanged"),
        (Part::Resources, "resourcesListChanged"),
    ] {
        if interest.wants(part) {
            honoured.insert(name.to_owned(), Value::Bool(true));
        }
    }
    let uris = wanted.resource_subscriptions.iter();
    let uris: Vec<Value> = uris
        .filter(|uri| server.contents(uri).is_some() && interest.subscribe(uri, server))
        .map(|uri| Value::String(uri.clone()))
        .collect();
    if !uris.is_empty() {
        honoured.insert("resourceSubscriptions".to_owned(), Value::Array(uris));
    }
    honoured
}

fn acknowledgement(id: &str, honoured: Map<String, Value>) -> String {
    let honoured = Value::Object(honoured);
    let meta = subscription_meta(id);
    format!(
        r#"{{"jsonrpc":"2.0","method":"notifications/subscriptions/acknowledged","params":{{"notifications":{honoured},{meta}}}}}"#
    )
}
