//! The fleet as people see it: nodes, their streams, how a change spreads, and what changes.
//!
//! Made from what [`crate::xds::node`] knows of the nodes that are connected here, and from what other
//! replicas write of theirs into the web data store. Says nothing to any Envoy.

mod feed;
mod merge;
pub mod name;
mod others;
mod part;
mod passage;
mod progress;
mod sharing;
#[cfg(test)]
mod tests;
mod view;

pub use feed::{Event, Feed};
pub use progress::Progress;
pub use sharing::Sharing;
pub use view::{Connection, Node, Refused, Stream};

use crate::xds::node::Nodes;
use chrono::{TimeDelta, Utc};
use merge::{Claim, Sign};
use others::{News, Others};
use parking_lot::Mutex;
use part::Part;
use passage::Passage;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use tokio::sync::broadcast;

/// Changes that a follower may fall behind.
const MAX_UNREAD: usize = 8192;

/// The nodes of this replica and of all others. Cheap to clone; clones share.
#[derive(Debug, Clone)]
pub struct Fleet(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    own: Nodes,
    replica: Arc<str>,
    is_one_configuration: bool,
    others: Mutex<Known>,
    changes: broadcast::Sender<Arc<str>>,
}

/// What is known of the others.
#[derive(Debug, Default)]
struct Known {
    others: Others,
    /// What the database's clock is ahead of this machine's.
    ahead: TimeDelta,
}

impl Fleet {
    /// The fleet of the replica called `replica`, whose nodes are `own`. If `is_one_configuration`, the
    /// replicas have the configuration from one database, so that a number is the same revision to all.
    pub fn new(own: Nodes, replica: &str, is_one_configuration: bool) -> Self {
        Self(Arc::new(Shared {
            own,
            replica: replica.into(),
            is_one_configuration,
            others: Mutex::default(),
            changes: broadcast::Sender::new(MAX_UNREAD),
        }))
    }

    /// The nodes of this replica.
    pub fn own(&self) -> &Nodes {
        &self.0.own
    }

    /// The name of this replica.
    pub fn replica(&self) -> &str {
        &self.0.replica
    }

    /// The first `limit` nodes by id, after `after`.
    pub fn page(&self, after: Option<&str>, limit: usize) -> Vec<Node> {
        let mut ids: BTreeSet<Arc<str>> = self.0.others.lock().others.ids().collect();
        ids.extend(self.own().ids());
        let ids = ids.iter();
        ids.filter(|id| after.is_none_or(|after| &***id > after))
            .filter_map(|id| self.get(id))
            .take(limit)
            .collect()
    }

    /// The node called `id`.
    pub fn get(&self, id: &str) -> Option<Node> {
        let mut claims = self.0.others.lock().others.claims(&sharing::key(id));
        claims.extend(self.own_claim(id));
        merge::merge(claims, &|revision| self.newest(revision))
    }

    /// How far the store's `revision` has spread; `None` if it is unknown or long ago.
    pub fn progress(&self, revision: i64) -> Option<Progress> {
        Progress::of(revision, self)
    }

    /// The changes from now on.
    pub fn feed(&self) -> Feed {
        Feed::new(self.clone())
    }

    fn own_claim(&self, id: &str) -> Option<Claim> {
        Some(Claim {
            replica: Arc::clone(&self.0.replica),
            sign: Sign::Alive,
            heard: Utc::now(),
            part: Arc::new(Part::of(self.own().get(id)?, self.own())),
        })
    }

    /// The nodes that progress is counted of: all, if the others know the same revisions.
    fn counted(&self) -> Vec<Node> {
        if self.0.is_one_configuration {
            return self.page(None, usize::MAX);
        }
        let own = self.own().ids();
        own.iter()
            .filter_map(|id| merge::merge(vec![self.own_claim(id)?], &|revision| revision))
            .collect()
    }

    /// How a revision spread among the nodes of others, and the time by the clock of the database.
    fn passages(&self, revision: i64) -> (Vec<Passage>, chrono::DateTime<Utc>) {
        let known = self.0.others.lock();
        let now = Utc::now() + known.ahead;
        match self.0.is_one_configuration {
            true => (known.others.passages(revision), now),
            false => (Vec::new(), now),
        }
    }

    /// The newest revision that pushes the same as this one: other replicas write none anew for a
    /// revision that changes nothing for their nodes.
    fn newest(&self, revision: i64) -> i64 {
        let milestone = self
            .own()
            .milestone(revision)
            .filter(|_| self.0.is_one_configuration);
        milestone.map_or(revision, |milestone| milestone.stored)
    }

    fn read(&self) -> BTreeMap<String, (i64, i64)> {
        self.0.others.lock().others.read()
    }

    fn take(&self, news: News, ahead: TimeDelta) {
        let told = {
            let mut known = self.0.others.lock();
            known.ahead = ahead;
            known.others.take(news)
        };
        self.tell(told);
    }

    fn silence(&self) {
        let told = self.0.others.lock().others.silence();
        self.tell(told);
    }

    fn tell(&self, ids: BTreeSet<Arc<str>>) {
        for id in ids {
            // Without followers there is nobody to tell.
            let _ = self.0.changes.send(id);
        }
    }
}
