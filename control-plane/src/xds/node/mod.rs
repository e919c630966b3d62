//! Who is connected: the streams of every node, how far each is, and how a change spreads.

mod identity;
mod registry;
mod stream;
#[cfg(test)]
mod tests;
mod timeline;

pub use identity::Identity;
pub use stream::{Member, StreamState};
pub use timeline::Milestone;

use super::pacing::Peers;
use chrono::{DateTime, Utc};
use envoy_types::pb::envoy::config::core::v3 as core;
use parking_lot::Mutex;
use registry::{Entry, Registry};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use stream::Streams;
use tokio::sync::{broadcast, watch};
use tokio::time::Instant;

/// Changes that a follower may fall behind.
const MAX_UNREAD: usize = 8192;

/// All nodes. Cheap to clone; clones share.
#[derive(Debug, Clone)]
pub struct Nodes(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    registry: Mutex<Registry>,
    changes: broadcast::Sender<Arc<str>>,
    acks: AtomicU64,
    nacks: AtomicU64,
}

/// How often clients accepted and refused responses, since the start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answers {
    /// Accepted.
    pub acks: u64,
    /// Refused.
    pub nacks: u64,
}

/// One node at one moment.
#[derive(Debug, Clone)]
pub struct NodeState {
    /// Its id.
    pub id: Arc<str>,
    /// What it says of itself.
    pub identity: Identity,
    /// Its streams in the order in which they came; none once it has gone.
    pub streams: Vec<Member>,
    /// The newest revision that all its streams had.
    pub reached: Option<u64>,
    /// Its last sign, once it has gone.
    pub gone: Option<DateTime<Utc>>,
}

/// One stream's place among the streams of its node. It leaves when this is dropped.
#[derive(Debug)]
pub struct Membership {
    nodes: Nodes,
    node: Arc<str>,
    stream: u64,
    streams: watch::Receiver<Streams>,
}

impl Default for Nodes {
    fn default() -> Self {
        Self(Arc::new(Shared {
            registry: Mutex::default(),
            changes: broadcast::Sender::new(MAX_UNREAD),
            acks: AtomicU64::new(0),
            nacks: AtomicU64::new(0),
        }))
    }
}

impl Nodes {
    /// Adds a stream that `node` opened.
    pub fn join(&self, node: &core::Node, state: StreamState) -> Membership {
        let now = Utc::now();
        let member = Member {
            state,
            since: now,
            seen: now,
        };
        let (stream, node, streams) = self.0.registry.lock().join(node, member, Instant::now());
        self.tell(&node);
        Membership {
            nodes: self.clone(),
            node,
            stream,
            streams,
        }
    }

    /// Notes that the snapshot `revision` is published now: what the store has at its revision
    /// `stored`.
    pub fn published(&self, revision: u64, stored: i64) {
        let mut registry = self.0.registry.lock();
        registry.timeline.publish(revision, stored, Instant::now());
    }

    /// When the store's revision `stored` was published and how long it took; `None` if it is unknown
    /// or long ago.
    pub fn milestone(&self, stored: i64) -> Option<Milestone> {
        self.0.registry.lock().timeline.of_stored(stored)
    }

    /// The store's revision that the snapshot `revision` was made of; `None` if it is long ago.
    pub fn stored(&self, revision: u64) -> Option<i64> {
        Some(self.0.registry.lock().timeline.get(revision)?.stored)
    }

    /// The latest `count` revisions on their way, the oldest first.
    pub fn latest(&self, count: usize) -> Vec<Milestone> {
        self.0.registry.lock().timeline.latest(count)
    }

    /// How often clients accepted and refused responses.
    pub fn answers(&self) -> Answers {
        Answers {
            acks: self.0.acks.load(Ordering::Relaxed),
            nacks: self.0.nacks.load(Ordering::Relaxed),
        }
    }

    /// Every node, by id.
    pub fn list(&self) -> Vec<NodeState> {
        let mut registry = self.0.registry.lock();
        registry.forget(Instant::now());
        let nodes = registry.nodes.iter();
        nodes.map(|(id, entry)| NodeState::of(id, entry)).collect()
    }

    /// The ids of every node.
    pub fn ids(&self) -> Vec<Arc<str>> {
        let mut registry = self.0.registry.lock();
        registry.forget(Instant::now());
        registry.nodes.keys().cloned().collect()
    }

    /// How far the slowest filter of all nodes is.
    pub fn filters(&self) -> Peers {
        let registry = self.0.registry.lock();
        let of_node = |entry: &Entry| {
            let streams = entry.streams.borrow();
            stream::filters(streams.values().map(|member| &member.state))
        };
        Peers {
            envoy: None,
            filters: registry
                .nodes
                .values()
                .filter_map(of_node)
                .reduce(stream::slower),
        }
    }

    /// The node called `id`.
    pub fn get(&self, id: &str) -> Option<NodeState> {
        let mut registry = self.0.registry.lock();
        registry.forget(Instant::now());
        let (id, entry) = registry.nodes.get_key_value(id)?;
        Some(NodeState::of(id, entry))
    }

    /// Ids of nodes from now on whenever something about them changes, many times over.
    pub fn changes(&self) -> broadcast::Receiver<Arc<str>> {
        self.0.changes.subscribe()
    }

    fn tell(&self, node: &Arc<str>) {
        // Without followers there is nobody to tell.
        let _ = self.0.changes.send(Arc::clone(node));
    }
}

impl NodeState {
    fn of(id: &Arc<str>, entry: &Entry) -> Self {
        Self {
            id: Arc::clone(id),
            identity: entry.identity.clone(),
            streams: entry.streams.borrow().values().cloned().collect(),
            reached: entry.reached,
            gone: entry.gone.map(|gone| gone.seen),
        }
    }

    /// The revision that all its streams have now; `None` if one has none, or it has gone.
    pub fn revision(&self) -> Option<u64> {
        let acked = self.streams.iter().map(|member| member.state.acked);
        acked.reduce(std::cmp::min).flatten()
    }
}

impl Membership {
    /// Tells the node's other streams how far this one is, if that changed.
    pub fn report(&self, state: StreamState) {
        let now = Instant::now();
        let mut registry = self.nodes.0.registry.lock();
        let changed = registry.report(&self.node, self.stream, state, now);
        drop(registry);
        if changed {
            self.nodes.tell(&self.node);
        }
    }

    /// Counts an answer to a response.
    pub fn answered(&self, accepted: bool) {
        let shared = &self.nodes.0;
        let count = if accepted {
            &shared.acks
        } else {
            &shared.nacks
        };
        count.fetch_add(1, Ordering::Relaxed);
    }

    /// Notes that the client said something.
    pub fn heard(&self) {
        self.nodes
            .0
            .registry
            .lock()
            .saw(&self.node, self.stream, Utc::now());
    }

    /// How far the node's streams are.
    pub fn peers(&mut self) -> Peers {
        stream::peers(&self.streams.borrow_and_update())
    }

    /// Waits until a stream of the node reports.
    pub async fn changed(&mut self) {
        if self.streams.changed().await.is_err() {
            // The sender lives as long as a member does.
            std::future::pending::<()>().await;
        }
    }
}

impl Drop for Membership {
    fn drop(&mut self) {
        let now = Instant::now();
        let forgotten = self
            .nodes
            .0
            .registry
            .lock()
            .leave(&self.node, self.stream, now);
        self.nodes.tell(&self.node);
        forgotten.iter().for_each(|node| self.nodes.tell(node));
    }
}
