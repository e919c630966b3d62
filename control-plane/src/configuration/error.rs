//! Why a change is not made, or a question not answered.

use super::key::Key;
use crate::storage::StorageError;
use portico_config::FieldError;
use serde::Serialize;
use std::fmt;

/// Why not.
#[derive(Debug, thiserror::Error)]
pub enum ConfigurationError {
    /// It breaks rules: all that it breaks.
    #[error("the change is not valid: {}", first(.0))]
    Invalid(Vec<DocumentError>),
    /// A document is not what was expected: somebody else has changed it.
    #[error("{} is not what was expected", .0.key)]
    Conflict(Box<Conflict>),
    /// There is no such document.
    #[error("there is no {0}")]
    NoDocument(Key),
    /// There is no such revision.
    #[error("there is no revision {0}")]
    NoRevision(i64),
    /// The store keeps no history.
    #[error(
        "a directory of files has no history: its version control (git, say) keeps one. Use a \
         database (sqlite:, postgres:, mysql:) for revisions and rollback"
    )]
    NoHistory,
    /// The store does not answer now. Whether the change was made is not known.
    #[error("the configuration store is not available: {0}")]
    Unavailable(String),
    /// Others change the configuration all the time.
    #[error("others change the configuration all the time: try again")]
    Busy,
    /// Files could not be written, or the database refused. Nothing was changed.
    #[error("the configuration store failed: {0}")]
    Failed(String),
}

fn first(errors: &[DocumentError]) -> String {
    let first = errors.first().map(ToString::to_string);
    let more = errors.len().saturating_sub(1);
    match (first, more) {
        (None, _) => String::new(),
        (Some(first), 0) => first,
        (Some(first), more) => format!("{first} (and {more} more)"),
    }
}

impl From<StorageError> for ConfigurationError {
    fn from(error: StorageError) -> Self {
        match error {
            StorageError::Unavailable(reason) => Self::Unavailable(reason),
            other => Self::Failed(other.to_string()),
        }
    }
}

/// One rule that is broken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DocumentError {
    /// Which edit of the change, from 0; `None` for a document that the change does not touch.
    pub edit: Option<usize>,
    /// The document, where that can be told.
    pub key: Option<Key>,
    /// Field path in the document (`tools[0].http.path`); empty for the document as a whole.
    pub path: String,
    /// What is wrong and what to do about it.
    pub message: String,
}

impl DocumentError {
    pub(super) fn new(edit: Option<usize>, key: Option<Key>, error: FieldError) -> Self {
        Self {
            edit,
            key,
            path: error.path,
            message: error.message,
        }
    }
}

impl fmt::Display for DocumentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(key) = &self.key {
            write!(f, "{key}: ")?;
        }
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        f.write_str(&self.message)
    }
}

/// A document that is not what was expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// Which.
    pub key: Key,
    /// Its JSON text now, secrets redacted; `None` if there is none.
    pub current: Option<String>,
    /// Its etag now.
    pub current_etag: Option<String>,
    /// What was to be put there; `None` for a deletion.
    pub yours: Option<String>,
}
