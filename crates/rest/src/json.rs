//! JSON kept as the text that it arrived in: numbers of any size and the order of keys survive.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// A JSON value as text, known to be valid JSON.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RawJson(Box<RawValue>);

impl RawJson {
    /// The JSON text.
    pub fn get(&self) -> &str {
        self.0.get()
    }

    /// The value, borrowed.
    pub fn as_raw(&self) -> &RawValue {
        &self.0
    }

    /// Checks `text` to be one JSON value.
    pub fn parse(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }
}

impl PartialEq for RawJson {
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}
