//! Checking a change against what is in force. Pure.

use super::admission::Admission;
use super::change::{Change, Edit, Expected};
use super::content::Json;
use super::error::{ConfigurationError, Conflict, DocumentError};
use super::key::Key;
use super::redact::redacted;
use super::state::{Entry, State};
use portico_config::{Document, FieldError};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A change that may be made to the state that it was checked against.
#[derive(Debug)]
pub(super) struct Proposal {
    /// The documents that differ: what they become, `None` for those to delete.
    pub(super) edits: BTreeMap<Key, Option<Arc<Entry>>>,
    /// All documents with the change.
    pub(super) entries: BTreeMap<Key, Arc<Entry>>,
}

/// Checks `change` against `state`. What is in force already is not part of the proposal.
///
/// # Errors
/// [`ConfigurationError::Invalid`] with everything that is wrong; [`ConfigurationError::Conflict`] and
/// [`ConfigurationError::NoDocument`] for the first document that is not what was expected.
pub(super) fn check(
    state: &State,
    change: &Change,
    admission: &Admission,
) -> Result<Proposal, ConfigurationError> {
    let read = read_all(state, change, admission)?;
    for (edit, read) in change.edits.iter().zip(&read) {
        expect(state, edit, read)?;
    }
    let revision = state.revision.saturating_add(1);
    let mut proposal = Proposal {
        edits: BTreeMap::new(),
        entries: state.entries.clone(),
    };
    let mut errors = Vec::new();
    let mut touched = BTreeMap::new();
    for (index, read) in read.into_iter().enumerate() {
        touched.insert(read.key.clone(), index);
        let entry = match read.document {
            None => {
                proposal.entries.remove(&read.key);
                None
            }
            Some((document, content)) => {
                if state
                    .get(&read.key)
                    .is_some_and(|now| now.says(&document, &content))
                {
                    continue;
                }
                let found = portico_config::validate(&document).into_iter();
                let key = || Some(read.key.clone());
                errors.extend(found.map(|e| DocumentError::new(Some(index), key(), e)));
                let entry = Entry::new(read.key.clone(), Arc::new(document), content, revision);
                let entry = Arc::new(entry);
                proposal
                    .entries
                    .insert(read.key.clone(), Arc::clone(&entry));
                Some(entry)
            }
        };
        proposal.edits.insert(read.key, entry);
    }
    errors.extend(together(&proposal.entries, &touched));
    if errors.is_empty() {
        Ok(proposal)
    } else {
        errors.sort_by_key(|error| error.edit);
        Err(ConfigurationError::Invalid(errors))
    }
}

/// An edit whose document can be read.
struct Read {
    key: Key,
    /// `None` for a deletion.
    document: Option<(Document, String)>,
}

fn read_all(
    state: &State,
    change: &Change,
    admission: &Admission,
) -> Result<Vec<Read>, ConfigurationError> {
    let (mut all, mut errors, mut keys) = (Vec::new(), Vec::new(), BTreeSet::new());
    for (index, edit) in change.edits.iter().enumerate() {
        let read = match edit {
            Edit::Delete { key, .. } => Ok(Read {
                key: key.clone(),
                document: None,
            }),
            Edit::Put { content, .. } => read(state, content, admission),
        };
        match read {
            Err(error) => errors.push(DocumentError::new(Some(index), None, error)),
            Ok(read) if !keys.insert(read.key.clone()) => {
                let message = "the change has this document already: name each once";
                let error = FieldError::new("name", message);
                errors.push(DocumentError::new(Some(index), Some(read.key), error));
            }
            Ok(read) => all.push(read),
        }
    }
    if errors.is_empty() {
        Ok(all)
    } else {
        Err(ConfigurationError::Invalid(errors))
    }
}

fn read(state: &State, content: &str, admission: &Admission) -> Result<Read, FieldError> {
    let content = Json::parse(content)?.to_text();
    let document = portico_config::parse(&content)?;
    let key = Key::of(&document);
    let current = state.get(&key).and_then(|entry| entry.document.as_deref());
    let admitted = admission.admit(document.clone(), current)?;
    let content = if admitted == document {
        content
    } else {
        written(&admitted)?
    };
    Ok(Read {
        key,
        document: Some((admitted, content)),
    })
}

/// The text of a document that is not what somebody wrote.
fn written(document: &Document) -> Result<String, FieldError> {
    let text =
        serde_json::to_string(document).map_err(|error| FieldError::new("", error.to_string()))?;
    Ok(Json::parse(&text)?.to_text())
}

/// Whether the document is what the edit expects.
fn expect(state: &State, edit: &Edit, read: &Read) -> Result<(), ConfigurationError> {
    let current = state.get(&read.key);
    let expected = match edit {
        Edit::Put { expected, .. } => expected,
        Edit::Delete { expected, .. } => {
            if current.is_none() && *expected == Expected::Any {
                return Err(ConfigurationError::NoDocument(read.key.clone()));
            }
            expected
        }
    };
    let holds = match (expected, current) {
        (Expected::Any, _) | (Expected::Absent, None) | (Expected::Present, Some(_)) => true,
        (Expected::Absent, Some(_)) | (Expected::Present | Expected::Etags(_), None) => false,
        (Expected::Etags(etags), Some(now)) => etags.iter().any(|etag| **etag == **now.etag()),
    };
    if holds {
        return Ok(());
    }
    let yours = read.document.as_ref();
    Err(ConfigurationError::Conflict(Box::new(Conflict {
        current: current.map(|now| redacted(&read.key, now.content())),
        current_etag: current.map(|now| now.etag().to_string()),
        yours: yours.map(|(_, content)| redacted(&read.key, content)),
        key: read.key.clone(),
    })))
}

