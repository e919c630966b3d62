//! `/sessions`: logging in and out.

use super::ApiState;
use super::input::{Json, Path};
use super::problem::Problem;
use crate::auth::actor::{Actor, Credential};
use crate::auth::client_address::ClientAddress;
use crate::auth::login::{How, open_session};
use crate::auth::session::csrf_token;
use crate::auth::user_name;
use crate::storage::audit::{self, AuditEntry};
use crate::storage::login_session::{self, LoginSession};
use crate::storage::user::{self, User};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::net::IpAddr;
use std::time::Instant;
use utoipa::ToSchema;

/// Who wants to log in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct LogIn {
    /// The user's name.
    name: String,
    /// The user's password.
    #[schema(format = Password)]
    password: String,
}

/// A session that was just opened.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct OpenedSession {
    /// The user's name.
    name: String,
    /// What requests that change something send in `X-CSRF-Token`. `GET /me` tells it again.
    csrf_token: String,
    /// When the session ends at the latest.
    expires_at: DateTime<Utc>,
}

/// A login session of a browser.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Session {
    /// Its id, which is not the cookie's value.
    id: String,
    /// Whether the request itself came with it.
    is_current: bool,
    /// When it began.
    created_at: DateTime<Utc>,
    /// When it was last used, to the minute.
    last_used_at: DateTime<Utc>,
    /// When it ends at the latest.
    expires_at: DateTime<Utc>,
    /// What the browser called itself.
    user_agent: String,
}

/// All login sessions of a user.
#[derive(Serialize, ToSchema)]
pub(super) struct Sessions {
    /// The newest first.
    items: Vec<Session>,
}

impl Sessions {
    /// As `actor` sees them.
    pub(super) fn of(rows: Vec<LoginSession>, actor: &Actor) -> Self {
        let now = Utc::now().naive_utc();
        let good = rows
            .into_iter()
            .filter(|row| crate::auth::session::is_good(row.last_used_at, row.expires_at, now));
        let session = |row: LoginSession| Session {
            is_current: matches!(&actor.credential, Credential::Session { id } if *id == row.id_hash),
            id: row.id_hash,
            created_at: row.created_at.and_utc(),
            last_used_at: row.last_used_at.and_utc(),
            expires_at: row.expires_at.and_utc(),
            user_agent: row.user_agent,
        };
        Self {
            items: good.map(session).collect(),
        }
    }
}

/// Log in
///
/// Sets the session's cookie. After several failures there are waits (429).
#[utoipa::path(
    post, path = "/api/v1/sessions", tag = "sessions",
    request_body = LogIn,
    responses((status = 201, body = OpenedSession, description = "Logged in")),
)]
pub(super) async fn log_in(
    State(state): State<ApiState>,
    ClientAddress(address): ClientAddress,
    headers: HeaderMap,
    Json(asked): Json<LogIn>,
) -> Result<Response, Problem> {
    let name = user_name::normal(&asked.name);
    let user = prove(&state, &name, &asked.password, address).await?;
    let agent = headers.get(header::USER_AGENT);
    let agent = agent.and_then(|agent| agent.to_str().ok()).unwrap_or("");
    let how = How {
        by: "password",
        address,
    };
    let opened = open_session(&state.data, &user, agent, how).await?;
    let session = opened.ok_or_else(refused)?;
    let cookie = state
        .cookie()
        .set(&session.secret)
        .ok_or_else(|| Problem::internal("a cookie cannot be written"))?;
    let body = OpenedSession {
        name: user.name,
        csrf_token: csrf_token(&session.secret).reveal().to_owned(),
        expires_at: session.expires_at.and_utc(),
    };
    let headers = [(header::SET_COOKIE, cookie)];
    Ok((StatusCode::CREATED, headers, axum::Json(body)).into_response())
}

