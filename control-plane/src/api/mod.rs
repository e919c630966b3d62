//! The HTTP API for people and monitors. Its handlers read state; they never touch xDS.

mod filter;
mod health;
mod status;

use crate::filter_code::FilterCode;
use crate::store::ConfigError;
use crate::xds::node::Nodes;
use crate::xds::publication::Publication;
use axum::Router;
use axum::routing::get;
use std::sync::Arc;
use tokio::sync::watch;

/// What the handlers read.
#[derive(Debug, Clone)]
pub struct ApiState {
    /// What is pushed.
    pub publications: watch::Receiver<Publication>,
    /// What is wrong with the files.
    pub errors: watch::Receiver<Arc<[ConfigError]>>,
    /// Who is connected.
    pub nodes: Nodes,
}

/// The admin address.
pub fn admin_router(state: ApiState) -> Router {
    Router::new()
        .route("/healthz", get(health::live))
        .route("/readyz", get(health::ready))
        .route("/status", get(status::show))
        .with_state(state)
}

/// What Envoys fetch by plain HTTP from the xDS address.
pub fn code_router(code: Option<FilterCode>) -> Router {
    Router::new()
        .route("/filter/{file}", get(filter::download))
        .with_state(code)
}
