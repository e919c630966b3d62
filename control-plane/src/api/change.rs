//! Changing documents on behalf of somebody, and what is said if that fails.

use super::ApiState;
use super::change_set::ChangeSet;
use super::media::Documents;
use super::problem::{FieldProblem, Problem};
use crate::auth::actor::Actor;
use crate::auth::permission::Action;
use crate::configuration::{
    Change, Committed, ConfigurationError, Conflict, DocumentError, Edit, Expected, Key,
};
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;
use std::time::Duration;

/// When to try again while others change the configuration all the time.
const BUSY: Duration = Duration::from_secs(1);

/// Makes a change. `documents` are what the client sent, so that errors have their lines.
pub(super) async fn commit(
    state: &ApiState,
    change: Change,
    documents: Option<&Documents>,
) -> Result<Committed, Problem> {
    state.tenancy.refresh(&state.data).await?;
    let outcome = state.configuration.commit(change).await;
    outcome.map_err(|error| problem(error, documents))
}

/// What a document says it is called.
#[derive(Deserialize)]
struct Head {
    kind: String,
    name: String,
    #[serde(default = "default_tenant")]
    tenant: String,
}

fn default_tenant() -> String {
    portico_config::model::DEFAULT_TENANT.to_owned()
}

/// The key of a document as it was sent. Whoever changes documents asks this first, as it says whose
/// they are.
pub(super) fn key_of(json: &str) -> Result<Key, FieldProblem> {
    let head: Result<Head, _> = serde_json::from_str(json);
    match head {
        Ok(head) => Ok(Key::new(&head.kind, &head.tenant, &head.name)),
        Err(error) => Err(FieldProblem::new(
            "",
            format!("this is not a document with `kind` and `name`: {error}"),
        )),
    }
}

/// The change that a client sent, every document of a tenant that the actor may change.
pub(super) fn of_set(actor: &Actor, set: &ChangeSet, reason: String) -> Result<Change, Problem> {
    for key in set.keys.iter().chain(&set.deletions) {
        actor.require(Action::ChangeDocuments, &key.tenant)?;
    }
    let puts = set.documents.json.iter().map(|json| Edit::Put {
        content: json.clone(),
        expected: Expected::Any,
    });
    let deletes = set.deletions.iter().map(|key| Edit::Delete {
        key: key.clone(),
        expected: Expected::Present,
    });
    Ok(Change {
        edits: puts.chain(deletes).collect(),
        author: actor.name.clone(),
        reason,
    })
}

/// What the client is told.
pub(super) fn problem(error: ConfigurationError, documents: Option<&Documents>) -> Problem {
    match error {
        ConfigurationError::Invalid(errors) => Problem::invalid(fields(errors, documents)),
        ConfigurationError::Conflict(conflict) => precondition_failed(&conflict),
        ConfigurationError::NoDocument(key) => Problem::not_found(key),
        ConfigurationError::NoRevision(number) => {
            Problem::not_found(format_args!("revision {number}"))
        }
        error @ ConfigurationError::NoHistory => Problem::conflict(error.to_string()),
        ConfigurationError::Unavailable(reason) => {
            tracing::warn!(%reason, "the configuration store is not available");
            Problem::unavailable("the configuration store is not available")
        }
        error @ ConfigurationError::Busy => Problem {
            retry_after: Some(BUSY),
            ..Problem::unavailable(error.to_string())
        },
        error @ ConfigurationError::Failed(_) => Problem::internal(error),
    }
}

/// Broken rules, with their lines where the client sent lines.
pub(super) fn fields(
    errors: Vec<DocumentError>,
    documents: Option<&Documents>,
) -> Vec<FieldProblem> {
    // What no edit has done is in no document of the client's.
    let place = |error: &DocumentError| error.edit.unwrap_or(usize::MAX);
    let places: Vec<_> = errors.iter().map(|e| (place(e), e.path.as_str())).collect();
    let lines = documents.map_or_else(|| vec![None; places.len()], |all| all.lines(&places));
    let errors = errors.into_iter().zip(lines);
    let told = errors.map(|(error, line)| FieldProblem {
        path: error.path,
        message: error.message,
        document: error.key.map(|key| key.to_string()),
        line,
    });
    told.collect()
}

fn precondition_failed(conflict: &Conflict) -> Problem {
    let detail = match &conflict.current {
        Some(_) => format!("{} is not what you expect", conflict.key),
        None => format!("there is no {}", conflict.key),
    };
    let mut problem = Problem::precondition_failed(detail);
    if let Some(etag) = &conflict.current_etag {
        problem = problem.with("currentEtag", etag.clone().into());
    }
    for (member, text) in [("current", &conflict.current), ("yours", &conflict.yours)] {
        if let Some(document) = text.as_deref().and_then(read) {
            problem = problem.with(member, document);
        }
    }
    problem
}

/// A document for a problem. Its numbers may be rounded: who needs them exactly asks for the
/// document.
fn read(text: &str) -> Option<Value> {
    serde_json::from_str(text).ok()
}

/// A document's text for an answer, as it is.
pub(super) fn raw(text: impl Into<String>) -> Result<Box<RawValue>, Problem> {
    RawValue::from_string(text.into()).map_err(Problem::internal)
}

/// 409 where 412 would be, for those who gave no condition.
pub(super) fn without_condition(problem: Problem) -> Problem {
    if problem.status == StatusCode::PRECONDITION_FAILED {
        let detail = "the document is there: nothing is to be restored";
        return Problem {
            members: problem.members,
            ..Problem::conflict(detail)
        };
    }
    problem
}
