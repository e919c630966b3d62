//! What is compared: three Envoys of the same binary that differ in their filters only.

use super::case::{Case, Request};
use super::cpu::Clock;
use super::envoy_config::{self, Addresses};
use crate::http;
use crate::process::{self, Child, free_port};
use anyhow::{Context, ensure};
use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// What an Envoy does with a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Variant {
    /// Proxies it as it is.
    Plain,
    /// Translates it by Envoy's own `mcp_json_rest_bridge`.
    Bridge,
    /// Translates it by this project's filter.
    Portico,
}

impl Variant {
    /// In the order in which they are measured and reported.
    pub(super) const ALL: [Self; 3] = [Self::Plain, Self::Bridge, Self::Portico];

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

/// A running Envoy.
pub(super) struct Subject {
    variant: Variant,
    child: Child,
    addresses: Addresses,
    clock: Clock,
}

impl Subject {
    /// Starts an Envoy with one worker and waits until it is ready.
    pub(super) fn start(
        variant: Variant,
        envoy: &Path,
        filter: &Path,
        backend: SocketAddr,
    ) -> anyhow::Result<Self> {
        let addresses = Addresses {
            gateway: free_port(0)?,
            admin: free_port(0)?,
            backend,
        };
        let config = super::folder()?.join(format!("{}.yaml", variant.file_name()));
        fs::write(
            &config,
            envoy_config::bootstrap(variant, &addresses, filter),
        )?;
        let mut command = Command::new(envoy);
        command.arg("--config-path").arg(&config);
        command.args(["--concurrency", "1", "--disable-hot-restart"]);
        command.args(["--log-level", "warning"]);
        let mut child = Child::start(&super::folder()?, variant.file_name(), &mut command)?;
        let what = format!("Envoy is not ready: {}", variant.name());
        let limit = Duration::from_secs(60);
        process::wait_for(&what, limit, std::slice::from_mut(&mut child), || {
            let answer = http::get(addresses.admin, "/ready")?;
            ensure!(answer.status == 200, "HTTP {}", answer.status);
            Ok(())
        })?;
        Ok(Self {
            variant,
            child,
            addresses,
            clock: Clock::new()?,
        })
    }

    /// Which one this is.
    pub(super) fn variant(&self) -> Variant {
        self.variant
    }

    /// Where the load goes.
    pub(super) fn address(&self) -> SocketAddr {
        self.addresses.gateway
    }

    /// The request of the case for this variant.
    pub(super) fn request(&self, case: &Case) -> Request {
        case.request(self.variant)
    }

    /// Sends one request of the case and looks at the answer.
    pub(super) fn check(&mut self, case: &Case) -> anyhow::Result<()> {
        process::check_alive(std::slice::from_mut(&mut self.child))?;
        let request = self.request(case);
        let answer = match request.method {
            "GET" => http::get(self.address(), request.path)?,
            _ => http::post_mcp(self.address(), request.path, request.body)?,
        };
        ensure!(
            case.is_right(answer.status, &answer.body),
            "{}, {}: wrong answer, HTTP {}: {}",
            case.name,
            self.variant.name(),
            answer.status,
            answer.body
        );
        Ok(())
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
