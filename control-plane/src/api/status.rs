//! `GET /status`.

use super::ApiState;
use crate::status::Status;
use axum::Json;
use axum::extract::State;

/// What is served, and how far each Envoy has it
#[utoipa::path(get, path = "/status", tag = "health", responses((status = 200, body = Status)))]
pub(super) async fn get_status(State(state): State<ApiState>) -> Json<Status> {
    let publication = state.publications.borrow().clone();
    let errors = state.errors.borrow().clone();
    Json(Status::of(
        &publication,
        errors,
        state.fleet.own(),
        state.refusals.list(),
    ))
}
