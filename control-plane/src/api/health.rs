//! Liveness and readiness.

use super::ApiState;
use crate::storage::Database;
use axum::extract::State;
use serde::Serialize;
use std::time::Duration;
use tokio::time::timeout;
use utoipa::ToSchema;

/// How long a database may take to say that it is there.
const ANSWER: Duration = Duration::from_secs(1);

/// Whether the process can serve, and what it can do.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Readiness {
    /// The configuration was read, and Envoys are served.
    ready: bool,
    /// Whether documents can be changed and their history read.
    configuration_store: StoreState,
    /// Whether people can log in and be recognized.
    data_store: StoreState,
}

/// Whether a store can be used now.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum StoreState {
    /// It can.
    Available,
    /// It cannot: requests that need it get 503.
    Unavailable,
}

impl StoreState {
    fn of(is_available: bool) -> Self {
        if is_available {
            Self::Available
        } else {
            Self::Unavailable
        }
    }
}

/// Whether the process lives
///
/// 200 as long as it answers.
#[utoipa::path(get, path = "/healthz", tag = "health", responses((status = 200, body = str)))]
pub(super) async fn get_liveness() -> &'static str {
    "ok\n"
}

/// Whether the process can serve
///
/// 200 once the configuration was read, 503 while it cannot be for the first time. A database that
/// is gone since is told, but Envoys are served without it.
#[utoipa::path(
    get, path = "/readyz", tag = "health", responses((status = 200, body = Readiness)),
)]
pub(super) async fn get_readiness(State(state): State<ApiState>) -> axum::Json<Readiness> {
    let has_configuration = state.configuration.trouble().borrow().is_none();
    axum::Json(Readiness {
        ready: true,
        configuration_store: StoreState::of(has_configuration),
        data_store: StoreState::of(is_available(&state.data).await),
    })
}

/// Whether the database answers.
pub(super) async fn is_available(database: &Database) -> bool {
    matches!(timeout(ANSWER, database.ping()).await, Ok(Ok(())))
}
