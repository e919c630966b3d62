//! The first user, without whom nobody could make others; and the way back for who is locked out.

use super::opaque::{NoRandomness, Opaque};
use super::password::{PasswordError, Passwords};
use crate::storage::audit::{self, AuditEntry};
use crate::storage::user::{self, User};
use crate::storage::{AnyConnection, Database, StorageError, login_session};
use chrono::Utc;
use diesel::QueryResult;
use uuid::Uuid;

/// The name of the first user.
pub const NAME: &str = "admin";

/// Who stands in the audit log for what the process does by itself.
const ACTOR: &str = "system";

/// An admin whose password was just set.
#[derive(Debug)]
pub struct Admin {
    /// The name to log in with.
    pub name: String,
    /// The password, if it was made here: to be shown once.
    pub password: Option<Opaque>,
}

/// Why there is no admin.
#[derive(Debug, thiserror::Error)]
pub enum FirstAdminError {
    /// The password was refused or cannot be hashed.
    #[error(transparent)]
    Password(#[from] PasswordError),
    /// The store cannot be asked.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// The system gave no random bytes.
    #[error(transparent)]
    Randomness(#[from] NoRandomness),
}

/// Makes the admin if there are no users at all; `None` if there are. Without `password` a random
/// one is made.
///
/// # Errors
/// If the password is refused, or the store cannot be asked.
pub async fn ensure(
    data: &Database,
    passwords: &Passwords,
    password: Option<&str>,
) -> Result<Option<Admin>, FirstAdminError> {
    if data.run(user::any).await? {
        return Ok(None);
    }
    let (admin, hash) = prepare(passwords, NAME, password).await?;
    let outcome = data
        .transaction(move |connection| {
            if user::any(connection)? {
                return Ok(false);
            }
            insert(connection, NAME, &hash)?;
            Ok(true)
        })
        .await;
    match outcome {
        Ok(true) => Ok(Some(admin)),
        // Another replica was first.
        Ok(false) | Err(StorageError::Duplicate(_)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Makes this user an admin who can log in with this password, whatever they were before. Their
/// sessions end.
///
/// # Errors
/// If the password is refused, or the store cannot be asked.
pub async fn reset(
    data: &Database,
    passwords: &Passwords,
    name: &str,
    password: Option<&str>,
) -> Result<Admin, FirstAdminError> {
    let (admin, hash) = prepare(passwords, name, password).await?;
    let name = name.to_owned();
    data.transaction(move |connection| match user::find(connection, &name)? {
        None => insert(connection, &name, &hash),
        Some(user) => {
            user::set_standing(connection, &user.id, true, false)?;
            user::set_password(connection, &user.id, &hash)?;
            login_session::delete_of_user(connection, &user.id, None)?;
            note(connection, "user.reset", &name)
        }
    })
    .await?;
    Ok(admin)
}

async fn prepare(
    passwords: &Passwords,
    name: &str,
    password: Option<&str>,
) -> Result<(Admin, String), FirstAdminError> {
    let made = match password {
        Some(_) => None,
        None => Some(Opaque::generate("")?),
    };
    let text = password.or(made.as_ref().map(Opaque::reveal));
    let hash = passwords.hash(name, text.unwrap_or_default()).await?;
    let admin = Admin {
        name: name.to_owned(),
        password: made,
    };
    Ok((admin, hash))
}

fn insert(connection: &mut AnyConnection, name: &str, hash: &str) -> QueryResult<()> {
    let user = User {
        id: Uuid::now_v7().to_string(),
        name: name.to_owned(),
        password_hash: Some(hash.to_owned()),
        oidc_subject: None,
        is_admin: true,
        disabled: false,
        created_at: Utc::now().naive_utc(),
    };
    user::insert(connection, &user)?;
    note(connection, "user.create", name)
}

fn note(connection: &mut AnyConnection, action: &str, name: &str) -> QueryResult<()> {
    audit::insert(
        connection,
        &AuditEntry::new(ACTOR, action, &format!("user/{name}")),
    )
}
