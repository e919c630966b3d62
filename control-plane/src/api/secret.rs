//! `/secrets`: values that are never shown.

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
use portico_config::model::{Secret, Source};
use serde::Serialize;
use utoipa::ToSchema;

const KIND: &str = "Secret";

/// A secret in a list.
#[derive(Debug, Serialize, ToSchema)]
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
    /// Why the stored document cannot be used; none if it can.
    errors: Vec<String>,
}

impl SecretItem {
    fn of(entry: &Entry) -> Self {
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
            errors: entry.errors.iter().map(ToString::to_string).collect(),
        }
    }
}

/// Secrets that one may see, by tenant and name
#[utoipa::path(
    get, path = "/api/v1/secrets", tag = "secrets", params(DocumentQuery, PageQuery),
    responses((status = 200, body = Page<SecretItem>)),
)]
pub(super) async fn list_secrets(
    State(state): State<ApiState>,
    actor: Actor,
    Query(query): Query<DocumentQuery>,
    page: PageQuery,
) -> Result<axum::Json<Page<SecretItem>>, Problem> {
    let about = (&query, &page);
    let page = document::list(&state, &actor, KIND, about, text, SecretItem::of)?;
    Ok(axum::Json(page))
}

/// A secret, as it was written, with `[sealed]` in the place of its value
#[utoipa::path(
    get, path = "/api/v1/secrets/{tenant}/{name}", tag = "secrets",
    params(
        ("tenant" = String, Path, description = "The owner"),
        ("name" = String, Path, description = "The secret's name"),
        ("If-None-Match" = Option<String>, Header, description = "ETags that the client has"),
    ),
    responses(
        (status = 200, content((Object = "application/json"), (Value = "application/yaml")),
            headers(("ETag" = String, description = "The version, for `If-Match`"))),
        (status = 304, description = "The client has it already"),
    ),
)]
pub(super) async fn get_secret(
    State(state): State<ApiState>,
    Path((tenant, name)): Path<(String, String)>,
    headers: HeaderMap,
    accept: Accept,
) -> Result<Response, Problem> {
    document::get(&state, &Key::new(KIND, &tenant, &name), &headers, accept)
}

/// Create a secret, or put this one in its place
///
/// `value` is sealed, and never shown again. `"sealed": "[sealed]"` keeps the value that is there.
/// Nothing happens if it is so already. With `If-Match`, only this version is replaced; with
/// `If-None-Match: *`, none is: 412 has `current`, `currentEtag` and `yours`.
#[utoipa::path(
    put, path = "/api/v1/secrets/{tenant}/{name}", tag = "secrets",
    params(
        ("tenant" = String, Path, description = "The owner"),
        ("name" = String, Path, description = "The secret's name"),
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
pub(super) async fn put_secret(
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

/// Delete a secret
#[utoipa::path(
    delete, path = "/api/v1/secrets/{tenant}/{name}", tag = "secrets",
    params(
        ("tenant" = String, Path, description = "The owner"),
        ("name" = String, Path, description = "The secret's name"),
        ReasonQuery,
        ("If-Match" = Option<String>, Header, description = "The ETag of what is deleted"),
    ),
    responses((status = 200, body = Changed)),
)]
pub(super) async fn delete_secret(
    State(state): State<ApiState>,
    actor: Actor,
    Path((tenant, name)): Path<(String, String)>,
    precondition: Precondition,
    reason: Reason,
) -> Result<axum::Json<Changed>, Problem> {
    let key = Key::new(KIND, &tenant, &name);
    document::delete(&state, &actor, key, (precondition, reason)).await
}

/// Versions of a secret, the newest first; also of a deleted one
#[utoipa::path(
    get, path = "/api/v1/secrets/{tenant}/{name}/versions", tag = "secrets",
    params(
        ("tenant" = String, Path, description = "The owner"),
        ("name" = String, Path, description = "The secret's name"),
        PageQuery,
    ),
    responses((status = 200, body = Page<DocumentVersion>)),
)]
pub(super) async fn list_secret_versions(
    State(state): State<ApiState>,
    Path((tenant, name)): Path<(String, String)>,
    page: PageQuery,
) -> Result<axum::Json<Page<DocumentVersion>>, Problem> {
    document::versions(&state, &Key::new(KIND, &tenant, &name), &page).await
}

/// Bring a secret back as it was
#[utoipa::path(
    post, path = "/api/v1/secrets/{tenant}/{name}/restore", tag = "secrets",
    params(
        ("tenant" = String, Path, description = "The owner"),
        ("name" = String, Path, description = "The secret's name"),
        RestoreQuery,
        ReasonQuery,
    ),
    responses((status = 200, body = Changed)),
)]
pub(super) async fn restore_secret(
    State(state): State<ApiState>,
    actor: Actor,
    Path((tenant, name)): Path<(String, String)>,
    Query(query): Query<RestoreQuery>,
    reason: Reason,
) -> Result<axum::Json<Changed>, Problem> {
    let key = Key::new(KIND, &tenant, &name);
    document::restore(&state, &actor, &key, &query, reason).await
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
