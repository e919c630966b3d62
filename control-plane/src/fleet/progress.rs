//! How far a revision has spread: "7 of 8 nodes, 120 ms".

use crate::xds::node::{NodeState, Nodes};
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
    /// Milliseconds from publication until the first node had it.
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
    pub fn of(revision: i64, nodes: &Nodes) -> Option<Self> {
        let milestone = nodes.milestone(revision)?;
        let mut connected = nodes.list();
        connected.retain(|node| node.gone.is_none());
        let lacks = |node: &&NodeState| node.revision() < Some(milestone.revision);
        let refuses = |node: &&NodeState| node.streams.iter().any(|m| !m.state.refusals.is_empty());
        let missing = connected.iter().filter(lacks);
        Some(Self {
            revision,
            nodes: connected.len(),
            reached: connected.len().saturating_sub(missing.clone().count()),
            refusing: connected.iter().filter(refuses).count(),
            first_ms: milestone.first.map(millis),
            last_ms: milestone.last.map(millis),
            age_ms: millis(milestone.at.elapsed()),
            missing: missing
                .take(MAX_NAMED)
                .map(|node| node.id.to_string())
                .collect(),
        })
    }
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
