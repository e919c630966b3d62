//! What was: revisions and versions of documents.

use super::key::Key;
use super::redact::redacted;
use super::rows::{RevisionRow, VersionRow};
use crate::storage::AnyConnection;
use crate::storage::schema::{document_versions, revisions};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use utoipa::ToSchema;

/// One change that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Revision {
    /// Its number, from 1, without gaps.
    pub number: i64,
    /// When.
    pub committed_at: DateTime<Utc>,
    /// Who wanted it.
    pub author: String,
    /// Why; may be empty.
    pub reason: String,
    /// What it did, in a line.
    pub summary: String,
}

/// Documents that a summary names before it only counts.
const NAMED: usize = 5;

impl Revision {
    /// The revision for those who may know of these documents alone.
    #[must_use]
    pub fn with_only(self, changed: &[Key]) -> Self {
        let named = changed.iter().take(NAMED).map(ToString::to_string);
        let named = named.collect::<Vec<_>>().join(", ");
        let summary = match changed.len().saturating_sub(NAMED) {
            0 => named,
            more => format!("{named} and {more} more"),
        };
        Self { summary, ..self }
    }
}

impl From<RevisionRow> for Revision {
    fn from(row: RevisionRow) -> Self {
        Self {
            number: row.number,
            committed_at: row.committed_at.and_utc(),
            author: row.author,
            reason: row.reason,
            summary: row.summary,
        }
    }
}

/// One version of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Version {
    /// The revision that it came with.
    pub revision: i64,
    /// The document's JSON text, secrets redacted; `None` if it was deleted.
    pub content: Option<String>,
}

/// Revisions before `before` (all if `None`), the newest first.
pub(super) fn revisions(
    c: &mut AnyConnection,
    before: Option<i64>,
    limit: u32,
) -> QueryResult<Vec<Revision>> {
    let rows: Vec<RevisionRow> = revisions::table
        .filter(revisions::number.lt(before.unwrap_or(i64::MAX)))
        .order(revisions::number.desc())
        .limit(i64::from(limit))
        .select(RevisionRow::as_select())
        .load(c)?;
    Ok(rows.into_iter().map(Revision::from).collect())
}

/// As [`revisions`], of those alone that changed documents of these tenants.
pub(super) fn revisions_of(
    c: &mut AnyConnection,
    tenants: &BTreeSet<String>,
    before: Option<i64>,
    limit: u32,
) -> QueryResult<Vec<Revision>> {
    let tenants: Vec<&String> = tenants.iter().collect();
    let numbers: Vec<i64> = document_versions::table
        .filter(document_versions::tenant.eq_any(tenants.clone()))
        .filter(document_versions::revision.lt(before.unwrap_or(i64::MAX)))
        .order(document_versions::revision.desc())
        .limit(i64::from(limit))
        .select(document_versions::revision)
        .distinct()
        .load(c)?;
    let mut found = Vec::with_capacity(numbers.len());
    for number in numbers {
        let (revision, mut changed) = revision(c, number)?;
        changed.retain(|key| tenants.contains(&&key.tenant));
        found.push(revision.with_only(&changed));
    }
    Ok(found)
}

/// One revision, with the documents that it changed.
pub(super) fn revision(c: &mut AnyConnection, number: i64) -> QueryResult<(Revision, Vec<Key>)> {
    let row: RevisionRow = revisions::table
        .find(number)
        .select(RevisionRow::as_select())
        .first(c)?;
    let keys: Vec<(String, String, String)> = document_versions::table
        .filter(document_versions::revision.eq(number))
        .select((
            document_versions::kind,
            document_versions::tenant,
            document_versions::name,
        ))
        .load(c)?;
    let mut keys: Vec<Key> = keys.iter().map(|(k, t, n)| Key::new(k, t, n)).collect();
    keys.sort();
    Ok((row.into(), keys))
}

/// Versions of a document before revision `before`, the newest first.
pub(super) fn versions(
    c: &mut AnyConnection,
    key: &Key,
    before: Option<i64>,
    limit: u32,
) -> QueryResult<Vec<Version>> {
    let rows = of_key(c, key, before.unwrap_or(i64::MAX), i64::from(limit))?;
    let version = |row: VersionRow| Version {
        revision: row.revision,
        content: row.content.map(|content| redacted(key, &content)),
    };
    Ok(rows.into_iter().map(version).collect())
}

/// The document's text as it was at `revision`, not redacted; `None` if there was none.
pub(super) fn content_at(
    c: &mut AnyConnection,
    key: &Key,
    revision: i64,
) -> QueryResult<Option<String>> {
    let rows = of_key(c, key, revision.saturating_add(1), 1)?;
    Ok(rows.into_iter().next().and_then(|row| row.content))
}

fn of_key(
    c: &mut AnyConnection,
    key: &Key,
    before: i64,
    limit: i64,
) -> QueryResult<Vec<VersionRow>> {
    document_versions::table
        .filter(document_versions::kind.eq(key.kind.clone()))
        .filter(document_versions::tenant.eq(key.tenant.clone()))
        .filter(document_versions::name.eq(key.name.clone()))
        .filter(document_versions::revision.lt(before))
        .order(document_versions::revision.desc())
        .limit(limit)
        .select(VersionRow::as_select())
        .load(c)
}

/// The texts, at revision `at`, of all documents that changed after `since` and up to `until`;
/// `None` for those that were not there. Not redacted.
pub(super) fn changed_between(
    c: &mut AnyConnection,
    (since, until): (i64, i64),
    at: i64,
) -> QueryResult<BTreeMap<Key, Option<String>>> {
    let keys: Vec<(String, String, String)> = document_versions::table
        .filter(document_versions::revision.gt(since))
        .filter(document_versions::revision.le(until))
        .select((
            document_versions::kind,
            document_versions::tenant,
            document_versions::name,
        ))
        .distinct()
        .load(c)?;
    let mut contents = BTreeMap::new();
    for (kind, tenant, name) in keys {
        let key = Key::new(&kind, &tenant, &name);
        let content = content_at(c, &key, at)?;
        contents.insert(key, content);
    }
    Ok(contents)
}
