//! `/tokens`: personal API tokens.

use super::ApiState;
use super::input::{Json, Path};
use super::page::{Page, PageQuery};
use super::problem::{FieldProblem, Problem};
use super::session::location;
use crate::auth::actor::Actor;
use crate::auth::permission::Scope;
use crate::auth::token;
use crate::storage::api_token::{self, ApiToken};
use crate::storage::audit::{self, AuditEntry};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

/// Most characters of a name.
const LONGEST_NAME: usize = 128;

/// An API token, without its secret.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Token {
    /// Its id.
    id: String,
    /// What its owner calls it.
    name: String,
    /// What it is good for.
    scopes: Vec<Scope>,
    /// When it was made.
    created_at: DateTime<Utc>,
    /// When it was last used, to the minute.
    last_used_at: Option<DateTime<Utc>>,
    /// When it ends, if ever.
    expires_at: Option<DateTime<Utc>>,
}

/// An API token that was just made.
#[derive(Serialize, ToSchema)]
pub(super) struct NewToken {
    /// The secret, for `Authorization: Bearer`. It is not shown again.
    token: String,
    #[serde(flatten)]
    about: Token,
}

/// An API token to make.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct TokenRequest {
    /// What it is called, in 1 to 128 characters.
    name: String,
    /// What it is good for: `write` includes `read`, `admin` includes both.
    #[schema(min_items = 1)]
    scopes: Vec<Scope>,
    /// When it ends; never, if absent.
    expires_at: Option<DateTime<Utc>>,
}

impl From<ApiToken> for Token {
    fn from(row: ApiToken) -> Self {
        Self {
            id: row.id,
            name: row.name,
            scopes: token::read_scopes(&row.scopes),
            created_at: row.created_at.and_utc(),
            last_used_at: row.last_used_at.map(|at| at.and_utc()),
            expires_at: row.expires_at.map(|at| at.and_utc()),
        }
    }
}

impl Token {
    /// A page of a user's tokens.
    ///
    /// # Errors
    /// If the store cannot be asked or the cursor is not good.
    pub(super) async fn page_of(
        state: &ApiState,
        user_id: String,
        page: &PageQuery,
    ) -> Result<Page<Self>, Problem> {
        let after: Option<String> = page.after()?;
        let limit = page.rows();
        let rows = state.data.run(move |connection| {
            api_token::of_user(connection, &user_id, after.as_deref(), limit)
        });
        let tokens = rows.await?.into_iter().map(Self::from).collect();
        page.page(tokens, |token: &Self| token.id.clone())
    }
}

/// One's own API tokens, the oldest first
#[utoipa::path(
    get, path = "/api/v1/tokens", tag = "tokens", params(PageQuery),
    responses((status = 200, body = Page<Token>)),
)]
pub(super) async fn list_tokens(
    State(state): State<ApiState>,
    actor: Actor,
    page: PageQuery,
) -> Result<axum::Json<Page<Token>>, Problem> {
    Token::page_of(&state, actor.id, &page)
        .await
        .map(axum::Json)
}

/// Make an API token
///
/// The answer is the only one that shows the secret.
#[utoipa::path(
    post, path = "/api/v1/tokens", tag = "tokens",
    request_body = TokenRequest,
    responses((status = 201, body = NewToken, description = "Made")),
)]
pub(super) async fn create_token(
    State(state): State<ApiState>,
    actor: Actor,
    Json(asked): Json<TokenRequest>,
) -> Result<Response, Problem> {
    let now = Utc::now();
    check(&asked, now)?;
    let secret = token::generate()?;
    let row = ApiToken {
        id: Uuid::now_v7().to_string(),
        user_id: actor.id.clone(),
        name: asked.name,
        token_hash: secret.hash(),
        scopes: token::write_scopes(&asked.scopes),
        expires_at: asked.expires_at.map(|at| at.naive_utc()),
        created_at: now.naive_utc(),
        last_used_at: None,
    };
    let made = row.clone();
    let stored = state.data.transaction(move |connection| {
        api_token::insert(connection, &row)?;
        let detail = json!({ "id": row.id, "name": row.name, "scopes": row.scopes });
        let entry = entry(&actor, "token.create").detail(&detail);
        audit::insert(connection, &entry)
    });
    stored.await?;
    let headers = location(&format!("/api/v1/tokens/{}", made.id));
    let body = NewToken {
        token: secret.reveal().to_owned(),
        about: made.into(),
    };
    Ok((StatusCode::CREATED, headers, axum::Json(body)).into_response())
}

/// Revoke one of one's own API tokens
#[utoipa::path(
    delete, path = "/api/v1/tokens/{id}", tag = "tokens",
    params(("id" = String, Path, description = "The token's id")),
    responses((status = 204, description = "Revoked")),
)]
pub(super) async fn delete_token(
    State(state): State<ApiState>,
    actor: Actor,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    let was_there = state.data.transaction(move |connection| {
        let was_there = api_token::delete(connection, &actor.id, &id)?;
        if was_there {
            let entry = entry(&actor, "token.delete").detail(&json!({ "id": id }));
            audit::insert(connection, &entry)?;
        }
        Ok(was_there)
    });
    if was_there.await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(Problem::not_found("such token"))
    }
}

fn check(asked: &TokenRequest, now: DateTime<Utc>) -> Result<(), Problem> {
    let mut errors = Vec::new();
    let length = asked.name.trim().chars().count();
    if !(1..=LONGEST_NAME).contains(&length) {
        let why = format!("use 1 to {LONGEST_NAME} characters");
        errors.push(FieldProblem::new("name", why));
    }
    if asked.scopes.is_empty() {
        errors.push(FieldProblem::new("scopes", "name at least one"));
    }
    if asked.expires_at.is_some_and(|at| at <= now) {
        errors.push(FieldProblem::new("expiresAt", "is in the past"));
    }
    if errors.is_empty() {
        Ok(())
    } else {
        Err(Problem::invalid(errors))
    }
}

fn entry(actor: &Actor, action: &str) -> AuditEntry {
    AuditEntry::new(&actor.name, action, &format!("user/{}", actor.name))
}
