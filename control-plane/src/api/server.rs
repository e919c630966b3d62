//! `/servers`: virtual MCP servers.

use super::document_routes::document_routes;
use crate::configuration::{Entry, State as Documents};
use portico_config::Document;
use portico_config::model::Server;
use serde::Serialize;
use utoipa::ToSchema;

document_routes! {
    kind: "Server", tag: "servers", item: ServerItem, text: text,
    words: {
        one: "a server",
        many: "Servers",
        shown: "A server, as it was written",
        note: ""
    },
    list: list_servers, get: get_server, put: put_server, delete: delete_server,
    versions: list_server_versions, restore: restore_server,
}

/// A server in a list.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ServerItem {
    /// The owner.
    tenant: String,
    /// Unique among the tenant's servers.
    name: String,
    /// The version, for `If-Match`.
    etag: String,
    /// The revision that it is from.
    revision: i64,
    /// The path that it is served at.
    path: Option<String>,
    /// Its name for people.
    title: Option<String>,
    /// How many tools it has.
    tools: usize,
    /// How many prompts it has.
    prompts: usize,
    /// How many resources it has.
    resources: usize,
    /// Why the stored document cannot be used; none if it can.
    errors: Vec<String>,
}

impl ServerItem {
    fn of(entry: &Entry, _: &Documents) -> Self {
        let server = of(entry);
        Self {
            tenant: entry.key.tenant.clone(),
            name: entry.key.name.clone(),
            etag: entry.etag().to_string(),
            revision: entry.revision,
            path: server.map(|server| server.path.clone()),
            title: server.and_then(|server| server.title.clone()),
            tools: server.map_or(0, |server| server.tools.len()),
            prompts: server.map_or(0, |server| server.prompts.len()),
            resources: server.map_or(0, |server| server.resources.len()),
            errors: entry.errors.iter().map(ToString::to_string).collect(),
        }
    }
}

fn of(entry: &Entry) -> Option<&Server> {
    match entry.document.as_deref() {
        Some(Document::Server(server)) => Some(server),
        _ => None,
    }
}

fn text(entry: &Entry) -> Vec<&str> {
    let server = of(entry);
    let path = server.map(|server| server.path.as_str());
    let title = server.and_then(|server| server.title.as_deref());
    path.into_iter().chain(title).collect()
}
