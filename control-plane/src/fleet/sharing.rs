//! Handing the state of one's own nodes to the other replicas by the web data store, and reading theirs.
//!
//! It goes on beside everything else: neither streams nor requests wait for it, and a store that is away
//! is tried again. What changed is gathered for a second and written in one transaction; the others read
//! only what has changed.

use super::Fleet;
use super::others::{News, ReplicaNews};
use super::part::Part;
use super::passage::Passage;
use crate::storage::node_state::{self, NodeState};
use crate::storage::replica::{self, Replica};
use crate::storage::{AnyConnection, Database, StorageError};
use chrono::{NaiveDateTime, TimeDelta, Utc};
use diesel::QueryResult;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::TryRecvError;
use tokio::time::{Instant, sleep, timeout};
use uuid::Uuid;

/// How often changes are written and read.
const TICK: Duration = Duration::from_secs(1);

/// How often it is written that this replica lives, at least.
const BEAT: Duration = Duration::from_secs(2);

/// After how long without an answer nothing is known of the others.
const DEAF: Duration = Duration::from_secs(8);

/// How long a replica that ended is remembered.
const REMEMBER: TimeDelta = TimeDelta::hours(1);

/// How often those are looked for that ended longer ago.
const SWEEP: Duration = Duration::from_secs(60);

/// Revisions whose times are handed on.
const REVISIONS: usize = 32;

/// How long the last word may take.
const LAST_WORD: Duration = Duration::from_secs(2);

/// What this replica has told the others, and what is to be told.
#[derive(Debug)]
pub struct Sharing {
    fleet: Fleet,
    data: Database,
    id: String,
    changes: Receiver<Arc<str>>,
    /// Nodes that have changed since they were written.
    changed: BTreeSet<Arc<str>>,
    /// Nodes that are written.
    written: BTreeSet<Arc<str>>,
    beat: i64,
    removals: i64,
    last_beat: Option<Instant>,
    last_reading: Instant,
    last_sweep: Option<Instant>,
    /// What the database's clock is ahead of this machine's.
    ahead: TimeDelta,
    is_troubled: bool,
}

impl Sharing {
    /// Shares the nodes of `fleet` by `data`, which need not be there yet.
    pub fn new(fleet: Fleet, data: Database) -> Self {
        Self {
            changes: fleet.own().changes(),
            changed: fleet.own().ids().into_iter().collect(),
            fleet,
            data,
            id: Uuid::now_v7().to_string(),
            written: BTreeSet::new(),
            beat: 0,
            removals: 0,
            last_beat: None,
            last_reading: Instant::now(),
            last_sweep: None,
            ahead: TimeDelta::zero(),
            is_troubled: false,
        }
    }

    /// Writes and reads as long as it is polled.
    pub async fn run(&mut self) -> Infallible {
        loop {
            sleep(TICK).await;
            self.gather();
            let is_due = self.last_beat.is_none_or(|last| last.elapsed() >= BEAT);
            let outcome = async {
                if is_due || !self.changed.is_empty() {
                    self.write().await?;
                }
                self.read().await
            };
            let outcome = outcome.await;
            self.note(outcome);
        }
    }

    /// Says that this replica ends.
    pub async fn end(mut self) {
        let row = self.row(true);
        let write = self
            .data
            .transaction(move |c| replica::write(c, &row, &[], &[]));
        if !matches!(timeout(LAST_WORD, write).await, Ok(Ok(_))) {
            tracing::debug!("could not tell the other control planes that this one ends");
        }
    }

    /// Notes which nodes have changed.
    fn gather(&mut self) {
        loop {
            match self.changes.try_recv() {
                Ok(id) => drop(self.changed.insert(id)),
                Err(TryRecvError::Lagged(_)) => self.changed.extend(self.fleet.own().ids()),
                Err(TryRecvError::Empty | TryRecvError::Closed) => return,
            }
        }
    }

