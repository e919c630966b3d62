//! Which streams are open, and who is told of a change.

mod streams;

use crate::caller::Caller;
use crate::catalog::{Catalog, Server};
use crate::config::Limits;
use crate::metrics::Metrics;
use crate::stream::{End, Kind, Stream};
use parking_lot::{Mutex, RwLock};
use portico_discovery::Update;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use streams::Streams;
use tokio::sync::watch;

/// How long a stream waits for a server that the filter knows already.
const SERVER: Duration = Duration::from_secs(5);

/// Streams and what they are told about.
#[derive(Debug)]
pub(crate) struct Hub {
    /// What is bounded.
    pub(crate) limits: Limits,
    /// What is counted.
    pub(crate) metrics: Metrics,
    catalog: RwLock<Catalog>,
    /// Changes whenever the catalogue does.
    updates: watch::Sender<()>,
    synced: AtomicBool,
    draining: AtomicBool,
    streams: Mutex<Streams>,
}

/// Why no stream is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Refusal {
    /// This replica stops.
    Draining,
    /// The configuration, or this server, is not here yet.
    NotReady,
    /// There are as many streams as there may be.
    Full,
    /// The caller has as many streams as it may have.
    Owner,
    /// The address has as many streams as it may have.
    Address,
}

impl Refusal {
    /// For metrics and for the client.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Draining => "shutting down",
            Self::NotReady => "not ready",
            Self::Full => "full",
            Self::Owner => "too many streams of this caller",
            Self::Address => "too many streams of this address",
        }
    }
}

/// A stream's place among all. It is given up when this is dropped.
#[derive(Debug)]
pub(crate) struct Seat {
    hub: Arc<Hub>,
    stream: Arc<Stream>,
    id: u64,
}

impl Hub {
    /// A hub without streams that knows nothing yet.
    pub(crate) fn new(limits: Limits) -> Self {
        Self {
            limits,
            metrics: Metrics::default(),
            catalog: RwLock::default(),
            updates: watch::Sender::new(()),
            synced: AtomicBool::new(false),
            draining: AtomicBool::new(false),
            streams: Mutex::default(),
        }
    }

    /// Takes in an update. Returns the servers that it is about.
    pub(crate) fn update(&self, update: &Update) -> BTreeSet<Box<str>> {
        let changed = self.catalog.write().apply(update);
        self.updates.send_replace(());
        changed
    }

    /// Notes that the configuration is here, whole.
    pub(crate) fn synced(&self) {
        self.synced.store(true, Ordering::Release);
        self.updates.send_replace(());
    }

    /// Tells the clients of these servers what they do not know.
    pub(crate) fn announce(&self, servers: &BTreeSet<Box<str>>) {
        for key in servers {
            let streams = self.streams.lock().of(key);
            let catalog = self.catalog.read();
            let server = catalog.server(key);
            for stream in streams {
                match server {
                    Some(server) => self.metrics.notifications.add(stream.catch_up(server)),
                    None => drop(stream.end(End::Removed)),
                }
            }
        }
    }

    /// Opens `stream` for `caller`.
    ///
    /// # Errors
    /// A limit is reached, or this replica takes no streams now.
    pub(crate) fn open(
        self: &Arc<Self>,
        caller: &Caller,
        stream: Arc<Stream>,
    ) -> Result<Seat, Refusal> {
        let joined = if self.draining.load(Ordering::Acquire) {
            Err(Refusal::Draining)
        } else {
            self.streams.lock().join(caller, &stream, &self.limits)
        };
        let id = joined.inspect_err(|refusal| self.metrics.refused(*refusal))?;
        self.metrics.opened(stream.kind);
        Ok(Seat {
            hub: Arc::clone(self),
            stream,
            id,
        })
    }

    /// Waits until the server is known here, for which the filter knew it first.
    ///
    /// # Errors
    /// It does not become known.
    pub(crate) async fn await_server(&self, key: &str) -> Result<(), Refusal> {
        let known = || self.is_synced() && self.catalog.read().server(key).is_some();
        let mut updates = self.updates.subscribe();
        let known = async {
            // The sender lives as long as the hub.
            while !known() && updates.changed().await.is_ok() {}
        };
        let waited = tokio::time::timeout(SERVER, known).await;
        waited.map_err(|_| {
            self.metrics.refused(Refusal::NotReady);
            Refusal::NotReady
        })
    }

    /// Looks at a server, if it is known.
    pub(crate) fn with_server<T>(&self, key: &str, look: impl FnOnce(&Server) -> T) -> Option<T> {
        self.catalog.read().server(key).map(look)
    }

    /// Keeps streams alive and ends those that reached a limit. The place of one that is over is free
    /// then, also if its client does not read the end.
    pub(crate) fn tick(&self) {
        let now = Instant::now();
        let streams = self.streams.lock().all();
        for ((id, stream), turn) in streams.iter().zip(0..) {
            stream.tick(now, turn, self.limits.idle, self.limits.lifetime);
            self.leave(*id, stream);
        }
    }

    /// Takes a stream out, and counts it, if it is over.
    fn leave(&self, id: u64, stream: &Stream) {
        if let Some(end) = stream.ended()
            && self.streams.lock().leave(&stream.server, id)
        {
            self.metrics.ended(stream.kind, end);
        }
    }

    /// Takes no more streams.
    pub(crate) fn drain(&self) {
        self.draining.store(true, Ordering::Release);
    }

    /// Ends all streams but the sessions that `busy` tells to spare. Returns how many are left.
    pub(crate) fn end_all(&self, mut busy: impl FnMut(&Arc<Stream>) -> bool) -> usize {
        let streams = self.streams.lock().all();
        let left = streams.iter().filter(|(_, stream)| {
            let spared = stream.kind == Kind::Session && busy(stream);
            if !spared {
                stream.end(End::Shutdown);
            }
            spared
        });
        left.count()
    }

    /// Whether the configuration is here.
    pub(crate) fn is_synced(&self) -> bool {
        self.synced.load(Ordering::Acquire)
    }

    /// Whether Envoy is to send streams here.
    pub(crate) fn is_ready(&self) -> bool {
        self.is_synced() && !self.draining.load(Ordering::Acquire)
    }

    /// Number of servers.
    pub(crate) fn servers(&self) -> usize {
        self.catalog.read().len()
    }
}

impl Seat {
    /// The stream.
    pub(crate) fn stream(&self) -> &Arc<Stream> {
        &self.stream
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.stream.end(End::Gone);
        self.hub.leave(self.id, &self.stream);
    }
}

#[cfg(test)]
pub(crate) mod tests;
