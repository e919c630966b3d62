//! Who is connected: the streams of every node and how far each is.

use super::pacing::{Clusters, Peers, Settled};
use super::session::{Peer, Refusal, Session};
use crate::snapshot::PerKind;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;

/// How far one stream is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StreamState {
    /// Who is at the other end.
    pub peer: Peer,
    /// By kind: the last revision accepted whole.
    pub acked_by_kind: PerKind<Option<u64>>,
    /// The last revision accepted whole.
    pub acked: Option<u64>,
    /// What the client refuses.
    pub refusals: Vec<Refusal>,
    /// Resources sent since the stream opened.
    pub sent: u64,
    clusters: Clusters,
    settled: Settled,
}

impl StreamState {
    /// The state of `session`.
    pub fn of(session: &Session) -> Self {
        Self {
            peer: session.peer(),
            acked_by_kind: session.acked_by_kind(),
            acked: session.acked(),
            refusals: session.refusals(),
            sent: session.sent(),
            clusters: session.clusters(),
            settled: session.settled(),
        }
    }
}

type Streams = BTreeMap<u64, StreamState>;

/// All connected nodes. Cheap to clone; clones share.
#[derive(Debug, Clone, Default)]
pub struct Nodes(Arc<Mutex<Registry>>);

#[derive(Debug, Default)]
struct Registry {
    next_stream: u64,
    nodes: BTreeMap<String, watch::Sender<Streams>>,
}

/// One stream's place among the streams of its node. It leaves when this is dropped.
#[derive(Debug)]
pub struct Membership {
    nodes: Nodes,
    node: String,
    stream: u64,
    streams: watch::Receiver<Streams>,
}

impl Nodes {
    /// Adds a stream to the node called `node`.
    pub fn join(&self, node: &str, state: StreamState) -> Membership {
        let mut registry = self.lock();
        registry.next_stream = registry.next_stream.saturating_add(1);
        let stream = registry.next_stream;
        let sender = registry.nodes.entry(node.to_owned()).or_default();
        sender.send_modify(|streams| drop(streams.insert(stream, state)));
        let streams = sender.subscribe();
        Membership {
            nodes: self.clone(),
            node: node.to_owned(),
            stream,
            streams,
        }
    }

    /// Every node's id and the states of its streams, in the order in which they came.
    pub fn list(&self) -> Vec<(String, Vec<StreamState>)> {
        let registry = self.lock();
        let streams = |sender: &watch::Sender<Streams>| sender.borrow().values().cloned().collect();
        registry
            .nodes
            .iter()
            .map(|(id, sender)| (id.clone(), streams(sender)))
            .collect()
    }

    fn lock(&self) -> MutexGuard<'_, Registry> {
        // Nothing is left half done by a panic: each change is one call.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Membership {
    /// Tells the node's other streams how far this one is, if that changed.
    pub fn report(&self, state: StreamState) {
        let registry = self.nodes.lock();
        if let Some(sender) = registry.nodes.get(&self.node) {
            sender.send_if_modified(|streams| match streams.get_mut(&self.stream) {
                Some(known) if *known != state => {
                    *known = state;
                    true
                }
                _ => false,
            });
        }
    }

    /// How far the node's streams are.
    pub fn peers(&mut self) -> Peers {
        let streams = self.streams.borrow_and_update();
        let of = |peer| streams.values().filter(move |state| state.peer == peer);
        Peers {
            envoy: of(Peer::Envoy)
                .map(|state| state.clusters)
                .min_by_key(|clusters| clusters.revision),
            filters: of(Peer::Filter)
                .map(|state| state.settled)
                .reduce(|a, b| Settled {
                    revision: a.revision.min(b.revision),
                    at: a.at.max(b.at),
                }),
        }
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
        let mut registry = self.nodes.lock();
        let Some(sender) = registry.nodes.get(&self.node) else {
            return;
        };
        sender.send_modify(|streams| drop(streams.remove(&self.stream)));
        if sender.borrow().is_empty() {
            registry.nodes.remove(&self.node);
        }
    }
}
