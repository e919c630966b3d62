//! What an import would do to the documents that are in force.

use crate::configuration::{Edit, Expected, Key, State};
use portico_config::Document;
use portico_import::Import;
use serde::Deserialize;
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
}

/// An import that was not made yet.
#[derive(Debug, Clone)]
pub struct Draft {
    /// What was read.
    pub import: Import,
    /// What would be done.
    pub edits: Vec<Edit>,
    /// The documents that are there already and would be others.
    pub replaced: Vec<Key>,
}

impl Draft {
    /// What an import would do to `state`. A secret that is there already stays, unless its value is
    /// given.
    ///
    /// # Errors
    /// A document cannot be written as JSON.
    pub fn new(import: Import, state: &State, mode: Mode) -> serde_json::Result<Self> {
        let (mut edits, mut replaced) = (Vec::new(), Vec::new());
        for document in &import.documents {
            let key = Key::of(document);
            let is_there = state.get(&key).is_some();
            if is_there && matches!(document, Document::Secret(secret) if secret.value.is_none()) {
                continue;
            }
            let is_server = matches!(document, Document::Server(_));
            let expected = match mode {
                Mode::Create if is_server => Expected::Absent,
                Mode::Create | Mode::Replace => Expected::Any,
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
            edits,
            replaced,
        })
    }
}

/// The document's text, with the value of a secret.
fn content(document: &Document) -> serde_json::Result<String> {
    let mut text = serde_json::to_value(document)?;
    if let Document::Secret(secret) = document
        && let Some(value) = &secret.value
        && let Some(map) = text.as_object_mut()
    {
        map.insert("value".to_owned(), value.expose().into());
    }
    serde_json::to_string(&text)
}
