//! `/audit`: who did what.

use super::ApiState;
use super::input::Query;
use super::page::{Page, PageQuery};
use super::problem::Problem;
use crate::storage::audit::{self, AuditFilter};
use axum::extract::State;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

/// Something that was done.
#[derive(Serialize, ToSchema)]
pub(super) struct AuditEntry {
    /// Its id.
    id: String,
    /// When.
    at: DateTime<Utc>,
    /// The name of the user; `system` or `anonymous` where it was none.
    actor: String,
    /// In which tenant, if in one.
    tenant: Option<String>,
    /// What was done, as in `user.create`.
    action: String,
    /// To whom or what, as in `user/ann`.
    target: String,
    /// The revision of the configuration that came of it.
    revision: Option<i64>,
    /// What else there is to say. Never a secret.
    #[schema(value_type = Object)]
    detail: Value,
}

/// Which entries.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct AuditQuery {
    /// By this user.
    actor: Option<String>,
    /// In this tenant.
    tenant: Option<String>,
    /// This action.
    action: Option<String>,
    /// To this target.
    target: Option<String>,
    /// At this time or later.
    since: Option<DateTime<Utc>>,
    /// Before this time.
    until: Option<DateTime<Utc>>,
}

/// What was done, the newest first
#[utoipa::path(
    get, path = "/api/v1/audit", tag = "audit", params(AuditQuery, PageQuery),
    responses((status = 200, body = Page<AuditEntry>)),
)]
pub(super) async fn list_audit(
    State(state): State<ApiState>,
    Query(query): Query<AuditQuery>,
    page: PageQuery,
) -> Result<axum::Json<Page<AuditEntry>>, Problem> {
    let filter = AuditFilter {
        actor: query.actor,
        tenant: query.tenant,
        action: query.action,
        target: query.target,
        since: query.since.map(|at| at.naive_utc()),
        until: query.until.map(|at| at.naive_utc()),
    };
    let before: Option<String> = page.after()?;
    let limit = page.rows();
    let rows = state
        .data
        .run(move |connection| audit::list(connection, &filter, before.as_deref(), limit))
        .await?;
    let entries = rows.into_iter().map(AuditEntry::of);
    let entries = entries.collect::<Result<Vec<AuditEntry>, Problem>>()?;
    Ok(axum::Json(page.page(entries, |entry| entry.id.clone())?))
}

impl AuditEntry {
    fn of(row: audit::AuditEntry) -> Result<Self, Problem> {
        Ok(Self {
            id: row.id,
            at: row.at.and_utc(),
            actor: row.actor,
            tenant: row.tenant,
            action: row.action,
            target: row.target,
            revision: row.revision,
            detail: serde_json::from_str(&row.detail).map_err(Problem::internal)?,
        })
    }
}
