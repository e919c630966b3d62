//! `/users`: the people who log in.

use super::ApiState;
use super::input::{Json, Path};
use super::oidc::identity;
use super::page::{Page, PageQuery};
use super::problem::{FieldProblem, Problem};
use super::session::{Sessions, location};
use super::token::Token;
use crate::auth::actor::Actor;
use crate::auth::user_name;
use crate::storage::audit::{self, AuditEntry};
use crate::storage::user::{self as row, User as Row};
use crate::storage::{api_token, login_session};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use diesel::QueryResult;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

/// A person who can log in.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct User {
    /// What the user logs in with; it never changes.
    name: String,
    /// Whether the user may do everything.
    is_admin: bool,
    /// Whether the user may do nothing.
    disabled: bool,
    /// Whether the user has a password here.
    has_password: bool,
    /// Whether the user can log in by the identity provider.
    has_identity: bool,
    /// When the user was made.
    created_at: DateTime<Utc>,
}

/// A user to make.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct NewUser {
    /// 1 to 128 characters of a-z, 0-9 and `._@+-`, with a letter or digit first.
    name: String,
    /// 12 characters or more. Without one the user can log in by the identity provider only.
    #[schema(format = Password)]
    password: Option<String>,
    /// The user's subject (`sub`) at the identity provider, which lets them log in there.
    subject: Option<String>,
    /// Whether the user may do everything.
    #[serde(default)]
    is_admin: bool,
    /// Whether the user may do nothing.
    #[serde(default)]
    disabled: bool,
}

/// What a user is to be.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct UserChange {
    /// Whether the user may do everything.
    is_admin: bool,
    /// Whether the user may do nothing.
    disabled: bool,
    /// Another password, 12 characters or more; the user's sessions end.
    #[schema(format = Password)]
    password: Option<String>,
    /// Another subject (`sub`) at the identity provider, which lets the user log in there.
    subject: Option<String>,
}

impl From<Row> for User {
    fn from(row: Row) -> Self {
        Self {
            name: row.name,
            is_admin: row.is_admin,
            disabled: row.disabled,
            has_password: row.password_hash.is_some(),
            has_identity: row.oidc_subject.is_some(),
            created_at: row.created_at.and_utc(),
        }
    }
}

/// What became of a change that might leave nobody to administer.
enum Outcome {
    Done,
    Missing,
    LastAdmin,
}

impl Outcome {
    fn check(self, name: &str) -> Result<(), Problem> {
        match self {
            Self::Done => Ok(()),
            Self::Missing => Err(no_user(name)),
            Self::LastAdmin => Err(Problem::conflict("this is the last admin who can log in")),
        }
    }
}

/// Users, by name
#[utoipa::path(
    get, path = "/api/v1/users", tag = "users", params(PageQuery),
    responses((status = 200, body = Page<User>)),
)]
pub(super) async fn list_users(
    State(state): State<ApiState>,
    page: PageQuery,
) -> Result<axum::Json<Page<User>>, Problem> {
    let after: Option<String> = page.after()?;
    let limit = page.rows();
    let rows = state
        .data
        .run(move |connection| row::list(connection, after.as_deref(), limit))
        .await?;
    let users = rows.into_iter().map(User::from).collect();
    Ok(axum::Json(
        page.page(users, |user: &User| user.name.clone())?,
    ))
}

/// A user
#[utoipa::path(
    get, path = "/api/v1/users/{user}", tag = "users",
    params(("user" = String, Path, description = "The user's name")),
    responses((status = 200, body = User)),
)]
pub(super) async fn get_user(
    State(state): State<ApiState>,
    Path(name): Path<String>,
) -> Result<axum::Json<User>, Problem> {
    Ok(axum::Json(find_user(&state, name).await?.into()))
}

