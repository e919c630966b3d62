//! Thousands of clients that listen, each on a connection of its own.

use anyhow::{Context, ensure};
use parking_lot::Mutex;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::runtime::Runtime;
use tokio::sync::{Semaphore, watch};

/// Connections that are being made at once: an accept queue is not endless.
const OPENING: usize = 512;

/// How soon a refused client tries again.
const RETRY: Duration = Duration::from_millis(200);

/// How often is looked for what is awaited.
const PAUSE: Duration = Duration::from_millis(5);

/// What a client waits for: that it is listened to, and that a list changed.
const PRIMED: &[u8] = b"\nid: ";
const CHANGED: &[u8] = b"list_changed";

/// The clients.
pub(super) struct Crowd {
    _runtime: Runtime,
    seen: Arc<Seen>,
    /// Counts how often all of them were told to connect again.
    round: watch::Sender<u32>,
    size: u32,
}

/// What all clients together have seen.
#[derive(Debug, Default)]
struct Seen {
    open: AtomicU32,
    refused: AtomicU32,
    told: Mutex<Vec<Instant>>,
}

/// When the first and when the last client was told.
pub(super) struct Times {
    pub(super) first: Duration,
    pub(super) last: Duration,
}

impl Crowd {
    /// Begins to open so many streams.
    pub(super) fn open(gateway: SocketAddr, size: u32) -> anyhow::Result<Self> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()?;
        let (seen, opening) = (Arc::<Seen>::default(), Arc::new(Semaphore::new(OPENING)));
        let (round, rounds) = watch::channel(0);
        for _ in 0..size {
            let client = Client {
                gateway,
                seen: Arc::clone(&seen),
                opening: Arc::clone(&opening),
                rounds: rounds.clone(),
            };
            runtime.spawn(client.listen());
        }
        Ok(Self {
            _runtime: runtime,
            seen,
            round,
            size,
        })
    }

    /// Waits until all are open.
    pub(super) fn wait_until_open(&self, limit: Duration) -> anyhow::Result<()> {
        let open = || self.seen.open.load(Ordering::Acquire);
        wait(limit, || open() == self.size).with_context(|| format!("{} are open", open()))
    }

    /// How many were told of a change so far.
    pub(super) fn told(&self) -> usize {
        self.seen.told.lock().len()
    }

    /// Waits until all were told of one more change than `before`; gives the times since `from`.
    pub(super) fn wait_until_told(
        &self,
        before: usize,
        from: Instant,
        limit: Duration,
    ) -> anyhow::Result<Times> {
        let all = before.saturating_add(usize::try_from(self.size)?);
        wait(limit, || self.told() >= all).with_context(|| format!("{} were told", self.told()))?;
        let told = self.seen.told.lock();
        ensure!(told.len() == all, "some were told twice");
        let times = told.iter().skip(before);
        let since = |at: Option<&Instant>| at.map(|at| at.saturating_duration_since(from));
        Ok(Times {
            first: since(times.clone().min()).context("nobody was told")?,
            last: since(times.max()).context("nobody was told")?,
        })
    }

    /// Cuts all connections at once; gives the time until all are open again, and how many attempts
    /// were refused.
    pub(super) fn reconnect(self, limit: Duration) -> anyhow::Result<(Duration, u32)> {
        let refused = self.seen.refused.load(Ordering::Acquire);
        self.seen.open.store(0, Ordering::Release);
        let began = Instant::now();
        self.round
            .send_modify(|round| *round = round.saturating_add(1));
        self.wait_until_open(limit)?;
        let now = self.seen.refused.load(Ordering::Acquire);
        Ok((began.elapsed(), now.saturating_sub(refused)))
    }
}

/// One client.
struct Client {
    gateway: SocketAddr,
    seen: Arc<Seen>,
    opening: Arc<Semaphore>,
    rounds: watch::Receiver<u32>,
}

impl Client {
    /// Listens, and connects again whenever the stream ends or it is told to.
    async fn listen(mut self) {
        loop {
            let round = *self.rounds.borrow_and_update();
            if self.stream().await.is_err() || *self.rounds.borrow() == round {
                self.seen.refused.fetch_add(1, Ordering::AcqRel);
                tokio::time::sleep(RETRY).await;
            }
        }
    }

    /// One stream, until it ends or all are told to connect again.
    async fn stream(&mut self) -> anyhow::Result<()> {
        let permit = self.opening.clone().acquire_owned().await?;
        let mut connection = TcpStream::connect(self.gateway).await?;
        let request = format!(
            "GET /bench/mcp HTTP/1.1\r\nhost: {}\r\naccept: text/event-stream\r\n\
             mcp-protocol-version: 2025-11-25\r\n\r\n",
            self.gateway
        );
        connection.write_all(request.as_bytes()).await?;
        let mut permit = Some(permit);
        let mut read = vec![0; 1_024];
        loop {
            let length = tokio::select! {
                length = connection.read(&mut read) => length?,
                _ = self.rounds.changed() => return Ok(()),
            };
            let bytes = read.get(..length).unwrap_or_default();
            if permit.is_some() {
                ensure!(length > 0 && bytes.starts_with(b"HTTP/1.1 200"), "refused");
                // The head and the first event may come apart.
                if !contains(bytes, PRIMED) {
                    let more = connection.read(&mut read).await?;
                    let bytes = read.get(..more).unwrap_or_default();
                    ensure!(contains(bytes, PRIMED), "not primed");
                }
                permit = None;
                self.seen.open.fetch_add(1, Ordering::AcqRel);
            } else if length == 0 {
                return Ok(());
            } else if contains(bytes, CHANGED) {
                self.seen.told.lock().push(Instant::now());
            }
        }
    }
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

fn wait(limit: Duration, mut done: impl FnMut() -> bool) -> anyhow::Result<()> {
    let began = Instant::now();
    while !done() {
        ensure!(began.elapsed() < limit, "not within {limit:?}");
        ensure!(!crate::process::is_stopping(), "stopped");
        std::thread::sleep(PAUSE);
    }
    Ok(())
}
