//! Following the directory: file system events, and a slow poll for file systems without them.

use super::configuration::Configuration;
use super::directory::DirectoryStore;
use notify::event::{AccessKind, AccessMode};
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until, timeout_at};

/// How long the directory must be quiet before it is read: an editor writes a temporary file,
/// renames it, sets its mode.
const QUIET: Duration = Duration::from_millis(40);

/// Longest wait for quiet.
const MAX_WAIT: Duration = Duration::from_millis(500);

/// How often names, lengths and times are compared where no event came.
const POLL: Duration = Duration::from_secs(2);

/// Wakes when something in a directory may have changed.
#[derive(Debug)]
pub struct Watcher {
    root: PathBuf,
    /// Where the directory really is: it may be a symbolic link that is swapped.
    resolved: Option<PathBuf>,
    notifier: Option<RecommendedWatcher>,
    events: mpsc::Receiver<()>,
    sender: mpsc::Sender<()>,
}

impl Watcher {
    /// Watches `root`. Where events cannot be had, the poll alone serves.
    pub fn new(root: &Path) -> Self {
        let (sender, events) = mpsc::channel(1);
        let mut watcher = Self {
            root: root.to_owned(),
            resolved: None,
            notifier: None,
            events,
            sender,
        };
        watcher.rewatch();
        watcher
    }

    /// Waits for the next change or poll; true if it was an event (which may not show in lengths
    /// and times), false if it is time to compare.
    pub async fn wake(&mut self) -> bool {
        match timeout_at(Instant::now() + POLL, self.events.recv()).await {
            Ok(Some(())) => {
                self.settle().await;
                true
            }
            Ok(None) | Err(_) => {
                self.rewatch();
                false
            }
        }
    }

    async fn settle(&mut self) {
        let limit = Instant::now() + MAX_WAIT;
        loop {
            let quiet = Instant::now() + QUIET;
            if timeout_at(quiet.min(limit), self.events.recv())
                .await
                .is_err()
                || Instant::now() >= limit
            {
                return;
            }
            // Events come in bursts: let the burst pass rather than look at each.
            sleep_until((Instant::now() + QUIET / 4).min(limit)).await;
        }
    }

    /// Watches the directory where it is now, if it has moved since.
    fn rewatch(&mut self) {
        let resolved = self.root.canonicalize().ok();
        if resolved == self.resolved && self.notifier.is_some() {
            return;
        }
        self.notifier = resolved
            .as_deref()
            .and_then(|path| notifier(path, self.sender.clone()));
        self.resolved = resolved;
    }
}

fn notifier(path: &Path, sender: mpsc::Sender<()>) -> Option<RecommendedWatcher> {
    let on_event = move |event: notify::Result<notify::Event>| {
        let matters = event.map_or(true, |event| is_change(event.kind));
        if matters {
            // A full channel already wakes the reader.
            let _ = sender.try_send(());
        }
    };
    let watched = notify::recommended_watcher(on_event).and_then(|mut watcher| {
        watcher.watch(path, RecursiveMode::Recursive)?;
        Ok(watcher)
    });
    watched
        .inspect_err(|error| tracing::warn!(%error, "no file system events: polling"))
        .ok()
}

/// Reading the files is an event too, and not a change.
fn is_change(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(access) => access == AccessKind::Close(AccessMode::Write),
        _ => true,
    }
}

/// Refreshes `store` whenever its directory changes and hands every outcome to `publish`, until
/// that says to stop by returning false.
pub async fn follow(
    mut store: DirectoryStore,
    mut watcher: Watcher,
    mut publish: impl FnMut(Configuration) -> bool,
) {
    loop {
        let event = watcher.wake().await;
        let refreshed = tokio::task::spawn_blocking(move || {
            let due = event || store.looks_changed();
            let outcome = due.then(|| store.refresh_or_keep());
            (store, outcome)
        });
        let outcome;
        (store, outcome) = match refreshed.await {
            Ok(refreshed) => refreshed,
            Err(error) => return tracing::error!(%error, "the configuration is no longer followed"),
        };
        if outcome.is_some_and(|configuration| !publish(configuration)) {
            return;
        }
    }
}
