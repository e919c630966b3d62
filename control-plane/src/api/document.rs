//! What all kinds of documents have in common: listing, reading, putting, deleting, versions and
//! restoring them. The resources themselves are `server`, `upstream` and `secret`.

use super::ApiState;
use super::change::{self, commit, key_of, raw, without_condition};
use super::media::{Accept, Format, OneDocument};
use super::page::{Page, PageQuery};
use super::precondition::{Precondition, is_known, quoted};
use super::problem::{FieldProblem, Problem};
use super::reason::Reason;
use crate::auth::actor::Actor;
use crate::auth::permission::Action;
use crate::configuration::{Change, Committed, Edit, Entry, Key, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::ops::Bound;
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};

/// Which documents of a kind.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct DocumentQuery {
    /// Of this tenant only.
    tenant: Option<String>,
    /// Only those in whose name, title, path or URL this text occurs.
    q: Option<String>,
}

/// A change that was made.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Changed {
    /// The revision in force with it.
    revision: i64,
    /// The documents that differ from before; none if all was so already, and then there is no new
    /// revision.
    changed: Vec<Key>,
}

/// One version of a document.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DocumentVersion {
    /// The revision that it came with.
    revision: i64,
    /// The document; null where it was deleted.
    #[schema(value_type = Option<Object>)]
    document: Option<Box<RawValue>>,
}

/// What to restore.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct RestoreQuery {
    /// The revision to go back to: the document becomes what it was then, and is deleted if it was
    /// not there. Without it, a deleted document becomes what it was last.
    #[param(minimum = 0)]
    revision: Option<i64>,
}

impl From<Committed> for Changed {
    fn from(committed: Committed) -> Self {
        Self {
            revision: committed.revision,
            changed: committed.changed,
        }
    }
}

/// The documents of `kind` that the actor may see, as `item` shows them among all that are in force.
/// `text` gives what the query's text is looked for in.
pub(super) fn list<T>(
    state: &ApiState,
    actor: &Actor,
    kind: &str,
    (query, page): (&DocumentQuery, &PageQuery),
    text: impl Fn(&Entry) -> Vec<&str>,
    item: impl Fn(&Entry, &State) -> T,
) -> Result<Page<T>, Problem> {
    let current = state.configuration.current();
    let reach = actor.reach_within(Action::ReadDocuments, query.tenant.clone());
    let after: Option<(String, String)> = page.after()?;
    let begin = match &after {
        Some((tenant, name)) => Bound::Excluded(Key::new(kind, tenant, name)),
        None => Bound::Included(Key::new(kind, "", "")),
    };
    let wanted = query.q.as_ref().map(|text| text.to_lowercase());
    let is_wanted = |entry: &Entry| {
        let contains = |text: &&str| {
            let wanted = wanted.as_deref().unwrap_or_default();
            text.to_lowercase().contains(wanted)
        };
        reach.contains(&entry.key.tenant)
            && (wanted.is_none()
                || contains(&entry.key.name.as_str())
                || text(entry).iter().any(contains))
    };
    let all = current.entries.range((begin, Bound::Unbounded));
    let of_kind = all.take_while(|(key, _)| key.kind == kind);
    let entries = of_kind.map(|(_, entry)| entry).filter(|e| is_wanted(e));
    let entries: Vec<&Arc<Entry>> = entries.take(page.limit().saturating_add(1)).collect();
    let page = page.page(entries, |entry| {
        (entry.key.tenant.clone(), entry.key.name.clone())
    })?;
    let items = page.items.into_iter();
    Ok(Page {
        items: items.map(|entry| item(entry, &current)).collect(),
        next: page.next,
    })
}

/// One document, as JSON or YAML.
pub(super) fn get(
    state: &ApiState,
    key: &Key,
    headers: &HeaderMap,
    Accept(format): Accept,
) -> Result<Response, Problem> {
    let current = state.configuration.current();
    let entry = current.get(key).ok_or_else(|| Problem::not_found(key))?;
    let tag = format.tag(entry.etag());
    let mut response = if is_known(headers, &tag)? {
        let varying = [(header::VARY, HeaderValue::from_static("accept"))];
        (StatusCode::NOT_MODIFIED, varying).into_response()
    } else {
        format.response(match format {
            Format::Json => entry.shown(),
            Format::Yaml => entry.shown_as_yaml(),
        })
    };
    insert_etag(response.headers_mut(), &tag)?;
    // Whoever keeps it asks whether it is still so.
    let cached = HeaderValue::from_static("private, no-cache");
    response.headers_mut().insert(header::CACHE_CONTROL, cached);
    Ok(response)
}

