//! Which changed files go live: as many as are valid together with what is in force.
//!
//! Files that are broken by themselves never come here. Among the others, a file whose change
//! would make the whole invalid is held back, and the rest goes live without it.

use super::configuration::ConfigError;
use super::file::GoodFile;
use portico_config::{Document, FieldError};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Files by name.
pub(super) type Files = BTreeMap<String, Arc<GoodFile>>;

/// The outcome.
pub(super) struct Verdict {
    /// The files in force from now on.
    pub(super) accepted: Files,
    /// Why the others are held back.
    pub(super) errors: Vec<ConfigError>,
}

/// With more files held back than this, they are not tried one by one.
const MAX_TRIALS: usize = 32;

/// Chooses what goes live. `accepted` is in force and valid; `proposed` is what the directory
/// would have in its place.
pub(super) fn accept(accepted: &Files, proposed: &Files) -> Verdict {
    let mut changes: Names<'_> = accepted.keys().chain(proposed.keys()).collect();
    changes.retain(|name| !same(accepted.get(*name), proposed.get(*name)));
    if changes.is_empty() {
        return Verdict {
            accepted: accepted.clone(),
            errors: Vec::new(),
        };
    }
    let trial = |changes: &Names<'_>| Trial::new(accepted, proposed, changes);

    let found = trial(&changes).errors();
    let mut held_back = hold_back(&mut changes, &found, trial);
    let errors = if held_back.len() > MAX_TRIALS {
        found.into_values().flatten().collect()
    } else {
        take_back(&mut changes, &mut held_back, trial);
        held_back
            .iter()
            .flat_map(|name| reasons(name, &trial(&with(&changes, name)).errors()))
            .collect()
    };
    Verdict {
        accepted: trial(&changes).into_files(),
        errors,
    }
}

/// Names of changed files.
type Names<'a> = BTreeSet<&'a String>;

/// Errors by file.
type Errors = BTreeMap<String, Vec<ConfigError>>;

/// Takes out of `changes` those that have errors until the rest is valid. Where only unchanged
/// files have errors (their upstream was deleted, say), all are taken out.
fn hold_back<'a>(
    changes: &mut Names<'a>,
    found: &Errors,
    trial: impl Fn(&Names<'a>) -> Trial,
) -> Names<'a> {
    let mut held_back = Names::new();
    let mut found = found.clone();
    while !found.is_empty() && !changes.is_empty() {
        let mut blamed: Names<'_> = changes
            .iter()
            .copied()
            .filter(|name| found.contains_key(*name))
            .collect();
        if blamed.is_empty() {
            blamed.clone_from(changes);
        }
        changes.retain(|name| !blamed.contains(name));
        held_back.append(&mut blamed);
        found = trial(changes).errors();
    }
    held_back
}

/// Puts back what was held back for the fault of another.
fn take_back<'a>(
    changes: &mut Names<'a>,
    held_back: &mut Names<'a>,
    trial: impl Fn(&Names<'a>) -> Trial,
) {
    while let Some(name) = held_back
        .iter()
        .copied()
        .find(|name| trial(&with(changes, name)).errors().is_empty())
    {
        held_back.remove(name);
        changes.insert(name);
    }
}

fn with<'a>(changes: &Names<'a>, name: &'a String) -> Names<'a> {
    let mut changes = changes.clone();
    changes.insert(name);
    changes
}

/// Why the change of `name` is held back, given the errors that it would bring.
fn reasons(name: &str, found: &Errors) -> Vec<ConfigError> {
    if let Some(own) = found.get(name) {
        return own.clone();
    }
    let cause = found
        .values()
        .flatten()
        .next()
        .map(ToString::to_string)
        .unwrap_or_default();
    let message = format!("the change is held back because of {cause}");
    vec![ConfigError {
        file: name.to_owned(),
        line: 1,
        path: String::new(),
        message,
    }]
}

fn same(a: Option<&Arc<GoodFile>>, b: Option<&Arc<GoodFile>>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => Arc::ptr_eq(a, b),
        (None, None) => true,
        _ => false,
    }
}

/// Errors by file, each with the index of its document in the file.
type ErrorsByIndex<'a> = BTreeMap<String, (&'a GoodFile, Vec<(usize, FieldError)>)>;

/// What would be in force with some of the changes. Unchanged files come first, so that a conflict
/// is an error of the changed one.
struct Trial {
    files: Vec<(String, Arc<GoodFile>)>,
}

impl Trial {
    fn new(accepted: &Files, proposed: &Files, changes: &Names<'_>) -> Self {
        let kept = accepted.iter().filter(|(name, _)| !changes.contains(name));
        let changed = changes
            .iter()
            .filter_map(|name| proposed.get_key_value(*name));
        Self {
            files: kept
                .chain(changed)
                .map(|(name, file)| (name.clone(), Arc::clone(file)))
                .collect(),
        }
    }

