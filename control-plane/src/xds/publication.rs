//! The snapshot that is being pushed.

use crate::snapshot::Snapshot;
use std::sync::Arc;
use tokio::time::Instant;

/// A snapshot and since when it is the one to push.
#[derive(Debug, Clone)]
pub struct Publication {
    /// What is pushed.
    pub snapshot: Arc<Snapshot>,
    /// When it was first published.
    pub since: Instant,
    /// When its clusters were first published; waits for clusters are counted from here.
    pub clusters_since: Instant,
}

impl Publication {
    /// Publishes `snapshot` in the place of `previous`.
    pub fn new(snapshot: Snapshot, previous: Option<&Self>, now: Instant) -> Self {
        let same = previous.filter(|p| p.snapshot.revision == snapshot.revision);
        let since = same.map_or(now, |p| p.since);
        let unchanged =
            previous.filter(|p| p.snapshot.clusters_revision == snapshot.clusters_revision);
        let clusters_since = unchanged.map_or(now, |p| p.clusters_since);
        Self {
            snapshot: Arc::new(snapshot),
            since,
            clusters_since,
        }
    }
}
