//! `GET /status`.

use super::ApiState;
use crate::status::Status;
use axum::Json;
use axum::extract::State;

pub(super) async fn show(State(state): State<ApiState>) -> Json<Status> {
    let publication = state.publications.borrow().clone();
    let errors = state.errors.borrow().clone();
    Json(Status::of(&publication, errors, &state.nodes))
}
