//! Saving a tool many times while clients call.

use super::caller::{Caller, Calls};
use super::connection::Connection;
use super::documents::{Documents, Layout, marker};
use super::fleet::Envoy;
use super::loops::Loops;
use super::report;
use super::watcher::Watcher;
use crate::bench::{answer, tool};
use crate::{process, ui};
use anyhow::{Context, ensure};
use std::thread;
use std::time::{Duration, Instant};

/// Between the end of one edit and the next.
const PAUSE: Duration = Duration::from_millis(100);

/// Most connections that are opened to have one to each worker.
const MAX_TRIES: usize = 100;

/// What was seen in a stretch of time.
pub(super) struct Window {
    pub(super) duration: Duration,
    pub(super) calls: Calls,
    pub(super) loops: Loops,
    /// From saving the file to every worker serving it, for each edit.
    pub(super) delays: Vec<Duration>,
}

/// What is compared.
pub(super) struct Windows {
    /// Edits without calls.
    pub(super) quiet: Window,
    /// Calls without edits.
    pub(super) calm: Window,
    /// Calls while files are saved that change nothing: the control plane works as much, but
    /// pushes nothing. What is seen here and in `busy` alike is not the filter's doing.
    pub(super) idle: Window,
    /// Calls and edits.
    pub(super) busy: Window,
}

/// Edits and who waits for them.
struct Edits<'a> {
    documents: &'a Documents,
    watchers: Vec<Watcher>,
    /// Number of the last one.
    last: u32,
    /// Length of the saved file.
    length: usize,
}

/// Measures and reports.
pub(super) fn measure(
    envoy: &Envoy,
    documents: &Documents,
    layout: Layout,
    count: u32,
) -> anyhow::Result<()> {
    let endpoint = layout.endpoint();
    let mut edits = Edits {
        documents,
        watchers: watchers(envoy, &endpoint)?,
        last: 0,
        length: 0,
    };
    // Once unmeasured, so that both sides are warm.
    edits.save()?;
    let windows = ui::step(&format!("{}: {count} edits", layout.name()), || {
        let quiet = window(envoy, Vec::new(), || edits.save_often(count))?;
        let calm = window(envoy, callers(envoy, &endpoint)?, || {
            thread::sleep(quiet.duration);
            Ok(Vec::new())
        })?;
        let idle = window(envoy, callers(envoy, &endpoint)?, || {
            edits.save_without_change(count)
        })?;
        let busy = window(envoy, callers(envoy, &endpoint)?, || {
            edits.save_often(count)
        })?;
        Ok(Windows {
            quiet,
            calm,
            idle,
            busy,
        })
    })?;
    report::edits(edits.length, &windows);
    let Windows {
        calm, idle, busy, ..
    } = windows;
    let failures = [calm, idle, busy].map(|window| window.calls.failures);
    ensure!(
        failures.iter().all(Vec::is_empty),
        "failed calls: {failures:?}"
    );
    Ok(())
}

/// Runs `work` while the callers call.
fn window(
    envoy: &Envoy,
    callers: Vec<Caller>,
    work: impl FnOnce() -> anyhow::Result<Vec<Duration>>,
) -> anyhow::Result<Window> {
    let before = Loops::read(envoy.admin())?;
    let start = Instant::now();
    let delays = work();
    let duration = start.elapsed();
    let mut calls = Calls::default();
    for caller in callers {
        let Calls {
            latencies,
            failures,
        } = caller.stop();
        calls.latencies.extend(latencies);
        calls.failures.extend(failures);
    }
    Ok(Window {
        duration,
        calls,
        loops: Loops::read(envoy.admin())?.since(&before),
        delays: delays?,
    })
}

impl Edits<'_> {
    /// Saves the tool once; gives how long it took until every worker served it.
    fn save(&mut self) -> anyhow::Result<Duration> {
        ensure!(!process::is_stopping(), "stopped");
        self.last = self.last.saturating_add(1);
        let text = marker(self.last);
        for watcher in &self.watchers {
            watcher.look_for(text.clone())?;
        }
        let (saved, length) = self.documents.edit(self.last)?;
        self.length = length;
        let mut delay = Duration::ZERO;
        for watcher in &self.watchers {
            delay = delay.max(watcher.seen()?.saturating_duration_since(saved));
        }
        Ok(delay)
    }

    /// Saves as often, with a pause about as long as an edit takes in the place of each delay.
    fn save_without_change(&self, count: u32) -> anyhow::Result<Vec<Duration>> {
        for save in 0..count {
            ensure!(!process::is_stopping(), "stopped");
            thread::sleep(PAUSE);
            self.documents.touch(self.last, save)?;
            thread::sleep(PAUSE / 5);
        }
        Ok(Vec::new())
    }

    fn save_often(&mut self, count: u32) -> anyhow::Result<Vec<Duration>> {
        let mut delays = Vec::new();
        for _ in 0..count {
            thread::sleep(PAUSE);
            delays.push(self.save()?);
        }
        Ok(delays)
    }
}

fn callers(envoy: &Envoy, endpoint: &str) -> anyhow::Result<Vec<Caller>> {
    let call = super::call();
    let mut callers = Vec::new();
    for mut connection in one_to_each_worker(envoy, endpoint)? {
        let expected = connection.post(endpoint, &call)?;
        answer::check_call(&expected, tool::WEATHER)?;
        callers.push((connection, expected));
    }
    let start = |(connection, expected)| {
        Caller::start(connection, endpoint.to_owned(), call.clone(), expected)
    };
    Ok(callers.into_iter().map(start).collect())
}

fn watchers(envoy: &Envoy, endpoint: &str) -> anyhow::Result<Vec<Watcher>> {
    let list = format!(
        r#"{{"jsonrpc":"2.0","id":{},"method":"tools/list","params":{{}}}}"#,
        answer::ID
    );
    let connections = one_to_each_worker(envoy, endpoint)?.into_iter();
    let start = |connection| Watcher::start(connection, endpoint.to_owned(), list.clone());
    Ok(connections.map(start).collect())
}

/// Opens connections until there is one to each worker, told by its counter of connections.
fn one_to_each_worker(envoy: &Envoy, endpoint: &str) -> anyhow::Result<Vec<Connection>> {
    let mut found: Vec<Option<Connection>> = (0..envoy.workers()).map(|_| None).collect();
    for _ in 0..MAX_TRIES {
        let before = envoy.accepted()?;
        let mut connection = Connection::open(envoy.gateway())?;
        connection.post(endpoint, &super::call())?;
        let after = envoy.accepted()?;
        let worker = before.iter().zip(&after).position(|(b, a)| a > b);
        let place = worker.and_then(|worker| found.get_mut(worker));
        *place.context("no worker has accepted the connection")? = Some(connection);
        if found.iter().all(Option::is_some) {
            return Ok(found.into_iter().flatten().collect());
        }
    }
    anyhow::bail!("{MAX_TRIES} connections, but none to one of the workers")
}
