//! `/import` and `/export`: many documents at once.

use super::ApiState;
use super::change::{commit, of_set};
use super::change_set::{ChangeBody, ChangeSet};
use super::document::Changed;
use super::input::Query;
use super::media::Format;
use super::problem::Problem;
use super::reason::{Reason, ReasonQuery};
use crate::auth::actor::{Actor, Reach};
use crate::auth::permission::Action;
use crate::configuration::{Edit, Expected, Key};
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use std::collections::BTreeSet;
use utoipa::{IntoParams, ToSchema};

/// What becomes of documents that an import does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum Mode {
    /// They stay.
    #[default]
    Merge,
    /// They are deleted.
    Replace,
}

/// How to import.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ImportQuery {
    /// What becomes of documents that the import does not have; of `tenant`, or of all tenants whose
    /// documents one may change.
    #[serde(default)]
    #[param(inline)]
    mode: Mode,
    /// Only documents of this tenant are deleted.
    tenant: Option<String>,
}

/// What to export.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ExportQuery {
    /// Of this tenant only.
    tenant: Option<String>,
    /// Secrets as they are stored, sealed, for a store that has the same key. For admins; without it
    /// they are redacted, and an import keeps the values that are there.
    #[serde(default)]
    sealed: bool,
}

/// Put many documents, as one change
///
/// All or none of them.
#[utoipa::path(
    post, path = "/api/v1/import", tag = "documents", params(ImportQuery, ReasonQuery),
    request_body(content((ChangeBody = "application/json"), (Value = "application/yaml"))),
    responses((status = 200, body = Changed)),
)]
pub(super) async fn import(
    State(state): State<ApiState>,
    actor: Actor,
    Query(query): Query<ImportQuery>,
    Reason(reason): Reason,
    body: ChangeSet,
) -> Result<axum::Json<Changed>, Problem> {
    let mut change = of_set(&actor, &body, reason)?;
    if query.mode == Mode::Replace {
        let named: BTreeSet<&Key> = body.keys.iter().chain(&body.deletions).collect();
        let reach = actor.reach(Action::ChangeDocuments);
        let current = state.configuration.current();
        let is_gone = |key: &&Key| {
            let of_tenant = query.tenant.as_ref().is_none_or(|t| *t == key.tenant);
            of_tenant && reach.contains(&key.tenant) && !named.contains(*key)
        };
        let gone = current.entries.keys().filter(is_gone).cloned();
        change.edits.extend(gone.map(|key| Edit::Delete {
            key,
            expected: Expected::Present,
        }));
    }
    let committed = commit(&state, change, Some(&body.documents)).await?;
    Ok(axum::Json(committed.into()))
}

/// All documents that one may see, as YAML
#[utoipa::path(
    get, path = "/api/v1/export", tag = "documents", params(ExportQuery),
    responses((status = 200, content((Value = "application/yaml")))),
)]
pub(super) async fn export(
    State(state): State<ApiState>,
    actor: Actor,
    Query(query): Query<ExportQuery>,
) -> Result<Response, Problem> {
    if query.sealed && actor.reach(Action::ChangeEverything) != Reach::All {
        return Err(Problem::forbidden("only admins may export sealed secrets"));
    }
    let reach = actor.reach_within(Action::ReadDocuments, query.tenant);
    let is_wanted = |key: &Key| reach.contains(&key.tenant);
    let text = state.configuration.export(query.sealed, is_wanted);
    Ok(Format::Yaml.response(text))
}
