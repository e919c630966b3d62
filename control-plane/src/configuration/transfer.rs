//! Export and import of everything as YAML: what was exported is imported as the same documents,
//! with the same etags, into any store.

use super::change::{Change, Committed, Edit, Expected};
use super::content::Json;
use super::error::{ConfigurationError, DocumentError};
use super::key::Key;
use super::redact::redact;
use super::store::ConfigurationStore;
use super::yaml;
use crate::store::{StreamDocument, read_stream};
use portico_config::FieldError;
use std::collections::BTreeSet;

/// What becomes of documents that an import does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportMode {
    /// They stay.
    Merge,
    /// They are deleted.
    Replace,
}

impl ConfigurationStore {
    /// All documents that `is_wanted` as one YAML stream. Secrets are redacted; `with_secrets` they
    /// are as they are stored, sealed, and can be used where the same key is.
    #[must_use]
    pub fn export(&self, with_secrets: bool, is_wanted: impl Fn(&Key) -> bool) -> String {
        let state = self.current();
        let wanted = state.entries.iter().filter(|(key, _)| is_wanted(key));
        let document = |key: &Key, content: &str| {
            // What is in force has canonical text.
            let json = Json::parse(content).unwrap_or_else(|_| Json::Text(content.to_owned()));
            yaml::document(&if with_secrets {
                json
            } else {
                redact(key, json)
            })
        };
        let documents: Vec<String> = wanted
            .map(|(key, entry)| document(key, entry.content()))
            .collect();
        documents.join("---\n")
    }

    /// Puts all documents of a YAML stream, as one change. A redacted secret stays what it is.
    ///
    /// # Errors
    /// [`ConfigurationError::Invalid`] with everything that is wrong, also with the YAML; and those of
    /// [`Self::commit`].
    pub async fn import(
        &self,
        yaml: &str,
        mode: ImportMode,
        author: &str,
        reason: &str,
    ) -> Result<Committed, ConfigurationError> {
        let edits = self.import_edits(yaml, mode)?;
        self.commit(Change {
            edits,
            author: author.to_owned(),
            reason: reason.to_owned(),
        })
        .await
    }

    /// The edits of which [`Self::import`] makes its change, to look at or to try first.
    ///
    /// # Errors
    /// [`ConfigurationError::Invalid`] if it is not YAML.
    pub fn import_edits(
        &self,
        yaml: &str,
        mode: ImportMode,
    ) -> Result<Vec<Edit>, ConfigurationError> {
        let documents = read_stream(yaml).map_err(|errors| {
            let told = |error: FieldError| DocumentError::new(None, None, error);
            ConfigurationError::Invalid(errors.into_iter().map(told).collect())
        })?;
        let state = self.current();
        let (mut edits, mut named) = (Vec::new(), BTreeSet::new());
        for StreamDocument { json } in documents {
            let key = portico_config::parse(&json)
                .ok()
                .map(|document| Key::of(&document));
            named.extend(key);
            edits.push(Edit::Put {
                content: json,
                expected: Expected::Any,
            });
        }
        if mode == ImportMode::Replace {
            let gone = state.entries.keys().filter(|key| !named.contains(*key));
            edits.extend(gone.map(|key| Edit::Delete {
                key: key.clone(),
                expected: Expected::Present,
            }));
        }
        Ok(edits)
    }
}
