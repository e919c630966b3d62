//! Going back: always a new revision that has the documents of an old one.

use super::change::{Change, Committed, Edit, Expected};
use super::error::ConfigurationError;
use super::history;
use super::key::Key;
use super::state::State;
use super::store::ConfigurationStore;
use std::collections::BTreeMap;

/// How often it is tried while others change the same documents.
const ATTEMPTS: u32 = 5;

impl ConfigurationStore {
    /// Makes all documents, or `only` one, what they were at revision `to` (0: before the first).
    ///
    /// # Errors
    /// [`ConfigurationError::NoRevision`], [`ConfigurationError::NoHistory`], and those of
    /// [`Self::commit`]: what was valid then need not be valid with the other documents of now.
    pub async fn rollback(
        &self,
        to: i64,
        only: Option<&Key>,
        author: &str,
        reason: &str,
    ) -> Result<Committed, ConfigurationError> {
        if to != 0 {
            self.revision(to).await?;
        }
        for _ in 0..ATTEMPTS {
            let now = self.current();
            let wanted = self.contents_at(to, only.cloned(), now.revision).await?;
            let change = Change {
                edits: edits(&now, wanted),
                author: author.to_owned(),
                reason: reason.to_owned(),
            };
            match self.commit(change).await {
                Err(ConfigurationError::Conflict(_)) => {}
                outcome => return outcome,
            }
        }
        Err(ConfigurationError::Busy)
    }

    /// Brings a deleted document back as it was last.
    ///
    /// # Errors
    /// [`ConfigurationError::NoDocument`] if there never was one, [`ConfigurationError::Conflict`] if
    /// there is one, [`ConfigurationError::NoHistory`], and those of [`Self::commit`].
    pub async fn restore(
        &self,
        key: &Key,
        author: &str,
        reason: &str,
    ) -> Result<Committed, ConfigurationError> {
        let wanted = key.clone();
        let last = self
            .history()?
            .run(move |c| {
                let versions = history::versions(c, &wanted, None, 2)?;
                let with_content = versions.iter().find(|version| version.content.is_some());
                match with_content {
                    Some(version) => history::content_at(c, &wanted, version.revision),
                    None => Ok(None),
                }
            })
            .await?;
        let content = last.ok_or_else(|| ConfigurationError::NoDocument(key.clone()))?;
        self.commit(Change {
            edits: vec![Edit::Put {
                content,
                expected: Expected::Absent,
            }],
            author: author.to_owned(),
            reason: reason.to_owned(),
        })
        .await
    }

    /// The texts at revision `to` of `only` or of all documents that changed since.
    async fn contents_at(
        &self,
        to: i64,
        only: Option<Key>,
        now: i64,
    ) -> Result<BTreeMap<Key, Option<String>>, ConfigurationError> {
        let read = self.history()?.run(move |c| match only {
            Some(key) => {
                let content = history::content_at(c, &key, to)?;
                Ok(BTreeMap::from([(key, content)]))
            }
            None => history::changed_between(c, (to, now.max(to)), to),
        });
        Ok(read.await?)
    }
}

/// What brings `now` there; each edit expects what is now.
fn edits(now: &State, wanted: BTreeMap<Key, Option<String>>) -> Vec<Edit> {
    let edit = |(key, content): (Key, Option<String>)| {
        let current = now.get(&key);
        let expected = current.map_or(Expected::Absent, |entry| {
            Expected::Etags(vec![entry.etag().to_string()])
        });
        match (content, current) {
            (Some(content), _) => Some(Edit::Put { content, expected }),
            (None, Some(_)) => Some(Edit::Delete { key, expected }),
            (None, None) => None,
        }
    };
    wanted.into_iter().filter_map(edit).collect()
}
