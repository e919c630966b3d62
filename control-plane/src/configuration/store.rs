//! The store: what is in force, and how it changes.

use super::admission::Admission;
use super::audit::{self, AuditLog};
use super::change::{Change, Committed};
use super::check::{self, Proposal};
use super::database::DatabaseBackend;
use super::deletion::{self, Deletion, Place};
use super::difference::{self, DocumentDifference};
use super::directory::DirectoryBackend;
use super::error::{ConfigurationError, DocumentError};
use super::history::{self, Revision, Version};
use super::key::Key;
use super::state::State;
use crate::storage::{Database, DatabaseUrl, StorageError};
use std::collections::BTreeSet;
use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use tokio::sync::{Mutex, watch};

/// How often a change is checked and written again because others changed something meanwhile.
const ATTEMPTS: u32 = 50;

/// Where the configuration is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoreUrl {
    /// `file:DIR`: a directory of YAML files.
    Directory(PathBuf),
    /// `sqlite:PATH`, `postgres://…`, `mysql://…`.
    Database(DatabaseUrl),
}

impl FromStr for StoreUrl {
    type Err = StorageError;

    fn from_str(text: &str) -> Result<Self, StorageError> {
        match text.strip_prefix("file:") {
            Some("") => Err(StorageError::Url("write file:DIR".to_owned())),
            Some(dir) => Ok(Self::Directory(
                dir.strip_prefix("//").unwrap_or(dir).into(),
            )),
            None => DatabaseUrl::parse(text).map(Self::Database),
        }
    }
}

/// Without the password.
impl fmt::Display for StoreUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Directory(dir) => write!(f, "file:{}", dir.display()),
            Self::Database(url) => url.fmt(f),
        }
    }
}

/// The configuration: in memory what is in force, and where it is kept. Clones share it.
#[derive(Debug, Clone)]
pub struct ConfigurationStore(pub(super) Arc<Shared>);

#[derive(Debug)]
pub(super) struct Shared {
    pub(super) backend: Backend,
    pub(super) admission: Admission,
    pub(super) state: watch::Sender<Arc<State>>,
    /// Why the store cannot be written to now; `None` if it can.
    pub(super) trouble: watch::Sender<Option<String>>,
    /// Changes that were made here.
    pub(super) commits: AtomicU64,
    /// Where changes are audited, if they are.
    pub(super) audit: OnceLock<AuditLog>,
    /// Held while the state changes, so that this process does not run against itself.
    pub(super) changing: Mutex<()>,
}

/// Where it is kept.
#[derive(Debug)]
pub(super) enum Backend {
    Database(DatabaseBackend),
    Directory(DirectoryBackend),
}

impl ConfigurationStore {
    /// Opens the store: brings a database's tables up to date and reads everything. From then on
    /// [`Self::follow`] has to run.
    ///
    /// # Errors
    /// [`ConfigurationError::Unavailable`] if the database is not there, [`ConfigurationError::Failed`]
    /// if the directory cannot be listed or the tables cannot be migrated.
    pub async fn open(url: &StoreUrl, admission: Admission) -> Result<Self, ConfigurationError> {
        let (backend, state) = match url {
            StoreUrl::Database(url) => {
                let database = Database::connect(url.clone()).await?;
                let (backend, state) = DatabaseBackend::open(database).await?;
                (Backend::Database(backend), state)
            }
            StoreUrl::Directory(dir) => {
                let (backend, state) = DirectoryBackend::open(dir)?;
                (Backend::Directory(backend), state)
            }
        };
        Ok(Self(Arc::new(Shared {
            backend,
            admission,
            state: watch::Sender::new(Arc::new(state)),
            trouble: watch::Sender::new(None),
            commits: AtomicU64::new(0),
            audit: OnceLock::new(),
            changing: Mutex::new(()),
        })))
    }

    /// From now on, writes every change into the audit log in `data`: in the transaction of the
    /// change if that is the database of the configuration, too. The log's table must be there.
    pub fn audit_in(&self, data: &Database) {
        let is_same = self.database().is_some_and(|own| own.url() == data.url());
        let log = if is_same {
            AuditLog::Within
        } else {
            AuditLog::Beside(data.clone())
        };
        // The first one stays.
        let _ = self.0.audit.set(log);
    }

    /// What is in force. Never waits.
    #[must_use]
    pub fn current(&self) -> Arc<State> {
        Arc::clone(&self.0.state.borrow())
    }

