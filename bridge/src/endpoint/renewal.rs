//! A session at the gateway for a client that had one and cannot say which.
//!
//! The `SSEClientTransport` of the TypeScript SDK connects again by itself when its stream breaks off,
//! with the revision that was agreed on, but without the id of the last event; and it does not send
//! `initialize` again. So the bridge does, in its name.

use super::Bridge;
use super::relay::MAX_ANSWER;
use crate::gateway::{NoAnswer, in_session};
use crate::message::Answer;
use crate::stream::Return;
use axum::body::Bytes;
use axum::http::HeaderMap;
use axum::http::response::Parts;
use http_body_util::{BodyExt, Limited};
use portico_mcp::Revision;
use std::time::Duration;
use tokio::time::timeout;

/// Time for the gateway to answer: the client waits for its stream meanwhile.
const TIME: Duration = Duration::from_secs(10);

/// Why there is no session.
#[derive(Debug, thiserror::Error)]
pub(super) enum NoSession {
    /// The gateway gave no answer.
    #[error(transparent)]
    NoAnswer(#[from] NoAnswer),
    /// Its answer broke off, or is none to `initialize`.
    #[error("the gateway answered with HTTP {0}, which is no session")]
    Answer(u16),
}

/// Has the gateway agree on `revision` with the client of these headers, at the endpoint with `path`.
///
/// # Errors
/// It does not.
pub(super) async fn renew(
    bridge: &Bridge,
    path: &str,
    client: &HeaderMap,
    revision: Revision,
) -> Result<Return, NoSession> {
    let (head, answer) = post(bridge, path, client.clone(), initialize(revision)).await?;
    let unusable = NoSession::Answer(head.status.as_u16());
    let answer = std::str::from_utf8(&answer).ok().and_then(Answer::read);
    let answer = answer.filter(Answer::is_result);
    let inner = answer.and_then(|answer| Return::of(&head.headers, &answer));
    let inner = inner.ok_or(unusable)?;
    let mut headers = client.clone();
    in_session(&mut headers, &inner);
    let ready = r#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#;
    post(bridge, path, headers, ready.to_owned()).await?;
    Ok(inner)
}

async fn post(
    bridge: &Bridge,
    path: &str,
    headers: HeaderMap,
    message: String,
) -> Result<(Parts, Bytes), NoSession> {
    let response = bridge.gateway.post(path, headers, message.into());
    let response = timeout(TIME, response).await.map_err(NoAnswer::from)??;
    let (head, body) = response.into_parts();
    let body = Limited::new(body, MAX_ANSWER).collect().await;
    let body = body.map_err(|_| NoSession::Answer(head.status.as_u16()))?;
    Ok((head, body.to_bytes()))
}

fn initialize(revision: Revision) -> String {
    let (revision, version) = (revision.as_str(), env!("CARGO_PKG_VERSION"));
    format!(
        r#"{{"jsonrpc":"2.0","id":0,"method":"initialize","params":{{"protocolVersion":"{revision}","capabilities":{{}},"clientInfo":{{"name":"portico-bridge","version":"{version}"}}}}}}"#
    )
}
