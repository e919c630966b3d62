//! What the streams go through: a control plane, an Envoy, a bridge and an upstream.

use super::super::standalone::Addresses;
use super::super::upstream;
use crate::process::{self, Child, free_port};
use crate::{http, layout};
use anyhow::ensure;
use std::fmt::Write as _;
use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// Longest start.
const START: Duration = Duration::from_secs(60);

/// Everything that runs, in the order in which it is ended.
pub(super) struct Stage {
    envoy: Child,
    bridge: Child,
    control_plane: Child,
    upstream: Child,
    gateway: SocketAddr,
    config: PathBuf,
}

impl Stage {
    /// Starts all of it and waits until a session of HTTP+SSE can be opened.
    pub(super) fn start(envoy: &Path, filter: &Path) -> anyhow::Result<Self> {
        let folder = super::super::folder()?.join("streams");
        let config = folder.join("config");
        fs::create_dir_all(&config)?;
        let (upstream, api) = upstream::start(&[])?;
        write_api(&config, api)?;
        write_tools(&config, 0)?;
        let addresses = Addresses::free()?;
        let gateway = addresses.gateway;
        let (bridge, bridge_admin, envoy_admin) = (free_port(0)?, free_port(0)?, free_port(0)?);

        let binary = layout::debug_binary("portico-control-plane");
        let mut command = addresses.serve(&binary, &config, filter);
        command.args(["--bridge", &bridge.to_string()]);
        let control_plane = Child::start(&folder, "control-plane", &mut command)?;

        let mut command = Command::new(layout::target().join("release/portico-bridge"));
        command.args(["--listen", &bridge.to_string()]);
        command.args(["--admin-listen", &bridge_admin.to_string()]);
        command.args(["--gateway", &format!("http://{gateway}")]);
        command.args(["--control-plane", &format!("http://{}", addresses.xds)]);
        // All clients have one address here.
        command.args(["--max-streams", "100000"]);
        command.args(["--max-streams-per-address", "100000"]);
        let bridge = Child::start(&folder, "bridge", &mut command)?;

        let bootstrap = addresses.write_bootstrap(&folder, envoy_admin, "")?;
        let mut command = Command::new(envoy);
        command.arg("--config-path").arg(&bootstrap);
        command.args(["--concurrency", "2", "--disable-hot-restart"]);
        command.args(["--service-node", "bench", "--log-level", "warning"]);
        let envoy = Child::start(&folder, "envoy", &mut command)?;

        let mut children = [envoy, bridge, control_plane, upstream];
        process::wait_for("no session could be opened", START, &mut children, || {
            let healthy = "/stats?filter=cluster.portico-bridge.membership_healthy";
            let stats = http::get(envoy_admin, healthy)?.body;
            ensure!(stats.trim().ends_with(": 1"), "{stats}");
            let list = r#"{"jsonrpc":"2.0","id":1,"method":"tools/list"}"#;
            let answer = http::post_mcp(gateway, "/bench/mcp", list)?;
            ensure!(answer.status == 200, "HTTP {}", answer.status);
            Ok(())
        })?;
        let [envoy, bridge, control_plane, upstream] = children;
        Ok(Self {
            envoy,
            bridge,
            control_plane,
            upstream,
            gateway,
            config,
        })
    }

    /// Envoy's listener.
    pub(super) fn gateway(&self) -> SocketAddr {
        self.gateway
    }

    /// Envoy's process.
    pub(super) fn envoy(&self) -> u32 {
        self.envoy.id()
    }

    /// The bridge's process.
    pub(super) fn bridge(&self) -> u32 {
        self.bridge.id()
    }

    /// Saves the server with so many tools beside the one that is called.
    pub(super) fn write_tools(&self, more: u32) -> anyhow::Result<()> {
        write_tools(&self.config, more)
    }

    /// Fails if something has ended meanwhile.
    pub(super) fn check(mut self) -> anyhow::Result<()> {
        for child in [
            &mut self.envoy,
            &mut self.bridge,
            &mut self.control_plane,
            &mut self.upstream,
        ] {
            process::check_alive(std::slice::from_mut(child))?;
        }
        Ok(())
    }
}

fn write_api(config: &Path, api: SocketAddr) -> anyhow::Result<()> {
    let yaml = format!("kind: Upstream\nname: api\nurl: http://{api}/v1\n");
    Ok(fs::write(config.join("api.yaml"), yaml)?)
}

fn write_tools(config: &Path, more: u32) -> anyhow::Result<()> {
    let mut yaml = "kind: Server\nname: bench\npath: /bench\ntools:\n".to_owned();
    yaml.push_str("- {name: weather, http: {upstream: api, path: /weather/Berlin}}\n");
    for number in 0..more {
        writeln!(
            yaml,
            "- {{name: more_{number}, http: {{upstream: api, path: /weather/more}}}}"
        )?;
    }
    // Renamed into place, so that nobody reads half of it.
    let unfinished = config.join("server.unfinished");
    fs::write(&unfinished, yaml)?;
    Ok(fs::rename(unfinished, config.join("server.yaml"))?)
}
