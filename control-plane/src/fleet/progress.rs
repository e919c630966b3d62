//! How far a revision has spread: "7 of 8 nodes, 120 ms".

use super::Fleet;
use super::passage::Passage;
use super::view::{Connection, Node};
use serde::Serialize;
use std::time::Duration;
use utoipa::ToSchema;

/// Most ids in one answer.
const MAX_NAMED: usize = 50;

/// How far a revision has spread among the connected nodes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Progress {
    /// The revision.
    pub revision: i64,
    /// Connected nodes.
    pub nodes: usize,
    /// Those that have the revision or a later one.
    pub reached: usize,
    /// Those that refuse something of the newest content.
    pub refusing: usize,
    /// Milliseconds from publication, by the first replica that did, until the first node had it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_ms: Option<u64>,
    /// Milliseconds from publication until the last node had it, of those that have it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_ms: Option<u64>,
    /// Milliseconds since publication.
    pub age_ms: u64,
    /// Nodes that do not have it: the first 50 by id.
    pub missing: Vec<String>,
}

impl Progress {
    /// The progress of the store's `revision`; `None` if it is unknown or long ago. One that changed
    /// nothing that is pushed has the progress of the one before.
    pub(super) fn of(revision: i64, fleet: &Fleet) -> Option<Self> {
        let milestone = fleet.own().milestone(revision)?;
        let mut connected = fleet.counted();
        connected.retain(|node| node.connection == Connection::Connected);
        let lacks = |node: &&Node| node.revision < Some(milestone.stored_from);
        let missing = connected.iter().filter(lacks);
        let (mut passages, now) = fleet.passages(revision);
        passages.push(Passage::of(&milestone, now));
        let (first, last) = Passage::span(&passages).unzip();
        Some(Self {
            revision,
            nodes: connected.len(),
            reached: connected.len().saturating_sub(missing.clone().count()),
            refusing: connected.iter().filter(|node| node.refused > 0).count(),
            first_ms: first.map(millis),
            last_ms: last.map(millis),
            age_ms: millis(milestone.at.elapsed()),
            missing: missing
                .take(MAX_NAMED)
                .map(|node| node.id.clone())
                .collect(),
        })
    }
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