    /// How many changes this process has made.
    #[must_use]
    pub fn commits(&self) -> u64 {
        self.0.commits.load(Ordering::Relaxed)
    }

    /// What is in force, and every change of it.
    #[must_use]
    pub fn subscribe(&self) -> watch::Receiver<Arc<State>> {
        self.0.state.subscribe()
    }

    /// Why the store cannot be written to now, `None` while it can.
    #[must_use]
    pub fn trouble(&self) -> watch::Receiver<Option<String>> {
        self.0.trouble.subscribe()
    }

    /// The database, for what else may live in it.
    #[must_use]
    pub fn database(&self) -> Option<&Database> {
        match &self.0.backend {
            Backend::Database(backend) => Some(backend.database()),
            Backend::Directory(_) => None,
        }
    }

    /// Makes a change, as a whole or not at all. When this returns, it is stored for good and in
    /// force in this process. A change that is in force already makes no revision.
    ///
    /// # Errors
    /// [`ConfigurationError`]; but for `Unavailable`, nothing was changed.
    pub async fn commit(&self, change: Change) -> Result<Committed, ConfigurationError> {
        let _changing = self.0.changing.lock().await;
        let committed = match &self.0.backend {
            Backend::Directory(backend) => {
                backend.refresh(&self.0.state).await?;
                let proposal = check::check(&self.current(), &change, &self.0.admission)?;
                backend.write(proposal, &self.0.state).await
            }
            Backend::Database(backend) => self.commit_to(backend, &change).await,
        }?;
        if committed.changed.is_empty() {
            return Ok(committed);
        }
        self.0.commits.fetch_add(1, Ordering::Relaxed);
        if let Some(AuditLog::Beside(data)) = self.0.audit.get() {
            let outcome = audit::outcome(&change, &committed.changed);
            let entry = audit::entry(&change, committed.revision, &outcome);
            audit::write_beside(data, entry).await;
        }
        Ok(committed)
    }

    async fn commit_to(
        &self,
        backend: &DatabaseBackend,
        change: &Change,
    ) -> Result<Committed, ConfigurationError> {
        for _ in 0..ATTEMPTS {
            let before = self.current();
            // What is checked against may be old news: a refusal needs to be sure.
            let proposal = match check::check(&before, change, &self.0.admission) {
                Ok(proposal) => proposal,
                Err(error) if !self.catch_up(backend).await? => return Err(error),
                Err(_) => continue,
            };
            let changed: Vec<Key> = proposal.edits.keys().cloned().collect();
            if changed.is_empty() {
                if self.catch_up(backend).await? {
                    continue;
                }
                let revision = before.revision;
                return Ok(Committed { revision, changed });
            }
            let number = before.revision.saturating_add(1);
            let Proposal { edits, entries } = proposal;
            let is_audited = matches!(self.0.audit.get(), Some(AuditLog::Within));
            let entry = is_audited.then(|| {
                let outcome = audit::outcome(change, &changed);
                audit::entry(change, number, &outcome)
            });
            if backend.write(number, change, edits, entry).await? {
                self.0
                    .state
                    .send_replace(Arc::new(before.followed_by(number, entries)));
                return Ok(Committed {
                    revision: number,
                    changed,
                });
            }
            self.catch_up(backend).await?;
        }
        Err(ConfigurationError::Busy)
    }

    /// Takes in what other processes have written; whether there was anything.
    pub(super) async fn catch_up(
        &self,
        backend: &DatabaseBackend,
    ) -> Result<bool, ConfigurationError> {
        let next = backend.next(&self.current()).await?;
        let is_new = next.is_some();
        if let Some(next) = next {
            self.0.state.send_replace(Arc::new(next));
        }
        Ok(is_new)
    }

    /// Everything that is wrong with a change; empty if it could be made.
    ///
    /// # Errors
    /// [`ConfigurationError`] if a document is not what the change expects.
    pub fn validate(&self, change: &Change) -> Result<Vec<DocumentError>, ConfigurationError> {
        match check::check(&self.current(), change, &self.0.admission) {
            Ok(_) => Ok(Vec::new()),
            Err(ConfigurationError::Invalid(errors)) => Ok(errors),
            Err(other) => Err(other),
        }
    }

