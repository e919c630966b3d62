//! The databases themselves, each test on all of them.

#![expect(clippy::unwrap_used, reason = "tests stop at what they do not expect")]

mod migrations;
mod people;
mod requests;

use portico_control_plane::storage::{Database, DatabaseUrl, MigrationSet};
use portico_e2e::database::{self, Kind};

/// Makes a test on each database of each of these functions.
macro_rules! on_all {
    ($($name:ident),* $(,)?) => {
        $(mod $name {
            use portico_e2e::database::Kind;

            #[tokio::test(flavor = "multi_thread")]
            async fn sqlite() {
                super::$name(Kind::Sqlite).await;
            }

            #[tokio::test(flavor = "multi_thread")]
            async fn postgres() {
                super::$name(Kind::Postgres).await;
            }

            #[tokio::test(flavor = "multi_thread")]
            async fn mariadb() {
                super::$name(Kind::Mariadb).await;
            }
        })*
    };
}
pub(crate) use on_all;

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