    /// Writes what has changed, and that this replica lives.
    ///
    /// # Errors
    /// If the store is not there; it is written the next time.
    pub async fn write(&mut self) -> Result<(), StorageError> {
        self.gather();
        let nodes = self.fleet.own();
        let there: BTreeSet<Arc<str>> = nodes.ids().into_iter().collect();
        let gone: Vec<Arc<str>> = self.written.difference(&there).cloned().collect();
        let beat = self.beat.saturating_add(1);
        let part = |id: &Arc<str>| Some(Part::of(nodes.get(id)?, nodes).bounded());
        let rows: Vec<NodeState> = self
            .changed
            .iter()
            .filter_map(|id| self.row_of(&part(id)?, beat))
            .collect();
        if !gone.is_empty() {
            self.removals = self.removals.saturating_add(1);
        }
        self.beat = beat;
        let row = self.row(false);
        let removed: Vec<String> = gone.iter().map(|id| key(id)).collect();
        let count = rows.len();
        let started = Instant::now();
        let is_known = self
            .data
            .transaction(move |c| replica::write(c, &row, &rows, &removed))
            .await?;
        tracing::debug!(nodes = count, took = ?started.elapsed(), "wrote the state of nodes");
        let changed = std::mem::take(&mut self.changed);
        if is_known {
            self.written.extend(changed);
            self.written.retain(|id| there.contains(id));
        } else {
            // The first time, or somebody emptied the store.
            self.written = changed.intersection(&there).cloned().collect();
            self.changed = there.difference(&self.written).cloned().collect();
        }
        self.last_beat = Some(Instant::now());
        self.sweep().await
    }

    /// Reads what the others have written.
    ///
    /// # Errors
    /// If the store is not there.
    pub async fn read(&mut self) -> Result<(), StorageError> {
        let (id, known) = (self.id.clone(), self.fleet.read());
        let asked = Utc::now().naive_utc();
        let news = self.data.run(move |c| news(c, &id, &known)).await?;
        self.ahead = news.now - asked;
        self.last_reading = Instant::now();
        self.fleet.take(news, self.ahead);
        Ok(())
    }

    /// Logs when the store goes and comes; nothing is known of the others when it has been away a while.
    fn note(&mut self, outcome: Result<(), StorageError>) {
        match (outcome, self.is_troubled) {
            (Ok(()), true) => tracing::info!("the state of nodes is shared again"),
            (Err(reason), false) => tracing::warn!(%reason, "the state of nodes is not shared"),
            (Ok(()), false) => return,
            (Err(_), true) => {
                if self.last_reading.elapsed() >= DEAF {
                    self.fleet.silence();
                }
                return;
            }
        }
        self.is_troubled = !self.is_troubled;
    }

    fn row_of(&self, part: &Part, beat: i64) -> Option<NodeState> {
        // What is in it can be written as JSON: its keys are texts.
        let state = serde_json::to_string(part).ok()?;
        Some(NodeState {
            replica: self.id.clone(),
            node: key(&part.id),
            beat,
            state,
        })
    }

    fn row(&mut self, ended: bool) -> Replica {
        let now = Utc::now() + self.ahead;
        let latest = self.fleet.own().latest(REVISIONS);
        let timeline: Vec<Passage> = latest.iter().map(|it| Passage::of(it, now)).collect();
        Replica {
            id: self.id.clone(),
            name: self.fleet.replica().to_owned(),
            beat: self.beat,
            removals: self.removals,
            // The database's clock is put in.
            seen_at: NaiveDateTime::default(),
            ended,
            // Numbers can be written.
            timeline: serde_json::to_string(&timeline).unwrap_or_else(|_| "[]".to_owned()),
        }
    }

    async fn sweep(&mut self) -> Result<(), StorageError> {
        if self.last_sweep.is_some_and(|last| last.elapsed() < SWEEP) {
            return Ok(());
        }
        self.last_sweep = Some(Instant::now());
        self.data.run(|c| replica::sweep(c, REMEMBER)).await?;
        Ok(())
    }
}

/// What of all replicas but `own` is new, if they were read as far as `known`.
fn news(
    connection: &mut AnyConnection,
    own: &str,
    known: &BTreeMap<String, (i64, i64)>,
) -> QueryResult<News> {
    let now = replica::now(connection)?;
    let mut replicas = Vec::new();
    for row in replica::list(connection)? {
        if row.id == own {
            continue;
        }
        let (beat, removals) = known.get(&row.id).copied().unwrap_or_default();
        let keys = match row.removals == removals {
            true => None,
            false => Some(node_state::keys(connection, &row.id)?),
        };
        let nodes = match row.beat == beat {
            true => Vec::new(),
            false => node_state::since(connection, &row.id, beat)?,
        };
        replicas.push(ReplicaNews {
            row,
            nodes,
            keys: keys.map(|keys| keys.into_iter().collect()),
        });
    }
    Ok(News { now, replicas })
}

/// The key of a node in the store, where its id may be too long or have letters that texts have not.
pub(super) fn key(id: &str) -> String {
    hex::encode(Sha256::digest(id.as_bytes()))
}
