//! The store over a directory of YAML files, last good kept.
//!
//! A file that cannot be read, is empty, or holds any error keeps the documents that it had when
//! it was last good. What is good by itself still has to be valid together with the rest
//! ([`super::acceptance`]). A deleted file takes its documents with it.

use super::acceptance::{Files, accept};
use super::configuration::{ConfigError, Configuration};
use super::file::{self, Digest, GoodFile};
use super::scan::{self, Found, ScanError};
use super::stamp::Stamp;
use super::write::{self, FileEdit, WriteError};
use portico_config::Document;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

/// A directory of YAML files.
#[derive(Debug)]
pub struct DirectoryStore {
    root: PathBuf,
    /// What each file on disk holds.
    seen: BTreeMap<String, Seen>,
    /// What is in force.
    accepted: Files,
    /// Fingerprint of the files before they were last read.
    fingerprint: u64,
    /// What is wrong with the files.
    errors: Arc<[ConfigError]>,
}

/// The last reading of a file.
#[derive(Debug, Default)]
struct Seen {
    /// The metadata, where that is enough to tell that nothing changed.
    stamp: Option<Stamp>,
    digest: Option<Digest>,
    /// The newest version that was good by itself.
    good: Option<Arc<GoodFile>>,
    errors: Vec<ConfigError>,
}

impl DirectoryStore {
    /// A store over `root`; nothing is read yet.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self {
            root: root.into(),
            seen: BTreeMap::new(),
            accepted: Files::new(),
            fingerprint: 0,
            errors: Arc::default(),
        }
    }

    /// The directory.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Paths of the files that are in force.
    pub fn files(&self) -> Vec<PathBuf> {
        let names = self.accepted.keys();
        names.map(|name| self.root.join(name)).collect()
    }

    /// The file, by its path below the directory, of the document in force that `is_wanted`.
    pub(crate) fn file_of(&self, is_wanted: impl Fn(&Document) -> bool) -> Option<String> {
        let mut files = self.accepted.iter();
        let has = |file: &GoodFile| file.documents().iter().any(|document| is_wanted(document));
        files
            .find(|(_, file)| has(file))
            .map(|(name, _)| name.clone())
    }

    /// Writes documents into the files. They are in force after the next [`Self::refresh`].
    ///
    /// # Errors
    /// [`WriteError`]; then the files are as they were.
    pub(crate) fn write(&self, edits: Vec<FileEdit>) -> Result<(), WriteError> {
        write::write(&self.root, edits)
    }

    /// Whether a file was added, removed or written to since the last [`Self::refresh`], as far as
    /// names, lengths and times tell.
    pub fn looks_changed(&self) -> bool {
        scan::fingerprint(&scan::find(&self.root)) != self.fingerprint
    }

    /// Reads the files that changed and decides what is in force.
    ///
    /// # Errors
    /// If the directory cannot be listed; what is in force stays.
    pub fn refresh(&mut self) -> Result<Configuration, ScanError> {
        let now = SystemTime::now();
        let found = scan::find(&self.root);
        self.fingerprint = scan::fingerprint(&found);
        let mut found = found?;
        found.retain(|name, file| self.read(name, file, now));
        self.seen.retain(|name, _| found.contains_key(name));

        let good = |(name, seen): (&String, &Seen)| Some((name.clone(), seen.good.clone()?));
        let proposed: Files = self.seen.iter().filter_map(good).collect();
        let verdict = accept(&self.accepted, &proposed);
        self.accepted = verdict.accepted;

        let mut errors: Vec<ConfigError> = self
            .seen
            .values()
            .flat_map(|seen| seen.errors.clone())
            .collect();
        errors.extend(verdict.errors);
        errors.sort();
        errors.dedup();
        self.errors = errors.into();
        Ok(self.configuration())
    }

    /// [`Self::refresh`]; if the directory cannot be listed, what is in force stays, with that as
    /// its error.
    pub fn refresh_or_keep(&mut self) -> Configuration {
        self.refresh().unwrap_or_else(|error| {
            self.errors = [file_error(".", error.to_string())].into();
            self.configuration()
        })
    }

    fn configuration(&self) -> Configuration {
        let known = |name: &String| self.accepted.contains_key(name);
        Configuration {
            revision: 0,
            documents: self
                .accepted
                .values()
                .flat_map(|file| file.documents())
                .cloned()
                .collect(),
            errors: Arc::clone(&self.errors),
            complete: self.seen.keys().all(known),
        }
    }

    /// Reads one file again if its content changed; false if it is gone.
    fn read(&mut self, name: &str, file: &Found, now: SystemTime) -> bool {
        let seen = self.seen.entry(name.to_owned()).or_default();
        if seen.stamp.as_ref() == Some(&file.stamp) {
            return true;
        }
        seen.stamp = None;
        let bytes = match scan::read(&file.path) {
            Ok(Some(bytes)) => bytes,
            Ok(None) => return false,
            Err(reason) => {
                seen.digest = None;
                seen.errors = vec![file_error(name, reason)];
                return true;
            }
        };
        seen.stamp = file.stamp.vouches(now).then(|| file.stamp.clone());
        let digest = file::digest(&bytes);
        if seen.digest == Some(digest) {
            return true;
        }
        seen.digest = Some(digest);
        // A file is empty for a moment while it is written in place.
        if bytes.iter().all(u8::is_ascii_whitespace) {
            seen.errors = vec![file_error(
                name,
                "the file is empty: delete it to remove its documents".to_owned(),
            )];
            return true;
        }
        match GoodFile::read(name, bytes, seen.good.as_deref()) {
            Ok(good) => {
                seen.good = Some(Arc::new(good));
                seen.errors = Vec::new();
            }
            Err(errors) => seen.errors = errors,
        }
        true
    }
}

fn file_error(file: &str, message: String) -> ConfigError {
    ConfigError {
        file: file.to_owned(),
        line: 1,
        path: String::new(),
        message,
    }
}
