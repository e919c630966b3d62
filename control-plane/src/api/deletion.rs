//! `/deletions`: documents that were deleted, to find what can be brought back.

use super::ApiState;
use super::change;
use super::input::Query;
use super::page::{Page, PageQuery};
use super::problem::Problem;
use crate::auth::actor::Actor;
use crate::auth::permission::Action;
use crate::configuration::Deletion;
use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;

/// Which deletions.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct DeletionQuery {
    /// Of this tenant only.
    tenant: Option<String>,
}

/// Documents that were deleted and are not there again, the last first
///
/// Restoring one without a revision makes it what it was last.
#[utoipa::path(
    get, path = "/api/v1/deletions", tag = "revisions", params(DeletionQuery, PageQuery),
    responses((status = 200, body = Page<Deletion>)),
)]
pub(super) async fn list_deletions(
    State(state): State<ApiState>,
    actor: Actor,
    Query(query): Query<DeletionQuery>,
    page: PageQuery,
) -> Result<axum::Json<Page<Deletion>>, Problem> {
    let reach = actor.reach_within(Action::ReadDocuments, query.tenant);
    let tenants = reach.into_tenants();
    let store = &state.configuration;
    let found = store.deletions(tenants, page.after()?, page.rows()).await;
    let found = found.map_err(|error| change::problem(error, None))?;
    let page = page.page(found, |deletion| (deletion.revision, deletion.key.clone()))?;
    Ok(axum::Json(page))
}
