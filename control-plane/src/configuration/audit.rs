//! Changes in the audit log: in the transaction of the change where both are in one database, else
//! right after it.

use super::change::{Change, Edit};
use super::key::Key;
use crate::storage::audit::{self, AuditEntry};
use crate::storage::{AnyConnection, Database};
use diesel::QueryResult;
use serde_json::json;

/// Documents that an entry names before it only counts.
const NAMED: usize = 20;

/// Where changes are audited.
#[derive(Debug, Clone)]
pub(super) enum AuditLog {
    /// In the database of the configuration itself.
    Within,
    /// In another one.
    Beside(Database),
}

/// The entry of a change that gave `revision`. `changed` are the documents that differ, each with
/// whether it is there now.
pub(super) fn entry(change: &Change, revision: i64, changed: &[(Key, bool)]) -> AuditEntry {
    let (action, target) = match changed {
        [(key, true)] => ("document.put", key.to_string()),
        [(key, false)] => ("document.delete", key.to_string()),
        _ => ("documents.change", format!("revision/{revision}")),
    };
    let named = changed.iter().take(NAMED);
    let documents: Vec<String> = named.map(|(key, _)| key.to_string()).collect();
    let detail = json!({
        "reason": change.reason,
        "documents": documents,
        "count": changed.len(),
    });
    let mut entry = AuditEntry::new(&change.author, action, &target).detail(&detail);
    entry.revision = Some(revision);
    let mut tenants = changed.iter().map(|(key, _)| &key.tenant);
    let first = tenants.next();
    match first {
        Some(first) if tenants.all(|tenant| tenant == first) => entry.tenant(first),
        _ => entry,
    }
}

/// What a change did, as [`entry`] wants it.
pub(super) fn outcome(change: &Change, changed: &[Key]) -> Vec<(Key, bool)> {
    let is_deleted = |wanted: &Key| {
        let mut edits = change.edits.iter();
        edits.any(|edit| matches!(edit, Edit::Delete { key, .. } if key == wanted))
    };
    let outcome = |key: &Key| (key.clone(), !is_deleted(key));
    changed.iter().map(outcome).collect()
}

/// Writes the entry in the change's own transaction.
pub(super) fn write(c: &mut AnyConnection, entry: &AuditEntry) -> QueryResult<()> {
    audit::insert(c, entry)
}

/// Writes the entry after the change. The change stands, whatever becomes of its entry.
pub(super) async fn write_beside(database: &Database, entry: AuditEntry) {
    let shown = format!("{} {} by {}", entry.action, entry.target, entry.actor);
    let written = database.run(move |c| audit::insert(c, &entry)).await;
    if let Err(error) = written {
        tracing::error!(%error, change = %shown, "a change could not be audited");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_names_what_changed() {
        let key = |name: &str, tenant: &str| Key::new("Server", tenant, name);
        let change = Change {
            edits: Vec::new(),
            author: "ann".to_owned(),
            reason: "because".to_owned(),
        };
        let one = entry(&change, 7, &[(key("s", "a"), false)]);
        assert_eq!(
            (
                &*one.actor,
                &*one.action,
                &*one.target,
                one.tenant.as_deref(),
                one.revision
            ),
            ("ann", "document.delete", "Server a/s", Some("a"), Some(7))
        );
        assert!(one.detail.contains("because"));
        let many = [(key("s", "a"), true), (key("t", "b"), true)];
        let many = entry(&change, 8, &many);
        assert_eq!(
            (&*many.action, &*many.target, many.tenant),
            ("documents.change", "revision/8", None)
        );
    }
}
