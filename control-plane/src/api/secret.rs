//! `/secrets`: values that are never shown.

use super::document_routes::document_routes;
use super::usage::upstreams_using;
use crate::configuration::{Entry, State as Documents};
use portico_config::Document;
use portico_config::model::{Secret, Source};
use serde::Serialize;
use utoipa::ToSchema;

document_routes! {
    kind: "Secret", tag: "secrets", item: SecretItem, text: text,
    words: {
        one: "a secret",
        many: "Secrets",
        shown: "A secret, as it was written, with `[sealed]` in the place of its value",
        note: "`value` is sealed, and never shown again. `\"sealed\": \"[sealed]\"` keeps the value that is there.\n\n"
    },
    list: list_secrets, get: get_secret, put: put_secret, delete: delete_secret,
    versions: list_secret_versions, restore: restore_secret,
}

/// A secret in a list.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct SecretItem {
    /// The owner.
    tenant: String,
    /// Unique among the tenant's secrets.
    name: String,
    /// The version, for `If-Match`.
    etag: String,
    /// The revision that it is from.
    revision: i64,
    /// Whether its value is stored, sealed.
    sealed: bool,
    /// Where its value comes from, if it is not stored: `env:NAME` or `file:PATH`.
    from: Option<String>,
    /// The tenant's upstreams that send it, by name.
    used_by: Vec<String>,
    /// Why the stored document cannot be used; none if it can.
    errors: Vec<String>,
}

impl SecretItem {
    fn of(entry: &Entry, documents: &Documents) -> Self {
        let secret = of(entry);
        let from = secret.and_then(|secret| secret.from.as_ref());
        Self {
            tenant: entry.key.tenant.clone(),
            name: entry.key.name.clone(),
            etag: entry.etag().to_string(),
            revision: entry.revision,
            sealed: secret.is_some_and(|secret| secret.sealed.is_some()),
            from: from.map(|from| match from {
                Source::Env(name) => format!("env:{name}"),
                Source::File(path) => format!("file:{path}"),
            }),
            used_by: upstreams_using(documents, &entry.key),
            errors: entry.errors.iter().map(ToString::to_string).collect(),
        }
    }
}

fn of(entry: &Entry) -> Option<&Secret> {
    match entry.document.as_deref() {
        Some(Document::Secret(secret)) => Some(secret),
        _ => None,
    }
}

fn text(_: &Entry) -> Vec<&str> {
    // A secret has nothing to look for but its name.
    Vec::new()
}
