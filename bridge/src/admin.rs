//! What monitors ask for.

use crate::endpoint::Bridge;
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use std::sync::Arc;

/// `/healthz`, `/readyz` and `/metrics`.
pub(crate) fn router(bridge: Arc<Bridge>) -> Router {
    Router::new()
        .route("/healthz", get(async || "ok\n"))
        .route("/readyz", get(ready))
        .route("/metrics", get(metrics))
        .with_state(bridge)
}

/// Whether Envoy is to send streams here: 200, or 503 until the configuration is here and once this
/// replica stops.
pub(crate) async fn ready(State(bridge): State<Arc<Bridge>>) -> Response {
    if bridge.hub.is_ready() {
        return "ok\n".into_response();
    }
    (StatusCode::SERVICE_UNAVAILABLE, "not ready\n").into_response()
}

async fn metrics(State(bridge): State<Arc<Bridge>>) -> Response {
    let hub = &bridge.hub;
    let text = hub.metrics.to_text(hub.is_synced(), hub.servers());
    ([(CONTENT_TYPE, "text/plain; version=0.0.4")], text).into_response()
}
