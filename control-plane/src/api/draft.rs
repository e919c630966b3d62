//! `/validate` and `/dry-run`: changes that are looked at and not made.

use super::ApiState;
use super::change::{fields, of_set, problem};
use super::change_set::{ChangeBody, ChangeSet};
use super::problem::{FieldProblem, Problem};
use crate::auth::actor::Actor;
use crate::configuration::TypeChanges;
use crate::fleet::Connection;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

/// Whether a change could be made.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Verdict {
    /// Whether it could.
    valid: bool,
    /// Everything that is wrong with it.
    errors: Vec<FieldProblem>,
}

/// What a change would do.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Effects {
    /// The revision that it was tried on.
    revision: i64,
    /// What every Envoy and filter would receive, by type of resource; types that do not change are
    /// left out.
    types: Vec<TypeChanges>,
    /// The ids of the Envoys that are connected and would receive it.
    nodes: Vec<String>,
}

/// Tell everything that is wrong with a change
///
/// The documents are looked at together with all others that are in force.
#[utoipa::path(
    post, path = "/api/v1/validate", tag = "documents",
    request_body(content((ChangeBody = "application/json"), (Value = "application/yaml"))),
    responses((status = 200, body = Verdict)),
)]
pub(super) async fn validate(
    State(state): State<ApiState>,
    actor: Actor,
    body: ChangeSet,
) -> Result<axum::Json<Verdict>, Problem> {
    let change = of_set(&actor, &body, String::new())?;
    state.tenancy.refresh(&state.data).await?;
    let errors = state.configuration.validate(&change);
    let errors = errors.map_err(|error| problem(error, Some(&body.documents)))?;
    let errors = fields(errors, Some(&body.documents));
    Ok(axum::Json(Verdict {
        valid: errors.is_empty(),
        errors,
    }))
}

/// Tell what a change would send to Envoys, without making it
#[utoipa::path(
    post, path = "/api/v1/dry-run", tag = "documents",
    request_body(content((ChangeBody = "application/json"), (Value = "application/yaml"))),
    responses((status = 200, body = Effects)),
)]
pub(super) async fn dry_run(
    State(state): State<ApiState>,
    actor: Actor,
    body: ChangeSet,
) -> Result<axum::Json<Effects>, Problem> {
    let change = of_set(&actor, &body, String::new())?;
    state.tenancy.refresh(&state.data).await?;
    let outcome = state
        .configuration
        .dry_run(&change, &state.gateway, &state.resolver);
    let outcome = outcome.map_err(|error| problem(error, Some(&body.documents)))?;
    let nodes = state.fleet.page(None, usize::MAX).into_iter();
    Ok(axum::Json(Effects {
        revision: outcome.revision,
        types: outcome.types,
        nodes: nodes
            .filter(|node| node.connection == Connection::Connected)
            .map(|node| node.id)
            .collect(),
    }))
}
