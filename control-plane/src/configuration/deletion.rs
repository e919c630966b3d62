//! Documents that were deleted and are not there again.

use super::key::Key;
use super::rows::RevisionRow;
use crate::storage::AnyConnection;
use crate::storage::schema::{document_versions, revisions};
use chrono::{DateTime, Utc};
use diesel::dsl::{exists, not};
use diesel::prelude::*;
use diesel::sql_types::Bool;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use utoipa::ToSchema;

/// A document that is not there any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Deletion {
    /// What it was.
    #[serde(flatten)]
    pub key: Key,
    /// The revision that deleted it.
    pub revision: i64,
    /// When.
    pub deleted_at: DateTime<Utc>,
    /// Who deleted it.
    pub author: String,
    /// Why; may be empty.
    pub reason: String,
}

/// The place of a deletion in the list: its revision and document.
pub type Place = (i64, Key);

diesel::alias!(document_versions as later: Later);

/// Documents of these tenants (of all where `None`) that are deleted, those that went last first, from
/// behind `after`; at most `limit`.
pub(super) fn deletions(
    c: &mut AnyConnection,
    tenants: Option<&BTreeSet<String>>,
    after: Option<&Place>,
    limit: i64,
) -> QueryResult<Vec<Deletion>> {
    use document_versions::{content, kind, name, revision, tenant};
    let same = later
        .field(kind)
        .eq(kind)
        .and(later.field(tenant).eq(tenant))
        .and(later.field(name).eq(name))
        .and(later.field(revision).gt(revision));
    let (at, key) = after
        .cloned()
        .unwrap_or_else(|| (i64::MAX, Key::new("", "", "")));
    let behind_name = kind.gt(key.kind.clone()).or(kind.eq(key.kind).and(
        tenant
            .gt(key.tenant.clone())
            .or(tenant.eq(key.tenant).and(name.gt(key.name))),
    ));
    let of = tenants.cloned().unwrap_or_default();
    let of_all = tenants.is_none().into_sql::<Bool>();
    let rows: Vec<(String, String, String, i64)> = document_versions::table
        .filter(content.is_null())
        .filter(not(exists(later.filter(same))))
        .filter(tenant.eq_any(of).or(of_all))
        .filter(revision.lt(at).or(revision.eq(at).and(behind_name)))
        .order((revision.desc(), kind.asc(), tenant.asc(), name.asc()))
        .limit(limit)
        .select((kind, tenant, name, revision))
        .load(c)?;
    let numbers: BTreeSet<i64> = rows.iter().map(|row| row.3).collect();
    let made: Vec<RevisionRow> = revisions::table
        .filter(revisions::number.eq_any(numbers))
        .select(RevisionRow::as_select())
        .load(c)?;
    let made: BTreeMap<i64, RevisionRow> = made.into_iter().map(|row| (row.number, row)).collect();
    let deletions = rows
        .into_iter()
        .filter_map(|(of_kind, owner, called, number)| {
            let by = made.get(&number)?;
            Some(Deletion {
                key: Key::new(&of_kind, &owner, &called),
                revision: number,
                deleted_at: by.committed_at.and_utc(),
                author: by.author.clone(),
                reason: by.reason.clone(),
            })
        });
    Ok(deletions.collect())
}
