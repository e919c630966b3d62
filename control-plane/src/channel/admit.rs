//! The token of every request to the xDS address, be it gRPC or plain HTTP.

use super::connection::Peer;
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

/// `router`, with requests turned away that bring no valid token where tokens are asked for.
pub fn admit(router: Router, security: watch::Receiver<Security>, refusals: Refusals) -> Router {
    router.layer(from_fn_with_state(Door { security, refusals }, enter))
}

async fn enter(State(door): State<Door>, mut request: Request, next: Next) -> Response {
    let tokens = door.security.borrow().tokens.clone();
    let Some(tokens) = tokens else {
        return next.run(request).await;
    };
    let given = request.headers_mut().remove(header::AUTHORIZATION);
    let name = given.as_ref().and_then(|it| tokens.find(it.as_bytes()));
    match name {
        Some(name) => {
            tracing::debug!(token = name, "admitted");
            next.run(request).await
        }
        None => {
            let reason = match given {
                Some(_) => "the token is unknown",
                None => "there is no token",
            };
            if let Some(Peer(peer)) = request.extensions().get::<Peer>() {
                door.refusals.note(peer.ip(), reason);
            }
            refused(&request, reason)
        }
    }
}

fn refused(request: &Request, reason: &'static str) -> Response {
    let kind = request.headers().get(header::CONTENT_TYPE);
    if kind.is_some_and(|kind| kind.as_bytes().starts_with(b"application/grpc")) {
        return Status::unauthenticated(reason).into_http::<axum::body::Body>();
    }
    (StatusCode::UNAUTHORIZED, reason).into_response()
}
