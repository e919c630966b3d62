//! Brings the web data store up: its tables, and the first user.
//!
//! The data plane needs none of it, so a database that is not there keeps nothing from starting: it
//! is tried again until it is.

use crate::auth::first_admin::{self, Admin, FirstAdminError};
use crate::auth::password::Passwords;
use crate::config::AdminPassword;
use crate::storage::{Database, MigrationSet, StorageError};
use std::io::Write;
use std::time::Duration;
use tokio::time::sleep;

const TABLES: &[MigrationSet] = &[MigrationSet::Data];

/// Pause between tries.
const PAUSE: Duration = Duration::from_secs(1);

/// Prepares the store; false if it is not there.
///
/// # Errors
/// If it is there, but cannot be used, or the first user's password is refused.
pub async fn prepare(
    data: &Database,
    passwords: &Passwords,
    password: Option<&AdminPassword>,
) -> Result<bool, FirstAdminError> {
    let outcome = async {
        data.migrate(TABLES).await?;
        let password = password.map(AdminPassword::reveal);
        first_admin::ensure(data, passwords, password).await
    };
    match outcome.await {
        Ok(made) => {
            if let Some(admin) = made {
                announce(&admin);
            }
            Ok(true)
        }
        Err(FirstAdminError::Storage(StorageError::Unavailable(reason))) => {
            let data = data.url();
            tracing::warn!(%data, %reason, "the store of users is not available");
            Ok(false)
        }
        Err(error) => Err(error),
    }
}

/// As [`prepare`], until it is done.
///
/// # Errors
/// As [`prepare`].
pub async fn prepare_at_last(
    data: Database,
    passwords: Passwords,
    password: Option<AdminPassword>,
) -> Result<(), FirstAdminError> {
    loop {
        sleep(PAUSE).await;
        if prepare(&data, &passwords, password.as_ref()).await? {
            tracing::info!("the store of users is available");
            return Ok(());
        }
    }
}

/// Shows a password that was made here, this once, and not in the log.
fn announce(admin: &Admin) {
    let name = &admin.name;
    tracing::info!(name, "made the first user");
    if let Some(password) = &admin.password {
        let password = password.reveal();
        let mut err = std::io::stderr().lock();
        // Where standard error is closed, `create-admin` gives another password.
        let _ = writeln!(err, "Log in as `{name}` with the password {password}");
    }
}
