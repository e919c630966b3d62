//! A change of several documents, as clients send it: JSON that puts and deletes, or a YAML stream that
//! puts.

use super::change::key_of;
use super::media::{Documents, Format, content_type, text};
use super::problem::{FieldProblem, Problem};
use crate::configuration::Key;
use axum::extract::{FromRequest, Request};
use serde::Deserialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;

/// Documents to put and documents to delete.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ChangeBody {
    /// Documents to put, each with its `kind`, `name` and (or `default`) `tenant`.
    #[serde(default)]
    #[schema(value_type = Vec<Object>)]
    documents: Vec<Box<RawValue>>,
    /// Documents to delete.
    #[serde(default)]
    delete: Vec<Deletion>,
}

/// A document to delete.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Deletion {
    /// `Server`, `Upstream` or `Secret`.
    kind: String,
    /// The owner; `default` where absent.
    tenant: Option<String>,
    /// Its name.
    name: String,
}

/// A change that was read.
#[derive(Debug)]
pub(super) struct ChangeSet {
    /// What to put.
    pub(super) documents: Documents,
    /// The keys of those.
    pub(super) keys: Vec<Key>,
    /// What to delete.
    pub(super) deletions: Vec<Key>,
}

impl<S: Send + Sync> FromRequest<S> for ChangeSet {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        let format = content_type(request.headers())?;
        let text = text(request).await?;
        let (documents, deletions) = match format {
            Format::Yaml => (Documents::of_yaml(text)?, Vec::new()),
            Format::Json => {
                let body: ChangeBody = serde_json::from_str(&text)
                    .map_err(|error| Problem::bad_request(error.to_string()))?;
                let documents = body.documents.iter().map(|raw| raw.get().to_owned());
                let deletions = body.delete.into_iter().map(Key::from);
                (Documents::of_json(documents.collect()), deletions.collect())
            }
        };
        let keys = keys(&documents)?;
        Ok(Self {
            documents,
            keys,
            deletions,
        })
    }
}

impl From<Deletion> for Key {
    fn from(deletion: Deletion) -> Self {
        let tenant = deletion.tenant.as_deref();
        let tenant = tenant.unwrap_or(portico_config::model::DEFAULT_TENANT);
        Self::new(&deletion.kind, tenant, &deletion.name)
    }
}

/// The key of each document, or of which it cannot be told.
fn keys(documents: &Documents) -> Result<Vec<Key>, Problem> {
    let (mut keys, mut errors, mut places) = (Vec::new(), Vec::new(), Vec::new());
    for (index, json) in documents.json.iter().enumerate() {
        match key_of(json) {
            Ok(key) => keys.push(key),
            Err(error) => {
                errors.push(error);
                places.push((index, ""));
            }
        }
    }
    if errors.is_empty() {
        return Ok(keys);
    }
    let lines = documents.lines(&places).into_iter();
    let errors = errors.into_iter().zip(lines);
    let errors = errors.map(|(error, line)| FieldProblem { line, ..error });
    Err(Problem::invalid(errors.collect()))
}
