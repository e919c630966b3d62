//! The tables of the configuration store.

use super::key::Key;
use super::state::Entry;
use crate::storage::AnyConnection;
use crate::storage::schema::{document_versions, documents, revisions};
use chrono::NaiveDateTime;
use diesel::prelude::*;
use std::sync::Arc;

/// A row of `documents`.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = documents)]
pub(super) struct DocumentRow {
    pub(super) kind: String,
    pub(super) tenant: String,
    pub(super) name: String,
    pub(super) content: String,
    pub(super) revision: i64,
}

/// A row of `document_versions`.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = document_versions)]
pub(super) struct VersionRow {
    pub(super) kind: String,
    pub(super) tenant: String,
    pub(super) name: String,
    pub(super) revision: i64,
    pub(super) content: Option<String>,
}

impl VersionRow {
    pub(super) fn key(&self) -> Key {
        Key::new(&self.kind, &self.tenant, &self.name)
    }
}

/// A row of `revisions`.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = revisions)]
pub(super) struct RevisionRow {
    pub(super) number: i64,
    pub(super) committed_at: NaiveDateTime,
    pub(super) author: String,
    pub(super) reason: String,
    pub(super) summary: String,
}

/// The number of the newest revision; 0 for none.
pub(super) fn newest(c: &mut AnyConnection) -> QueryResult<i64> {
    let newest = revisions::table.select(diesel::dsl::max(revisions::number));
    Ok(newest.first::<Option<i64>>(c)?.unwrap_or(0))
}

/// All documents in force.
pub(super) fn current(c: &mut AnyConnection) -> QueryResult<Vec<DocumentRow>> {
    documents::table.select(DocumentRow::as_select()).load(c)
}

/// The versions that came after `known`, up to `newest`, in the order of the revisions.
pub(super) fn since(
    c: &mut AnyConnection,
    known: i64,
    newest: i64,
) -> QueryResult<Vec<VersionRow>> {
    document_versions::table
        .filter(document_versions::revision.gt(known))
        .filter(document_versions::revision.le(newest))
        .order(document_versions::revision.asc())
        .select(VersionRow::as_select())
        .load(c)
}

/// Writes a revision with its documents; false, and nothing written, if `revision.number` does not
/// follow the newest one. If another writer takes the number meanwhile, that is a unique violation.
pub(super) fn write(
    c: &mut AnyConnection,
    revision: &RevisionRow,
    edits: &[(Key, Option<Arc<Entry>>)],
) -> QueryResult<bool> {
    if newest(c)?.checked_add(1) != Some(revision.number) {
        return Ok(false);
    }
    diesel::insert_into(revisions::table)
        .values(revision.clone())
        .execute(c)?;
    for (key, entry) in edits {
        let content = entry.as_ref().map(|entry| entry.content().to_string());
        let etag = entry.as_ref().map(|entry| entry.etag().to_string());
        let version = (
            document_versions::kind.eq(&key.kind),
            document_versions::tenant.eq(&key.tenant),
            document_versions::name.eq(&key.name),
            document_versions::revision.eq(revision.number),
            document_versions::content.eq(content.as_deref()),
            document_versions::etag.eq(etag.as_deref()),
        );
        diesel::insert_into(document_versions::table)
            .values(version)
            .execute(c)?;
        let of_key = documents::kind
            .eq(key.kind.clone())
            .and(documents::tenant.eq(key.tenant.clone()))
            .and(documents::name.eq(key.name.clone()));
        let (Some(content), Some(etag)) = (content, etag) else {
            diesel::delete(documents::table.filter(of_key)).execute(c)?;
            continue;
        };
        let values = (
            documents::content.eq(&content),
            documents::etag.eq(&etag),
            documents::revision.eq(revision.number),
        );
        let updated = diesel::update(documents::table.filter(of_key))
            .set(values)
            .execute(c)?;
        if updated == 0 {
            let row = (
                documents::kind.eq(&key.kind),
                documents::tenant.eq(&key.tenant),
                documents::name.eq(&key.name),
                values,
            );
            diesel::insert_into(documents::table)
                .values(row)
                .execute(c)?;
        }
    }
    Ok(true)
}
