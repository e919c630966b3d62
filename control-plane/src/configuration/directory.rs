//! The configuration in a directory of YAML files.

use super::change::Committed;
use super::check::Proposal;
use super::content::Json;
use super::error::ConfigurationError;
use super::key::Key;
use super::state::{Entry, State};
use super::yaml;
use crate::store::{Configuration, DirectoryStore, FileEdit};
use parking_lot::Mutex;
use portico_config::Document;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::sync::watch;
use tokio::task::spawn_blocking;

/// A directory of YAML files, read and written.
#[derive(Debug)]
pub(super) struct DirectoryBackend {
    root: PathBuf,
    files: Arc<Mutex<DirectoryStore>>,
}

impl DirectoryBackend {
    /// Reads the directory.
    pub(super) fn open(root: &Path) -> Result<(Self, State), ConfigurationError> {
        let mut files = DirectoryStore::new(root);
        let configuration = files
            .refresh()
            .map_err(|error| ConfigurationError::Failed(error.to_string()))?;
        let state = state(&State::default(), configuration);
        let backend = Self {
            root: root.to_owned(),
            files: Arc::new(Mutex::new(files)),
        };
        Ok((backend, state))
    }

    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// Whether names, lengths or times in the directory differ from when it was last read.
    pub(super) async fn looks_changed(&self) -> bool {
        self.with(|files| Ok(files.looks_changed()))
            .await
            .unwrap_or(true)
    }

    /// Reads what changed in the directory.
    pub(super) async fn refresh(
        &self,
        known: &watch::Sender<Arc<State>>,
    ) -> Result<(), ConfigurationError> {
        let configuration = self
            .with(|files| {
                let refreshed = files.refresh();
                refreshed.map_err(|error| ConfigurationError::Failed(error.to_string()))
            })
            .await?;
        publish(known, configuration);
        Ok(())
    }

    /// As [`Self::refresh`]; a directory that cannot be read is an error of the state.
    pub(super) async fn refresh_or_keep(&self, known: &watch::Sender<Arc<State>>) {
        match self.with(|files| Ok(files.refresh_or_keep())).await {
            Ok(configuration) => publish(known, configuration),
            Err(error) => tracing::error!("{error}"),
        }
    }

    /// Writes a change into the files and reads them again.
    pub(super) async fn write(
        &self,
        proposal: Proposal,
        known: &watch::Sender<Arc<State>>,
    ) -> Result<Committed, ConfigurationError> {
        let changed: Vec<Key> = proposal.edits.keys().cloned().collect();
        if !changed.is_empty() {
            self.with(move |files| {
                let edits = proposal.edits.into_iter();
                let edits = edits.map(|(key, entry)| file_edit(files, key, entry.as_deref()));
                let written = files.write(edits.collect());
                written.map_err(|error| ConfigurationError::Failed(error.to_string()))
            })
            .await?;
            self.refresh(known).await?;
        }
        let revision = known.borrow().revision;
        Ok(Committed { revision, changed })
    }

    async fn with<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut DirectoryStore) -> Result<T, ConfigurationError> + Send + 'static,
    ) -> Result<T, ConfigurationError> {
        let files = Arc::clone(&self.files);
        let done = spawn_blocking(move || work(&mut files.lock()));
        done.await
            .map_err(|error| ConfigurationError::Failed(error.to_string()))?
    }
}

fn file_edit(files: &DirectoryStore, key: Key, entry: Option<&Entry>) -> FileEdit {
    let yaml = entry.map(|entry| {
        let content = entry.content();
        // The check made this text.
        let json = Json::parse(content).unwrap_or_else(|_| Json::Text(content.to_string()));
        yaml::document(&json)
    });
    let has_key = |document: &Document| Key::of(document) == key;
    FileEdit {
        file: files.file_of(has_key),
        key: (key.kind, key.tenant, key.name),
        yaml,
    }
}

/// Makes the new configuration the one in force, if anything is new.
fn publish(known: &watch::Sender<Arc<State>>, configuration: Configuration) {
    let shown = |state: &State| (state.revision, state.complete, Arc::clone(&state.errors));
    known.send_if_modified(|known| {
        let next = state(known, configuration);
        let is_new = shown(known) != shown(&next);
        *known = Arc::new(next);
        is_new
    });
}

/// The state after `before`. Documents that did not change keep their entries.
fn state(before: &State, configuration: Configuration) -> State {
    let is_same = |entry: &Entry, document: &Arc<Document>| {
        let known = entry.document.as_ref();
        known.is_some_and(|known| Arc::ptr_eq(known, document))
    };
    let next = before.revision.saturating_add(1);
    let (mut entries, mut same) = (BTreeMap::new(), 0);
    for document in &configuration.documents {
        let key = Key::of(document);
        let known = before.get(&key).filter(|entry| is_same(entry, document));
        same += usize::from(known.is_some());
        let entry = match known {
            Some(entry) => Arc::clone(entry),
            None => Arc::new(Entry::of_document(document, next)),
        };
        entries.insert(key, entry);
    }
    let is_same = same == entries.len() && same == before.entries.len() && before.revision > 0;
    State {
        revision: if is_same { before.revision } else { next },
        entries,
        errors: configuration.errors,
        complete: configuration.complete,
    }
}
