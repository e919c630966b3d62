//! A node and its streams, as the API shows them.

use super::part::{PartStream, kind_called};
use crate::xds::node::Identity;
use crate::xds::session::Peer;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
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
    /// The control planes that its streams lead to, by name, or did last. One, unless the streams of the
    /// Envoy are spread.
    pub replicas: Vec<String>,
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
    /// It was connected to a control plane that gives no sign of life.
    Unknown,
}

/// One stream.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Stream {
    /// Whose it is: `envoy` or `filter`.
    #[schema(value_type = String)]
    pub peer: Peer,
    /// The control plane that it leads to, by name.
    pub replica: String,
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
    /// What is refused of the newest content, of those resources that one may see; of a stream to
    /// another control plane the first of it.
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Refused {
    /// Its name.
    pub resource: String,
    /// Why, in the client's words.
    pub reason: String,
}

impl Node {
    /// The node for those who may know of these tenants' resources alone. How many are refused stays.
    #[must_use]
    pub fn with_only(mut self, is_seen: impl Fn(&str) -> bool) -> Self {
        for stream in &mut self.streams {
            let is_seen = |refused: &Refused| owner(&refused.resource).is_some_and(&is_seen);
            stream.refused.retain(is_seen);
        }
        self
    }
}

/// The tenant of a resource: `tenant/…`, and `portico:tenant/…` of a cluster.
fn owner(resource: &str) -> Option<&str> {
    let name = resource.strip_prefix("portico:").unwrap_or(resource);
    name.split_once('/').map(|(tenant, _)| tenant)
}

impl Stream {
    /// What people see of a stream to `replica`. `newest` gives the newest revision that pushes the same
    /// as one.
    pub(super) fn of(part: &PartStream, replica: &str, newest: &dyn Fn(i64) -> i64) -> Self {
        let url = |word: &String| Some(kind_called(word)?.type_url());
        let acknowledged = part.acknowledged.iter();
        Self {
            peer: part.peer,
            replica: replica.to_owned(),
            subscribed: part.subscribed.iter().filter_map(url).collect(),
            sent_revision: part.sent_revision.map(newest),
            revision: part.revision.map(newest),
            acknowledged: acknowledged
                .filter_map(|(word, revision)| Some((url(word)?, newest(*revision))))
                .collect(),
            refused: part.refused.clone(),
            resources_sent: part.sent,
            connected_since: part.since,
            last_seen: part.seen,
        }
    }
}
