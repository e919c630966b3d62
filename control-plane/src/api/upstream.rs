//! `/upstreams`: what tools send their requests to.

use super::document_routes::document_routes;
use super::usage::servers_using;
use crate::configuration::{Entry, State as Documents};
use portico_config::Document;
use portico_config::model::Upstream;
use serde::Serialize;
use utoipa::ToSchema;

document_routes! {
    kind: "Upstream", tag: "upstreams", item: UpstreamItem, text: text,
    words: {
        one: "an upstream",
        many: "Upstreams",
        shown: "An upstream, as it was written",
        note: ""
    },
    list: list_upstreams, get: get_upstream, put: put_upstream, delete: delete_upstream,
    versions: list_upstream_versions, restore: restore_upstream,
}

/// An upstream in a list.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct UpstreamItem {
    /// The owner.
    tenant: String,
    /// Unique among the tenant's upstreams.
    name: String,
    /// The version, for `If-Match`.
    etag: String,
    /// The revision that it is from.
    revision: i64,
    /// Where it is.
    url: Option<String>,
    /// The Envoy cluster that it is, if it is one that exists already.
    cluster: Option<String>,
    /// The secret that it sends.
    secret: Option<String>,
    /// The tenant's servers that send requests to it, by name.
    used_by: Vec<String>,
    /// Why the stored document cannot be used; none if it can.
    errors: Vec<String>,
}

impl UpstreamItem {
    fn of(entry: &Entry, documents: &Documents) -> Self {
        let upstream = of(entry);
        let credential = upstream.and_then(|upstream| upstream.credential.as_ref());
        Self {
            tenant: entry.key.tenant.clone(),
            name: entry.key.name.clone(),
            etag: entry.etag().to_string(),
            revision: entry.revision,
            url: upstream.and_then(|upstream| upstream.url.clone()),
            cluster: upstream.and_then(|upstream| upstream.cluster.clone()),
            secret: credential.map(|credential| credential.secret.clone()),
            used_by: servers_using(documents, &entry.key),
            errors: entry.errors.iter().map(ToString::to_string).collect(),
        }
    }
}

fn of(entry: &Entry) -> Option<&Upstream> {
    match entry.document.as_deref() {
        Some(Document::Upstream(upstream)) => Some(upstream),
        _ => None,
    }
}

fn text(entry: &Entry) -> Vec<&str> {
    let upstream = of(entry);
    let url = upstream.and_then(|upstream| upstream.url.as_deref());
    let cluster = upstream.and_then(|upstream| upstream.cluster.as_deref());
    url.into_iter().chain(cluster).collect()
}