    fn errors(&self) -> Errors {
        // Each file is valid by itself, so only what is between documents is looked at.
        let documents: Vec<&Document> = self
            .files
            .iter()
            .flat_map(|(_, file)| file.documents())
            .map(AsRef::as_ref)
            .collect();
        let mut by_file = ErrorsByIndex::new();
        for (index, error) in portico_config::validate_together(&documents) {
            if let Some((name, file, index)) = self.owner(index) {
                let (_, errors) = by_file.entry(name.to_owned()).or_insert((file, Vec::new()));
                errors.push((index, error));
            }
        }
        by_file
            .into_iter()
            .map(|(name, (file, errors))| (name, file.locate(errors)))
            .collect()
    }

    /// File of the document at `index` and the document's index in that file.
    fn owner(&self, index: usize) -> Option<(&str, &GoodFile, usize)> {
        let mut left = index;
        for (name, file) in &self.files {
            match left.checked_sub(file.documents().len()) {
                None => return Some((name, file, left)),
                Some(rest) => left = rest,
            }
        }
        None
    }

    fn into_files(self) -> Files {
        self.files.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const UPSTREAM: &str = "kind: Upstream\nname: api\nurl: http://127.0.0.1:1\n";
    const SERVER: &str = "kind: Server\nname: s\npath: /s\ntools:\n- name: t\n  http:\n    path: /x\n    upstream: api\n";

    fn files(texts: &[(&str, &str)]) -> Files {
        let read = |name: &str, text: &str| {
            Arc::new(GoodFile::read(name, text.as_bytes().to_vec(), None).unwrap())
        };
        texts
            .iter()
            .map(|(name, text)| ((*name).to_owned(), read(name, text)))
            .collect()
    }

    /// `base` with some files replaced (`Some`) or deleted (`None`).
    fn edit(base: &Files, edits: &[(&str, Option<&str>)]) -> Files {
        let mut edited = base.clone();
        for (name, text) in edits {
            match text {
                Some(text) => edited.extend(files(&[(name, text)])),
                None => drop(edited.remove(*name)),
            }
        }
        edited
    }

    fn names(files: &Files) -> Vec<&str> {
        files.keys().map(String::as_str).collect()
    }

    fn places(verdict: &Verdict) -> Vec<(&str, usize, &str)> {
        verdict
            .errors
            .iter()
            .map(|e| (e.file.as_str(), e.line, e.path.as_str()))
            .collect()
    }

    #[test]
    fn what_is_valid_together_is_taken_together() {
        let verdict = accept(&Files::new(), &files(&[("a", SERVER), ("b", UPSTREAM)]));
        assert_eq!(
            (names(&verdict.accepted), places(&verdict)),
            (vec!["a", "b"], vec![])
        );
    }

    #[test]
    fn a_change_that_does_not_fit_is_held_back_alone() {
        let base = files(&[("a", SERVER), ("b", UPSTREAM)]);
        let duplicate = SERVER.replace("name: s", "name: other");
        let fine = SERVER
            .replace("name: s", "name: fine")
            .replace("/s", "/fine");
        // The new file comes before the one that it conflicts with in the order of names.
        let verdict = accept(
            &base,
            &edit(&base, &[("A", Some(&duplicate)), ("c", Some(&fine))]),
        );
        assert_eq!(names(&verdict.accepted), ["a", "b", "c"]);
        assert_eq!(places(&verdict), [("A", 3, "path")]);
    }

    #[test]
    fn what_depends_on_a_held_back_change_is_held_back_too() {
        let verdict = accept(&Files::new(), &files(&[("a", SERVER)]));
        assert_eq!(names(&verdict.accepted), [""; 0]);
        assert_eq!(places(&verdict), [("a", 8, "tools[0].http.upstream")]);
    }

    #[test]
    fn deleting_what_is_in_use_is_held_back() {
        let base = files(&[("a", SERVER), ("b", UPSTREAM)]);
        let other = SERVER
            .replace("name: s", "name: other")
            .replace("/s", "/other");
        let verdict = accept(&base, &edit(&base, &[("b", None), ("c", Some(&other))]));
        assert_eq!(names(&verdict.accepted), ["a", "b", "c"]);
        let messages: Vec<String> = verdict.errors.iter().map(ToString::to_string).collect();
        assert!(
            messages
                .iter()
                .any(|m| m.starts_with("b:1: the change is held back because of a:8: ")),
            "{messages:?}"
        );
    }

    #[test]
    fn a_document_may_move_between_files() {
        let base = files(&[("a", SERVER), ("b", UPSTREAM)]);
        let verdict = accept(&base, &edit(&base, &[("a", None), ("0", Some(SERVER))]));
        assert_eq!(
            (names(&verdict.accepted), places(&verdict)),
            (vec!["0", "b"], vec![])
        );
    }
}
