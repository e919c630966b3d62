//! `/tenants`: parts of an organization with documents of their own.

use super::ApiState;
use super::input::{Json, Path};
use super::problem::{FieldProblem, Problem};
use crate::auth::actor::Actor;
use crate::auth::permission::Action;
use crate::storage::audit::{self, AuditEntry};
use crate::storage::tenant::{self as row, Tenant as Row};
use crate::tenancy::{self, Prefixes};
use axum::extract::State;
use axum::http::StatusCode;
use portico_config::check_name;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

/// The tenant that is always there.
const DEFAULT: &str = "default";

/// Most bytes of a title or prefix.
const LONGEST: usize = 255;

/// A part of an organization with documents of its own.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Tenant {
    /// Its name, which documents give as `tenant`.
    name: String,
    /// What people call it.
    title: String,
    /// Its servers' paths lie below this one.
    path_prefix: String,
}

/// Every tenant that one may see.
#[derive(Serialize, ToSchema)]
pub(super) struct Tenants {
    /// By name.
    items: Vec<Tenant>,
}

/// What a tenant is to be.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct TenantChange {
    /// What people call it.
    title: String,
    /// Its servers' paths lie below this one, as in `/shop`; no two tenants have the same.
    path_prefix: String,
}

impl From<Row> for Tenant {
    fn from(row: Row) -> Self {
        Self {
            name: row.name,
            title: row.title,
            path_prefix: row.path_prefix,
        }
    }
}

/// Tenants that one belongs to; for admins, all
#[utoipa::path(
    get, path = "/api/v1/tenants", tag = "tenants",
    responses((status = 200, body = Tenants)),
)]
pub(super) async fn list_tenants(
    State(state): State<ApiState>,
    actor: Actor,
) -> Result<axum::Json<Tenants>, Problem> {
    let reach = actor.reach(Action::ReadTenants);
    let rows = state.data.run(row::all).await?;
    let seen = rows.into_iter().filter(|row| reach.contains(&row.name));
    Ok(axum::Json(Tenants {
        items: seen.map(Tenant::from).collect(),
    }))
}

/// A tenant
#[utoipa::path(
    get, path = "/api/v1/tenants/{tenant}", tag = "tenants",
    params(("tenant" = String, Path, description = "The tenant's name")),
    responses((status = 200, body = Tenant)),
)]
pub(super) async fn get_tenant(
    State(state): State<ApiState>,
    Path(name): Path<String>,
) -> Result<axum::Json<Tenant>, Problem> {
    let wanted = name.clone();
    let found = state
        .data
        .run(move |connection| row::find(connection, &wanted))
        .await?;
    let tenant = found.ok_or_else(|| no_tenant(&name))?;
    Ok(axum::Json(tenant.into()))
}

/// Make a tenant, or change it
///
/// 409 if servers would then have paths that are not their tenant's.
#[utoipa::path(
    put, path = "/api/v1/tenants/{tenant}", tag = "tenants",
    params(("tenant" = String, Path, description = "The tenant's name")),
    request_body = TenantChange,
    responses(
        (status = 200, body = Tenant, description = "Changed"),
        (status = 201, body = Tenant, description = "Made"),
    ),
)]
pub(super) async fn put_tenant(
    State(state): State<ApiState>,
    actor: Actor,
    Path(name): Path<String>,
    Json(change): Json<TenantChange>,
) -> Result<(StatusCode, axum::Json<Tenant>), Problem> {
    check(&name, &change)?;
    let tenant = Row {
        name,
        title: change.title,
        path_prefix: change.path_prefix,
    };
    let now = tenancy::prefixes(&state.data).await?;
    let mut then = now.clone();
    then.insert(tenant.name.clone(), tenant.path_prefix.clone());
    keeps_documents(&state, &now, &then)?;
    let wanted = tenant.clone();
    let stored = state.data.transaction(move |connection| {
        let is_new = row::find(connection, &wanted.name)?.is_none();
        let action = if is_new {
            row::insert(connection, &wanted)?;
            "tenant.create"
        } else {
            row::update(connection, &wanted)?;
            "tenant.update"
        };
        let detail = json!({ "title": wanted.title, "pathPrefix": wanted.path_prefix });
        audit::insert(
            connection,
            &entry(&actor, action, &wanted.name).detail(&detail),
        )?;
        Ok(is_new)
    });
    let status = match stored.await {
        Ok(true) => StatusCode::CREATED,
        Ok(false) => StatusCode::OK,
        Err(crate::storage::StorageError::Duplicate(_)) => {
            let detail = format!("`{}` is another tenant's prefix", tenant.path_prefix);
            return Err(Problem::conflict(detail));
        }
        Err(error) => return Err(error.into()),
    };
    Ok((status, axum::Json(tenant.into())))
}

