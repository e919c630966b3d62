//! Who did what.

use super::AnyConnection;
use super::schema::audit;
use chrono::{NaiveDateTime, Utc};
use diesel::prelude::*;
use serde_json::Value;
use uuid::Uuid;

/// Most bytes of a target or actor. What is longer was not made by us, and is cut.
const LONGEST: usize = 255;

/// An entry, as stored and as inserted. It holds no secrets.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = audit)]
pub struct AuditEntry {
    /// UUID (version 7), so entries are ordered by it.
    pub id: String,
    /// When (UTC).
    pub at: NaiveDateTime,
    /// The name of the user, or of what else did it.
    pub actor: String,
    /// In which tenant, if in one.
    pub tenant: Option<String>,
    /// What was done, as in `user.create`.
    pub action: String,
    /// To whom or what, as in `user/ann`.
    pub target: String,
    /// The revision of the configuration that came of it.
    pub revision: Option<i64>,
    /// What else there is to say, as JSON.
    pub detail: String,
}

impl AuditEntry {
    /// An entry of now.
    #[must_use]
    pub fn new(actor: &str, action: &str, target: &str) -> Self {
        Self {
            id: Uuid::now_v7().to_string(),
            at: Utc::now().naive_utc(),
            actor: cut(actor),
            tenant: None,
            action: action.to_owned(),
            target: cut(target),
            revision: None,
            detail: "{}".to_owned(),
        }
    }

    /// In this tenant.
    #[must_use]
    pub fn tenant(mut self, tenant: &str) -> Self {
        self.tenant = Some(tenant.to_owned());
        self
    }

    /// With more to say.
    #[must_use]
    pub fn detail(mut self, detail: &Value) -> Self {
        self.detail = detail.to_string();
        self
    }
}

/// Which entries; an absent field does not narrow.
#[derive(Debug, Clone, Default)]
pub struct AuditFilter {
    /// Of this actor.
    pub actor: Option<String>,
    /// In this tenant.
    pub tenant: Option<String>,
    /// This action.
    pub action: Option<String>,
    /// To this target.
    pub target: Option<String>,
    /// At this time or later (UTC).
    pub since: Option<NaiveDateTime>,
    /// Before this time (UTC).
    pub until: Option<NaiveDateTime>,
}

/// Entries, the newest first, older than the one with the id `before`.
///
/// # Errors
/// If the database fails.
pub fn list(
    connection: &mut AnyConnection,
    filter: &AuditFilter,
    before: Option<&str>,
    limit: i64,
) -> QueryResult<Vec<AuditEntry>> {
    let mut query = audit::table.into_boxed();
    if let Some(before) = before {
        query = query.filter(audit::id.lt(before.to_owned()));
    }
    if let Some(actor) = &filter.actor {
        query = query.filter(audit::actor.eq(actor.clone()));
    }
    if let Some(tenant) = &filter.tenant {
        query = query.filter(audit::tenant.eq(tenant.clone()));
    }
    if let Some(action) = &filter.action {
        query = query.filter(audit::action.eq(action.clone()));
    }
    if let Some(target) = &filter.target {
        query = query.filter(audit::target.eq(target.clone()));
    }
    if let Some(since) = filter.since {
        query = query.filter(audit::at.ge(since));
    }
    if let Some(until) = filter.until {
        query = query.filter(audit::at.lt(until));
    }
    query
        .order(audit::id.desc())
        .limit(limit)
        .select(AuditEntry::as_select())
        .load(connection)
}

/// Adds an entry.
///
/// # Errors
/// If the database fails.
pub fn insert(connection: &mut AnyConnection, entry: &AuditEntry) -> QueryResult<()> {
    diesel::insert_into(audit::table)
        .values(entry)
        .execute(connection)?;
    Ok(())
}

fn cut(text: &str) -> String {
    let mut end = text.len().min(LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default().to_owned()
}
