//! The configuration in a database.

use super::audit;
use super::change::Change;
use super::error::ConfigurationError;
use super::key::Key;
use super::reading;
use super::rows::{self, RevisionRow};
use super::state::{Entry, State};
use crate::storage::audit::AuditEntry;
use crate::storage::{Database, Dialect, MigrationSet, StorageError};
use chrono::Utc;
use diesel::RunQueryDsl;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The channel on which PostgreSQL tells of new revisions.
pub(super) const CHANNEL: &str = "portico_revision";

/// Documents that a summary names before it only counts.
const NAMED: usize = 5;

/// A database with the configuration's tables.
#[derive(Debug)]
pub(super) struct DatabaseBackend {
    database: Database,
}

impl DatabaseBackend {
    /// Brings the tables up to date and reads what is in force.
    pub(super) async fn open(database: Database) -> Result<(Self, State), ConfigurationError> {
        database.migrate(&[MigrationSet::Configuration]).await?;
        let stored = database.run(|c| Ok((rows::newest(c)?, rows::current(c)?)));
        let (revision, rows) = stored.await?;
        let entries = rows.into_iter().map(|row| {
            let key = Key::new(&row.kind, &row.tenant, &row.name);
            (key.clone(), reading::entry(key, row.content, row.revision))
        });
        let state = reading::state(revision, entries.collect());
        Ok((Self { database }, state))
    }

    pub(super) fn database(&self) -> &Database {
        &self.database
    }

    /// The state after what others have written; `None` if that is nothing. Only documents that
    /// changed are read.
    pub(super) async fn next(&self, known: &State) -> Result<Option<State>, ConfigurationError> {
        let revision = known.revision;
        let read = self.database.run(move |c| {
            let newest = rows::newest(c)?;
            let is_new = newest > revision;
            let versions = if is_new {
                rows::since(c, revision, newest)?
            } else {
                Vec::new()
            };
            Ok((newest, versions))
        });
        let (newest, versions) = read.await?;
        if newest <= revision {
            return Ok(None);
        }
        let mut entries = known.entries.clone();
        for version in versions {
            let (key, revision) = (version.key(), version.revision);
            match version.content {
                Some(content) => {
                    entries.insert(key.clone(), reading::entry(key, content, revision));
                }
                None => drop(entries.remove(&key)),
            }
        }
        Ok(Some(reading::state(newest, entries)))
    }

    /// Writes a revision, with its entry in the audit log, in one transaction; false, and nothing written, if another process has
    /// taken the number.
    pub(super) async fn write(
        &self,
        number: i64,
        change: &Change,
        edits: BTreeMap<Key, Option<Arc<Entry>>>,
        audited: Option<AuditEntry>,
    ) -> Result<bool, ConfigurationError> {
        let edits: Vec<_> = edits.into_iter().collect();
        let revision = RevisionRow {
            number,
            committed_at: Utc::now().naive_utc(),
            author: change.author.clone(),
            reason: change.reason.clone(),
            summary: summary(&edits),
        };
        let dialect = self.database.dialect();
        let written = self.database.transaction(move |c| {
            let written = rows::write(c, &revision, &edits)?;
            if let Some(entry) = audited.as_ref().filter(|_| written) {
                audit::write(c, entry)?;
            }
            if written && dialect == Dialect::Postgres {
                // Sent when the transaction is.
                diesel::sql_query(format!("NOTIFY {CHANNEL}")).execute(c)?;
            }
            Ok(written)
        });
        match written.await {
            Err(StorageError::Duplicate(_)) => Ok(false),
            other => Ok(other?),
        }
    }
}

/// What a revision did, in a line.
fn summary(edits: &[(Key, Option<Arc<Entry>>)]) -> String {
    let named = edits.iter().take(NAMED).map(|(key, entry)| match entry {
        Some(_) => format!("put {key}"),
        None => format!("delete {key}"),
    });
    let named: Vec<String> = named.collect();
    match edits.len().saturating_sub(NAMED) {
        0 => named.join(", "),
        more => format!("{} and {more} more", named.join(", ")),
    }
}
