//! A control plane over a directory of files, and the bootstrap of an Envoy that gets everything from
//! it.

use crate::layout;
use crate::process::free_port;
use crate::up::replace_number;
use anyhow::Context;
use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The ports in `envoy/bootstrap.yaml`.
const XDS: u16 = 18_000;
const ENVOY_ADMIN: u16 = 9_901;

/// Free addresses of a control plane, and of the listener that it pushes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Addresses {
    pub(super) xds: SocketAddr,
    pub(super) admin: SocketAddr,
    pub(super) gateway: SocketAddr,
}

impl Addresses {
    /// Three that are free now.
    pub(super) fn free() -> anyhow::Result<Self> {
        Ok(Self {
            xds: free_port(0)?,
            admin: free_port(0)?,
            gateway: free_port(0)?,
        })
    }

    /// `binary serve` there, over the directory `config`, with its data beside that.
    pub(super) fn serve(&self, binary: &Path, config: &Path, filter: &Path) -> Command {
        let mut command = Command::new(binary);
        command.arg("serve").arg("--config-dir").arg(config);
        let data = config.with_file_name("portico-data.db");
        command.arg("--data-store");
        command.arg(format!("sqlite:{}", data.display()));
        command.arg("--filter").arg(filter);
        command.args(["--xds-listen", &self.xds.to_string()]);
        command.args(["--admin-listen", &self.admin.to_string(), "--open-status"]);
        command.args(["--gateway-listen", &self.gateway.to_string()]);
        command
    }

    /// Writes the repository's bootstrap into `folder`, for an Envoy of this control plane whose admin
    /// address is `envoy_admin`, with `more` at its end.
    pub(super) fn write_bootstrap(
        &self,
        folder: &Path,
        envoy_admin: SocketAddr,
        more: &str,
    ) -> anyhow::Result<PathBuf> {
        let template = fs::read_to_string(layout::root().join("envoy/bootstrap.yaml"))
            .context("cannot read envoy/bootstrap.yaml")?;
        let text = replace_number(&template, ENVOY_ADMIN, envoy_admin.port());
        let path = folder.join("envoy.yaml");
        fs::write(&path, replace_number(&text, XDS, self.xds.port()) + more)?;
        Ok(path)
    }
}
