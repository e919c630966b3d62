//! A node and its streams, as the API shows them.

use crate::snapshot::PerKind;
use crate::xds::node::{Identity, Member, NodeState, Nodes};
use crate::xds::session::Peer;
use chrono::{DateTime, Utc};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// One Envoy.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Node {
    /// Envoy's node id.
    pub id: String,
    /// Whether it is there.
    pub connection: Connection,
    #[serde(flatten)]
    #[expect(
        missing_docs,
        reason = "its fields are documented, and the schema takes them over"
    )]
    pub identity: Identity,
    /// Since when it is connected: its oldest stream.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub connected_since: Option<DateTime<Utc>>,
    /// When it last said something.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub last_seen: Option<DateTime<Utc>>,
    /// The newest revision that all its streams accepted whole. Stays once it has gone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revision: Option<i64>,
    /// Number of resources that it refuses.
    pub refused: usize,
    /// Whether several Envoys seem to have this id: each Envoy has one stream of its own.
    pub shared_id: bool,
    /// Its streams: Envoy's own, and one of the filter in each of Envoy's threads.
    pub streams: Vec<Stream>,
}

/// Whether a node is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Connection {
    /// It has a stream.
    Connected,
    /// It went less than an hour ago.
    Disconnected,
}

/// One stream.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Stream {
    /// Whose it is: `envoy` or `filter`.
    #[schema(value_type = String)]
    pub peer: Peer,
    /// Type URLs that it subscribed to.
    pub subscribed: Vec<&'static str>,
    /// The last revision of which something was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sent_revision: Option<i64>,
    /// The last revision accepted whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revision: Option<i64>,
    /// By type URL: the last revision whose resources were all accepted.
    pub acknowledged: BTreeMap<&'static str, i64>,
    /// What is refused of the newest content.
    pub refused: Vec<Refused>,
    /// Resources sent since the stream opened.
    pub resources_sent: u64,
    /// Since when it is open.
    #[schema(value_type = String, format = DateTime)]
    pub connected_since: DateTime<Utc>,
    /// When the client last said something on it.
    #[schema(value_type = String, format = DateTime)]
    pub last_seen: DateTime<Utc>,
}

/// A refused resource.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Refused {
    /// Its name.
    pub resource: String,
    /// Why, in the client's words.
    pub reason: String,
}

/// Snapshots are counted from the start of the control plane; people know the revisions of the store.
type Stored<'a> = &'a dyn Fn(Option<u64>) -> Option<i64>;

impl Node {
    /// What people see of `state`, which is of `nodes`.
    pub fn of(state: NodeState, nodes: &Nodes) -> Self {
        let stored = |revision: Option<u64>| nodes.stored(revision?);
        let own = |member: &&Member| member.state.peer == Peer::Envoy;
        let shared_id = state.streams.iter().filter(own).count() > 1;
        let since = state.streams.iter().map(|member| member.since).min();
        let seen = state.streams.iter().map(|member| member.seen).max();
        let revision = match state.gone {
            None => state.revision(),
            Some(_) => state.reached,
        };
        let streams: Vec<Stream> = state
            .streams
            .into_iter()
            .map(|member| Stream::of(member, &stored))
            .collect();
        Self {
            id: state.id.to_string(),
            connection: match state.gone {
                None => Connection::Connected,
                Some(_) => Connection::Disconnected,
            },
            identity: state.identity,
            connected_since: since,
            last_seen: seen.or(state.gone),
            revision: stored(revision),
            refused: streams.iter().map(|stream| stream.refused.len()).sum(),
            shared_id,
            streams,
        }
    }
}

impl Stream {
    fn of(Member { state, since, seen }: Member, stored: Stored<'_>) -> Self {
        let refused = state.refusals.into_iter().map(|refusal| Refused {
            resource: refusal.resource.to_string(),
            reason: refusal.reason,
        });
        Self {
            peer: state.peer,
            subscribed: subscribed(&state.subscribed),
            sent_revision: stored(state.sent_revision),
            revision: stored(state.acked),
            acknowledged: acknowledged(&state.acked_by_kind, stored),
            refused: refused.collect(),
            resources_sent: state.sent,
            connected_since: since,
            last_seen: seen,
        }
    }
}

fn subscribed(kinds: &PerKind<bool>) -> Vec<&'static str> {
    let subscribed = kinds.iter().filter(|(_, subscribed)| **subscribed);
    subscribed.map(|(kind, _)| kind.type_url()).collect()
}

fn acknowledged(kinds: &PerKind<Option<u64>>, stored: Stored<'_>) -> BTreeMap<&'static str, i64> {
    let known = kinds.iter();
    known
        .filter_map(|(kind, revision)| Some((kind.type_url(), stored(*revision)?)))
        .collect()
}
