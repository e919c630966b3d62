//! The token and the certificate of every request to the xDS address, be it gRPC or plain HTTP.

use super::connection::Peer;
use super::grant::Grant;
use super::refusals::Refusals;
use super::reload::Security;
use axum::Router;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use tokio::sync::watch;
use tonic::Status;

#[derive(Clone)]
struct Door {
    security: watch::Receiver<Security>,
    refusals: Refusals,
}

/// `router`, with requests turned away that bring no valid token, or come by a connection whose
/// certificate is valid no longer, where these are asked for. Requests that are let in have their
/// [`Grant`] with them.
pub fn admit(router: Router, security: watch::Receiver<Security>, refusals: Refusals) -> Router {
    router.layer(from_fn_with_state(Door { security, refusals }, enter))
}

async fn enter(State(door): State<Door>, mut request: Request, next: Next) -> Response {
    let given = request.headers_mut().remove(header::AUTHORIZATION);
    let peer = request.extensions().get::<Peer>().cloned();
    let certificates = peer.as_ref().and_then(|peer| peer.certificates.clone());
    let grant = Grant::new(door.security, given.as_ref(), certificates);
    let Some(reason) = grant.refusal() else {
        request.extensions_mut().insert(grant);
        return next.run(request).await;
    };
    if let Some(peer) = peer {
        door.refusals.note(peer.address.ip(), reason);
    }
    refused(&request, reason)
}

fn refused(request: &Request, reason: &'static str) -> Response {
    let kind = request.headers().get(header::CONTENT_TYPE);
    if kind.is_some_and(|kind| kind.as_bytes().starts_with(b"application/grpc")) {
        return Status::unauthenticated(reason).into_http::<axum::body::Body>();
    }
    (StatusCode::UNAUTHORIZED, reason).into_response()
}
