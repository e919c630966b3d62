//! One YAML file: its text, its documents and the lines of their fields.

use super::configuration::ConfigError;
use super::yaml::{self, Node, YamlError};
use crate::secret;
use portico_config::{Document, FieldError};
use sha2::{Digest as _, Sha256};
use std::collections::HashMap;
use std::sync::Arc;

/// Longest JSON text of one document after aliases are expanded, in bytes.
const MAX_DOCUMENT: usize = 64 << 20;

/// A file whose every document is valid by itself.
#[derive(Debug)]
pub(super) struct GoodFile {
    name: String,
    text: String,
    documents: Vec<Arc<Document>>,
    parts: Parts,
}

/// The documents of each part of a file, by the hash of its text.
type Parts = HashMap<Digest, Vec<Arc<Document>>>;

/// SHA-256.
pub(super) type Digest = [u8; 32];

/// The SHA-256 of `content`.
pub(super) fn digest(content: &[u8]) -> Digest {
    Sha256::digest(content).into()
}

impl GoodFile {
    /// Reads a file. `name` is its path below the configuration directory, `before` what it was:
    /// documents whose text did not change since are taken from there, the very same ones, so that
    /// nobody looks into them again.
    ///
    /// # Errors
    /// Every error of the file: YAML, fields that do not fit the model, values that break a rule.
    pub(super) fn read(
        name: &str,
        bytes: Vec<u8>,
        before: Option<&Self>,
    ) -> Result<Self, Vec<ConfigError>> {
        let text = utf8(name, bytes).map_err(|error| vec![error])?;
        let known = before.map(|before| &before.parts);
        let (documents, parts) = match in_parts(&text, known) {
            Some(read) => read,
            None => (as_a_whole(name, &text)?, Parts::new()),
        };
        Ok(Self {
            name: name.to_owned(),
            text,
            documents,
            parts,
        })
    }

    /// The documents in the order of the file.
    pub(super) fn documents(&self) -> &[Arc<Document>] {
        &self.documents
    }

    /// Errors of this file's documents (by index) with file and line. The text is read again for
    /// it: errors are rare and lines of ten thousand tools are large.
    pub(super) fn locate(&self, errors: Vec<(usize, FieldError)>) -> Vec<ConfigError> {
        let nodes = yaml::compose_safely(&self.text).unwrap_or_default();
        let found = errors
            .into_iter()
            .filter_map(|(index, error)| Some(located(&self.name, nodes.get(index)?, error)));
        found.collect()
    }
}

fn utf8(name: &str, bytes: Vec<u8>) -> Result<String, ConfigError> {
    String::from_utf8(bytes).map_err(|error| {
        let good = error
            .as_bytes()
            .get(..error.utf8_error().valid_up_to())
            .unwrap_or_default();
        let lines = good.iter().filter(|byte| **byte == b'\n').count();
        file_error(
            name,
            lines.saturating_add(1),
            "the file is not UTF-8 text".to_owned(),
        )
    })
}

fn file_error(name: &str, line: usize, message: String) -> ConfigError {
    ConfigError {
        file: name.to_owned(),
        line,
        path: String::new(),
        message,
    }
}

/// The documents of a file without errors, those of known parts taken from there.
fn in_parts(text: &str, known: Option<&Parts>) -> Option<(Vec<Arc<Document>>, Parts)> {
    let (mut documents, mut parts) = (Vec::new(), Parts::new());
    for part in yaml::split(text) {
        let digest = digest(part.as_bytes());
        let of_part = match known.and_then(|known| known.get(&digest)) {
            Some(known) => known.clone(),
            None => {
                let nodes = yaml::compose_safely(part).ok()?;
                let read = nodes.iter().map(|node| read_document(node).ok());
                read.map(|document| document.map(Arc::new))
                    .collect::<Option<_>>()?
            }
        };
        documents.extend_from_slice(&of_part);
        parts.insert(digest, of_part);
    }
    Some((documents, parts))
}

/// The documents of a file, or all its errors with their lines.
fn as_a_whole(name: &str, text: &str) -> Result<Vec<Arc<Document>>, Vec<ConfigError>> {
    let of_yaml = |error: YamlError| ConfigError {
        path: error.path,
        ..file_error(name, error.line, error.message)
    };
    let nodes = yaml::compose_safely(text)
        .map_err(|errors| errors.into_iter().map(of_yaml).collect::<Vec<_>>())?;
    let (mut documents, mut errors) = (Vec::new(), Vec::new());
    for node in &nodes {
        match read_document(node) {
            Ok(document) => documents.push(Arc::new(document)),
            Err(found) => errors.extend(found.into_iter().map(|e| located(name, node, e))),
        }
    }
    if errors.is_empty() {
        Ok(documents)
    } else {
        Err(errors)
    }
}

fn read_document(node: &Node) -> Result<Document, Vec<FieldError>> {
    let json = node.to_json(MAX_DOCUMENT).ok_or_else(|| {
        vec![FieldError::new(
            "",
            "the document is too large once its aliases are expanded",
        )]
    })?;
    let document = portico_config::parse_every(&json)?;
    let mut errors = portico_config::validate(&document);
    errors.extend(secret::refuse_plain(&document));
    if errors.is_empty() {
        Ok(document)
    } else {
        Err(errors)
    }
}

fn located(file: &str, node: &Node, error: FieldError) -> ConfigError {
    ConfigError {
        file: file.to_owned(),
        line: node.line_of(&error.path),
        path: error.path,
        message: error.message,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str =
        "kind: Upstream\nname: a\nurl: http://a\n---\nkind: Upstream\nname: b\nurl: http://b\n";

    #[test]
    fn documents_that_did_not_change_are_the_very_same() {
        let read = |text: &str, before| GoodFile::read("f", text.into(), before).unwrap();
        let first = read(FILE, None);
        let changed = format!(
            "# new\n{}---\n{}",
            FILE.replace("http://a", "http://c"),
            "kind: Upstream\nname: d\nurl: http://d\n"
        );
        let second = read(&changed, Some(&first));
        let names: Vec<_> = second.documents().iter().map(|d| d.name()).collect();
        assert_eq!(names, ["a", "b", "d"]);
        let same =
            |index: usize| Arc::ptr_eq(&first.documents()[index], &second.documents()[index]);
        assert_eq!((same(0), same(1)), (false, true));
    }
}