/// Creates the document or puts this one in its place: 201 or 200, with its etag in the format of the body.
pub(super) async fn put(
    state: &ApiState,
    actor: &Actor,
    key: Key,
    (Precondition(expected), Reason(reason)): (Precondition, Reason),
    OneDocument(documents): OneDocument,
) -> Result<Response, Problem> {
    let content = documents.json.first().cloned().unwrap_or_default();
    is_called(&key, &content).map_err(Problem::invalid)?;
    let was_there = state.configuration.current().get(&key).is_some();
    let change = Change {
        edits: vec![Edit::Put { content, expected }],
        author: actor.name.clone(),
        reason,
    };
    let committed = commit(state, change, Some(&documents)).await?;
    let status = if was_there {
        StatusCode::OK
    } else {
        StatusCode::CREATED
    };
    let revision = committed.revision;
    let mut response = (status, axum::Json(Changed::from(committed))).into_response();
    let current = state.configuration.current();
    // Somebody else may have changed it since; their etag is not the client's.
    if let Some(entry) = current.get(&key).filter(|entry| entry.revision <= revision) {
        let tag = documents.format().tag(entry.etag());
        insert_etag(response.headers_mut(), &tag)?;
    }
    Ok(response)
}

/// Deletes the document.
pub(super) async fn delete(
    state: &ApiState,
    actor: &Actor,
    key: Key,
    (Precondition(expected), Reason(reason)): (Precondition, Reason),
) -> Result<axum::Json<Changed>, Problem> {
    let change = Change {
        edits: vec![Edit::Delete { key, expected }],
        author: actor.name.clone(),
        reason,
    };
    Ok(axum::Json(commit(state, change, None).await?.into()))
}

/// The versions of a document, the newest first.
pub(super) async fn versions(
    state: &ApiState,
    key: &Key,
    page: &PageQuery,
) -> Result<axum::Json<Page<DocumentVersion>>, Problem> {
    let before: Option<i64> = page.after()?;
    let limit = u32::try_from(page.limit().saturating_add(1)).unwrap_or(u32::MAX);
    let found = state.configuration.versions(key, before, limit).await;
    let found = found.map_err(|error| change::problem(error, None))?;
    if found.is_empty() && before.is_none() {
        return Err(Problem::not_found(key));
    }
    let page = page.page(found, |version| version.revision)?;
    let items = page.items.into_iter().map(|version| {
        Ok(DocumentVersion {
            revision: version.revision,
            document: version.content.map(raw).transpose()?,
        })
    });
    Ok(axum::Json(Page {
        items: items.collect::<Result<_, Problem>>()?,
        next: page.next,
    }))
}

/// Brings back what the document was.
pub(super) async fn restore(
    state: &ApiState,
    actor: &Actor,
    key: &Key,
    query: &RestoreQuery,
    Reason(reason): Reason,
) -> Result<axum::Json<Changed>, Problem> {
    state.tenancy.refresh(&state.data).await?;
    let store = &state.configuration;
    let outcome = match query.revision {
        Some(to) => store.rollback(to, Some(key), &actor.name, &reason).await,
        None => store.restore(key, &actor.name, &reason).await,
    };
    let committed = outcome.map_err(|error| without_condition(change::problem(error, None)))?;
    Ok(axum::Json(committed.into()))
}

/// Whether the document says that it is called so.
pub(super) fn is_called(key: &Key, json: &str) -> Result<(), Vec<FieldProblem>> {
    let own = key_of(json).map_err(|error| vec![error])?;
    let fields = [
        ("kind", &key.kind, &own.kind),
        ("tenant", &key.tenant, &own.tenant),
        ("name", &key.name, &own.name),
    ];
    let wrong = fields.into_iter().filter(|(_, path, body)| path != body);
    let wrong: Vec<FieldProblem> = wrong
        .map(|(field, path, body)| {
            let message = format!("is `{body}`, and the request is for `{path}`");
            FieldProblem::new(field, message)
        })
        .collect();
    if wrong.is_empty() { Ok(()) } else { Err(wrong) }
}

fn insert_etag(headers: &mut HeaderMap, etag: &str) -> Result<(), Problem> {
    let value = HeaderValue::from_str(&quoted(etag)).map_err(Problem::internal)?;
    headers.insert(header::ETAG, value);
    Ok(())
}
