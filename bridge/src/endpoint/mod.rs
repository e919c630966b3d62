//! The endpoints that Envoy sends to, one module each.

mod listen;
mod message;
mod relay;
mod renewal;
mod session;
mod subscribe;
mod subscription;

use crate::caller::Caller;
use crate::config::Config;
use crate::gateway::Gateway;
use crate::hub::{Hub, Refusal};
use crate::listener::Listeners;
use crate::session::Sessions;
use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use portico_mcp::RpcError;
use portico_mcp::jsonrpc::Id;
use std::sync::Arc;

/// What all endpoints share.
#[derive(Debug)]
pub(crate) struct Bridge {
    pub(crate) config: Config,
    pub(crate) hub: Arc<Hub>,
    pub(crate) sessions: Sessions,
    pub(crate) listeners: Listeners,
    pub(crate) gateway: Gateway,
}

/// The endpoints, and the page that Envoy's health checks ask for.
pub(crate) fn router(bridge: Arc<Bridge>) -> Router {
    Router::new()
        .route("/readyz", axum::routing::get(crate::admin::ready))
        .fallback(dispatch)
        .with_state(bridge)
}

async fn dispatch(State(bridge): State<Arc<Bridge>>, request: Request) -> Response {
    let Some(caller) = Caller::read(request.headers(), &bridge.config) else {
        let reason = "this address is for Portico's filter: it names the server in headers";
        return (StatusCode::BAD_REQUEST, reason).into_response();
    };
    let (head, body) = request.into_parts();
    let path = head.uri.path();
    let authority = head.uri.authority().map(ToString::to_string);
    match (&head.method, path.rsplit('/').next()) {
        (&Method::GET, Some("sse")) => {
            session::open(&bridge, &caller, &head.headers, authority.as_deref()).await
        }
        (&Method::GET, Some("mcp")) => listen::open(&bridge, &caller, &head.headers).await,
        (&Method::POST, Some("message")) => {
            message::post(&bridge, caller, &head.headers, authority.as_deref(), body).await
        }
        (&Method::POST, Some("mcp")) => post(&bridge, &caller, body).await,
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

/// A request of Streamable HTTP that the filter leaves to the bridge.
async fn post(bridge: &Arc<Bridge>, caller: &Caller, body: Body) -> Response {
    let body = match read(body, bridge.config.limits.message_bytes).await {
        Ok(body) => body,
        Err(response) => return response,
    };
    let sent = crate::message::Sent::read(&body);
    match sent.method.as_str() {
        "subscriptions/listen" => subscription::open(bridge, caller, &sent, &body).await,
        "resources/subscribe" => subscribe::add(bridge, caller, &sent).await,
        "resources/unsubscribe" => subscribe::remove(bridge, caller, &sent),
        method => answer(
            sent.id.as_deref(),
            &RpcError::method_not_found(method, false),
        ),
    }
}

async fn read(body: Body, limit: usize) -> Result<Bytes, Response> {
    to_bytes(body, limit).await.map_err(|_| {
        let message = format!("Invalid Request: the body is larger than {limit} bytes");
        let error = RpcError {
            status: 413,
            ..RpcError::invalid_request(message)
        };
        answer(None, &error)
    })
}

/// The JSON-RPC error as an HTTP response. `id` is the JSON text of the request's.
fn answer(id: Option<&str>, error: &RpcError) -> Response {
    let status = StatusCode::from_u16(error.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    json(status, error.to_json(id.and_then(Id::parse)))
}

fn json(status: StatusCode, body: Vec<u8>) -> Response {
    let content_type = HeaderValue::from_static("application/json");
    (status, [(CONTENT_TYPE, content_type)], body).into_response()
}

/// No stream: the client may try again, at this replica or another.
fn refuse(refusal: Refusal) -> Response {
    let status = match refusal {
        Refusal::Draining | Refusal::NotReady | Refusal::Full => StatusCode::SERVICE_UNAVAILABLE,
        Refusal::Owner | Refusal::Address => StatusCode::TOO_MANY_REQUESTS,
    };
    let retry = [(RETRY_AFTER, HeaderValue::from_static("1"))];
    (status, retry, refusal.as_str()).into_response()
}

/// The session does not exist, or is not the caller's, which is the same to the caller.
fn unknown_session(bridge: &Bridge, id: Option<&str>) -> Response {
    bridge.hub.metrics.strangers.add(1);
    let error = RpcError {
        status: 404,
        ..RpcError::invalid_request("Invalid Request: unknown session")
    };
    answer(id, &error)
}

fn header<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name)?.to_str().ok()
}
