//! `/revisions`: what changed when, by whom and why, and going back.

use super::ApiState;
use super::change;
use super::document::Changed;
use super::input::{Path, Query};
use super::page::{Page, PageQuery};
use super::problem::Problem;
use super::reason::{Reason, ReasonQuery};
use crate::auth::actor::{Actor, Reach};
use crate::auth::permission::Action;
use crate::configuration::{ConfigurationError, DocumentDifference, Key, Revision};
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// A revision and the documents that it changed.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RevisionDetail {
    /// The revision.
    #[serde(flatten)]
    revision: Revision,
    /// The documents that it changed, of those that one may see.
    changed: Vec<Key>,
}

/// What differs between two revisions.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Difference {
    /// By document.
    documents: Vec<DocumentDifference>,
}

/// Which revisions.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct RevisionQuery {
    /// Only those that changed documents of this tenant.
    tenant: Option<String>,
}

/// Which documents.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct DifferenceQuery {
    /// Of this tenant only.
    tenant: Option<String>,
    /// Of this kind only: `Server`, `Upstream` or `Secret`.
    kind: Option<String>,
    /// Of this name only.
    name: Option<String>,
}

/// Revisions that changed documents that one may see, the newest first
#[utoipa::path(
    get, path = "/api/v1/revisions", tag = "revisions", params(RevisionQuery, PageQuery),
    responses((status = 200, body = Page<Revision>)),
)]
pub(super) async fn list_revisions(
    State(state): State<ApiState>,
    actor: Actor,
    Query(query): Query<RevisionQuery>,
    page: PageQuery,
) -> Result<axum::Json<Page<Revision>>, Problem> {
    let before: Option<i64> = page.after()?;
    let limit = u32::try_from(page.limit().saturating_add(1)).unwrap_or(u32::MAX);
    let store = &state.configuration;
    let found = match actor.reach_within(Action::ReadDocuments, query.tenant) {
        Reach::All => store.revisions(before, limit).await,
        Reach::Only(tenants) => store.revisions_of(tenants, before, limit).await,
    };
    let found = found.map_err(told)?;
    Ok(axum::Json(page.page(found, |revision| revision.number)?))
}

/// A revision
#[utoipa::path(
    get, path = "/api/v1/revisions/{number}", tag = "revisions",
    params(("number" = i64, Path, description = "Its number")),
    responses((status = 200, body = RevisionDetail)),
)]
pub(super) async fn get_revision(
    State(state): State<ApiState>,
    actor: Actor,
    Path(number): Path<i64>,
) -> Result<axum::Json<RevisionDetail>, Problem> {
    let found = state.configuration.revision(number).await.map_err(told)?;
    let (mut revision, mut changed) = found;
    let reach = actor.reach(Action::ReadDocuments);
    if reach != Reach::All {
        changed.retain(|key| reach.contains(&key.tenant));
        if changed.is_empty() {
            return Err(told(ConfigurationError::NoRevision(number)));
        }
        revision = revision.with_only(&changed);
    }
    Ok(axum::Json(RevisionDetail { revision, changed }))
}

/// What differs between two revisions
///
/// From the first to the second; either may be the older one, and 0 is the empty configuration before
/// the first revision. Secrets are redacted.
#[utoipa::path(
    get, path = "/api/v1/revisions/{number}/diff/{other}", tag = "revisions",
    params(
        ("number" = i64, Path, description = "The first revision"),
        ("other" = i64, Path, description = "The second revision"),
        DifferenceQuery,
    ),
    responses((status = 200, body = Difference)),
)]
pub(super) async fn diff_revisions(
    State(state): State<ApiState>,
    actor: Actor,
    Path((from, to)): Path<(i64, i64)>,
    Query(query): Query<DifferenceQuery>,
) -> Result<axum::Json<Difference>, Problem> {
    let found = state.configuration.difference(from, to).await;
    let mut documents = found.map_err(told)?;
    let reach = actor.reach_within(Action::ReadDocuments, query.tenant);
    documents.retain(|difference| {
        let Key { kind, tenant, name } = &difference.key;
        let is = |wanted: &Option<String>, this: &str| wanted.as_deref().is_none_or(|w| w == this);
        reach.contains(tenant) && is(&query.kind, kind) && is(&query.name, name)
    });
    Ok(axum::Json(Difference { documents }))
}

/// Make everything what it was at a revision, as a new revision
///
/// 0 is the empty configuration before the first revision. For one document, restore it.
#[utoipa::path(
    post, path = "/api/v1/revisions/{number}/rollback", tag = "revisions",
    params(("number" = i64, Path, description = "The revision to go back to"), ReasonQuery),
    responses((status = 200, body = Changed)),
)]
pub(super) async fn roll_back(
    State(state): State<ApiState>,
    actor: Actor,
    Path(number): Path<i64>,
    Reason(reason): Reason,
) -> Result<axum::Json<Changed>, Problem> {
    state.tenancy.refresh(&state.data).await?;
    let store = &state.configuration;
    let outcome = store.rollback(number, None, &actor.name, &reason).await;
    Ok(axum::Json(outcome.map_err(told)?.into()))
}

fn told(error: ConfigurationError) -> Problem {
    change::problem(error, None)
}
