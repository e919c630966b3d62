//! Documents as people see them: secrets redacted.

use super::content::Json;
use super::redact::{redact, redacted};
use super::state::Entry;
use super::yaml;

impl Entry {
    /// The document's JSON text, as it was written but for secrets.
    #[must_use]
    pub fn shown(&self) -> String {
        redacted(&self.key, self.content())
    }

    /// The same as YAML, which reads as the same JSON text.
    #[must_use]
    pub fn shown_as_yaml(&self) -> String {
        let content = self.content();
        // What is in force has canonical text.
        let json = Json::parse(content).unwrap_or_else(|_| Json::Text(content.to_string()));
        yaml::document(&redact(&self.key, json))
    }
}
