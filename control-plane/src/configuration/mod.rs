//! The documents in force: the one place where they change.
//!
//! A [`ConfigurationStore`] holds what is in force in memory, so that reading it needs no database,
//! and writes changes to where they are kept: a database with revisions, or a directory of YAML
//! files. A change is checked as a whole (`check`) against what is in force, by the same rules that
//! the filter has, and written only if nobody else has changed anything meanwhile; else it is checked
//! again.

mod admission;
mod audit;
mod change;
mod check;
mod content;
mod database;
mod deletion;
mod difference;
mod directory;
mod dry_run;
mod error;
mod follow;
mod history;
mod key;
mod reading;
mod redact;
mod rollback;
mod rotation;
mod rows;
mod shown;
mod state;
mod store;
mod transfer;
mod yaml;

pub use admission::Admission;
pub use change::{Change, Committed, Edit, Expected};
pub use deletion::{Deletion, Place};
pub use difference::{DocumentDifference, FieldDifference};
pub use dry_run::{DryRun, TypeChanges};
pub use error::{ConfigurationError, Conflict, DocumentError};
pub use history::{Revision, Version};
pub use key::Key;
pub use rotation::RotationError;
pub use state::{Entry, State};
pub use store::{ConfigurationStore, StoreUrl};
pub use transfer::ImportMode;
