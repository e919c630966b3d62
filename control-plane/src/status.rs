//! What `/status` tells: the revision in force, what is wrong with the files, who has what.

use crate::channel::Refusal;
use crate::secret::Unresolved;
use crate::store::ConfigError;
use crate::xds::node::{NodeState, Nodes, StreamState};
use crate::xds::publication::Publication;
use crate::xds::session::Peer;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The whole answer.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Status {
    /// Counter of accepted configurations since the start.
    pub revision: u64,
    /// Number of documents in force.
    pub documents: usize,
    /// What is wrong with the files as they are now.
    #[schema(value_type = Vec<ConfigError>)]
    pub errors: Arc<[ConfigError]>,
    /// Upstreams whose secrets have no value: their last good state is served.
    #[schema(value_type = Vec<Unresolved>)]
    pub unresolved: Arc<[Unresolved]>,
    /// Clients that were turned away from the xDS address.
    pub refused: Vec<Refusal>,
    /// The Envoys that are connected.
    pub nodes: Vec<NodeStatus>,
}

/// One Envoy.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct NodeStatus {
    /// Envoy's node id.
    pub id: String,
    /// Its streams.
    pub streams: Vec<StreamStatus>,
}

/// One stream.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct StreamStatus {
    /// Envoy's own stream or one of the filter's.
    pub kind: Peer,
    /// By type URL: the last revision whose resources were all accepted.
    pub acked: BTreeMap<&'static str, u64>,
    /// What is refused of the newest content.
    pub nacks: Vec<Nack>,
    /// Resources sent since the stream opened.
    pub sent: u64,
    /// The last revision that was accepted whole.
    pub revision: Option<u64>,
}

/// A refused resource.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Nack {
    /// Its name.
    pub resource: String,
    /// Why.
    pub reason: String,
}

impl Status {
    /// The status now.
    pub fn of(
        publication: &Publication,
        errors: Arc<[ConfigError]>,
        nodes: &Nodes,
        refused: Vec<Refusal>,
    ) -> Self {
        let connected = nodes.list().into_iter().filter(|node| node.gone.is_none());
        let node = |node: NodeState| NodeStatus {
            id: node.id.to_string(),
            streams: node
                .streams
                .into_iter()
                .map(|member| StreamStatus::from(member.state))
                .collect(),
        };
        Self {
            revision: publication.snapshot.revision,
            documents: publication.snapshot.documents,
            errors,
            unresolved: Arc::clone(&publication.snapshot.unresolved),
            refused,
            nodes: connected.map(node).collect(),
        }
    }
}

impl From<StreamState> for StreamStatus {
    fn from(state: StreamState) -> Self {
        let acked = state.acked_by_kind.iter();
        Self {
            kind: state.peer,
            acked: acked
                .filter_map(|(kind, revision)| Some((kind.type_url(), (*revision)?)))
                .collect(),
            nacks: state
                .refusals
                .into_iter()
                .map(|refusal| Nack {
                    resource: refusal.resource.to_string(),
                    reason: refusal.reason,
                })
                .collect(),
            sent: state.sent,
            revision: state.acked,
        }
    }
}
