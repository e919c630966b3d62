//! What becomes of a document before it is stored.

use crate::secret::{Keyring, admit};
use crate::tenancy::Tenancy;
use portico_config::{Document, FieldError};
use std::sync::Arc;

/// Holds documents to their tenants, and seals plain values of secrets, before they are stored. The
/// default knows no tenants and has no key: then secrets with a value are refused.
#[derive(Debug, Clone, Default)]
pub struct Admission {
    keyring: Option<Arc<Keyring>>,
    tenancy: Tenancy,
}

impl Admission {
    /// One that seals with these keys.
    #[must_use]
    pub fn sealing(keyring: Option<Arc<Keyring>>) -> Self {
        Self {
            keyring,
            ..Self::default()
        }
    }

    /// It with these tenants.
    #[must_use]
    pub fn within(self, tenancy: Tenancy) -> Self {
        Self { tenancy, ..self }
    }

    /// The document as it is stored in the place of `current`.
    pub(super) fn admit(
        &self,
        document: Document,
        current: Option<&Document>,
    ) -> Result<Document, FieldError> {
        self.tenancy.check(&document)?;
        let current = match current {
            Some(Document::Secret(secret)) => Some(secret),
            _ => None,
        };
        admit(document, current, self.keyring.as_deref())
    }
}
