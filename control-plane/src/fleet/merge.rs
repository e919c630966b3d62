//! A node of what each replica knows of it. Pure.
//!
//! Where Envoys reach the replicas by one name, the streams of one Envoy may lead to several of them.

use super::part::Part;
use super::view::{Connection, Node, Stream};
use crate::xds::node::Identity;
use crate::xds::session::Peer;
use chrono::{DateTime, Utc};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Whether a replica is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// It writes.
    Alive,
    /// It has not written for a while: it died, or is cut off from the store.
    Silent,
    /// It said that it ends, or runs anew.
    Ended,
}

/// What a replica says of a node.
#[derive(Debug, Clone)]
pub(super) struct Claim {
    /// The replica's name.
    pub(super) replica: Arc<str>,
    /// Whether it is there.
    pub(super) sign: Sign,
    /// When it was last there.
    pub(super) heard: DateTime<Utc>,
    /// What it says.
    pub(super) part: Arc<Part>,
}

impl Claim {
    fn is_connected(&self) -> bool {
        !self.part.streams.is_empty()
    }

    /// When it was last true that the node was there.
    fn last(&self) -> Option<DateTime<Utc>> {
        match self.is_connected() {
            true => Some(self.heard).max(self.part.seen),
            false => self.part.seen,
        }
    }
}

/// The node of which all `claims` are; `None` without any. `newest` gives the newest revision that
/// pushes the same as one.
pub(super) fn merge(mut claims: Vec<Claim>, newest: &dyn Fn(i64) -> i64) -> Option<Node> {
    claims.sort_by_key(Claim::last);
    let last = claims.last()?.clone();
    claims.retain(|claim| claim.sign == Sign::Alive && claim.is_connected());
    drop_superseded(&mut claims);
    if claims.is_empty() {
        let is_unknown = last.sign == Sign::Silent && last.is_connected();
        return Some(Node {
            id: last.part.id.clone(),
            connection: match is_unknown {
                true => Connection::Unknown,
                false => Connection::Disconnected,
            },
            replicas: vec![last.replica.to_string()],
            identity: last.part.identity.clone(),
            connected_since: None,
            last_seen: last.part.seen,
            revision: last.part.reached.map(newest),
            refused: 0,
            shared_id: false,
            streams: Vec::new(),
        });
    }
    Some(connected(&claims, newest))
}

/// An Envoy's own stream has moved to another replica: those that were not heard of since do not know yet
/// that it left them, or are dead.
fn drop_superseded(claims: &mut Vec<Claim>) {
    let own = claims.iter().map(|claim| claim.part.own_since());
    if let Some(moved) = own.max().flatten() {
        let is_here = |claim: &Claim| claim.part.own_since() == Some(moved);
        claims.retain(|claim| is_here(claim) || claim.heard >= moved);
    }
}

fn connected(claims: &[Claim], newest: &dyn Fn(i64) -> i64) -> Node {
    let parts = || claims.iter().map(|claim| &claim.part);
    let streams = || parts().flat_map(|part| &part.streams);
    let mut shown: Vec<Stream> = claims
        .iter()
        .flat_map(|claim| claim.part.streams.iter().map(|it| (&claim.replica, it)))
        .map(|(replica, stream)| Stream::of(stream, replica, newest))
        .collect();
    shown.sort_by_key(|stream| stream.connected_since);
    let replicas: BTreeSet<&Arc<str>> = claims.iter().map(|claim| &claim.replica).collect();
    let revisions = shown.iter().map(|stream| stream.revision);
    let own = streams()
        .filter(|stream| stream.peer == Peer::Envoy)
        .count();
    Node {
        id: parts()
            .map(|part| part.id.clone())
            .next()
            .unwrap_or_default(),
        connection: Connection::Connected,
        replicas: replicas.into_iter().map(ToString::to_string).collect(),
        identity: identity(claims),
        connected_since: streams().map(|stream| stream.since).min(),
        last_seen: streams().map(|stream| stream.seen).max(),
        revision: revisions.reduce(std::cmp::min).flatten(),
        refused: streams().map(|stream| stream.refused_count).sum(),
        shared_id: own > 1,
        streams: shown,
    }
}

/// What the node says of itself on its own stream, with the versions that it says on others.
fn identity(claims: &[Claim]) -> Identity {
    let own = claims.iter().max_by_key(|claim| claim.part.own_since());
    let mut identity = own.map(|it| it.part.identity.clone()).unwrap_or_default();
    for said in claims.iter().map(|claim| &claim.part.identity) {
        let Identity {
            filter_version,
            bridge_version,
            ..
        } = &mut identity;
        let known = |version: &Option<String>| version.clone();
        *filter_version = filter_version
            .take()
            .or_else(|| known(&said.filter_version));
        *bridge_version = bridge_version
            .take()
            .or_else(|| known(&said.bridge_version));
    }
    identity
}

#[cfg(test)]
mod tests;
