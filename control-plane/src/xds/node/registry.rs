//! The table of nodes: those that are connected, and those that were a while ago.

use super::identity::Identity;
use super::stream::{Member, StreamState, Streams, reached};
use super::timeline::Timeline;
use chrono::{DateTime, Utc};
use envoy_types::pb::envoy::config::core::v3 as core;
use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::Instant;

/// How long a node that has gone is remembered.
const REMEMBER: Duration = Duration::from_secs(60 * 60);

/// Most nodes that are remembered after they have gone.
const MAX_GONE: usize = 1000;

#[derive(Debug, Default)]
pub(super) struct Registry {
    last_stream: u64,
    pub(super) nodes: BTreeMap<Arc<str>, Entry>,
    /// Who went when, oldest first. Who came back since is passed over.
    gone: VecDeque<(Instant, Arc<str>)>,
    pub(super) timeline: Timeline,
}

/// One node.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) identity: Identity,
    pub(super) streams: watch::Sender<Streams>,
    /// When it connected last.
    since: Instant,
    /// The newest revision that all its streams had.
    pub(super) reached: Option<u64>,
    /// Its last sign, once it has gone.
    pub(super) gone: Option<Gone>,
}

/// That a node has gone.
#[derive(Debug, Clone, Copy)]
pub(super) struct Gone {
    at: Instant,
    pub(super) seen: DateTime<Utc>,
}

impl Registry {
    /// Adds a stream of `node`. Returns its number and the node's name and streams.
    pub(super) fn join(
        &mut self,
        node: &core::Node,
        member: Member,
        now: Instant,
    ) -> (u64, Arc<str>, watch::Receiver<Streams>) {
        self.last_stream = self.last_stream.saturating_add(1);
        let id = match self.nodes.get_key_value(node.id.as_str()) {
            Some((id, _)) => Arc::clone(id),
            None => node.id.as_str().into(),
        };
        let entry = self
            .nodes
            .entry(Arc::clone(&id))
            .or_insert_with(|| Entry::new(now));
        if entry.gone.take().is_some() {
            entry.since = now;
        }
        entry.identity.learn(member.state.peer, node);
        let stream = self.last_stream;
        entry
            .streams
            .send_modify(|streams| drop(streams.insert(stream, member)));
        (stream, id, entry.streams.subscribe())
    }

    /// Notes how far a stream is. True if that changed.
    pub(super) fn report(
        &mut self,
        id: &str,
        stream: u64,
        state: StreamState,
        now: Instant,
    ) -> bool {
        let Some(entry) = self.nodes.get_mut(id) else {
            return false;
        };
        let changed = entry
            .streams
            .send_if_modified(|streams| match streams.get_mut(&stream) {
                Some(known) if known.state != state => {
                    known.state = state;
                    true
                }
                _ => false,
            });
        if changed {
            let to = reached(&entry.streams.borrow());
            if let Some(to) = to.filter(|to| Some(*to) > entry.reached) {
                self.timeline.reach(entry.reached, to, entry.since, now);
                entry.reached = Some(to);
            }
        }
        changed
    }

    /// Notes that the client of a stream said something. Nobody waits for that.
    pub(super) fn saw(&mut self, id: &str, stream: u64, at: DateTime<Utc>) {
        if let Some(entry) = self.nodes.get(id) {
            entry.streams.send_if_modified(|streams| {
                if let Some(member) = streams.get_mut(&stream) {
                    member.seen = at;
                }
                false
            });
        }
    }

    /// Takes a stream out. The node stays a while. Returns the names of those that are forgotten.
    pub(super) fn leave(&mut self, id: &Arc<str>, stream: u64, now: Instant) -> Vec<Arc<str>> {
        let Some(entry) = self.nodes.get_mut(&**id) else {
            return Vec::new();
        };
        let mut last = None;
        entry
            .streams
            .send_modify(|streams| last = streams.remove(&stream));
        if let (Some(last), true) = (last, entry.streams.borrow().is_empty()) {
            let seen = last.seen;
            entry.gone = Some(Gone { at: now, seen });
            self.gone.push_back((now, Arc::clone(id)));
        }
        self.forget(now)
    }

    /// Forgets those that went long ago. Returns their names.
    pub(super) fn forget(&mut self, now: Instant) -> Vec<Arc<str>> {
        let mut forgotten = Vec::new();
        while let Some((at, _)) = self.gone.front()
            && (now.saturating_duration_since(*at) >= REMEMBER || self.gone.len() > MAX_GONE)
        {
            let Some((at, id)) = self.gone.pop_front() else {
                break;
            };
            let still = |entry: &Entry| entry.gone.is_some_and(|gone| gone.at == at);
            if self.nodes.get(&*id).is_some_and(still) {
                self.nodes.remove(&*id);
                forgotten.push(id);
            }
        }
        forgotten
    }
}

impl Entry {
    fn new(now: Instant) -> Self {
        Self {
            identity: Identity::default(),
            streams: watch::Sender::default(),
            since: now,
            reached: None,
            gone: None,
        }
    }
}
