//! Waiting until a worker serves an edit.

use super::connection::Connection;
use anyhow::{Context, bail};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// How often the list is asked for.
const PACE: Duration = Duration::from_millis(1);

/// Longest wait for one edit.
const LIMIT: Duration = Duration::from_secs(20);

/// A thread that asks one worker for a list until it holds a text.
pub(super) struct Watcher {
    texts: Sender<String>,
    seen: Receiver<anyhow::Result<Instant>>,
    /// Ends once `texts` is dropped.
    _thread: JoinHandle<()>,
}

impl Watcher {
    /// Begins to post `body` on this connection whenever [`Watcher::look_for`] is called.
    pub(super) fn start(mut connection: Connection, path: String, body: String) -> Self {
        let (texts, wanted) = channel::<String>();
        let (report, seen) = channel();
        let thread = thread::spawn(move || {
            for text in wanted {
                let outcome = wait(&mut connection, &path, &body, &text);
                if report.send(outcome).is_err() {
                    return;
                }
            }
        });
        Self {
            texts,
            seen,
            _thread: thread,
        }
    }

    /// Looks for the text from now on.
    pub(super) fn look_for(&self, text: String) -> anyhow::Result<()> {
        self.texts.send(text).context("the watcher has ended")
    }

    /// When the text had come whole.
    pub(super) fn seen(&self) -> anyhow::Result<Instant> {
        self.seen.recv().context("the watcher has ended")?
    }
}

fn wait(
    connection: &mut Connection,
    path: &str,
    body: &str,
    text: &str,
) -> anyhow::Result<Instant> {
    let start = Instant::now();
    while start.elapsed() < LIMIT {
        let asked = Instant::now();
        let answer = connection.post(path, body);
        let found = answer.context("a watcher's list")?.contains(text);
        let now = Instant::now();
        if found {
            return Ok(now);
        }
        thread::sleep(PACE.saturating_sub(now - asked));
    }
    bail!("`{text}` was not served within {} s", LIMIT.as_secs())
}
