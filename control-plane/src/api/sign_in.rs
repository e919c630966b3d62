//! `/sign-in`: what one can sign in by, told to whoever asks.

use super::ApiState;
use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

/// What one can sign in by, besides a password.
#[derive(Serialize, ToSchema)]
pub(super) struct SignIn {
    /// Whether there is an identity provider: `GET /oidc/login` leads to it.
    oidc: bool,
}

/// What one can sign in by
#[utoipa::path(
    get, path = "/api/v1/sign-in", tag = "sessions",
    responses((status = 200, body = SignIn)),
)]
pub(super) async fn get_sign_in(State(state): State<ApiState>) -> Json<SignIn> {
    Json(SignIn {
        oidc: state.oidc.is_some(),
    })
}
