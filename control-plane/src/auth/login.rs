//! Opening a login session for a user who has proved who they are.

use super::opaque::{NoRandomness, Opaque};
use super::session;
use crate::storage::audit::{self, AuditEntry};
use crate::storage::login_session::{self, LoginSession};
use crate::storage::user::{self, User};
use crate::storage::{Database, StorageError};
use chrono::{NaiveDateTime, Utc};
use serde_json::json;
use std::net::IpAddr;

/// Most bytes of a browser's name that are kept.
const LONGEST_USER_AGENT: usize = 256;

/// A session that was just opened.
#[derive(Debug, Clone)]
pub struct NewSession {
    /// The cookie's value.
    pub secret: Opaque,
    /// When it ends at the latest (UTC).
    pub expires_at: NaiveDateTime,
}

/// Why there is no session.
#[derive(Debug, thiserror::Error)]
pub enum LoginError {
    /// The store cannot be asked.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// The system gave no random bytes.
    #[error(transparent)]
    Randomness(#[from] NoRandomness),
}

/// How somebody proved who they are, for the audit log.
#[derive(Debug, Clone, Copy)]
pub struct How {
    /// By what: `password` or `oidc`.
    pub by: &'static str,
    /// From where.
    pub address: IpAddr,
}

/// Opens a session for `user`, who proved by `how` who they are. `None` if the user was disabled,
/// removed or given another password meanwhile.
///
/// # Errors
/// If it cannot be stored.
pub async fn open_session(
    data: &Database,
    user: &User,
    user_agent: &str,
    how: How,
) -> Result<Option<NewSession>, LoginError> {
    let secret = session::generate()?;
    let now = Utc::now().naive_utc();
    let row = LoginSession {
        id_hash: secret.hash(),
        user_id: user.id.clone(),
        csrf_hash: session::csrf_token(&secret).hash(),
        created_at: now,
        last_used_at: now,
        expires_at: now + session::ABSOLUTE,
        user_agent: user_agent.chars().take(LONGEST_USER_AGENT).collect(),
    };
    let proved = user.clone();
    let expires_at = row.expires_at;
    let is_open = data
        .transaction(move |connection| {
            match user::find(connection, &proved.name)? {
                Some(now) if !now.disabled && now.password_hash == proved.password_hash => {}
                _ => return Ok(false),
            }
            login_session::sweep(connection, &proved.id, now, now - session::IDLE)?;
            login_session::insert(connection, &row)?;
            let entry = AuditEntry::new(&proved.name, "session.create", &target(&proved))
                .detail(&json!({ "by": how.by, "address": how.address }));
            audit::insert(connection, &entry)?;
            Ok(true)
        })
        .await?;
    Ok(is_open.then_some(NewSession { secret, expires_at }))
}

fn target(user: &User) -> String {
    format!("user/{}", user.name)
}
