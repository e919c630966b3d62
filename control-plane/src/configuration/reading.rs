//! Stored documents become entries again. They were valid when they were stored; a newer version of
//! Portico may have stricter rules.

use super::key::Key;
use super::state::{Entry, State};
use crate::store::ConfigError;
use portico_config::{Document, FieldError};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The entry of a stored text.
pub(super) fn entry(key: Key, content: String, revision: i64) -> Arc<Entry> {
    let read = portico_config::parse(&content).map_err(|error| vec![error]);
    let valid = read.and_then(|document| match portico_config::validate(&document) {
        errors if errors.is_empty() => Ok(document),
        errors => Err(errors),
    });
    Arc::new(match valid {
        Ok(document) => Entry::new(key, Arc::new(document), content, revision),
        Err(errors) => Entry::broken(key, errors, content, revision),
    })
}

/// The state of these entries. Documents that do not fit together are left out and told.
pub(super) fn state(revision: i64, mut entries: BTreeMap<Key, Arc<Entry>>) -> State {
    loop {
        let broken = misfits(&entries);
        if broken.is_empty() {
            break;
        }
        for (key, errors) in broken {
            if let Some(entry) = entries.get_mut(&key) {
                let content = entry.content().to_string();
                *entry = Arc::new(Entry::broken(key, errors, content, entry.revision));
            }
        }
    }
    let errors: Vec<ConfigError> = entries
        .values()
        .flat_map(|entry| errors_of(entry))
        .collect();
    State {
        revision,
        complete: errors.is_empty(),
        errors: errors.into(),
        entries,
    }
}

fn misfits(entries: &BTreeMap<Key, Arc<Entry>>) -> BTreeMap<Key, Vec<FieldError>> {
    let good: Vec<(&Key, &Document)> = entries
        .iter()
        .filter_map(|(key, entry)| Some((key, entry.document.as_deref()?)))
        .collect();
    let documents: Vec<&Document> = good.iter().map(|(_, document)| *document).collect();
    let mut misfits = BTreeMap::new();
    for (index, error) in portico_config::validate_together(&documents) {
        if let Some((key, _)) = good.get(index) {
            misfits
                .entry((*key).clone())
                .or_insert_with(Vec::new)
                .push(error);
        }
    }
    misfits
}

fn errors_of(entry: &Entry) -> impl Iterator<Item = ConfigError> {
    entry.errors.iter().map(|error| ConfigError {
        file: entry.key.to_string(),
        line: 1,
        path: error.path.clone(),
        message: error.message.clone(),
    })
}
