//! `/settings`: what this installation offers, for those who are signed in.

use super::ApiState;
use crate::storage::Dialect;
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
    /// Where servers, upstreams and secrets are kept.
    configuration_store: StoreKind,
    /// Where users, tenants, tokens and the audit log are kept.
    data_store: StoreKind,
    /// The version of the control plane.
    version: &'static str,
}

/// What a store is.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum StoreKind {
    /// A directory of YAML files.
    Directory,
    /// An SQLite database.
    Sqlite,
    /// A PostgreSQL database.
    Postgres,
    /// A MySQL or MariaDB database.
    Mysql,
}

impl From<Dialect> for StoreKind {
    fn from(dialect: Dialect) -> Self {
        match dialect {
            Dialect::Sqlite => Self::Sqlite,
            Dialect::Postgres => Self::Postgres,
            Dialect::Mysql => Self::Mysql,
        }
    }
}

/// What this installation offers
#[utoipa::path(
    get, path = "/api/v1/settings", tag = "settings",
    responses((status = 200, body = Settings)),
)]
pub(super) async fn get_settings(State(state): State<ApiState>) -> Json<Settings> {
    let configuration = state.configuration.database();
    let kept = configuration.map(|database| database.dialect().into());
    Json(Settings {
        gateway_url: state.clients_url.to_string(),
        streams: !state.gateway.bridges.is_empty(),
        history: configuration.is_some(),
        configuration_store: kept.unwrap_or(StoreKind::Directory),
        data_store: state.data.dialect().into(),
        version: env!("CARGO_PKG_VERSION"),
    })
}
