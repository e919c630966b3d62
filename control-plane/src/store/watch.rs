//! Following the directory: file system events, and a slow poll for file systems without them.

use super::settling::Settling;
use notify::{RecommendedWatcher, RecursiveMode, Watcher as _};
use parking_lot::Mutex;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::Notify;
use tokio::time::{sleep, timeout, timeout_at};

/// How often names, lengths and times are compared where no event came.
const POLL: Duration = Duration::from_secs(2);

/// Pause between two looks at the events of a burst.
const BURST: Duration = Duration::from_millis(1);

/// Wakes when something in a directory may have changed.
#[derive(Debug)]
pub struct Watcher {
    root: PathBuf,
    /// Where the directory really is: it may be a symbolic link that is swapped.
    resolved: Option<PathBuf>,
    notifier: Option<RecommendedWatcher>,
    changes: Arc<Changes>,
}

/// What the file system told.
#[derive(Debug, Default)]
struct Changes {
    settling: Mutex<Settling>,
    more: Notify,
}

impl Changes {
    /// Forgets the changes if the directory can be read now (`Some(None)`), else says when it can
    /// be; `None` if there are no changes.
    fn ready_at(&self) -> Option<Option<Instant>> {
        let mut settling = self.settling.lock();
        let ready_at = settling.ready_at()?;
        if ready_at > Instant::now() {
            return Some(Some(ready_at));
        }
        settling.clear();
        Some(None)
    }
}

impl Watcher {
    /// Watches `root`. Where events cannot be had, the poll alone serves.
    pub fn new(root: &Path) -> Self {
        let mut watcher = Self {
            root: root.to_owned(),
            resolved: None,
            notifier: None,
            changes: Arc::default(),
        };
        watcher.rewatch();
        watcher
    }

    /// Waits for the next change or poll; true if it was an event (which may not show in lengths
    /// and times), false if it is time to compare.
    pub async fn wake(&mut self) -> bool {
        loop {
            if timeout(POLL, self.changes.more.notified()).await.is_err() {
                self.rewatch();
                return false;
            }
            if self.settled().await {
                return true;
            }
        }
    }

    /// Waits until the directory can be read; false if nothing has changed.
    async fn settled(&self) -> bool {
        loop {
            let ready_at = match self.changes.ready_at() {
                None => return false,
                Some(None) => return true,
                Some(Some(at)) => at,
            };
            // The next event may bring the time forward: the end of a write.
            let more = self.changes.more.notified();
            if timeout_at(ready_at.into(), more).await.is_ok() {
                // Events come in bursts: let the burst pass rather than look at each.
                sleep(BURST).await;
            }
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
            .and_then(|path| notifier(path, Arc::clone(&self.changes)));
        self.resolved = resolved;
    }
}

fn notifier(path: &Path, changes: Arc<Changes>) -> Option<RecommendedWatcher> {
    let on_event = move |event| {
        if changes.settling.lock().note(event, Instant::now()) {
            changes.more.notify_one();
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
