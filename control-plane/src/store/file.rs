//! One YAML file: its text, its documents and the lines of their fields.

use super::configuration::ConfigError;
use super::yaml::{self, Node, YamlError};
use portico_config::{Document, FieldError};
use std::panic::catch_unwind;
use std::rc::Rc;

/// Longest JSON text of one document after aliases are expanded, in bytes.
const MAX_DOCUMENT: usize = 64 << 20;

/// A file whose every document is valid by itself.
#[derive(Debug)]
pub(super) struct GoodFile {
    name: String,
    text: String,
    documents: Vec<Document>,
}

impl GoodFile {
    /// Reads a file. `name` is its path below the configuration directory.
    ///
    /// # Errors
    /// Every error of the file: YAML, fields that do not fit the model, values that break a rule.
    pub(super) fn read(name: &str, bytes: Vec<u8>) -> Result<Self, Vec<ConfigError>> {
        let error = |line, message: &str| ConfigError {
            file: name.to_owned(),
            line,
            path: String::new(),
            message: message.to_owned(),
        };
        let text = String::from_utf8(bytes).map_err(|e| {
            let good = e
                .as_bytes()
                .get(..e.utf8_error().valid_up_to())
                .unwrap_or_default();
            let line = good
                .iter()
                .filter(|byte| **byte == b'\n')
                .count()
                .saturating_add(1);
            vec![error(line, "the file is not UTF-8 text")]
        })?;
        let nodes = compose(&text).map_err(|errors| {
            errors
                .into_iter()
                .map(|e| ConfigError {
                    path: e.path,
                    ..error(e.line, &e.message)
                })
                .collect::<Vec<_>>()
        })?;
        let (mut documents, mut errors) = (Vec::new(), Vec::new());
        for node in &nodes {
            match read_document(node) {
                Ok(document) => documents.push(document),
                Err(found) => errors.extend(found.into_iter().map(|e| located(name, node, e))),
            }
        }
        if errors.is_empty() {
            Ok(Self {
                name: name.to_owned(),
                text,
                documents,
            })
        } else {
            Err(errors)
        }
    }

    /// The documents in the order of the file.
    pub(super) fn documents(&self) -> &[Document] {
        &self.documents
    }

    /// Errors of this file's documents (by index) with file and line. The text is read again for
    /// it: errors are rare and lines of ten thousand tools are large.
    pub(super) fn locate(&self, errors: Vec<(usize, FieldError)>) -> Vec<ConfigError> {
        let nodes = compose(&self.text).unwrap_or_default();
        let found = errors
            .into_iter()
            .filter_map(|(index, error)| Some(located(&self.name, nodes.get(index)?, error)));
        found.collect()
    }
}

/// A bug of the YAML parser must not end the following of all other files.
fn compose(text: &str) -> Result<Vec<Rc<Node>>, Vec<YamlError>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    catch_unwind(|| yaml::compose(text)).unwrap_or_else(|_| {
        let message = "the YAML parser gave up on this file".to_owned();
        Err(vec![YamlError {
            line: 1,
            path: String::new(),
            message,
        }])
    })
}

fn read_document(node: &Node) -> Result<Document, Vec<FieldError>> {
    let json = node.to_json(MAX_DOCUMENT).ok_or_else(|| {
        vec![FieldError::new(
            "",
            "the document is too large once its aliases are expanded",
        )]
    })?;
    let document = portico_config::parse(&json).map_err(|error| vec![error])?;
    let errors = portico_config::validate(&document);
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