/// Make a user
#[utoipa::path(
    post, path = "/api/v1/users", tag = "users",
    request_body = NewUser,
    responses((status = 201, body = User, description = "Made")),
)]
pub(super) async fn create_user(
    State(state): State<ApiState>,
    actor: Actor,
    Json(new): Json<NewUser>,
) -> Result<Response, Problem> {
    user_name::check(&new.name)
        .map_err(|why| Problem::invalid(vec![FieldProblem::new("name", why)]))?;
    let password_hash = match &new.password {
        Some(password) => Some(state.passwords.hash(&new.name, password).await?),
        None => None,
    };
    let identity = identity(&state, new.subject.as_deref())?;
    let user = Row {
        id: Uuid::now_v7().to_string(),
        name: new.name,
        password_hash,
        oidc_subject: identity,
        is_admin: new.is_admin,
        disabled: new.disabled,
        created_at: Utc::now().naive_utc(),
    };
    let made = user.clone();
    let stored = state.data.transaction(move |connection| {
        row::insert(connection, &user)?;
        let detail = json!({
            "isAdmin": user.is_admin, "disabled": user.disabled, "identity": user.oidc_subject,
        });
        let entry = entry(&actor, "user.create", &user.name).detail(&detail);
        audit::insert(connection, &entry)
    });
    stored.await?;
    let headers = location(&format!("/api/v1/users/{}", made.name));
    Ok((StatusCode::CREATED, headers, axum::Json(User::from(made))).into_response())
}

/// Change a user
///
/// Counts from the user's next request on. The last admin who can log in stays one (409).
#[utoipa::path(
    put, path = "/api/v1/users/{user}", tag = "users",
    params(("user" = String, Path, description = "The user's name")),
    request_body = UserChange,
    responses((status = 200, body = User)),
)]
pub(super) async fn update_user(
    State(state): State<ApiState>,
    actor: Actor,
    Path(name): Path<String>,
    Json(change): Json<UserChange>,
) -> Result<axum::Json<User>, Problem> {
    let hash = match &change.password {
        Some(password) => Some(state.passwords.hash(&name, password).await?),
        None => None,
    };
    let identity = identity(&state, change.subject.as_deref())?;
    let wanted = name.clone();
    let outcome = state
        .data
        .transaction(move |connection| {
            let admins = row::count_active_admins(connection)?;
            let Some(user) = row::find(connection, &wanted)? else {
                return Ok(Outcome::Missing);
            };
            let stays_admin = change.is_admin && !change.disabled;
            if user.is_active_admin() && !stays_admin && admins <= 1 {
                return Ok(Outcome::LastAdmin);
            }
            row::set_standing(connection, &user.id, change.is_admin, change.disabled)?;
            if let Some(hash) = &hash {
                row::set_password(connection, &user.id, hash)?;
            }
            if let Some(identity) = &identity {
                row::set_identity(connection, &user.id, identity)?;
            }
            if hash.is_some() || change.disabled {
                login_session::delete_of_user(connection, &user.id, None)?;
            }
            let detail = json!({
                "isAdmin": [user.is_admin, change.is_admin],
                "disabled": [user.disabled, change.disabled],
                "password": hash.is_some(),
                "identity": identity,
            });
            let entry = entry(&actor, "user.update", &user.name).detail(&detail);
            audit::insert(connection, &entry)?;
            Ok(Outcome::Done)
        })
        .await?;
    outcome.check(&name)?;
    Ok(axum::Json(find_user(&state, name).await?.into()))
}

/// Remove a user
///
/// With sessions, tokens and memberships. The last admin who can log in stays (409).
#[utoipa::path(
    delete, path = "/api/v1/users/{user}", tag = "users",
    params(("user" = String, Path, description = "The user's name")),
    responses((status = 204, description = "Removed")),
)]
pub(super) async fn delete_user(
    State(state): State<ApiState>,
    actor: Actor,
    Path(name): Path<String>,
) -> Result<StatusCode, Problem> {
    let wanted = name.clone();
    let outcome = state
        .data
        .transaction(move |connection| {
            let admins = row::count_active_admins(connection)?;
            let Some(user) = row::find(connection, &wanted)? else {
                return Ok(Outcome::Missing);
            };
            if user.is_active_admin() && admins <= 1 {
                return Ok(Outcome::LastAdmin);
            }
            row::delete(connection, &user.id)?;
            audit::insert(connection, &entry(&actor, "user.delete", &user.name))?;
            Ok(Outcome::Done)
        })
        .await?;
    outcome.check(&name)?;
    Ok(StatusCode::NO_CONTENT)
}

