//! What the other replicas have written of their nodes, as it was read last.

use super::merge::{Claim, Sign};
use super::part::Part;
use super::passage::Passage;
use crate::storage::node_state::NodeState;
use crate::storage::replica::Replica;
use chrono::{NaiveDateTime, TimeDelta};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// How long a replica may be silent before its nodes count as unknown. It writes every
/// [`super::sharing::BEAT`], if nothing holds it up.
const SILENCE: TimeDelta = TimeDelta::seconds(8);

/// What was read of the store.
#[derive(Debug)]
pub(super) struct News {
    /// When, by the database's clock.
    pub(super) now: NaiveDateTime,
    /// Every other replica.
    pub(super) replicas: Vec<ReplicaNews>,
}

/// What was read of one replica.
#[derive(Debug)]
pub(super) struct ReplicaNews {
    /// How it is.
    pub(super) row: Replica,
    /// Its nodes that have changed since the last reading.
    pub(super) nodes: Vec<NodeState>,
    /// The keys of all its nodes, if some were taken away.
    pub(super) keys: Option<BTreeSet<String>>,
}

/// The other replicas by id.
#[derive(Debug, Default)]
pub(super) struct Others(BTreeMap<String, Other>);

#[derive(Debug)]
struct Other {
    name: Arc<str>,
    beat: i64,
    removals: i64,
    seen_at: NaiveDateTime,
    sign: Sign,
    timeline: Vec<Passage>,
    /// Parts by the keys of their nodes.
    parts: BTreeMap<String, Arc<Part>>,
}

impl Others {
    /// How far each was read: beat and removals by id.
    pub(super) fn read(&self) -> BTreeMap<String, (i64, i64)> {
        let read = |(id, other): (&String, &Other)| (id.clone(), (other.beat, other.removals));
        self.0.iter().map(read).collect()
    }

    /// Takes in what was read. Gives the ids of the nodes of which there is news.
    pub(super) fn take(&mut self, news: News) -> BTreeSet<Arc<str>> {
        let mut told = BTreeSet::new();
        let there: BTreeSet<String> = news.replicas.iter().map(|it| it.row.id.clone()).collect();
        self.0.retain(|id, other| {
            let stays = there.contains(id);
            if !stays {
                told.extend(other.ids());
            }
            stays
        });
        for read in news.replicas {
            let other = self.0.entry(read.row.id.clone()).or_insert_with(Other::new);
            other.take(read, news.now, &mut told);
        }
        told
    }

    /// Nothing can be read any more: nothing is known of any.
    pub(super) fn silence(&mut self) -> BTreeSet<Arc<str>> {
        let mut told = BTreeSet::new();
        for other in self.0.values_mut().filter(|it| it.sign == Sign::Alive) {
            other.sign = Sign::Silent;
            told.extend(other.ids());
        }
        told
    }

    /// What the others say of the node with this key.
    pub(super) fn claims(&self, key: &str) -> Vec<Claim> {
        let claim = |other: &Other| {
            Some(Claim {
                replica: Arc::clone(&other.name),
                sign: other.sign,
                heard: other.seen_at.and_utc(),
                part: Arc::clone(other.parts.get(key)?),
            })
        };
        self.0.values().filter_map(claim).collect()
    }

    /// The ids of all their nodes.
    pub(super) fn ids(&self) -> impl Iterator<Item = Arc<str>> {
        self.0.values().flat_map(Other::ids)
    }

    /// How the store's revision spread among their nodes, for each of them that knows.
    pub(super) fn passages(&self, revision: i64) -> Vec<Passage> {
        let of = |other: &Other| Passage::of_stored(&other.timeline, revision);
        self.0.values().filter_map(of).collect()
    }
}

impl Other {
    fn new() -> Self {
        Self {
            name: "".into(),
            beat: 0,
            removals: 0,
            seen_at: NaiveDateTime::default(),
            sign: Sign::Ended,
            timeline: Vec::new(),
            parts: BTreeMap::new(),
        }
    }

    fn ids(&self) -> impl Iterator<Item = Arc<str>> {
        self.parts.values().map(|part| part.id.as_str().into())
    }

    fn take(&mut self, read: ReplicaNews, now: NaiveDateTime, told: &mut BTreeSet<Arc<str>>) {
        let row = read.row;
        let sign = match (row.ended, now - row.seen_at < SILENCE) {
            (true, _) => Sign::Ended,
            (false, true) => Sign::Alive,
            (false, false) => Sign::Silent,
        };
        if (sign, &*self.name) != (self.sign, &row.name) {
            told.extend(self.ids());
        }
        if row.beat != self.beat {
            // An older or newer version may write what this one cannot read.
            self.timeline = serde_json::from_str(&row.timeline).unwrap_or_else(|error| {
                tracing::debug!(replica = row.name, %error, "cannot read its timeline");
                Vec::new()
            });
        }
        (self.sign, self.seen_at, self.name) = (sign, row.seen_at, row.name.into());
        (self.beat, self.removals) = (row.beat, row.removals);
        for node in read.nodes {
            match serde_json::from_str::<Part>(&node.state) {
                Ok(part) => {
                    told.insert(part.id.as_str().into());
                    self.parts.insert(node.node, Arc::new(part));
                }
                Err(error) => {
                    tracing::debug!(replica = &*self.name, %error, "cannot read a node of it");
                }
            }
        }
        if let Some(keys) = read.keys {
            self.parts.retain(|key, part| {
                let stays = keys.contains(key);
                if !stays {
                    told.insert(part.id.as_str().into());
                }
                stays
            });
        }
    }
}