/// One's own login sessions
#[utoipa::path(
    get, path = "/api/v1/sessions", tag = "sessions",
    responses((status = 200, body = Sessions)),
)]
pub(super) async fn list_sessions(
    State(state): State<ApiState>,
    actor: Actor,
) -> Result<axum::Json<Sessions>, Problem> {
    let id = actor.id.clone();
    let rows = state
        .data
        .run(move |connection| login_session::of_user(connection, &id))
        .await?;
    Ok(axum::Json(Sessions::of(rows, &actor)))
}

/// Log out
///
/// `current` stands for the session of the request.
#[utoipa::path(
    delete, path = "/api/v1/sessions/{id}", tag = "sessions",
    params(("id" = String, Path, description = "Id of one of one's own sessions, or `current`")),
    responses((status = 204, description = "Ended")),
)]
pub(super) async fn delete_session(
    State(state): State<ApiState>,
    actor: Actor,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let current = match &actor.credential {
        Credential::Session { id } => Some(id.clone()),
        Credential::Token { .. } => None,
    };
    let is_current = id == "current" || Some(&id) == current.as_ref();
    let id = if id == "current" {
        current.unwrap_or_default()
    } else {
        id
    };
    let was_there = state
        .data
        .transaction(move |connection| {
            let was_there = login_session::delete(connection, &actor.id, &id)?;
            if was_there {
                let target = format!("user/{}", actor.name);
                let entry = AuditEntry::new(&actor.name, "session.delete", &target);
                audit::insert(connection, &entry)?;
            }
            Ok(was_there)
        })
        .await?;
    if !was_there {
        return Err(Problem::not_found("such session"));
    }
    let mut response = StatusCode::NO_CONTENT.into_response();
    if is_current && let Some(cookie) = state.cookie().remove() {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// The user of this name, if the password is theirs. Tries are counted, failures audited.
///
/// # Errors
/// 401 if it is not or the user is disabled; 429 if it is too soon.
pub(super) async fn prove(
    state: &ApiState,
    name: &str,
    password: &str,
    address: IpAddr,
) -> Result<User, Problem> {
    let key: String = name.chars().take(user_name::LONGEST).collect();
    state
        .throttle
        .begin(&key, address, Instant::now())
        .map_err(|wait| Problem::too_many("too many tries", wait))?;
    let wanted = name.to_owned();
    let found = state
        .data
        .run(move |connection| user::find(connection, &wanted))
        .await?;
    let hash = found
        .as_ref()
        .and_then(|user| user.password_hash.as_deref());
    let is_proved = state.passwords.verify(password, hash).await?;
    match found {
        Some(user) if is_proved && !user.disabled => {
            state.throttle.succeed(&key, address);
            Ok(user)
        }
        other => {
            note_failure(state, other, address).await?;
            Err(refused())
        }
    }
}

fn refused() -> Problem {
    Problem::new(StatusCode::UNAUTHORIZED, "wrong name or password")
}

/// The name that was tried is noted only if a user has it: people type passwords there by mistake.
async fn note_failure(
    state: &ApiState,
    user: Option<User>,
    address: IpAddr,
) -> Result<(), Problem> {
    let target = match &user {
        Some(user) => format!("user/{}", user.name),
        None => "user".to_owned(),
    };
    let is_disabled = user.is_some_and(|user| user.disabled);
    let detail = serde_json::json!({ "address": address, "disabled": is_disabled });
    let entry = AuditEntry::new("anonymous", "session.refuse", &target).detail(&detail);
    tracing::info!(%target, %address, "a login was refused");
    state
        .data
        .run(move |connection| audit::insert(connection, &entry))
        .await?;
    Ok(())
}

/// `Location` of something that was made.
pub(super) fn location(path: &str) -> [(header::HeaderName, HeaderValue); 1] {
    // Names in paths are ASCII, so this does not fail; a wrong header would be worse than none.
    let value = HeaderValue::from_str(path).unwrap_or(HeaderValue::from_static("/"));
    [(header::LOCATION, value)]
}
