//! A control plane and an Envoy that gets everything from it.

use super::super::memory;
use super::super::standalone::Addresses;
use super::loops;
use crate::http;
use crate::process::{self, Child, free_port};
use anyhow::{Context, ensure};
use serde_json::Value;
use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

/// How often a starting Envoy is tried.
const PAUSE: Duration = Duration::from_millis(5);

/// Longest start.
const LIMIT: Duration = Duration::from_secs(60);

/// A control plane that serves a directory.
pub(super) struct ControlPlane {
    child: Child,
    addresses: Addresses,
}

impl ControlPlane {
    /// Starts it and waits until it is ready; gives the time that it took.
    pub(super) fn start(filter: &Path, config: &Path) -> anyhow::Result<(Self, Duration)> {
        let addresses = Addresses::free()?;
        let mut command = addresses.serve(&super::control_plane_binary(), config, filter);
        let start = Instant::now();
        let mut child = Child::start(&super::folder()?, "control-plane", &mut command)?;
        wait_for("the control plane", &mut child, || {
            let answer = http::get(addresses.admin, "/readyz")?;
            ensure!(answer.status == 200, "HTTP {}", answer.status);
            Ok(())
        })?;
        Ok((Self { child, addresses }, start.elapsed()))
    }

    /// Resident memory in bytes.
    pub(super) fn resident(&self) -> anyhow::Result<u64> {
        memory::resident(self.child.id())
    }

    /// Waits until every stream of the Envoy has all of the newest configuration.
    fn wait_until_settled(&mut self, filter_streams: usize) -> anyhow::Result<()> {
        let admin = self.addresses.admin;
        wait_for("the filters' configuration", &mut self.child, || {
            let status: Value = serde_json::from_str(&http::get(admin, "/status")?.body)?;
            let revision = status.get("revision");
            let streams = status.pointer("/nodes/0/streams").and_then(Value::as_array);
            let is_settled = |stream: &&Value| {
                stream.get("kind") == Some(&"filter".into()) && stream.get("revision") == revision
            };
            let settled = streams
                .context("no node")?
                .iter()
                .filter(is_settled)
                .count();
            ensure!(settled == filter_streams, "{settled} filters have all");
            Ok(())
        })
    }
}

/// A running Envoy.
pub(super) struct Envoy {
    child: Child,
    admin: SocketAddr,
    gateway: SocketAddr,
    workers: u32,
}

/// How long an Envoy's start took.
#[derive(Debug, Clone, Copy)]
pub(super) struct Start {
    /// Until `/ready` said so.
    pub(super) ready: Duration,
    /// Until a call was answered right.
    pub(super) first_call: Duration,
    /// Until every worker had the whole configuration.
    pub(super) settled: Duration,
}

impl Envoy {
    /// Starts it and waits until `call` succeeds.
    pub(super) fn start(
        binary: &Path,
        control_plane: &mut ControlPlane,
        workers: u32,
        call: impl Fn(SocketAddr) -> anyhow::Result<()>,
    ) -> anyhow::Result<(Self, Start)> {
        let admin = free_port(0)?;
        let addresses = control_plane.addresses;
        let config = addresses.write_bootstrap(&super::folder()?, admin, loops::BOOTSTRAP)?;
        let mut command = Command::new(binary);
        command.arg("--config-path").arg(&config);
        command.args(["--concurrency", &workers.to_string()]);
        command.args(["--disable-hot-restart", "--log-level", "warning"]);
        let start = Instant::now();
        let mut child = Child::start(&super::folder()?, "envoy", &mut command)?;
        wait_for("Envoy", &mut child, || {
            let answer = http::get(admin, "/ready")?;
            ensure!(answer.status == 200, "HTTP {}", answer.status);
            Ok(())
        })?;
        let ready = start.elapsed();
        let gateway = addresses.gateway;
        wait_for("the first call", &mut child, || call(gateway))?;
        let first_call = start.elapsed();
        // Each worker has a stream, and so has the main thread.
        control_plane.wait_until_settled(usize::try_from(workers)?.saturating_add(1))?;
        let times = Start {
            ready,
            first_call,
            settled: start.elapsed(),
        };
        let envoy = Self {
            child,
            admin,
            gateway,
            workers,
        };
        Ok((envoy, times))
    }

    /// Its admin page.
    pub(super) fn admin(&self) -> SocketAddr {
        self.admin
    }

    /// Its listener.
    pub(super) fn gateway(&self) -> SocketAddr {
        self.gateway
    }

    /// How many workers it has.
    pub(super) fn workers(&self) -> u32 {
        self.workers
    }

    /// Resident memory in bytes.
    pub(super) fn resident(&self) -> anyhow::Result<u64> {
        memory::resident(self.child.id())
    }

    /// Connections that each worker has accepted so far.
    pub(super) fn accepted(&self) -> anyhow::Result<Vec<u64>> {
        let path = "/stats?filter=listener.*worker_.*downstream_cx_total";
        let stats = http::get(self.admin, path)?.body;
        let of = |worker: u32| {
            let name = format!(".worker_{worker}.downstream_cx_total: ");
            let value = stats.lines().find_map(|line| line.split_once(&name));
            value.map_or(Ok(0), |(_, value)| value.parse())
        };
        let counts: Result<_, _> = (0..self.workers).map(of).collect();
        counts.context("a counter is no number")
    }
}

/// [`process::wait_for`], but with a short pause.
fn wait_for(
    what: &str,
    child: &mut Child,
    mut probe: impl FnMut() -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let start = Instant::now();
    loop {
        let Err(error) = probe() else {
            return Ok(());
        };
        process::check_alive(std::slice::from_mut(child))?;
        ensure!(!process::is_stopping(), "stopped");
        ensure!(
            start.elapsed() < LIMIT,
            "{what}: {error:#}\n{}",
            child.last_words()
        );
        thread::sleep(PAUSE);
    }
}