/// A user's login sessions
#[utoipa::path(
    get, path = "/api/v1/users/{user}/sessions", tag = "users",
    params(("user" = String, Path, description = "The user's name")),
    responses((status = 200, body = Sessions)),
)]
pub(super) async fn list_user_sessions(
    State(state): State<ApiState>,
    actor: Actor,
    Path(name): Path<String>,
) -> Result<axum::Json<Sessions>, Problem> {
    let user = find_user(&state, name).await?;
    let rows = state
        .data
        .run(move |connection| login_session::of_user(connection, &user.id))
        .await?;
    Ok(axum::Json(Sessions::of(rows, &actor)))
}

/// End a user's login sessions
#[utoipa::path(
    delete, path = "/api/v1/users/{user}/sessions", tag = "users",
    params(("user" = String, Path, description = "The user's name")),
    responses((status = 204, description = "Ended")),
)]
pub(super) async fn delete_user_sessions(
    State(state): State<ApiState>,
    actor: Actor,
    Path(name): Path<String>,
) -> Result<StatusCode, Problem> {
    let user = find_user(&state, name).await?;
    state
        .data
        .transaction(move |connection| {
            let count = login_session::delete_of_user(connection, &user.id, None)?;
            note_end(connection, &actor, "session.delete", &user.name, count)
        })
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A user's API tokens, the oldest first
#[utoipa::path(
    get, path = "/api/v1/users/{user}/tokens", tag = "users",
    params(("user" = String, Path, description = "The user's name"), PageQuery),
    responses((status = 200, body = Page<Token>)),
)]
pub(super) async fn list_user_tokens(
    State(state): State<ApiState>,
    Path(name): Path<String>,
    page: PageQuery,
) -> Result<axum::Json<Page<Token>>, Problem> {
    let user = find_user(&state, name).await?;
    Token::page_of(&state, user.id, &page).await.map(axum::Json)
}

/// Revoke an API token of a user
#[utoipa::path(
    delete, path = "/api/v1/users/{user}/tokens/{id}", tag = "users",
    params(
        ("user" = String, Path, description = "The user's name"),
        ("id" = String, Path, description = "The token's id"),
    ),
    responses((status = 204, description = "Revoked")),
)]
pub(super) async fn delete_user_token(
    State(state): State<ApiState>,
    actor: Actor,
    Path((name, id)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    let user = find_user(&state, name).await?;
    let was_there = state
        .data
        .transaction(move |connection| {
            let was_there = api_token::delete(connection, &user.id, &id)?;
            if was_there {
                note_end(connection, &actor, "token.delete", &user.name, 1)?;
            }
            Ok(was_there)
        })
        .await?;
    if was_there {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(Problem::not_found("such token"))
    }
}

/// The user of this name.
///
/// # Errors
/// 404 if there is none.
pub(super) async fn find_user(state: &ApiState, name: String) -> Result<Row, Problem> {
    let wanted = name.clone();
    let found = state
        .data
        .run(move |connection| row::find(connection, &wanted))
        .await?;
    found.ok_or_else(|| no_user(&name))
}

/// 404 for a user.
pub(super) fn no_user(name: &str) -> Problem {
    Problem::not_found(format_args!("user `{name}`"))
}

fn entry(actor: &Actor, action: &str, name: &str) -> AuditEntry {
    AuditEntry::new(&actor.name, action, &format!("user/{name}"))
}

fn note_end(
    connection: &mut crate::storage::AnyConnection,
    actor: &Actor,
    action: &str,
    name: &str,
    count: usize,
) -> QueryResult<()> {
    let entry = entry(actor, action, name).detail(&json!({ "count": count }));
    audit::insert(connection, &entry)
}
