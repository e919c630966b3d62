//! From a cookie or a token to the user behind it, as the store knows them now.
//!
//! As long as the store answers, it is asked for every request: a disabled user, a changed role or a
//! revoked session counts from the next request on. Only while it does not is who reads taken for
//! who they were ([`Remembered`]).

use super::actor::{Actor, Credential};
use super::opaque::Opaque;
use super::permission::Role;
use super::remembered::Remembered;
use super::session::{self, Cookie};
use super::token;
use crate::storage::user::User;
use crate::storage::{AnyConnection, Database, StorageError};
use crate::storage::{api_token, login_session, membership};
use axum::http::HeaderMap;
use chrono::{NaiveDateTime, Utc};
use diesel::QueryResult;
use std::time::Instant;

/// Who was recognized.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The user.
    pub actor: Actor,
    /// SHA-256 of the session's CSRF token, which a change needs; `None` with an API token, as
    /// browsers do not send one by themselves.
    pub csrf_hash: Option<String>,
    /// When the token or the session ends (UTC), if it does.
    pub expires_at: Option<NaiveDateTime>,
}

/// What a request presents: a secret, of which the store knows the SHA-256.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Presented {
    /// An API token.
    Token {
        /// Its hash.
        hash: String,
    },
    /// The cookie of a login session.
    Session {
        /// Its hash.
        hash: String,
    },
}

impl Presented {
    /// A token counts before a cookie.
    fn of(cookie: Cookie, headers: &HeaderMap) -> Option<Self> {
        match token::bearer(headers) {
            Some(text) => Opaque::presented(text, token::PREFIX)
                .map(|token| Self::Token { hash: token.hash() }),
            None => cookie.read(headers).map(|session| Self::Session {
                hash: session.hash(),
            }),
        }
    }
}

/// The user behind the request; `None` if there is none who may do anything. `is_read` if the
/// request changes nothing: it may be answered by what is remembered while the store is away.
///
/// # Errors
/// If the store cannot be asked.
pub async fn identify(
    data: &Database,
    remembered: &Remembered,
    cookie: Cookie,
    headers: &HeaderMap,
    is_read: bool,
) -> Result<Option<Identity>, StorageError> {
    let Some(presented) = Presented::of(cookie, headers) else {
        return Ok(None);
    };
    let recall = || remembered.recall(&presented, Instant::now(), Utc::now().naive_utc());
    if is_read
        && !remembered.is_to_be_asked(Instant::now())
        && let Some(identity) = recall()
    {
        return Ok(Some(identity));
    }
    match look_up(data, presented.clone(), true).await {
        Ok(found) => {
            remembered.confirm(presented, found.as_ref(), Instant::now());
            Ok(found)
        }
        Err(StorageError::Unavailable(reason)) => {
            remembered.is_away(Instant::now());
            let identity = if is_read { recall() } else { None };
            identity.map_or(Err(StorageError::Unavailable(reason)), |it| Ok(Some(it)))
        }
        Err(error) => Err(error),
    }
}

/// The user that the store knows behind the headers now. It is no use of the session or token.
///
/// # Errors
/// If the store cannot be asked.
pub async fn recognize(
    data: &Database,
    cookie: Cookie,
    headers: &HeaderMap,
) -> Result<Option<Identity>, StorageError> {
    match Presented::of(cookie, headers) {
        Some(presented) => look_up(data, presented, false).await,
        None => Ok(None),
    }
}

async fn look_up(
    data: &Database,
    presented: Presented,
    is_use: bool,
) -> Result<Option<Identity>, StorageError> {
    let now = Utc::now().naive_utc();
    data.run(move |connection| match &presented {
        Presented::Token { hash } => by_token(connection, hash, now, is_use),
        Presented::Session { hash } => by_session(connection, hash, now, is_use),
    })
    .await
}

fn by_token(
    connection: &mut AnyConnection,
    hash: &str,
    now: NaiveDateTime,
    is_use: bool,
) -> QueryResult<Option<Identity>> {
    let Some((token, user)) = api_token::find(connection, hash)? else {
        return Ok(None);
    };
    if user.disabled || !token::is_good(token.expires_at, now) {
        return Ok(None);
    }
    let is_stale = |used: NaiveDateTime| now - used >= session::TOUCH_AFTER;
    if is_use && token.last_used_at.is_none_or(is_stale) {
        api_token::touch(connection, &token.id, now)?;
    }
    let expires_at = token.expires_at;
    let credential = Credential::Token {
        id: token.id,
        scopes: token::read_scopes(&token.scopes),
    };
    Ok(Some(Identity {
        actor: actor(connection, user, credential)?,
        csrf_hash: None,
        expires_at,
    }))
}

fn by_session(
    connection: &mut AnyConnection,
    hash: &str,
    now: NaiveDateTime,
    is_use: bool,
) -> QueryResult<Option<Identity>> {
    let Some((found, user)) = login_session::find(connection, hash)? else {
        return Ok(None);
    };
    if user.disabled || !session::is_good(found.last_used_at, found.expires_at, now) {
        return Ok(None);
    }
    if is_use && now - found.last_used_at >= session::TOUCH_AFTER {
        login_session::touch(connection, hash, now)?;
    }
    let credential = Credential::Session { id: found.id_hash };
    Ok(Some(Identity {
        actor: actor(connection, user, credential)?,
        csrf_hash: Some(found.csrf_hash),
        expires_at: Some(found.expires_at),
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
