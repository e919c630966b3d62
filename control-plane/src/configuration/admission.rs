//! What becomes of a document before it is stored.

use crate::secret::{Keyring, admit};
use portico_config::{Document, FieldError};
use std::sync::Arc;

/// Seals plain values of secrets before documents are stored. The default has no key: then secrets
/// with a value are refused.
#[derive(Debug, Clone, Default)]
pub struct Admission {
    keyring: Option<Arc<Keyring>>,
}

impl Admission {
    /// One that seals with these keys.
    #[must_use]
    pub fn sealing(keyring: Option<Arc<Keyring>>) -> Self {
        Self { keyring }
    }

    /// The document as it is stored in the place of `current`.
    pub(super) fn admit(
        &self,
        document: Document,
        current: Option<&Document>,
    ) -> Result<Document, FieldError> {
        let current = match current {
            Some(Document::Secret(secret)) => Some(secret),
            _ => None,
        };
        admit(document, current, self.keyring.as_deref())
    }
}
