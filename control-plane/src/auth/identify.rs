//! From a cookie or a token to the user behind it, as the store knows them now.
//!
//! Nothing is remembered between requests: a disabled user, a changed role or a revoked session
//! counts from the next request on.

use super::actor::{Actor, Credential};
use super::opaque::Opaque;
use super::permission::Role;
use super::session::{self, Cookie};
use super::token;
use crate::storage::user::User;
use crate::storage::{AnyConnection, Database, StorageError};
use crate::storage::{api_token, login_session, membership};
use axum::http::HeaderMap;
use chrono::{NaiveDateTime, Utc};
use diesel::QueryResult;

/// Who was recognized.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The user.
    pub actor: Actor,
    /// SHA-256 of the session's CSRF token, which a change needs; `None` with an API token, as
    /// browsers do not send one by themselves.
    pub csrf_hash: Option<String>,
}

/// What a request presents.
enum Presented {
    Token(Opaque),
    Session(Opaque),
}

/// The user behind the request; `None` if there is none who may do anything. A token counts before
/// a cookie.
///
/// # Errors
/// If the store cannot be asked.
pub async fn identify(
    data: &Database,
    cookie: Cookie,
    headers: &HeaderMap,
) -> Result<Option<Identity>, StorageError> {
    let presented = match token::bearer(headers) {
        Some(text) => Opaque::presented(text, token::PREFIX).map(Presented::Token),
        None => cookie.read(headers).map(Presented::Session),
    };
    let now = Utc::now().naive_utc();
    match presented {
        None => Ok(None),
        Some(Presented::Token(token)) => {
            let hash = token.hash();
            data.run(move |connection| by_token(connection, &hash, now))
                .await
        }
        Some(Presented::Session(session)) => {
            let hash = session.hash();
            data.run(move |connection| by_session(connection, &hash, now))
                .await
        }
    }
}

fn by_token(
    connection: &mut AnyConnection,
    hash: &str,
    now: NaiveDateTime,
) -> QueryResult<Option<Identity>> {
    let Some((token, user)) = api_token::find(connection, hash)? else {
        return Ok(None);
    };
    if user.disabled || !token::is_good(token.expires_at, now) {
        return Ok(None);
    }
    let is_stale = |used: NaiveDateTime| now - used >= session::TOUCH_AFTER;
    if token.last_used_at.is_none_or(is_stale) {
        api_token::touch(connection, &token.id, now)?;
    }
    let credential = Credential::Token {
        id: token.id,
        scopes: token::read_scopes(&token.scopes),
    };
    Ok(Some(Identity {
        actor: actor(connection, user, credential)?,
        csrf_hash: None,
    }))
}

fn by_session(
    connection: &mut AnyConnection,
    hash: &str,
    now: NaiveDateTime,
) -> QueryResult<Option<Identity>> {
    let Some((found, user)) = login_session::find(connection, hash)? else {
        return Ok(None);
    };
    if user.disabled || !session::is_good(found.last_used_at, found.expires_at, now) {
        return Ok(None);
    }
    if now - found.last_used_at >= session::TOUCH_AFTER {
        login_session::touch(connection, hash, now)?;
    }
    let credential = Credential::Session { id: found.id_hash };
    Ok(Some(Identity {
        actor: actor(connection, user, credential)?,
        csrf_hash: Some(found.csrf_hash),
    }))
}

fn actor(connection: &mut AnyConnection, user: User, credential: Credential) -> QueryResult<Actor> {
    let memberships = membership::of_user(connection, &user.id)?;
    let roles = memberships.into_iter();
    Ok(Actor {
        // A role of another version gives nothing.
        roles: roles
            .filter_map(|member| Some((member.tenant, Role::of_name(&member.role)?)))
            .collect(),
        id: user.id,
        name: user.name,
        is_admin: user.is_admin,
        credential,
    })
}
