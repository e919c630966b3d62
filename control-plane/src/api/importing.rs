//! `/imports`: descriptions that others wrote become documents.

use super::ApiState;
use super::change::{commit, fields, raw};
use super::document::Changed;
use super::media::{Format as BodyFormat, content_type, text};
use super::problem::{FieldProblem, Problem};
use super::reason::{Reason, ReasonQuery};
use crate::auth::actor::Actor;
use crate::auth::permission::Action;
use crate::configuration::{Change, Key};
use crate::importing::{
    Draft, Mode, ReadingError, documents_of, fetch, find, keep, records, server_of,
};
use axum::extract::{FromRequest, Request, State};
use axum::http::StatusCode;
use portico_config::Document;
use portico_config::model::DEFAULT_TENANT;
use portico_import::update::{FieldChange, Side};
use portico_import::{Import, ImportError, Options, Report};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A description and how to import it. One of `text` and `url` is given.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ImportBody {
    /// The description: OpenAPI 3.0 or 3.1, or Swagger 2.0, as JSON or YAML.
    text: Option<String>,
    /// Where it is. The control plane fetches it, from the public internet and from what
    /// `--outbound-allow` names.
    url: Option<String>,
    /// What becomes of a server of this name that is there already.
    #[serde(default)]
    mode: Mode,
    /// How to import.
    options: Option<Options>,
    /// With `mode: update`, the side that a change is taken from, by the change's `id`. Without a word,
    /// what only one side changed is taken from it, and of a conflict the edit here stays.
    #[serde(default)]
    choices: BTreeMap<String, Side>,
}

/// What an import would be.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ImportPreview {
    /// What was found, operation by operation.
    report: Report,
    /// The documents that would be put, without the values of secrets.
    #[schema(value_type = Vec<Object>)]
    documents: Vec<Box<RawValue>>,
    /// Documents of these names are there already, and would be others.
    replaced: Vec<Key>,
    /// What keeps the import from being made as it is.
    errors: Vec<FieldProblem>,
    /// With `mode: update`, who changed what since the last import.
    changes: Vec<FieldChange>,
}

/// An import that was made.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Imported {
    /// What was found.
    report: Report,
    /// What changed.
    #[serde(flatten)]
    changed: Changed,
}

/// A description may be large, so this body has no small limit.
impl<S: Send + Sync> FromRequest<S> for ImportBody {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        if content_type(request.headers())? != BodyFormat::Json {
            let detail = "send `Content-Type: application/json`, with the description as `text`";
            return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail));
        }
        let text = text(request).await?;
        serde_json::from_str(&text).map_err(|error| Problem::bad_request(error.to_string()))
    }
}

/// Tell what a description would become
///
/// Nothing is stored. Without `options.operations`, every operation becomes a tool.
#[utoipa::path(
    post, path = "/api/v1/imports/preview", tag = "imports", request_body = ImportBody,
    responses((status = 200, body = ImportPreview)),
)]
pub(super) async fn preview_import(
    State(state): State<ApiState>,
    actor: Actor,
    body: ImportBody,
) -> Result<axum::Json<ImportPreview>, Problem> {
    let (draft, _) = draft(&state, &actor, body).await?;
    let documents = draft.documents.iter().map(|document| {
        let text = serde_json::to_string(document).map_err(Problem::internal)?;
        raw(text)
    });
    let documents = documents.collect::<Result<_, Problem>>()?;
    let errors = match state
        .configuration
        .validate(&change(&actor, &draft, String::new()))
    {
        Ok(errors) => fields(errors, None),
        // The server is there already.
        Err(error) => vec![FieldProblem::new("mode", error.to_string())],
    };
    Ok(axum::Json(ImportPreview {
        report: draft.import.report,
        documents,
        replaced: draft.replaced,
        errors,
        changes: draft.changes,
    }))
}

/// Import a description
///
/// All of its documents, as one change. A secret that is not given, and not there yet, is taken from
/// an environment variable of the control plane, as the report tells.
#[utoipa::path(
    post, path = "/api/v1/imports", tag = "imports", params(ReasonQuery), request_body = ImportBody,
    responses((status = 200, body = Imported)),
)]
pub(super) async fn create_import(
    State(state): State<ApiState>,
    actor: Actor,
    Reason(reason): Reason,
    body: ImportBody,
) -> Result<axum::Json<Imported>, Problem> {
    let (draft, options) = draft(&state, &actor, body).await?;
    let records = records(&draft.import, &options).map_err(Problem::internal)?;
    let committed = commit(&state, change(&actor, &draft, reason), None).await?;
    // The documents are in force already.
    if let Err(error) = keep(&state.data, records).await {
        tracing::warn!(%error, "what was imported is not kept for later updates");
    }
    Ok(axum::Json(Imported {
        report: draft.import.report,
        changed: committed.into(),
    }))
}

fn change(actor: &Actor, draft: &Draft, reason: String) -> Change {
    Change {
        edits: draft.edits.clone(),
        author: actor.name.clone(),
        reason,
    }
}

/// What an import would do, and the options that it is made with.
async fn draft(
    state: &ApiState,
    actor: &Actor,
    body: ImportBody,
) -> Result<(Draft, Options), Problem> {
    let mut options = body.options.unwrap_or_default();
    let tenant = options
        .tenant
        .as_deref()
        .unwrap_or(DEFAULT_TENANT)
        .to_owned();
    actor.require(Action::ChangeDocuments, &tenant)?;
    state.tenancy.refresh(&state.data).await?;
    let prefix = state.tenancy.prefix(&tenant);
    options.path_prefix = options.path_prefix.or(prefix);
    let text = match (body.text, body.url) {
        (Some(text), None) => text,
        (None, Some(url)) => {
            let fetched = fetch(&state.outbound, &url).await;
            let fetched = fetched.map_err(|error| invalid("url", error.to_string()))?;
            options.source_url.get_or_insert(fetched.url);
            fetched.text
        }
        _ => return Err(Problem::bad_request("give one of `text` and `url`")),
    };
    let import = state.readers.read(text, options.clone()).await;
    let import = import.map_err(unread)?;
    let current = state.configuration.current();
    if body.mode != Mode::Update {
        let draft = Draft::new(import, &current, body.mode).map_err(Problem::internal)?;
        return Ok((draft, options));
    }
    let base = base_of(state, &import).await?;
    let draft = Draft::update(import, &base, &current, &body.choices);
    let draft = draft.map_err(|error| invalid("choices", error.to_string()))?;
    Ok((draft, options))
}

fn unread(error: ReadingError) -> Problem {
    match &error {
        ReadingError::Busy => Problem::unavailable(error.to_string()),
        ReadingError::Failed(_) => Problem::internal(error),
        ReadingError::Import(ImportError::Option { field, message }) => {
            invalid(&format!("options.{field}"), message)
        }
        ReadingError::Import(_) => invalid("text", error.to_string()),
    }
}

/// What the last import of the first server gave.
async fn base_of(state: &ApiState, import: &Import) -> Result<Vec<Document>, Problem> {
    let server = server_of(import).ok_or_else(|| invalid("text", "it gives no server"))?;
    let (tenant, name) = (&server.tenant, &server.name);
    let record = find(&state.data, tenant, name).await?;
    record.as_ref().and_then(documents_of).ok_or_else(|| {
        let message = format!("server `{name}` was never imported: there is nothing to update");
        invalid("mode", message)
    })
}

fn invalid(path: &str, message: impl Into<String>) -> Problem {
    Problem::invalid(vec![FieldProblem::new(path, message)])
}
