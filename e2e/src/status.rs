//! The control plane's `/status`, as the tests read it.

use serde::Deserialize;
use std::collections::BTreeMap;

/// The whole answer.
#[derive(Debug, Clone, Deserialize)]
pub struct Status {
    /// Counter of accepted configurations.
    pub revision: u64,
    /// Number of documents in force.
    pub documents: u64,
    /// What is wrong with the files.
    pub errors: Vec<FileError>,
    /// Clients that were turned away.
    #[serde(default)]
    pub refused: Vec<Refused>,
    /// The Envoys that are connected.
    pub nodes: Vec<Node>,
}

/// One error in a configuration file.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct FileError {
    /// Name of the file.
    pub file: String,
    /// Line, from 1.
    pub line: Option<u64>,
    /// Field, such as `tools[0].http.path`.
    pub path: String,
    /// What is wrong.
    pub message: String,
}

/// Clients that were turned away for one reason.
#[derive(Debug, Clone, Deserialize)]
pub struct Refused {
    /// Why.
    pub reason: String,
}

/// One Envoy.
#[derive(Debug, Clone, Deserialize)]
pub struct Node {
    /// Envoy's node id.
    pub id: String,
    /// Its discovery streams.
    pub streams: Vec<Stream>,
}

/// One discovery stream.
#[derive(Debug, Clone, Deserialize)]
pub struct Stream {
    /// `envoy` or `filter`.
    pub kind: String,
    /// By type URL: the last revision that was acknowledged.
    pub acked: BTreeMap<String, u64>,
    /// Resources that the node refused.
    pub nacks: Vec<Nack>,
    /// Resources sent since the stream opened.
    pub sent: u64,
    /// The last revision that was acknowledged as a whole.
    pub revision: Option<u64>,
}

/// A refused resource.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Nack {
    /// Its name.
    pub resource: String,
    /// Why.
    pub reason: String,
}

impl Status {
    /// The filter's streams of all nodes: one of each Envoy thread.
    pub fn filter_streams(&self) -> impl Iterator<Item = &Stream> {
        self.nodes
            .iter()
            .flat_map(|node| &node.streams)
            .filter(|stream| stream.kind == "filter")
    }

    /// How many of the filter's streams acknowledged `revision` or a later one.
    pub fn filters_at(&self, revision: u64) -> usize {
        self.filter_streams()
            .filter(|stream| stream.revision >= Some(revision))
            .count()
    }
}
