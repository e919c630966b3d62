//! What the store hands out.

use portico_config::Document;
use serde::Serialize;
use std::fmt;
use std::sync::Arc;

/// The configuration in force and what is wrong with the files.
#[derive(Debug, Clone, Default)]
pub struct Configuration {
    /// Number of the revision in the store; 0 where nobody counts.
    pub revision: i64,
    /// Documents that are valid together. One that did not change is the very same as it was in the
    /// configuration before.
    pub documents: Vec<Arc<Document>>,
    /// Every error of the files as they are now.
    pub errors: Arc<[ConfigError]>,
    /// False while a file that was never good since the start is left out: then what is missing
    /// may be served somewhere and must not be taken away.
    pub complete: bool,
}

/// One thing wrong in a configuration file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, utoipa::ToSchema)]
pub struct ConfigError {
    /// Path of the file below the configuration directory.
    pub file: String,
    /// Line from 1.
    pub line: usize,
    /// Field path in the document (`tools[0].http.path`); empty for the document or the file.
    pub path: String,
    /// What is wrong and what to do about it.
    pub message: String,
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: ", self.file, self.line)?;
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        f.write_str(&self.message)
    }
}
