//! `/me`: who one is, and one's password.

use super::ApiState;
use super::input::Json;
use super::member::MemberOf;
use super::problem::{FieldProblem, Problem};
use super::session::prove;
use crate::auth::actor::{Actor, Credential};
use crate::auth::client_address::ClientAddress;
use crate::auth::permission::Scope;
use crate::auth::session::csrf_token;
use crate::storage::audit::{self, AuditEntry};
use crate::storage::{login_session, user};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Who asks.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Me {
    /// The user's name.
    name: String,
    /// Whether the user may do everything.
    is_admin: bool,
    /// The user's tenants.
    tenants: Vec<MemberOf>,
    /// With a login session: what requests that change something send in `X-CSRF-Token`.
    #[serde(skip_serializing_if = "Option::is_none")]
    csrf_token: Option<String>,
    /// With an API token: what it is good for.
    #[serde(skip_serializing_if = "Option::is_none")]
    scopes: Option<Vec<Scope>>,
}

/// A change of one's password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PasswordChange {
    /// The password now.
    #[schema(format = Password)]
    current: String,
    /// The password from now on: 12 characters or more.
    #[schema(format = Password)]
    new: String,
}

/// Who one is
#[utoipa::path(get, path = "/api/v1/me", tag = "me", responses((status = 200, body = Me)))]
pub(super) async fn get_me(
    State(state): State<ApiState>,
    headers: HeaderMap,
    actor: Actor,
) -> axum::Json<Me> {
    let (csrf_token, scopes) = match &actor.credential {
        Credential::Session { .. } => {
            let session = state.cookie().read(&headers);
            let token = session.map(|session| csrf_token(&session).reveal().to_owned());
            (token, None)
        }
        Credential::Token { scopes, .. } => (None, Some(scopes.clone())),
    };
    let tenants = actor.roles.into_iter();
    axum::Json(Me {
        name: actor.name,
        is_admin: actor.is_admin,
        tenants: tenants
            .map(|(tenant, role)| MemberOf { tenant, role })
            .collect(),
        csrf_token,
        scopes,
    })
}

/// Change one's password
///
/// All other login sessions end. Tries with a wrong `current` are slowed down as logins are.
#[utoipa::path(
    put, path = "/api/v1/me/password", tag = "me",
    request_body = PasswordChange,
    responses((status = 204, description = "Changed")),
)]
pub(super) async fn change_password(
    State(state): State<ApiState>,
    ClientAddress(address): ClientAddress,
    actor: Actor,
    Json(change): Json<PasswordChange>,
) -> Result<StatusCode, Problem> {
    let proved = prove(&state, &actor.name, &change.current, address).await;
    let user = proved.map_err(|problem| {
        if problem.status == StatusCode::UNAUTHORIZED {
            Problem::invalid(vec![FieldProblem::new("current", "is not the password")])
        } else {
            problem
        }
    })?;
    let hash = state.passwords.hash(&user.name, &change.new).await?;
    let current = match actor.credential {
        Credential::Session { id } => Some(id),
        Credential::Token { .. } => None,
    };
    state
        .data
        .transaction(move |connection| {
            user::set_password(connection, &user.id, &hash)?;
            login_session::delete_of_user(connection, &user.id, current.as_deref())?;
            let target = format!("user/{}", user.name);
            let entry = AuditEntry::new(&user.name, "user.password", &target);
            audit::insert(connection, &entry)
        })
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
