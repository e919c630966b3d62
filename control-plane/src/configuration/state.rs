//! What is in force, in memory.

use super::content;
use super::key::Key;
use super::reading;
use crate::store::{ConfigError, Configuration};
use portico_config::{Document, FieldError};
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// The documents of one revision.
#[derive(Debug, Clone, Default)]
pub struct State {
    /// The revision; of a directory, a counter of the changes since the start.
    pub revision: i64,
    /// The documents by key.
    pub entries: BTreeMap<Key, Arc<Entry>>,
    /// What is wrong with what is stored: with files as they are now, or with documents that an older
    /// version of Portico accepted.
    pub errors: Arc<[ConfigError]>,
    /// False while something stored could never be read since the start.
    pub complete: bool,
}

impl State {
    /// The entry of `key`.
    #[must_use]
    pub fn get(&self, key: &Key) -> Option<&Arc<Entry>> {
        self.entries.get(key)
    }

    /// The state after a change that was checked against this one.
    pub(super) fn followed_by(&self, revision: i64, entries: BTreeMap<Key, Arc<Entry>>) -> Self {
        if self.errors.is_empty() {
            return Self {
                revision,
                entries,
                ..self.clone()
            };
        }
        // It may have put right what was wrong.
        reading::state(revision, entries)
    }

    /// What is pushed.
    #[must_use]
    pub fn configuration(&self) -> Configuration {
        let documents = self.entries.values();
        Configuration {
            revision: self.revision,
            documents: documents
                .filter_map(|entry| entry.document.clone())
                .collect(),
            errors: Arc::clone(&self.errors),
            complete: self.complete,
        }
    }
}

/// One document.
#[derive(Debug)]
pub struct Entry {
    /// What it is called.
    pub key: Key,
    /// The document; `None` if what is stored cannot be used.
    pub document: Option<Arc<Document>>,
    /// Why it cannot be used.
    pub errors: Vec<FieldError>,
    /// The revision that it is from.
    pub revision: i64,
    text: OnceLock<Text>,
    /// Whether the text is what somebody wrote.
    is_verbatim: bool,
}

#[derive(Debug, Clone)]
struct Text {
    content: Arc<str>,
    etag: Arc<str>,
}

impl Text {
    fn of(content: String) -> Self {
        Self {
            etag: content::etag(&content).into(),
            content: content.into(),
        }
    }
}

impl Entry {
    /// A valid document with its text.
    pub(super) fn new(key: Key, document: Arc<Document>, content: String, revision: i64) -> Self {
        Self {
            key,
            document: Some(document),
            errors: Vec::new(),
            revision,
            text: OnceLock::from(Text::of(content)),
            is_verbatim: true,
        }
    }

    /// A stored text that cannot be used.
    pub(super) fn broken(
        key: Key,
        errors: Vec<FieldError>,
        content: String,
        revision: i64,
    ) -> Self {
        Self {
            key,
            document: None,
            errors,
            revision,
            text: OnceLock::from(Text::of(content)),
            is_verbatim: true,
        }
    }

    /// A document from a file. Its text is made when somebody asks for it.
    pub(super) fn of_document(document: &Arc<Document>, revision: i64) -> Self {
        Self {
            key: Key::of(document),
            document: Some(Arc::clone(document)),
            errors: Vec::new(),
            revision,
            text: OnceLock::new(),
            is_verbatim: false,
        }
    }

    /// Whether putting `document` in this one's place would change nothing.
    pub(super) fn says(&self, document: &Document, content: &str) -> bool {
        if self.is_verbatim {
            **self.content() == *content
        } else {
            self.document.as_deref() == Some(document)
        }
    }

    /// The document's compact JSON text.
    #[must_use]
    pub fn content(&self) -> &Arc<str> {
        &self.text().content
    }

    /// The hash of the content, 16 hexadecimal digits.
    #[must_use]
    pub fn etag(&self) -> &Arc<str> {
        &self.text().etag
    }

    fn text(&self) -> &Text {
        self.text.get_or_init(|| {
            let document = self.document.as_deref();
            // Documents have string keys only, so writing them cannot fail.
            let text = document.and_then(|document| serde_json::to_string(document).ok());
            let canonical = |text: String| Some(content::Json::parse(&text).ok()?.to_text());
            Text::of(text.and_then(canonical).unwrap_or_default())
        })
    }
}
