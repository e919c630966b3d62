//! What a document is called.

use portico_config::Document;
use serde::{Deserialize, Serialize};
use std::fmt;
use utoipa::ToSchema;

/// A document's kind, tenant and name, which together are its own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[schema(as = DocumentKey)]
pub struct Key {
    /// As in the document: `Server`, `Upstream`.
    pub kind: String,
    /// The owner.
    pub tenant: String,
    /// Unique among the kind and tenant.
    pub name: String,
}

impl Key {
    /// The key of these.
    pub fn new(kind: &str, tenant: &str, name: &str) -> Self {
        Self {
            kind: kind.to_owned(),
            tenant: tenant.to_owned(),
            name: name.to_owned(),
        }
    }

    /// The key of a document.
    pub fn of(document: &Document) -> Self {
        Self::new(document.kind(), document.tenant(), document.name())
    }
}

/// `Server default/shop`.
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}/{}", self.kind, self.tenant, self.name)
    }
}
