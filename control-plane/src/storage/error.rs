//! What can go wrong with a database.

use diesel::result::{DatabaseErrorKind, Error};

/// A request to a database failed.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// The URL is not one.
    #[error("not the URL of a database: {0}")]
    Url(String),
    /// The database cannot be reached or does not answer: trying again later may help.
    #[error("the database is not available: {0}")]
    Unavailable(String),
    /// A row with this key exists already.
    #[error("it exists already: {0}")]
    Duplicate(String),
    /// There is no such row.
    #[error("there is no such row")]
    Missing,
    /// The tables could not be brought up to date.
    #[error("the database's tables cannot be brought up to date: {0}")]
    Migration(String),
    /// Anything else: a mistake of this program, or a full disk.
    #[error("the database refused: {0}")]
    Refused(String),
}

impl StorageError {
    /// What `error` means on a connection that still works.
    pub(super) fn of(error: Error) -> Self {
        match error {
            Error::NotFound => Self::Missing,
            Error::DatabaseError(DatabaseErrorKind::UniqueViolation, about) => {
                Self::Duplicate(about.message().to_owned())
            }
            Error::DatabaseError(DatabaseErrorKind::ClosedConnection, about) => {
                Self::Unavailable(about.message().to_owned())
            }
            Error::DatabaseError(DatabaseErrorKind::SerializationFailure, about) => {
                Self::Unavailable(format!("others write all the time: {}", about.message()))
            }
            other if is_passing(&other) || is_full(&other) => Self::Unavailable(other.to_string()),
            other => Self::Refused(other.to_string()),
        }
    }
}

/// Whether there was no room to write: somebody has to make some, and then it goes on by itself.
fn is_full(error: &Error) -> bool {
    let Error::DatabaseError(_, about) = error else {
        return false;
    };
    // SQLite, PostgreSQL, MySQL and MariaDB.
    let full = ["disk is full", "No space left on device", "is full"];
    full.iter().any(|text| about.message().contains(text))
}

/// Whether the transaction would do if it were run once more: another one was in its way.
pub(super) fn is_passing(error: &Error) -> bool {
    match error {
        Error::DatabaseError(DatabaseErrorKind::SerializationFailure, _) => true,
        Error::DatabaseError(DatabaseErrorKind::Unknown, about) => {
            // PostgreSQL's 40P01, MySQL's 1205 and 1020, SQLite's SQLITE_BUSY have no kind of
            // their own.
            let passing = [
                "deadlock detected",
                "Lock wait timeout exceeded",
                "Record has changed since last read",
                "database is locked",
            ];
            passing.iter().any(|text| about.message().contains(text))
        }
        _ => false,
    }
}
