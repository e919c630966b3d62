//! A whole gateway: control plane, Envoy and their configuration directory.

use crate::{
    binary, bridge::Bridge, control_plane::ControlPlane, envoy, envoy::Envoy, mcp, port::Port,
    status::Status,
};
use anyhow::{Context, Result, ensure};
use std::{fs, path::Path, time::Duration};
use tempfile::TempDir;

/// The node id of the gateway's Envoy.
pub const NODE: &str = "e2e-node";

/// Each Envoy thread has a filter with a stream of its own: the workers and the main thread.
pub const FILTER_STREAMS: usize = envoy::WORKERS + 1;

/// Time for Envoy's health checks.
const BRIDGED: Duration = Duration::from_secs(60);

/// A gateway in a temporary directory. Set `PORTICO_E2E_KEEP` to keep the directory with the logs.
#[derive(Debug)]
pub struct Gateway {
    // Fields are dropped in this order: Envoy does not outlive its control plane, which would fill
    // its log with errors, and the directory goes last.
    envoy: Option<Envoy>,
    /// The bridge's replicas.
    pub bridges: Vec<Bridge>,
    /// The control plane.
    pub control_plane: ControlPlane,
    listener: Port,
    /// What clients and bridges connect to, where that is not Envoy itself.
    front: Option<String>,
    envoy_flags: Vec<String>,
    directory: TempDir,
}

impl Gateway {
    /// A gateway of which nothing runs yet.
    pub fn new() -> Result<Self> {
        let mut directory = tempfile::Builder::new().prefix("portico-e2e-").tempdir()?;
        directory.disable_cleanup(std::env::var_os("PORTICO_E2E_KEEP").is_some());
        fs::create_dir(directory.path().join("config"))?;
        let listener = Port::free()?;
        let control_plane = ControlPlane::new(directory.path(), &listener.address())?;
        Ok(Self {
            control_plane,
            bridges: Vec::new(),
            envoy: None,
            listener,
            front: None,
            envoy_flags: envoy::ALONE.map(str::to_owned).into(),
            directory,
        })
    }

    /// A running gateway with these files: `(name, YAML)`.
    pub async fn with(files: &[(&str, &str)]) -> Result<Self> {
        let mut gateway = Self::new()?;
        for (name, yaml) in files {
            gateway.write(name, yaml)?;
        }
        gateway.start().await?;
        Ok(gateway)
    }

    /// Puts something in front of Envoy, with the address `host:port`, before anything is started.
    pub fn put_behind(&mut self, front: String) {
        self.front = Some(front);
    }

