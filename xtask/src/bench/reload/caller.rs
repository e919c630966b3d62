//! Load at a steady pace on one connection, with every answer looked at.

use super::connection::Connection;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// One request a millisecond, or as fast as answers come where they are slower.
const PACE: Duration = Duration::from_millis(1);

/// A thread that calls.
pub(super) struct Caller {
    stop: Arc<AtomicBool>,
    thread: JoinHandle<Calls>,
}

/// What a caller saw.
#[derive(Debug, Default)]
pub(super) struct Calls {
    /// How long each call took.
    pub(super) latencies: Vec<Duration>,
    /// What went wrong, the first few times.
    pub(super) failures: Vec<String>,
}

impl Caller {
    /// Begins to post this body; every answer must be exactly `expected`.
    pub(super) fn start(
        mut connection: Connection,
        path: String,
        body: String,
        expected: String,
    ) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        let thread = thread::spawn(move || {
            let mut calls = Calls::default();
            let mut due = Instant::now();
            while !stopped.load(Ordering::Relaxed) {
                let start = Instant::now();
                match connection.post(&path, &body) {
                    Ok(answer) if answer == expected => {}
                    Ok(answer) => calls.failures.push(format!("another answer: {answer}")),
                    Err(error) => {
                        // The connection may be of no use any more.
                        calls.failures.push(format!("{error:#}"));
                        return calls;
                    }
                }
                calls.latencies.push(start.elapsed());
                due = (due + PACE).max(start);
                thread::sleep(due.saturating_duration_since(Instant::now()));
            }
            calls
        });
        Self { stop, thread }
    }

    /// Ends it.
    pub(super) fn stop(self) -> Calls {
        self.stop.store(true, Ordering::Relaxed);
        self.thread.join().unwrap_or_else(|_| Calls {
            failures: vec!["the caller's thread ended in a panic".to_owned()],
            ..Calls::default()
        })
    }
}
