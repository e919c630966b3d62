//! A control plane on SQLite that comes back on the same addresses.

use super::super::memory;
use super::release;
use crate::process::{self, Child, free_port};
use crate::{http, shell};
use anyhow::{Context, ensure};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// Longest start.
const LIMIT: Duration = Duration::from_secs(60);

pub(super) struct ControlPlane {
    folder: PathBuf,
    xds: SocketAddr,
    admin: SocketAddr,
    child: Option<Child>,
}

impl ControlPlane {
    /// One that does not run yet, with an empty store.
    pub(super) fn new(folder: &Path) -> anyhow::Result<Self> {
        Ok(Self {
            folder: folder.to_owned(),
            xds: free_port(0)?,
            admin: free_port(0)?,
            child: None,
        })
    }

    fn store(&self) -> String {
        format!("sqlite:{}", self.folder.join("portico.db").display())
    }

    /// Puts the documents of a file into the store, by a process of its own. Comes back when they are
    /// committed.
    pub(super) fn import(&self, file: &Path) -> anyhow::Result<()> {
        let mut command = Command::new(release("portico-control-plane"));
        command.arg("import").arg(file);
        command.args(["--config-store", &self.store()]);
        shell::output(&mut command).map(drop)
    }

    /// Starts it and waits until it is ready; gives the time that it took.
    pub(super) fn start(&mut self) -> anyhow::Result<Duration> {
        let mut command = Command::new(release("portico-control-plane"));
        command.arg("serve").env("RUST_LOG", "warn");
        command.args(["--config-store", &self.store()]);
        command.args(["--xds-listen", &self.xds.to_string()]);
        command.args(["--admin-listen", &self.admin.to_string()]);
        let start = Instant::now();
        let child = Child::start(&self.folder, "control-plane", &mut command)?;
        let child = self.child.insert(child);
        let admin = self.admin;
        process::wait_for(
            "the control plane",
            LIMIT,
            std::slice::from_mut(child),
            || {
                let answer = http::get(admin, "/readyz")?;
                ensure!(answer.status == 200, "HTTP {}", answer.status);
                Ok(())
            },
        )?;
        Ok(start.elapsed())
    }

    /// Ends it.
    pub(super) fn stop(&mut self) {
        self.child = None;
    }

    /// Where Envoys connect.
    pub(super) fn xds(&self) -> SocketAddr {
        self.xds
    }

    /// Its process.
    pub(super) fn id(&self) -> anyhow::Result<u32> {
        Ok(self.child.as_ref().context("it does not run")?.id())
    }

    /// Resident memory in bytes.
    pub(super) fn resident(&self) -> anyhow::Result<u64> {
        memory::resident(self.id()?)
    }
}
