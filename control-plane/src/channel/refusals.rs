//! Clients that were turned away, for the log and the status.

use chrono::{DateTime, Utc};
use parking_lot::Mutex;
use serde::Serialize;
use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::Arc;
use utoipa::ToSchema;

/// Most entries that are kept.
const MAX_ENTRIES: usize = 50;

/// One kind of refusal of one client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Refusal {
    /// The client's address.
    #[schema(value_type = String)]
    pub peer: IpAddr,
    /// Why.
    pub reason: String,
    /// How often.
    pub count: u64,
    /// The last time.
    #[schema(value_type = String, format = DateTime)]
    pub last: DateTime<Utc>,
}

/// Clients that were turned away. Clones share.
#[derive(Debug, Clone, Default)]
pub struct Refusals(Arc<Mutex<Known>>);

/// By client and reason: how often, and when last.
type Known = BTreeMap<(IpAddr, String), (u64, DateTime<Utc>)>;

impl Refusals {
    /// Notes that `peer` was turned away. Logged when it is new, not at each try.
    pub fn note(&self, peer: IpAddr, reason: &str) {
        let mut known = self.0.lock();
        let now = Utc::now();
        let entry = known.entry((peer, reason.to_owned())).or_insert((0, now));
        *entry = (entry.0.saturating_add(1), now);
        if entry.0 == 1 {
            tracing::warn!(%peer, reason, "a client was turned away");
        }
        if known.len() > MAX_ENTRIES {
            let oldest = known.iter().min_by_key(|(_, (_, last))| *last);
            if let Some(oldest) = oldest.map(|(key, _)| key.clone()) {
                known.remove(&oldest);
            }
        }
    }

    /// All that are remembered.
    pub fn list(&self) -> Vec<Refusal> {
        let known = self.0.lock();
        let entries = known.iter();
        entries
            .map(|((peer, reason), (count, last))| Refusal {
                peer: *peer,
                reason: reason.clone(),
                count: *count,
                last: *last,
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refusals_are_counted_and_bounded() {
        let refusals = Refusals::default();
        let peer = IpAddr::from([192, 0, 2, 1]);
        refusals.note(peer, "no token");
        refusals.note(peer, "no token");
        assert_eq!(refusals.list()[0].count, 2);
        for last in 0..=u8::MAX {
            refusals.note(IpAddr::from([198, 51, 100, last]), "no token");
        }
        assert_eq!(refusals.list().len(), MAX_ENTRIES);
    }
}
