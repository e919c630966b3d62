//! `/settings`: what this installation offers, for those who are signed in.

use super::ApiState;
use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

/// What this installation offers.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Settings {
    /// Where MCP clients reach the gateway, without a slash at the end. A server's endpoint is at its
    /// path below, followed by `/mcp`.
    gateway_url: String,
    /// Whether there are event streams: `/sse` and `/message` beside `/mcp`.
    streams: bool,
    /// Whether the store keeps revisions. A directory of files does not.
    history: bool,
    /// The version of the control plane.
    version: &'static str,
}

/// What this installation offers
#[utoipa::path(
    get, path = "/api/v1/settings", tag = "settings",
    responses((status = 200, body = Settings)),
)]
pub(super) async fn get_settings(State(state): State<ApiState>) -> Json<Settings> {
    Json(Settings {
        gateway_url: state.clients_url.to_string(),
        streams: !state.gateway.bridges.is_empty(),
        history: state.configuration.database().is_some(),
        version: env!("CARGO_PKG_VERSION"),
    })
}