    /// Starts Envoy with these flags instead of [`envoy::ALONE`].
    pub fn set_envoy_flags<'f>(&mut self, flags: impl IntoIterator<Item = &'f str>) {
        self.envoy_flags = flags.into_iter().map(str::to_owned).collect();
    }

    /// Adds replicas of the bridge, with further arguments, before anything is started.
    pub fn add_bridges(&mut self, replicas: usize, arguments: &[&str]) -> Result<()> {
        let arguments: Vec<String> = arguments.iter().map(ToString::to_string).collect();
        let gateway = self.address();
        let xds = format!("http://127.0.0.1:{}", self.control_plane.xds_port());
        for number in 1..=replicas {
            let bridge = Bridge::new(self.directory.path(), number, &gateway, &xds, &arguments)?;
            self.bridges.push(bridge);
        }
        if replicas == 0 {
            return Ok(());
        }
        let addresses: Vec<String> = self.bridges.iter().map(Bridge::address).collect();
        self.control_plane
            .add_flags(["--bridge", &addresses.join(",")]);
        Ok(())
    }

    /// Starts everything, and waits until every filter and every bridge has the configuration.
    pub async fn start(&mut self) -> Result<()> {
        self.control_plane.start().await?;
        for bridge in &mut self.bridges {
            bridge.start().await?;
        }
        self.start_envoy()?;
        self.until_live().await?;
        self.until_bridged().await
    }

    /// Waits until Envoy takes every replica of the bridge for healthy.
    pub async fn until_bridged(&mut self) -> Result<()> {
        self.until_healthy(self.bridges.len()).await
    }

    /// Waits until Envoy takes so many replicas of the bridge for healthy.
    pub async fn until_healthy(&mut self, replicas: usize) -> Result<()> {
        let replicas = u64::try_from(replicas)?;
        let name = "cluster.portico-bridge.membership_healthy";
        let envoy = self.envoy()?;
        crate::wait::until("the bridge is healthy", BRIDGED, async || {
            let stats = envoy.stats(name).await?;
            let healthy = stats.get(name).copied().unwrap_or(0);
            ensure!(healthy == replicas, "{healthy} of {replicas}");
            Ok(())
        })
        .await
    }

    /// Starts Envoy from `envoy/bootstrap.yaml` and returns at once.
    pub fn start_envoy(&mut self) -> Result<()> {
        let bootstrap = fs::read_to_string(binary::repository().join("envoy/bootstrap.yaml"))
            .context("envoy/bootstrap.yaml")?;
        self.start_envoy_with(&bootstrap)
    }

    /// Starts Envoy from another bootstrap and returns at once.
    pub fn start_envoy_with(&mut self, bootstrap: &str) -> Result<()> {
        let ports = [(18_000, self.control_plane.xds_port())];
        let flags = self.envoy_flags.iter().map(String::as_str);
        let envoy = Envoy::start_with(self.directory.path(), NODE, bootstrap, &ports, flags)?;
        self.envoy = Some(envoy);
        Ok(())
    }

    /// Takes the running Envoy out, to do with it as one likes.
    pub fn take_envoy(&mut self) -> Result<Envoy> {
        self.envoy.take().context("Envoy is not started")
    }

    /// Drains Envoy's connections and ends it.
    pub async fn stop_envoy(&mut self) -> Result<()> {
        let mut envoy = self.take_envoy()?;
        envoy.drain().await?;
        envoy.process().terminate()?;
        envoy.until_ended().await
    }

    /// Waits until Envoy is live and every filter acknowledged the newest revision.
    pub async fn until_live(&mut self) -> Result<Status> {
        self.envoy()?.until_live().await?;
        let status = self.control_plane.until_acked(0, FILTER_STREAMS).await;
        match (status, &mut self.envoy) {
            (Err(error), Some(envoy)) => Err(error.context(envoy.process().log())),
            (status, _) => status,
        }
    }

    /// The running Envoy.
    pub fn envoy(&mut self) -> Result<&mut Envoy> {
        self.envoy.as_mut().context("Envoy is not started")
    }

    /// The running Envoy, to ask it only.
    pub fn running_envoy(&self) -> Result<&Envoy> {
        self.envoy.as_ref().context("Envoy is not started")
    }

    /// Writes a file of the configuration and returns at once.
    pub fn write(&self, name: &str, yaml: &str) -> Result<()> {
        fs::write(self.config().join(name), yaml).with_context(|| format!("cannot write {name}"))
    }

    /// Removes a file of the configuration and returns at once.
    pub fn remove(&self, name: &str) -> Result<()> {
        fs::remove_file(self.config().join(name)).with_context(|| format!("cannot remove {name}"))
    }

    /// Writes a file that changes the configuration, and waits until every filter has it.
    pub async fn apply(&mut self, name: &str, yaml: &str) -> Result<Status> {
        let before = self.control_plane.status().await?.revision;
        self.write(name, yaml)?;
        self.control_plane
            .until_acked(before + 1, FILTER_STREAMS)
            .await
    }

    /// The directory of configuration files.
    pub fn config(&self) -> std::path::PathBuf {
        self.directory.path().join("config")
    }

    /// The gateway's own directory, with the logs.
    pub fn directory(&self) -> &Path {
        self.directory.path()
    }

    /// Envoy's own address.
    pub fn listener(&self) -> String {
        self.listener.address()
    }

    /// What clients connect to.
    fn address(&self) -> String {
        let front = self.front.clone();
        front.unwrap_or_else(|| self.listener.address())
    }

    /// A URL of the gateway.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address())
    }

    /// A client of the server with that `path`.
    pub fn mcp(&self, server: &str) -> mcp::Client {
        mcp::Client::new(self.url(&format!("{server}/mcp")))
    }

    /// A client of the server with that `path` that opens a connection for every request.
    pub fn mcp_unpooled(&self, server: &str) -> mcp::Client {
        mcp::Client::unpooled(self.url(&format!("{server}/mcp")))
    }
}
