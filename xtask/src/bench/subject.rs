//! What is compared: Envoys of the same binary that differ in their filters and tools only.

use super::case::{Case, Request};
use super::cpu::Clock;
use super::envoy_config::{self, Addresses};
use crate::http;
use crate::process::{self, Child, free_port};
use anyhow::{Context, ensure};
use std::fmt;
use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// What an Envoy does with a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Variant {
    /// Proxies it as it is.
    Plain,
    /// Translates it by Envoy's own `mcp_json_rest_bridge`.
    Bridge,
    /// Translates it by this project's filter.
    Portico,
}

impl Variant {
    /// For the report.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Plain => "(a) plain",
            Self::Bridge => "(b) native bridge",
            Self::Portico => "(c) Portico",
        }
    }

    fn file_name(self) -> &'static str {
        match self {
            Self::Plain => "envoy-plain",
            Self::Bridge => "envoy-bridge",
            Self::Portico => "envoy-portico",
        }
    }
}

/// An Envoy that is measured: what it does, and how many tools it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Setup {
    pub(super) variant: Variant,
    pub(super) tools: usize,
}

impl Setup {
    pub(super) const fn new(variant: Variant, tools: usize) -> Self {
        Self { variant, tools }
    }
}

impl fmt::Display for Setup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, tools) = (self.variant.name(), self.tools);
        write!(f, "{name}, {tools} tools")
    }
}

/// A running Envoy.
pub(super) struct Subject {
    setup: Setup,
    child: Child,
    addresses: Addresses,
    clock: Clock,
}

impl Subject {
    /// Starts an Envoy with one worker and waits until it is ready.
    pub(super) fn start(
        setup: Setup,
        envoy: &Path,
        filter: &Path,
        backend: SocketAddr,
    ) -> anyhow::Result<Self> {
        let addresses = Addresses {
            gateway: free_port(0)?,
            admin: free_port(0)?,
            backend,
        };
        let name = format!("{}-{}", setup.variant.file_name(), setup.tools);
        let config = super::folder()?.join(format!("{name}.yaml"));
        fs::write(&config, envoy_config::bootstrap(setup, &addresses, filter))?;
        let mut command = Command::new(envoy);
        command.arg("--config-path").arg(&config);
        command.args(["--concurrency", "1", "--disable-hot-restart"]);
        command.args(["--log-level", "warning"]);
        let mut child = Child::start(&super::folder()?, &name, &mut command)?;
        let what = format!("Envoy is not ready: {setup}");
        let limit = Duration::from_secs(60);
        process::wait_for(&what, limit, std::slice::from_mut(&mut child), || {
            let answer = http::get(addresses.admin, "/ready")?;
            ensure!(answer.status == 200, "HTTP {}", answer.status);
            Ok(())
        })?;
        Ok(Self {
            setup,
            child,
            addresses,
            clock: Clock::new()?,
        })
    }

    /// Which one this is.
    pub(super) fn setup(&self) -> Setup {
        self.setup
    }

    /// Where the load goes.
    pub(super) fn address(&self) -> SocketAddr {
        self.addresses.gateway
    }

    /// The request of the case for this variant.
    pub(super) fn request(&self, case: &Case) -> Request {
        case.request(self.setup.variant)
    }

    /// Sends one request of the case and looks at the answer; gives the length of its body.
    pub(super) fn check(&mut self, case: &Case) -> anyhow::Result<usize> {
        process::check_alive(std::slice::from_mut(&mut self.child))?;
        let request = self.request(case);
        let answer = match request.method {
            "GET" => http::get(self.address(), &request.path)?,
            _ => http::post_mcp(self.address(), &request.path, &request.body)?,
        };
        case.check(self.setup.variant, answer.status, &answer.body)
            .with_context(|| {
                let beginning: String = answer.body.chars().take(1_000).collect();
                format!("{}, {}: {beginning}", case.name, self.setup)
            })?;
        Ok(answer.body.len())
    }

    /// CPU time of the Envoy process so far.
    pub(super) fn cpu(&self) -> anyhow::Result<Duration> {
        self.clock.used_by(self.child.id())
    }

    /// Answers with a status of 2xx that came from the upstream so far.
    pub(super) fn upstream_successes(&self) -> anyhow::Result<u64> {
        let name = "cluster.backend.upstream_rq_2xx";
        let answer = http::get(self.addresses.admin, &format!("/stats?filter={name}"))?;
        let value = answer
            .body
            .lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
        // Envoy lists the counter only once there was one.
        let Some(value) = value else { return Ok(0) };
        value
            .parse()
            .with_context(|| format!("{name} is no number: {value}"))
    }
}
