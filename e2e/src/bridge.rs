//! A replica of the bridge as a process.

use crate::{binary, mcp, port::Port, process::Process};
use anyhow::{Context, Result, bail, ensure};
use hyper::Method;
use std::{
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

const START: Duration = Duration::from_secs(60);

/// A replica of the bridge, which can be stopped and started again on the same ports.
#[derive(Debug)]
pub struct Bridge {
    name: String,
    directory: PathBuf,
    arguments: Vec<String>,
    port: Port,
    admin: Port,
    process: Option<Process>,
}

impl Bridge {
    /// A replica that is not started yet, for the gateway at that address and the control plane with
    /// that URL.
    pub fn new(
        directory: &Path,
        number: usize,
        gateway: &str,
        control_plane: &str,
        arguments: &[String],
    ) -> Result<Self> {
        let (port, admin) = (Port::free()?, Port::free()?);
        let options = [
            ("--listen", port.address()),
            ("--admin-listen", admin.address()),
            ("--gateway", format!("http://{gateway}")),
            ("--control-plane", control_plane.to_owned()),
            ("--node-id", format!("e2e-bridge-{number}")),
        ];
        let options = options
            .into_iter()
            .flat_map(|(name, value)| [name.to_owned(), value]);
        Ok(Self {
            name: format!("bridge-{number}"),
            directory: directory.to_owned(),
            arguments: options.chain(arguments.iter().cloned()).collect(),
            port,
            admin,
            process: None,
        })
    }

    /// The address for Envoy.
    pub fn address(&self) -> String {
        self.port.address()
    }

    /// The port for Envoy.
    pub fn port(&self) -> u16 {
        self.port.number()
    }

    /// Starts it and waits until it is ready.
    pub async fn start(&mut self) -> Result<()> {
        self.launch()?;
        self.until_ready().await
    }

    /// Starts it and returns at once.
    pub fn launch(&mut self) -> Result<()> {
        let mut command = Command::new(binary::bridge()?);
        command.args(&self.arguments);
        self.process = Some(Process::start(&self.name, command, &self.directory)?);
        Ok(())
    }

    /// Waits until it is ready.
    pub async fn until_ready(&mut self) -> Result<()> {
        let url = format!("http://{}/readyz", self.admin.address());
        let ready = mcp::Client::unpooled(url);
        self.process()?
            .until("/readyz answers 200", START, async || {
                let answer = ready.send(Method::GET, &[], "").await?;
                ensure!(answer.status == 200, "HTTP {}", answer.status);
                Ok(())
            })
            .await
    }

    /// GET of the admin address.
    pub async fn admin(&self, path: &str) -> Result<mcp::Answer> {
        let client = mcp::Client::unpooled(format!("http://{}{path}", self.admin.address()));
        client.send(Method::GET, &[], "").await
    }

    /// Ends it at once (SIGKILL).
    pub fn kill(&mut self) -> Result<()> {
        self.process
            .take()
            .context("the bridge is not running")?
            .kill()
    }

    /// Tells it to stop (SIGTERM) and returns at once.
    pub fn stop(&mut self) -> Result<()> {
        self.process
            .as_mut()
            .context("the bridge is not running")?
            .terminate()
    }

    /// Waits until it has ended by itself.
    pub async fn until_ended(&mut self) -> Result<()> {
        let mut process = self.process.take().context("the bridge is not running")?;
        crate::wait::until("the bridge ends", START, async || {
            match process.ended()? {
                Some(status) if status.success() => Ok(()),
                Some(status) => bail!("{status}"),
                None => bail!("it runs"),
            }
        })
        .await
    }

    /// The process.
    pub fn process(&mut self) -> Result<&mut Process> {
        self.process.as_mut().context("the bridge is not running")
    }

    /// A value of `/metrics`, given with its labels: `portico_bridge_streams{kind="sse"}`.
    pub async fn metric(&self, name: &str) -> Result<u64> {
        let answer = self.admin("/metrics").await?;
        let text = answer.text();
        let value = text
            .lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
        Ok(value.map_or(Ok(0), str::parse)?)
    }

    /// How many streams are open; none where it does not run.
    pub async fn streams(&self) -> Result<u64> {
        let mut open = 0;
        if self.process.is_some() {
            for kind in ["sse", "get", "listen"] {
                let name = format!("portico_bridge_streams{{kind=\"{kind}\"}}");
                open += self.metric(&name).await?;
            }
        }
        Ok(open)
    }
}
