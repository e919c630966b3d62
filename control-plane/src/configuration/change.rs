//! What somebody wants changed.

use super::key::Key;
use serde::Serialize;

/// A change, taken as a whole or not at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What to do to which documents; each document at most once.
    pub edits: Vec<Edit>,
    /// Who wants it, for the history.
    pub author: String,
    /// Why, for the history; may be empty.
    pub reason: String,
}

/// What to do to one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// Create the document or put this in its place.
    Put {
        /// The document as JSON text, with its `kind`, `name` and (or `default`) `tenant`.
        content: String,
        /// What must be there.
        expected: Expected,
    },
    /// Delete the document.
    Delete {
        /// Which.
        key: Key,
        /// What must be there.
        expected: Expected,
    },
}

/// What must be there for a change to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expected {
    /// Anything or nothing. (`Delete` still needs something.)
    Any,
    /// Nothing: `If-None-Match: *`.
    Absent,
    /// The document with one of these etags: `If-Match`.
    Etags(Vec<String>),
    /// Any document: `If-Match: *`.
    Present,
}

/// A change that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Committed {
    /// The revision in force with it.
    pub revision: i64,
    /// What differs from before; empty if the change was in force already, and then there is no new
    /// revision.
    pub changed: Vec<Key>,
}
