//! Bringing tables up to date.
//!
//! There are two sets of tables, which may live in one database: so all names differ, those of
//! migrations too. A migration is never changed once it was released, as databases are out there that
//! have run it. Those for MySQL may be run again after they were cut off: MySQL cannot undo DDL.

use super::any::AnyConnection;
use super::error::StorageError;
use diesel::connection::SimpleConnection;
use diesel::migration::MigrationVersion;
use diesel::{QueryResult, RunQueryDsl, sql_query};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};
use std::thread::sleep;
use std::time::Duration;

/// Which tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MigrationSet {
    /// Documents and their history.
    Configuration,
    /// Users, tenants, sessions, tokens, audit, chat, node status.
    Data,
}

/// The migrations of one set for each database.
struct Migrations {
    sqlite: EmbeddedMigrations,
    postgres: EmbeddedMigrations,
    mysql: EmbeddedMigrations,
}

const CONFIGURATION: Migrations = Migrations {
    sqlite: embed_migrations!("migrations/sqlite/configuration"),
    postgres: embed_migrations!("migrations/postgres/configuration"),
    mysql: embed_migrations!("migrations/mysql/configuration"),
};

const DATA: Migrations = Migrations {
    sqlite: embed_migrations!("migrations/sqlite/data"),
    postgres: embed_migrations!("migrations/postgres/data"),
    mysql: embed_migrations!("migrations/mysql/data"),
};

impl MigrationSet {
    fn migrations(self) -> Migrations {
        match self {
            Self::Configuration => CONFIGURATION,
            Self::Data => DATA,
        }
    }
}

/// Runs the first `count` migrations of a set that the database has not had, as an older version of
/// this program did: for tests of upgrades. False if there are fewer.
pub(super) fn run_first(
    connection: &mut AnyConnection,
    set: MigrationSet,
    count: usize,
) -> Result<bool, StorageError> {
    let failed = |error| StorageError::Migration(format!("{error}"));
    for _ in 0..count {
        let Migrations {
            sqlite,
            postgres,
            mysql,
        } = set.migrations();
        let is_pending = match connection {
            AnyConnection::Sqlite(c) => c.has_pending_migration(sqlite),
            AnyConnection::Postgres(c) => c.has_pending_migration(postgres),
            AnyConnection::Mysql(c) => c.has_pending_migration(mysql),
        };
        if !is_pending.map_err(failed)? {
            return Ok(false);
        }
        let Migrations {
            sqlite,
            postgres,
            mysql,
        } = set.migrations();
        let ran = match connection {
            AnyConnection::Sqlite(c) => c.run_next_migration(sqlite).map(drop),
            AnyConnection::Postgres(c) => c.run_next_migration(postgres).map(drop),
            AnyConnection::Mysql(c) => c.run_next_migration(mysql).map(drop),
        };
        ran.map_err(failed)?;
    }
    Ok(true)
}

/// How often migrations are tried on SQLite, which has no lock for them: another process that starts
/// at the same time may be in the way.
const ATTEMPTS: u32 = 20;
const PAUSE: Duration = Duration::from_millis(100);

/// Runs the migrations of `sets` that the database has not had yet. Several processes may start at
/// once: one does it, the others wait.
pub(super) fn run(
    connection: &mut AnyConnection,
    sets: &[MigrationSet],
) -> Result<(), StorageError> {
    let mut attempt = 1;
    loop {
        match locked(connection, sets) {
            Err(_) if attempt < ATTEMPTS && matches!(connection, AnyConnection::Sqlite(_)) => {
                sleep(PAUSE);
                attempt += 1;
            }
            outcome => return outcome,
        }
    }
}

fn locked(connection: &mut AnyConnection, sets: &[MigrationSet]) -> Result<(), StorageError> {
    lock(connection).map_err(|error| StorageError::Migration(error.to_string()))?;
    let outcome = sets.iter().try_for_each(|set| pending(connection, *set));
    // The lock goes with the connection in any case.
    let _ = unlock(connection);
    outcome
}

fn pending(connection: &mut AnyConnection, set: MigrationSet) -> Result<(), StorageError> {
    let migrations = set.migrations();
    let ran = match connection {
        AnyConnection::Sqlite(c) => versions(c.run_pending_migrations(migrations.sqlite)),
        AnyConnection::Postgres(c) => versions(c.run_pending_migrations(migrations.postgres)),
        AnyConnection::Mysql(c) => versions(c.run_pending_migrations(migrations.mysql)),
    };
    for version in ran? {
        tracing::info!(%version, "migrated the database");
    }
    Ok(())
}

fn versions(
    outcome: diesel::migration::Result<Vec<MigrationVersion<'_>>>,
) -> Result<Vec<String>, StorageError> {
    outcome
        .map(|versions| versions.iter().map(ToString::to_string).collect())
        .map_err(|error| StorageError::Migration(error.to_string()))
}

/// Any number that other programs on the same database are unlikely to use.
fn lock(connection: &mut AnyConnection) -> QueryResult<()> {
    match connection {
        AnyConnection::Sqlite(_) => Ok(()),
        AnyConnection::Postgres(c) => {
            // Waiting for the lock may take as long as another process's migrations.
            c.batch_execute("SET statement_timeout = 0; SET lock_timeout = 0")?;
            c.batch_execute("SELECT pg_advisory_lock(7216358204)")
        }
        AnyConnection::Mysql(c) => {
            sql_query("DO GET_LOCK(CONCAT(DATABASE(), '.portico'), 300)").execute(c)?;
            Ok(())
        }
    }
}

fn unlock(connection: &mut AnyConnection) -> QueryResult<()> {
    match connection {
        AnyConnection::Sqlite(_) => Ok(()),
        AnyConnection::Postgres(c) => c.batch_execute(
            "SELECT pg_advisory_unlock(7216358204);
             SET statement_timeout = '10s'; SET lock_timeout = '5s'",
        ),
        AnyConnection::Mysql(c) => {
            sql_query("DO RELEASE_LOCK(CONCAT(DATABASE(), '.portico'))").execute(c)?;
            Ok(())
        }
    }
}
