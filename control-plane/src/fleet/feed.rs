//! The changes of the fleet as one reader follows them.

use super::Fleet;
use super::view::Node;
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
    fleet: Fleet,
    own: Receiver<Arc<str>>,
    others: Receiver<Arc<str>>,
    ready: VecDeque<Arc<str>>,
}

impl Feed {
    /// The changes of `fleet` from now on.
    pub(super) fn new(fleet: Fleet) -> Self {
        Self {
            own: fleet.own().changes(),
            others: fleet.0.changes.subscribe(),
            fleet,
            ready: VecDeque::new(),
        }
    }

    /// Waits for the next change. However slowly this is called, it keeps no more than one id of
    /// each node, and the node is shown as it is then.
    pub async fn next(&mut self) -> Event {
        if self.ready.is_empty() && self.gather().await.is_err() {
            *self = Self::new(self.fleet.clone());
            return Event::Resync;
        }
        let Some(id) = self.ready.pop_front() else {
            return Event::Resync;
        };
        match self.fleet.get(&id) {
            Some(node) => Event::Changed(Box::new(node)),
            None => Event::Forgotten(id.to_string()),
        }
    }

    /// Gathers ids for a moment, each once.
    async fn gather(&mut self) -> Result<(), Behind> {
        let first = tokio::select! {
            first = self.own.recv() => first,
            first = self.others.recv() => first,
        };
        let mut gathered = match first {
            Ok(id) => BTreeSet::from([id]),
            Err(RecvError::Lagged(_)) => return Err(Behind),
            // The senders live as long as `fleet`.
            Err(RecvError::Closed) => std::future::pending().await,
        };
        sleep(GATHER).await;
        for changes in [&mut self.own, &mut self.others] {
            loop {
                match changes.try_recv() {
                    Ok(id) => drop(gathered.insert(id)),
                    Err(TryRecvError::Lagged(_)) => return Err(Behind),
                    Err(TryRecvError::Empty | TryRecvError::Closed) => break,
                }
            }
        }
        self.ready.extend(gathered);
        Ok(())
    }
}

/// The reader missed changes.
struct Behind;
