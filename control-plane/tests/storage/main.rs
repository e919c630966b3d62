//! The databases themselves, each test on all of them.

#![expect(
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "tests stop at what they do not expect, and tell figures"
)]

mod chat;
mod migrations;
mod nodes;
mod people;
mod requests;

use portico_control_plane::storage::{Database, DatabaseUrl, MigrationSet};
use portico_e2e::database::{self, Kind};

/// Both sets of tables.
pub(crate) const ALL: &[MigrationSet] = &[MigrationSet::Configuration, MigrationSet::Data];

/// A new, empty database; the first value keeps it.
async fn empty(kind: Kind) -> (database::Database, Database) {
    let keep = database::Database::new(kind).await.unwrap();
    let url = DatabaseUrl::parse(&keep.url).unwrap();
    let database = Database::connect(url).await.unwrap();
    (keep, database)
}

/// A new database with all tables.
async fn migrated(kind: Kind) -> (database::Database, Database) {
    let (keep, database) = empty(kind).await;
    database.migrate(ALL).await.unwrap();
    (keep, database)
}