/// What is wrong between the documents. Those that the change does not touch come first, so that of
/// two that clash the new one has the error.
fn together(
    entries: &BTreeMap<Key, Arc<Entry>>,
    touched: &BTreeMap<Key, usize>,
) -> Vec<DocumentError> {
    let is_touched = |entry: &&Arc<Entry>| touched.contains_key(&entry.key);
    let old = entries.values().filter(|entry| !is_touched(entry));
    let new = entries.values().filter(is_touched);
    let with_document = |entry: &'_ Arc<Entry>| entry.document.is_some();
    let ordered: Vec<&Arc<Entry>> = old.chain(new).filter(|e| with_document(e)).collect();
    let documents: Vec<&Document> = ordered
        .iter()
        .filter_map(|e| e.document.as_deref())
        .collect();
    let errors = portico_config::validate_together(&documents).into_iter();
    errors
        .filter_map(|(index, error)| {
            let key = &ordered.get(index)?.key;
            Some(DocumentError::new(
                touched.get(key).copied(),
                Some(key.clone()),
                error,
            ))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(content: &str) -> Edit {
        Edit::Put {
            content: content.to_owned(),
            expected: Expected::Any,
        }
    }

    fn change(edits: Vec<Edit>) -> Change {
        Change {
            edits,
            author: "me".to_owned(),
            reason: String::new(),
        }
    }

    const API: &str = r#"{"kind":"Upstream","name":"api","url":"http://127.0.0.1:1"}"#;
    const SHOP: &str = r#"{"kind":"Server","name":"shop","path":"/shop","tools":[{"name":"t","http":{"upstream":"api","path":"/t"}}]}"#;

    fn state() -> State {
        let proposal = check(
            &State::default(),
            &change(vec![put(SHOP), put(API)]),
            &Admission::default(),
        )
        .unwrap();
        State {
            revision: 1,
            entries: proposal.entries,
            ..State::default()
        }
    }

    fn problems(state: &State, edits: Vec<Edit>) -> Vec<String> {
        match check(state, &change(edits), &Admission::default()).unwrap_err() {
            ConfigurationError::Invalid(errors) => {
                errors.iter().map(|e| format!("{:?} {e}", e.edit)).collect()
            }
            other => vec![other.to_string()],
        }
    }

    #[test]
    fn all_errors_are_told_at_once_with_document_and_path() {
        let edits = vec![
            put(r#"{"kind":"Upstream","name":"B A D","url":"nothing"}"#),
            put(&SHOP.replace("\"shop\"", "\"other\"")),
            put(&SHOP
                .replace("\"shop\"", "\"third\"")
                .replace("/shop", "/third")
                .replace("api", "gone")),
            Edit::Delete {
                key: Key::new("Upstream", "default", "api"),
                expected: Expected::Any,
            },
        ];
        insta::assert_snapshot!(problems(&state(), edits).join("\n"));
        let unreadable = vec![put("{"), put(r#"{"kind":"Thing"}"#), put(API), put(API)];
        insta::assert_snapshot!(problems(&state(), unreadable).join("\n"));
    }

    #[test]
    fn what_is_in_force_is_no_change() {
        let spaced = API.replace(':', " : ");
        let spaced = spaced.replace("http : ", "http:").replace("1 : 1", "1:1");
        let proposal = check(
            &state(),
            &change(vec![put(&spaced), put(SHOP)]),
            &Admission::default(),
        )
        .unwrap();
        assert!(proposal.edits.is_empty(), "{:?}", proposal.edits);
    }

    #[test]
    fn expectations() {
        let state = state();
        let etag = state
            .get(&Key::new("Upstream", "default", "api"))
            .unwrap()
            .etag()
            .to_string();
        let etags = |etag: &str| Expected::Etags(vec![etag.to_owned()]);
        let new = API.replace("\"api\"", "\"new\"");
        let table = [
            (API, Expected::Any, true),
            (API, Expected::Absent, false),
            (API, Expected::Present, true),
            (API, etags(&etag), true),
            (API, etags("0000000000000000"), false),
            (new.as_str(), Expected::Any, true),
            (new.as_str(), Expected::Absent, true),
            (new.as_str(), Expected::Present, false),
            (new.as_str(), etags(&etag), false),
        ];
        for (content, expected, holds) in table {
            let shown = format!("{content} {expected:?}");
            let edit = Edit::Put {
                content: content.to_owned(),
                expected,
            };
            let outcome = check(&state, &change(vec![edit]), &Admission::default());
            let conflicts = matches!(outcome, Err(ConfigurationError::Conflict(_)));
            assert_eq!((outcome.is_ok(), conflicts), (holds, !holds), "{shown}");
        }
    }
}
