//! `/upstreams`: what tools send their requests to.

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
use portico_config::model::Upstream;
use serde::Serialize;
use utoipa::ToSchema;

const KIND: &str = "Upstream";

/// An upstream in a list.
#[derive(Debug, Serialize, ToSchema)]
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
    /// Why the stored document cannot be used; none if it can.
    errors: Vec<String>,
}

impl UpstreamItem {
    fn of(entry: &Entry) -> Self {
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
            errors: entry.errors.iter().map(ToString::to_string).collect(),
        }
    }
}

/// Upstreams that one may see, by tenant and name
#[utoipa::path(
    get, path = "/api/v1/upstreams", tag = "upstreams", params(DocumentQuery, PageQuery),
    responses((status = 200, body = Page<UpstreamItem>)),
)]
pub(super) async fn list_upstreams(
    State(state): State<ApiState>,
    actor: Actor,
    Query(query): Query<DocumentQuery>,
    page: PageQuery,
) -> Result<axum::Json<Page<UpstreamItem>>, Problem> {
    let about = (&query, &page);
    let page = document::list(&state, &actor, KIND, about, text, UpstreamItem::of)?;
    Ok(axum::Json(page))
}

/// An upstream, as it was written
#[utoipa::path(
    get, path = "/api/v1/upstreams/{tenant}/{name}", tag = "upstreams",
    params(
        ("tenant" = String, Path, description = "The owner"),
        ("name" = String, Path, description = "The upstream's name"),
        ("If-None-Match" = Option<String>, Header, description = "ETags that the client has"),
    ),
    responses(
        (status = 200, content((Object = "application/json"), (Value = "application/yaml")),
            headers(("ETag" = String, description = "The version, for `If-Match`"))),
        (status = 304, description = "The client has it already"),
    ),
)]
pub(super) async fn get_upstream(
    State(state): State<ApiState>,
    Path((tenant, name)): Path<(String, String)>,
    headers: HeaderMap,
    accept: Accept,
) -> Result<Response, Problem> {
    document::get(&state, &Key::new(KIND, &tenant, &name), &headers, accept)
}

/// Create an upstream, or put this one in its place
///
/// Nothing happens if it is so already. With `If-Match`, only this version is replaced; with
/// `If-None-Match: *`, none is: 412 has `current`, `currentEtag` and `yours`.
#[utoipa::path(
    put, path = "/api/v1/upstreams/{tenant}/{name}", tag = "upstreams",
    params(
        ("tenant" = String, Path, description = "The owner"),
        ("name" = String, Path, description = "The upstream's name"),
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
pub(super) async fn put_upstream(
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

/// Delete an upstream
#[utoipa::path(
    delete, path = "/api/v1/upstreams/{tenant}/{name}", tag = "upstreams",
    params(
        ("tenant" = String, Path, description = "The owner"),
        ("name" = String, Path, description = "The upstream's name"),
        ReasonQuery,
        ("If-Match" = Option<String>, Header, description = "The ETag of what is deleted"),
    ),
    responses((status = 200, body = Changed)),
)]
pub(super) async fn delete_upstream(
    State(state): State<ApiState>,
    actor: Actor,
    Path((tenant, name)): Path<(String, String)>,
    precondition: Precondition,
    reason: Reason,
) -> Result<axum::Json<Changed>, Problem> {
    let key = Key::new(KIND, &tenant, &name);
    document::delete(&state, &actor, key, (precondition, reason)).await
}

/// Versions of an upstream, the newest first; also of a deleted one
#[utoipa::path(
    get, path = "/api/v1/upstreams/{tenant}/{name}/versions", tag = "upstreams",
    params(
        ("tenant" = String, Path, description = "The owner"),
        ("name" = String, Path, description = "The upstream's name"),
        PageQuery,
    ),
    responses((status = 200, body = Page<DocumentVersion>)),
)]
pub(super) async fn list_upstream_versions(
    State(state): State<ApiState>,
    Path((tenant, name)): Path<(String, String)>,
    page: PageQuery,
) -> Result<axum::Json<Page<DocumentVersion>>, Problem> {
    document::versions(&state, &Key::new(KIND, &tenant, &name), &page).await
}

/// Bring an upstream back as it was
#[utoipa::path(
    post, path = "/api/v1/upstreams/{tenant}/{name}/restore", tag = "upstreams",
    params(
        ("tenant" = String, Path, description = "The owner"),
        ("name" = String, Path, description = "The upstream's name"),
        RestoreQuery,
        ReasonQuery,
    ),
    responses((status = 200, body = Changed)),
)]
pub(super) async fn restore_upstream(
    State(state): State<ApiState>,
    actor: Actor,
    Path((tenant, name)): Path<(String, String)>,
    Query(query): Query<RestoreQuery>,
    reason: Reason,
) -> Result<axum::Json<Changed>, Problem> {
    let key = Key::new(KIND, &tenant, &name);
    document::restore(&state, &actor, &key, &query, reason).await
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
