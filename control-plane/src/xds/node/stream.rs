//! How far one stream is.

use crate::snapshot::PerKind;
use crate::xds::pacing::{Clusters, Peers, Settled};
use crate::xds::session::{Peer, Refusal, Session};
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;

/// How far one stream is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StreamState {
    /// Who is at the other end.
    pub peer: Peer,
    /// By kind: whether it is subscribed to.
    pub subscribed: PerKind<bool>,
    /// By kind: the last revision accepted whole.
    pub acked_by_kind: PerKind<Option<u64>>,
    /// The last revision of which something was sent.
    pub sent_revision: Option<u64>,
    /// The last revision accepted whole.
    pub acked: Option<u64>,
    /// What the client refuses.
    pub refusals: Vec<Refusal>,
    /// Resources sent since the stream opened.
    pub sent: u64,
    pub(super) clusters: Clusters,
    pub(super) settled: Settled,
}

impl StreamState {
    /// The state of `session`.
    pub fn of(session: &Session) -> Self {
        Self {
            peer: session.peer(),
            subscribed: session.subscribed(),
            acked_by_kind: session.acked_by_kind(),
            sent_revision: session.sent_revision(),
            acked: session.acked(),
            refusals: session.refusals(),
            sent: session.sent(),
            clusters: session.clusters(),
            settled: session.settled(),
        }
    }
}

/// A stream of a node.
#[derive(Debug, Clone)]
pub struct Member {
    /// How far it is.
    pub state: StreamState,
    /// Since when it is open.
    pub since: DateTime<Utc>,
    /// When the client last said something.
    pub seen: DateTime<Utc>,
}

/// The streams of a node in the order in which they came.
pub(super) type Streams = BTreeMap<u64, Member>;

/// The revision that all streams have; `None` if one has none.
pub(super) fn reached(streams: &Streams) -> Option<u64> {
    let acked = streams.values().map(|member| member.state.acked);
    acked.reduce(std::cmp::min).flatten()
}

/// How far the streams are, for those that wait for each other.
pub(super) fn peers(streams: &Streams) -> Peers {
    let states = || streams.values().map(|member| &member.state);
    let of = |peer| states().filter(move |state| state.peer == peer);
    Peers {
        envoy: of(Peer::Envoy)
            .map(|state| state.clusters)
            .min_by_key(|clusters| clusters.revision),
        filters: slowest(of(Peer::Filter)),
    }
}

/// How far the slowest of all filters' streams in `streams` is, those of one node or of several.
pub(super) fn filters<'s>(streams: impl Iterator<Item = &'s StreamState>) -> Option<Settled> {
    slowest(streams.filter(|state| state.peer == Peer::Filter))
}

fn slowest<'s>(streams: impl Iterator<Item = &'s StreamState>) -> Option<Settled> {
    let settled = streams.map(|state| state.settled);
    settled.reduce(slower)
}

/// The one of two that is less far.
pub(super) fn slower(a: Settled, b: Settled) -> Settled {
    Settled {
        revision: a.revision.min(b.revision),
        at: a.at.max(b.at),
    }
}