    /// Revisions before number `before` (`None`: from the newest), the newest first.
    ///
    /// # Errors
    /// [`ConfigurationError::NoHistory`], [`ConfigurationError::Unavailable`].
    pub async fn revisions(
        &self,
        before: Option<i64>,
        limit: u32,
    ) -> Result<Vec<Revision>, ConfigurationError> {
        let history = self.history()?;
        Ok(history
            .run(move |c| history::revisions(c, before, limit))
            .await?)
    }

    /// As [`Self::revisions`], of those alone that changed documents of these tenants, with no word
    /// of other documents.
    ///
    /// # Errors
    /// Those of [`Self::revisions`].
    pub async fn revisions_of(
        &self,
        tenants: BTreeSet<String>,
        before: Option<i64>,
        limit: u32,
    ) -> Result<Vec<Revision>, ConfigurationError> {
        let history = self.history()?;
        Ok(history
            .run(move |c| history::revisions_of(c, &tenants, before, limit))
            .await?)
    }

    /// Documents of these tenants (of all where `None`) that are deleted, the last first, from behind
    /// `after`; at most `limit`.
    ///
    /// # Errors
    /// Those of [`Self::revisions`].
    pub async fn deletions(
        &self,
        tenants: Option<BTreeSet<String>>,
        after: Option<Place>,
        limit: i64,
    ) -> Result<Vec<Deletion>, ConfigurationError> {
        let history = self.history()?;
        Ok(history
            .run(move |c| deletion::deletions(c, tenants.as_ref(), after.as_ref(), limit))
            .await?)
    }

    /// One revision and the documents that it changed.
    ///
    /// # Errors
    /// [`ConfigurationError::NoRevision`], and those of [`Self::revisions`].
    pub async fn revision(&self, number: i64) -> Result<(Revision, Vec<Key>), ConfigurationError> {
        let found = self
            .history()?
            .run(move |c| history::revision(c, number))
            .await;
        found.map_err(|error| match error {
            StorageError::Missing => ConfigurationError::NoRevision(number),
            other => other.into(),
        })
    }

    /// Versions of a document before revision `before` (`None`: from the newest), the newest first;
    /// empty if there never was such a document. Secrets are redacted.
    ///
    /// # Errors
    /// Those of [`Self::revisions`].
    pub async fn versions(
        &self,
        key: &Key,
        before: Option<i64>,
        limit: u32,
    ) -> Result<Vec<Version>, ConfigurationError> {
        let (history, key) = (self.history()?, key.clone());
        Ok(history
            .run(move |c| history::versions(c, &key, before, limit))
            .await?)
    }

    /// What differs in `to` from `from`, by document; either may be the older one, and 0 is the empty
    /// configuration before the first revision. Secrets are redacted.
    ///
    /// # Errors
    /// [`ConfigurationError::NoRevision`], and those of [`Self::revisions`].
    pub async fn difference(
        &self,
        from: i64,
        to: i64,
    ) -> Result<Vec<DocumentDifference>, ConfigurationError> {
        for number in [from, to] {
            if number != 0 {
                self.revision(number).await?;
            }
        }
        let span = (from.min(to), from.max(to));
        let (old, new) = self
            .history()?
            .run(move |c| {
                let old = history::changed_between(c, span, from)?;
                Ok((old, history::changed_between(c, span, to)?))
            })
            .await?;
        let keys: BTreeSet<&Key> = old.keys().chain(new.keys()).collect();
        let text = |of: Option<&Option<String>>| of.cloned().flatten();
        Ok(keys
            .into_iter()
            .filter_map(|key| {
                let (old, new) = (text(old.get(key)), text(new.get(key)));
                difference::of(key, old.as_deref(), new.as_deref())
            })
            .collect())
    }

    /// The database with the history.
    pub(super) fn history(&self) -> Result<&Database, ConfigurationError> {
        self.database().ok_or(ConfigurationError::NoHistory)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls() {
        let table = [
            ("file:a/b", "file:a/b"),
            ("file:///a", "file:/a"),
            ("sqlite:x.db", "sqlite:x.db"),
            ("mysql://u:p@h/n", "mysql://u@h/n"),
        ];
        for (text, shown) in table {
            assert_eq!(text.parse::<StoreUrl>().unwrap().to_string(), shown);
        }
        for text in ["", "file:", "a/b", "redis://h"] {
            text.parse::<StoreUrl>().unwrap_err();
        }
    }
}
