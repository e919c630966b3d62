//! What an import would do to the documents that are in force.

use crate::configuration::{Edit, Expected, Key, State};
use portico_config::Document;
use portico_import::Import;
use portico_import::update::{FieldChange, Side, Update, UpdateError, update};
use serde::Deserialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// What becomes of a server that is there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, ToSchema)]
#[schema(as = ImportMode)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// There must be none.
    #[default]
    Create,
    /// The imported one takes its place.
    Replace,
    /// What the description changed since the last import, and what was edited here, are put together.
    Update,
}

/// An import that was not made yet.
#[derive(Debug, Clone)]
pub struct Draft {
    /// What was read.
    pub import: Import,
    /// The documents that would be put.
    pub documents: Vec<Document>,
    /// What would be done.
    pub edits: Vec<Edit>,
    /// The documents that are there already and would be others.
    pub replaced: Vec<Key>,
    /// Who changed what since the last import; empty where it is no update.
    pub changes: Vec<FieldChange>,
}

impl Draft {
    /// What an import would do to `state`. A secret that is there already stays, unless its value is
    /// given.
    ///
    /// # Errors
    /// A document cannot be written as JSON.
    pub fn new(import: Import, state: &State, mode: Mode) -> serde_json::Result<Self> {
        let documents = import.documents.clone();
        Self::of(import, (documents, Vec::new()), state, mode)
    }

    /// What an update of the import `base` would do to `state`.
    ///
    /// # Errors
    /// The sides do not fit together.
    pub fn update(
        import: Import,
        base: &[Document],
        state: &State,
        choices: &BTreeMap<String, Side>,
    ) -> Result<Self, UpdateError> {
        let keys = import.documents.iter().map(Key::of);
        let ours = keys.filter_map(|key| state.get(&key)?.document.as_deref().cloned());
        let ours: Vec<Document> = ours.collect();
        let Update { documents, changes } = update(base, &import.documents, &ours, choices)?;
        let unwritten = |error: serde_json::Error| UpdateError {
            document: String::new(),
            message: error.to_string(),
        };
        Self::of(import, (documents, changes), state, Mode::Update).map_err(unwritten)
    }

    fn of(
        import: Import,
        (documents, changes): (Vec<Document>, Vec<FieldChange>),
        state: &State,
        mode: Mode,
    ) -> serde_json::Result<Self> {
        let (mut edits, mut replaced) = (Vec::new(), Vec::new());
        for document in &documents {
            let key = Key::of(document);
            let is_there = state.get(&key).is_some();
            if is_there && matches!(document, Document::Secret(secret) if secret.value.is_none()) {
                continue;
            }
            let is_server = matches!(document, Document::Server(_));
            let expected = match mode {
                Mode::Create if is_server => Expected::Absent,
                Mode::Create | Mode::Replace | Mode::Update => Expected::Any,
            };
            edits.push(Edit::Put {
                content: content(document)?,
                expected,
            });
            if is_there {
                replaced.push(key);
            }
        }
        Ok(Self {
            import,
            documents,
            edits,
            replaced,
            changes,
        })
    }
}

/// The document's text, with the value of a secret.
fn content(document: &Document) -> serde_json::Result<String> {
    let text = serde_json::to_string(document)?;
    let Document::Secret(secret) = document else {
        return Ok(text);
    };
    let mut secret_text = serde_json::to_value(document)?;
    if let Some(value) = &secret.value
        && let Some(map) = secret_text.as_object_mut()
    {
        map.insert("value".to_owned(), value.expose().into());
    }
    serde_json::to_string(&secret_text)
}
