//! The changes of the fleet as one reader follows them.

use super::view::Node;
use crate::xds::node::Nodes;
use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::{RecvError, TryRecvError};
use tokio::time::sleep;

/// How long changes are gathered: a push changes a node many times within milliseconds.
const GATHER: Duration = Duration::from_millis(100);

/// One thing to tell.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// This is how the node is now.
    Changed(Box<Node>),
    /// The node of this id is forgotten.
    Forgotten(String),
    /// The reader fell behind: it is to read the whole list again.
    Resync,
}

/// The changes from the moment at which it was made.
#[derive(Debug)]
pub struct Feed {
    nodes: Nodes,
    changes: Receiver<Arc<str>>,
    ready: VecDeque<Arc<str>>,
}

impl Feed {
    /// The changes of `nodes` from now on.
    pub fn new(nodes: Nodes) -> Self {
        Self {
            changes: nodes.changes(),
            nodes,
            ready: VecDeque::new(),
        }
    }

    /// Waits for the next change. However slowly this is called, it keeps no more than one id of
    /// each node, and the node is shown as it is then.
    pub async fn next(&mut self) -> Event {
        if self.ready.is_empty() && self.gather().await.is_err() {
            self.changes = self.nodes.changes();
            return Event::Resync;
        }
        let Some(id) = self.ready.pop_front() else {
            return Event::Resync;
        };
        match self.nodes.get(&id) {
            Some(state) => Event::Changed(Box::new(Node::of(state, &self.nodes))),
            None => Event::Forgotten(id.to_string()),
        }
    }

    /// Gathers ids for a moment, each once.
    async fn gather(&mut self) -> Result<(), Behind> {
        let mut gathered = BTreeSet::new();
        match self.changes.recv().await {
            Ok(id) => gathered.insert(id),
            Err(RecvError::Lagged(_)) => return Err(Behind),
            // The sender lives as long as `nodes`.
            Err(RecvError::Closed) => std::future::pending().await,
        };
        sleep(GATHER).await;
        loop {
            match self.changes.try_recv() {
                Ok(id) => drop(gathered.insert(id)),
                Err(TryRecvError::Lagged(_)) => return Err(Behind),
                Err(TryRecvError::Empty | TryRecvError::Closed) => break,
            }
        }
        self.ready.extend(gathered);
        Ok(())
    }
}

/// The reader missed changes.
struct Behind;
