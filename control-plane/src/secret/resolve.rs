//! The values of secrets at one moment.

use super::keyring::Keyring;
use super::place::Allowed;
use portico_config::Document;
use portico_config::model::{Plain, Secret};
use serde::Serialize;
use std::collections::HashMap;
use std::sync::Arc;
use utoipa::ToSchema;

/// What opens secrets: keys, and the places that are allowed.
#[derive(Debug, Clone, Default)]
pub struct Resolver {
    /// The keys, if there are any.
    pub keyring: Option<Arc<Keyring>>,
    /// Where values may come from.
    pub allowed: Allowed,
}

/// The secrets by tenant and name, each with its value or why there is none.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Resolved(HashMap<(String, String), Result<Plain, String>>);

/// An upstream whose credential cannot be made. Its last good resource stays.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
pub struct Unresolved {
    /// Owner of both.
    pub tenant: String,
    /// The upstream.
    pub upstream: String,
    /// The secret.
    pub secret: String,
    /// Why.
    pub message: String,
}

impl Resolver {
    /// The values of all secrets among `documents`.
    pub fn resolve(&self, documents: &[Arc<Document>]) -> Resolved {
        let secrets = documents.iter().filter_map(|document| match &**document {
            Document::Secret(secret) => Some(secret),
            _ => None,
        });
        let value = |secret: &Secret| {
            let key = (secret.tenant.clone(), secret.name.clone());
            (key, self.value(secret))
        };
        Resolved(secrets.map(value).collect())
    }

    /// Whether a value among `documents` may change without a change of its document.
    pub fn watches(documents: &[Arc<Document>]) -> bool {
        let is_outside = |document: &Arc<Document>| matches!(&**document, Document::Secret(secret) if secret.from.is_some());
        documents.iter().any(is_outside)
    }

    /// The value of a secret.
    ///
    /// # Errors
    /// Why there is none.
    pub fn value(&self, secret: &Secret) -> Result<Plain, String> {
        if let Some(source) = &secret.from {
            return self.allowed.read(source).map_err(|error| error.to_string());
        }
        let Some(sealed) = &secret.sealed else {
            return Err("has no value".to_owned());
        };
        let Some(keyring) = &self.keyring else {
            return Err(
                "is sealed, and the control plane has no key: start it with --secret-key-file"
                    .to_owned(),
            );
        };
        let opened = keyring.open(&secret.tenant, &secret.name, sealed);
        opened.map_err(|error| error.to_string())
    }
}

impl Resolved {
    /// The value of the secret `name` of `tenant`.
    ///
    /// # Errors
    /// Why there is none.
    pub fn get(&self, tenant: &str, name: &str) -> Result<&Plain, &str> {
        match self.0.get(&(tenant.to_owned(), name.to_owned())) {
            Some(Ok(value)) => Ok(value),
            Some(Err(message)) => Err(message),
            None => Err("does not exist"),
        }
    }
}
