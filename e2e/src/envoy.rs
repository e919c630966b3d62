//! A real Envoy.

use crate::{binary, mcp, port::Port, process::Process};
use anyhow::{Context, Result, ensure};
use hyper::Method;
use serde_json::Value;
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::Arc,
    time::Duration,
};

/// Envoy is live when the filter is compiled and the first configuration is there.
const START: Duration = Duration::from_secs(60);

/// Worker threads of every Envoy of the tests.
pub const WORKERS: usize = 2;

/// The flags of an Envoy that leaves its sockets to nobody.
pub const ALONE: [&str; 1] = ["--disable-hot-restart"];

/// A running Envoy.
#[derive(Debug)]
pub struct Envoy {
    process: Process,
    admin: Arc<Port>,
    directory: PathBuf,
    node: String,
}

impl Envoy {
    /// Starts Envoy with `config`, in which `ports` are replaced: `(as written, the one to use)`.
    /// The admin port is written as 9901. Returns at once; [`Envoy::until_live`] waits.
    pub fn start(directory: &Path, node: &str, config: &str, ports: &[(u16, u16)]) -> Result<Self> {
        Self::start_with(directory, node, config, ports, ALONE)
    }

    /// The same with other flags than [`ALONE`].
    pub fn start_with<'f>(
        directory: &Path,
        node: &str,
        config: &str,
        ports: &[(u16, u16)],
        flags: impl IntoIterator<Item = &'f str>,
    ) -> Result<Self> {
        let admin = Arc::new(Port::free()?);
        let mut config = replace_port(config, 9901, admin.number());
        for (written, used) in ports {
            config = replace_port(&config, *written, *used);
        }
        fs::write(config_file(directory), config)?;
        Ok(Self {
            process: launch(directory, node, flags)?,
            admin,
            directory: directory.to_owned(),
            node: node.to_owned(),
        })
    }

    /// Starts an Envoy with the same configuration, which takes over from this one as `flags` say, and
    /// returns at once. It crashes if this one ends before it tells it to.
    pub fn start_successor<'f>(&self, flags: impl IntoIterator<Item = &'f str>) -> Result<Self> {
        Ok(Self {
            process: launch(&self.directory, &self.node, flags)?,
            admin: Arc::clone(&self.admin),
            directory: self.directory.clone(),
            node: self.node.clone(),
        })
    }

    /// Waits until Envoy says that it is ready.
    pub async fn until_live(&mut self) -> Result<()> {
        let ready = mcp::Client::unpooled(self.admin_url("/ready"));
        self.process
            .until("Envoy is live", START, async || {
                let answer = ready.send(Method::GET, &[], "").await?;
                ensure!(answer.status == 200, "{}", answer.text());
                Ok(())
            })
            .await
    }

    /// GET of the admin address.
    pub async fn admin(&self, path: &str) -> Result<mcp::Answer> {
        mcp::Client::unpooled(self.admin_url(path))
            .send(Method::GET, &[], "")
            .await
    }

    /// POST of the admin address.
    pub async fn post_admin(&self, path: &str) -> Result<()> {
        let client = mcp::Client::unpooled(self.admin_url(path));
        let answer = client.send(Method::POST, &[], "").await?;
        ensure!(answer.status == 200, "{}", answer.text());
        Ok(())
    }

    /// Tells clients by and by to use other connections.
    pub async fn drain(&self) -> Result<()> {
        self.post_admin("/drain_listeners?graceful").await
    }

    /// Takes no more connections; those that are open go on.
    pub async fn close_listeners(&self) -> Result<()> {
        self.post_admin("/drain_listeners").await?;
        let name = "listener_manager.listener_stopped";
        crate::wait::until("the listener is closed", START, async || {
            let stopped = self.stats(name).await?.get(name).copied();
            ensure!(stopped > Some(0), "{stopped:?} are");
            Ok(())
        })
        .await
    }

    /// Waits until it has ended by itself.
    pub async fn until_ended(&mut self) -> Result<()> {
        let process = &mut self.process;
        crate::wait::until("Envoy ends", START, async || {
            ensure!(process.ended()?.is_some(), "it runs");
            Ok(())
        })
        .await
    }

    /// Counters and gauges whose names match the regular expression `filter`.
    pub async fn stats(&self, filter: &str) -> Result<BTreeMap<String, u64>> {
        let answer = self.admin(&format!("/stats?filter={filter}")).await?.text();
        Ok(answer
            .lines()
            .filter_map(|line| {
                let (name, value) = line.rsplit_once(": ")?;
                Some((name.to_owned(), value.parse().ok()?))
            })
            .collect())
    }

    /// Fails if the filter ever crashed: Envoy counts the virtual machines that it had to replace.
    pub async fn assert_filter_never_crashed(&self) -> Result<()> {
        let reloads = self.stats("vm_reload").await?;
        ensure!(!reloads.is_empty(), "Envoy has no filter");
        ensure!(
            reloads.values().all(|count| *count == 0),
            "the filter crashed: {reloads:?}"
        );
        Ok(())
    }

    /// Names of the clusters that Envoy has.
    pub async fn clusters(&self) -> Result<Vec<String>> {
        let answer = self.admin("/clusters?format=json").await?.json()?;
        let statuses = answer
            .get("cluster_statuses")
            .and_then(Value::as_array)
            .context("no cluster_statuses")?;
        Ok(statuses
            .iter()
            .filter_map(|cluster| cluster.get("name")?.as_str().map(str::to_owned))
            .collect())
    }

    /// The process.
    pub fn process(&mut self) -> &mut Process {
        &mut self.process
    }

    /// A URL of the admin address.
    pub fn admin_url(&self, path: &str) -> String {
        format!("http://{}{path}", self.admin.address())
    }
}

fn config_file(directory: &Path) -> PathBuf {
    directory.join("envoy.yaml")
}

fn launch<'f>(
    directory: &Path,
    node: &str,
    flags: impl IntoIterator<Item = &'f str>,
) -> Result<Process> {
    let mut command = Command::new(binary::envoy()?);
    command
        .arg("--config-path")
        .arg(config_file(directory))
        .args(["--concurrency", &WORKERS.to_string()])
        .args(["--service-node", node, "--service-cluster", "e2e"])
        .args(["--log-level", "warning"])
        .args([
            "--component-log-level",
            "config:info,upstream:info,wasm:info",
        ])
        .args(flags);
    Process::start("envoy", command, directory)
}

/// Replaces a port wherever it stands in a configuration, but not inside of longer numbers.
fn replace_port(config: &str, written: u16, used: u16) -> String {
    let (written, used) = (written.to_string(), used.to_string());
    let mut replaced = String::with_capacity(config.len());
    let mut rest = config;
    while let Some((before, after)) = rest.split_once(&written) {
        replaced.push_str(before);
        let inside = before.ends_with(|c: char| c.is_ascii_digit())
            || after.starts_with(|c: char| c.is_ascii_digit());
        replaced.push_str(if inside { &written } else { &used });
        rest = after;
    }
    replaced + rest
}

#[cfg(test)]
mod tests {
    use super::replace_port;

    #[test]
    fn replaces_whole_numbers_only() {
        let config = "a: 127.0.0.1:9901\nport_value: 9901\nb: 199010, 99012, 09901";
        let expected = "a: 127.0.0.1:20000\nport_value: 20000\nb: 199010, 99012, 09901";
        assert_eq!(replace_port(config, 9901, 20000), expected);
    }
}
