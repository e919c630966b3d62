//! What one replica knows of a node, as it is handed to the other replicas.

use super::view::Refused;
use crate::snapshot::{Kind, PerKind};
use crate::xds::node::{Identity, Member, NodeState, Nodes};
use crate::xds::session::Peer;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Most refused resources of a node that are handed on; their number is whole.
const MAX_REFUSED: usize = 50;

/// What one replica knows of a node. As JSON it is read by older and newer versions too.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Part {
    /// Envoy's node id.
    pub(super) id: String,
    /// What it says of itself.
    pub(super) identity: Identity,
    /// Its streams here, in the order in which they came; none once it has gone.
    pub(super) streams: Vec<PartStream>,
    /// The newest revision that all its streams here had.
    pub(super) reached: Option<i64>,
    /// When it last said something here.
    pub(super) seen: Option<DateTime<Utc>>,
}

/// A stream of the node.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct PartStream {
    /// Who is at its other end.
    pub(super) peer: Peer,
    /// The last words of the type URLs that it subscribed to.
    pub(super) subscribed: Vec<String>,
    /// The last revision of which something was sent.
    pub(super) sent_revision: Option<i64>,
    /// The last revision accepted whole.
    pub(super) revision: Option<i64>,
    /// By the last word of the type URL: the last revision accepted.
    pub(super) acknowledged: BTreeMap<String, i64>,
    /// What is refused, or the first of it.
    pub(super) refused: Vec<Refused>,
    /// How much is refused.
    pub(super) refused_count: usize,
    /// Resources sent since it opened.
    pub(super) sent: u64,
    /// Since when it is open.
    pub(super) since: DateTime<Utc>,
    /// When the client last said something on it.
    pub(super) seen: DateTime<Utc>,
}

/// Snapshots are counted from the start of the control plane; people know the revisions of the store.
type Stored<'a> = &'a dyn Fn(Option<u64>) -> Option<i64>;

impl Part {
    /// What is known of `state`, which is of `nodes`.
    pub(super) fn of(state: NodeState, nodes: &Nodes) -> Self {
        let stored = |revision: Option<u64>| nodes.stored(revision?);
        let seen = state.streams.iter().map(|member| member.seen).max();
        Self {
            id: state.id.to_string(),
            reached: stored(state.reached),
            seen: seen.or(state.gone),
            identity: state.identity,
            streams: state
                .streams
                .into_iter()
                .map(|member| PartStream::of(member, &stored))
                .collect(),
        }
    }

    /// Without what is too much to hand on: an Envoy may refuse ten thousand tools in each thread.
    #[must_use]
    pub(super) fn bounded(mut self) -> Self {
        let mut left = MAX_REFUSED;
        for stream in &mut self.streams {
            stream.refused.truncate(left);
            left = left.saturating_sub(stream.refused.len());
        }
        self
    }

    /// Since when Envoy's own stream is here, if it is.
    pub(super) fn own_since(&self) -> Option<DateTime<Utc>> {
        let own = self.streams.iter().filter(|it| it.peer == Peer::Envoy);
        own.map(|stream| stream.since).max()
    }
}

impl PartStream {
    fn of(Member { state, since, seen }: Member, stored: Stored<'_>) -> Self {
        let refused = state.refusals.into_iter().map(|refusal| Refused {
            resource: refusal.resource.to_string(),
            reason: refusal.reason,
        });
        let refused: Vec<Refused> = refused.collect();
        Self {
            peer: state.peer,
            subscribed: subscribed(&state.subscribed),
            sent_revision: stored(state.sent_revision),
            revision: stored(state.acked),
            acknowledged: acknowledged(&state.acked_by_kind, stored),
            refused_count: refused.len(),
            refused,
            sent: state.sent,
            since,
            seen,
        }
    }
}

/// The kind whose type URL ends with this word; `None` if this version does not know it.
pub(super) fn kind_called(word: &str) -> Option<Kind> {
    Kind::ALL.into_iter().find(|kind| last_word(*kind) == word)
}

fn last_word(kind: Kind) -> &'static str {
    let url = kind.type_url();
    url.rsplit_once('.').map_or(url, |(_, word)| word)
}

fn subscribed(kinds: &PerKind<bool>) -> Vec<String> {
    let subscribed = kinds.iter().filter(|(_, subscribed)| **subscribed);
    subscribed
        .map(|(kind, _)| last_word(kind).to_owned())
        .collect()
}

fn acknowledged(kinds: &PerKind<Option<u64>>, stored: Stored<'_>) -> BTreeMap<String, i64> {
    let known = kinds.iter();
    known
        .filter_map(|(kind, revision)| Some((last_word(kind).to_owned(), stored(*revision)?)))
        .collect()
}