/// Remove a tenant
///
/// With its memberships. `default` stays (409), and so does a tenant that has documents.
#[utoipa::path(
    delete, path = "/api/v1/tenants/{tenant}", tag = "tenants",
    params(("tenant" = String, Path, description = "The tenant's name")),
    responses((status = 204, description = "Removed")),
)]
pub(super) async fn delete_tenant(
    State(state): State<ApiState>,
    actor: Actor,
    Path(name): Path<String>,
) -> Result<StatusCode, Problem> {
    if name == DEFAULT {
        return Err(Problem::conflict("the tenant `default` stays"));
    }
    let now = tenancy::prefixes(&state.data).await?;
    let mut then = now.clone();
    then.remove(&name);
    keeps_documents(&state, &now, &then)?;
    let wanted = name.clone();
    let was_there = state
        .data
        .transaction(move |connection| {
            let was_there = row::delete(connection, &wanted)?;
            if was_there {
                audit::insert(connection, &entry(&actor, "tenant.delete", &wanted))?;
            }
            Ok(was_there)
        })
        .await?;
    if was_there {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(no_tenant(&name))
    }
}

/// 409 if a document in force would not be its tenant's any more.
fn keeps_documents(state: &ApiState, now: &Prefixes, then: &Prefixes) -> Result<(), Problem> {
    let current = state.configuration.current();
    let documents = current.entries.values();
    let documents = documents.filter_map(|entry| entry.document.as_deref());
    match tenancy::displaced(now, then, documents) {
        None => Ok(()),
        Some(document) => {
            let (kind, tenant, name) = (document.kind(), document.tenant(), document.name());
            let detail = format!("{kind} {tenant}/{name} would not be of its tenant any more");
            Err(Problem::conflict(detail))
        }
    }
}

/// 404 for a tenant.
pub(super) fn no_tenant(name: &str) -> Problem {
    Problem::not_found(format_args!("tenant `{name}`"))
}

fn entry(actor: &Actor, action: &str, name: &str) -> AuditEntry {
    AuditEntry::new(&actor.name, action, &format!("tenant/{name}")).tenant(name)
}

fn check(name: &str, change: &TenantChange) -> Result<(), Problem> {
    let mut errors = Vec::new();
    if let Err(why) = check_name(name) {
        errors.push(FieldProblem::new("name", why));
    }
    let title = change.title.trim();
    if title.is_empty() || title.len() > LONGEST || title.chars().any(char::is_control) {
        let why = format!("use 1 to {LONGEST} bytes, without control characters");
        errors.push(FieldProblem::new("title", why));
    }
    if !is_prefix(&change.path_prefix) {
        let why = "use `/`, or segments of A-Z, a-z, 0-9 and `._~-` as in `/shop/eu`";
        errors.push(FieldProblem::new("pathPrefix", why));
    }
    if errors.is_empty() {
        Ok(())
    } else {
        Err(Problem::invalid(errors))
    }
}

fn is_prefix(prefix: &str) -> bool {
    let legal = |byte: u8| byte.is_ascii_alphanumeric() || b"._~-".contains(&byte);
    let is_segment = |s: &str| !s.is_empty() && s != "." && s != ".." && s.bytes().all(legal);
    let segments = prefix.strip_prefix('/').map(|rest| rest.split('/'));
    let is_well_made = segments.is_some_and(|mut segments| segments.all(is_segment));
    prefix == "/" || (is_well_made && prefix.len() <= LONGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefixes_are_plain_paths() {
        for good in ["/", "/shop", "/shop/eu-1", "/a.b/~c"] {
            assert!(is_prefix(good), "{good}");
        }
        for bad in [
            "", "shop", "/shop/", "//", "/a//b", "/..", "/a/./b", "/a%20b", "/a?b",
        ] {
            assert!(!is_prefix(bad), "{bad}");
        }
        assert!(!is_prefix(&format!("/{}", "a".repeat(255))));
    }
}
