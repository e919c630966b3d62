//! What comes of a trial, as it is shown: the call, the request that it becomes, the answer.

use super::ApiState;
use crate::trial::{
    Call, Outcome, Revision, SendError, Sent, ShownHeader, ShownRequest, endpoint, send,
};
use portico_mcp::header::SESSION_ID;
use serde::Serialize;
use serde_json::value::RawValue;
use std::time::Duration;
use utoipa::ToSchema;

/// What a call becomes.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct TrialResult {
    /// The request to the gateway.
    call: ShownCall,
    /// The request to the upstream; null where the call is answered without one.
    request: Option<ShownRequest>,
    /// The JSON-RPC answer where there is no request: what is wrong with the arguments, say.
    #[schema(value_type = Option<Object>)]
    answer: Option<Box<RawValue>>,
    /// The JSON-RPC answer that is made of the response that was given; null where none was.
    #[schema(value_type = Option<Object>)]
    made: Option<Box<RawValue>>,
    /// What came of sending it; null where it was not sent.
    sent: Option<SentCall>,
}

/// A request of an MCP client.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ShownCall {
    /// The endpoint, as the control plane reaches it. It takes POST.
    url: String,
    /// Names and values.
    headers: Vec<ShownHeader>,
    /// JSON-RPC, byte for byte.
    body: String,
}

/// A call that was sent through the gateway.
#[derive(Debug, Default, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct SentCall {
    /// Why there is no answer: the gateway is not there, say. Null where there is one.
    error: Option<String>,
    /// The HTTP status.
    status: Option<u16>,
    /// The headers of the answer.
    headers: Vec<ShownHeader>,
    /// The JSON-RPC answer; null where it is not JSON.
    #[schema(value_type = Option<Object>)]
    response: Option<Box<RawValue>>,
    /// The answer as it came. Bytes that are no text are shown as U+FFFD.
    text: Option<String>,
    /// Milliseconds to a connection.
    connect_ms: Option<f64>,
    /// Milliseconds to the headers of the answer.
    first_byte_ms: Option<f64>,
    /// Milliseconds to the end of the answer.
    total_ms: Option<f64>,
    /// What was sent before it: `initialize` of the legacy era.
    opening: Option<Opening>,
}

/// The request that a client of the legacy era begins with, and its answer.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Opening {
    /// The request.
    call: ShownCall,
    /// The HTTP status.
    status: u16,
    /// The headers of the answer.
    headers: Vec<ShownHeader>,
    /// The answer as it came.
    text: String,
    /// Milliseconds to the end of the answer.
    total_ms: f64,
}

/// What `call` becomes, and what comes of it where it is sent to the server with this path.
pub(super) async fn result(
    state: &ApiState,
    outcome: Outcome,
    path: &str,
    mut call: Call,
    send_as: Option<Revision>,
) -> TrialResult {
    let sent = match send_as {
        Some(era) => Some(sent(state, path, era, &mut call).await),
        None => None,
    };
    let (request, answer, made) = match outcome {
        Outcome::Request(request, made) => (Some(request), None, made),
        Outcome::Answer(answer) => (None, Some(answer), None),
    };
    TrialResult {
        call: shown(state, path, &call),
        request,
        answer,
        made,
        sent,
    }
}

fn shown(state: &ApiState, path: &str, call: &Call) -> ShownCall {
    ShownCall {
        url: endpoint(&state.gateway_url, path),
        headers: listed(&call.headers),
        body: call.body.clone(),
    }
}

fn listed(headers: &[(String, String)]) -> Vec<ShownHeader> {
    let headers = headers.iter().cloned();
    headers
        .map(|(name, value)| ShownHeader { name, value })
        .collect()
}

async fn sent(state: &ApiState, path: &str, era: Revision, call: &mut Call) -> SentCall {
    let exchange = exchange(state, path, era, call).await;
    exchange.unwrap_or_else(|error| SentCall {
        error: Some(error.to_string()),
        ..SentCall::default()
    })
}

async fn exchange(
    state: &ApiState,
    path: &str,
    era: Revision,
    call: &mut Call,
) -> Result<SentCall, SendError> {
    let gateway = &state.gateway_url;
    let mut opening = None;
    if era == Revision::Legacy {
        let first = Call::initialize();
        let begun = send(gateway, path, &first).await?;
        let session = begun.session.clone();
        let session = session.map(|id| (SESSION_ID.to_owned(), id));
        call.headers.extend(session);
        opening = Some(Opening {
            call: shown(state, path, &first),
            status: begun.status,
            headers: listed(&begun.headers),
            text: text(&begun),
            total_ms: millis(begun.took),
        });
    }
    let sent = send(gateway, path, call).await?;
    let text = text(&sent);
    Ok(SentCall {
        error: None,
        status: Some(sent.status),
        headers: listed(&sent.headers),
        response: RawValue::from_string(text.clone()).ok(),
        text: Some(text),
        connect_ms: Some(millis(sent.connected)),
        first_byte_ms: Some(millis(sent.answered)),
        total_ms: Some(millis(sent.took)),
        opening,
    })
}

fn text(sent: &Sent) -> String {
    String::from_utf8_lossy(&sent.body).into_owned()
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
