//! `/servers`: virtual MCP servers.

use super::ApiState;
use super::document::{self, Changed, DocumentQuery, DocumentVersion, RestoreQuery};
use super::input::{Path, Query};
use super::media::{Accept, OneDocument};
use super::page::{Page, PageQuery};
use super::precondition::Precondition;
use super::problem::Problem;
use super::reason::{Reason, ReasonQuery};
use crate::auth::actor::Actor;
use crate::configuration::{Entry, Key};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use portico_config::Document;
use portico_config::model::Server;
use serde::Serialize;
use utoipa::ToSchema;

const KIND: &str = "Server";

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
    fn of(entry: &Entry) -> Self {
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

/// Servers that one may see, by tenant and name
#[utoipa::path(
    get, path = "/api/v1/servers", tag = "servers", params(DocumentQuery, PageQuery),
    responses((status = 200, body = Page<ServerItem>)),
)]
pub(super) async fn list_servers(
    State(state): State<ApiState>,
    actor: Actor,
    Query(query): Query<DocumentQuery>,
    page: PageQuery,
) -> Result<axum::Json<Page<ServerItem>>, Problem> {
    let about = (&query, &page);
    let page = document::list(&state, &actor, KIND, about, text, ServerItem::of)?;
    Ok(axum::Json(page))
}

/// A server, as it was written
#[utoipa::path(
    get, path = "/api/v1/servers/{tenant}/{name}", tag = "servers",
    params(
        ("tenant" = String, Path, description = "The owner"),
        ("name" = String, Path, description = "The server's name"),
        ("If-None-Match" = Option<String>, Header, description = "ETags that the client has"),
    ),
    responses(
        (status = 200, content((Object = "application/json"), (Value = "application/yaml")),
            headers(("ETag" = String, description = "The version, for `If-Match`"))),
        (status = 304, description = "The client has it already"),
    ),
)]
pub(super) async fn get_server(
    State(state): State<ApiState>,
    Path((tenant, name)): Path<(String, String)>,
    headers: HeaderMap,
    accept: Accept,
) -> Result<Response, Problem> {
    document::get(&state, &Key::new(KIND, &tenant, &name), &headers, accept)
}

/// Create a server, or put this one in its place
///
/// Nothing happens if it is so already. With `If-Match`, only this version is replaced; with
/// `If-None-Match: *`, none is: 412 has `current`, `currentEtag` and `yours`.
#[utoipa::path(
    put, path = "/api/v1/servers/{tenant}/{name}", tag = "servers",
    params(
        ("tenant" = String, Path, description = "The owner"),
        ("name" = String, Path, description = "The server's name"),
        ReasonQuery,
        ("If-Match" = Option<String>, Header, description = "The ETag of what is replaced, or `*`"),
        ("If-None-Match" = Option<String>, Header, description = "`*` to create only"),
    ),
    request_body(content((Object = "application/json"), (Value = "application/yaml"))),
    responses(
        (status = 200, body = Changed, description = "Replaced, or so already",
            headers(("ETag" = String, description = "The new version"))),
        (status = 201, body = Changed, description = "Created",
            headers(("ETag" = String, description = "The new version"))),
    ),
)]
pub(super) async fn put_server(
    State(state): State<ApiState>,
    actor: Actor,
    Path((tenant, name)): Path<(String, String)>,
    precondition: Precondition,
    reason: Reason,
    body: OneDocument,
) -> Result<Response, Problem> {
    let key = Key::new(KIND, &tenant, &name);
    document::put(&state, &actor, key, (precondition, reason), body).await
}

/// Delete a server
#[utoipa::path(
    delete, path = "/api/v1/servers/{tenant}/{name}", tag = "servers",
    params(
        ("tenant" = String, Path, description = "The owner"),
        ("name" = String, Path, description = "The server's name"),
        ReasonQuery,
        ("If-Match" = Option<String>, Header, description = "The ETag of what is deleted"),
    ),
    responses((status = 200, body = Changed)),
)]
pub(super) async fn delete_server(
    State(state): State<ApiState>,
    actor: Actor,
    Path((tenant, name)): Path<(String, String)>,
    precondition: Precondition,
    reason: Reason,
) -> Result<axum::Json<Changed>, Problem> {
    let key = Key::new(KIND, &tenant, &name);
    document::delete(&state, &actor, key, (precondition, reason)).await
}

/// Versions of a server, the newest first; also of a deleted one
#[utoipa::path(
    get, path = "/api/v1/servers/{tenant}/{name}/versions", tag = "servers",
    params(
        ("tenant" = String, Path, description = "The owner"),
        ("name" = String, Path, description = "The server's name"),
        PageQuery,
    ),
    responses((status = 200, body = Page<DocumentVersion>)),
)]
pub(super) async fn list_server_versions(
    State(state): State<ApiState>,
    Path((tenant, name)): Path<(String, String)>,
    page: PageQuery,
) -> Result<axum::Json<Page<DocumentVersion>>, Problem> {
    document::versions(&state, &Key::new(KIND, &tenant, &name), &page).await
}

/// Bring a server back as it was
#[utoipa::path(
    post, path = "/api/v1/servers/{tenant}/{name}/restore", tag = "servers",
    params(
        ("tenant" = String, Path, description = "The owner"),
        ("name" = String, Path, description = "The server's name"),
        RestoreQuery,
        ReasonQuery,
    ),
    responses((status = 200, body = Changed)),
)]
pub(super) async fn restore_server(
    State(state): State<ApiState>,
    actor: Actor,
    Path((tenant, name)): Path<(String, String)>,
    Query(query): Query<RestoreQuery>,
    reason: Reason,
) -> Result<axum::Json<Changed>, Problem> {
    let key = Key::new(KIND, &tenant, &name);
    document::restore(&state, &actor, &key, &query, reason).await
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
