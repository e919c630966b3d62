//! A control plane over an empty SQLite store.

use anyhow::{Result, ensure};
use hyper::Method;
use portico_e2e::{
    admin::{self, Admin},
    binary,
    mcp::Client,
    port::Port,
    process::Process,
};
use std::path::Path;
use std::process::Command;
use std::time::Duration;
use tempfile::TempDir;

pub(crate) struct Server {
    directory: TempDir,
    admin: Port,
    _process: Process,
}

impl Server {
    pub(crate) async fn start() -> Result<Self> {
        let directory = tempfile::tempdir()?;
        let (xds, admin, gateway) = (Port::free()?, Port::free()?, Port::free()?);
        let store = directory.path().join("portico.db");
        let mut command = Command::new(binary::control_plane()?);
        command
            .arg("serve")
            .arg("--config-store")
            .arg(format!("sqlite:{}", store.display()))
            .args(["--xds-listen", &xds.address()])
            .args(["--admin-listen", &admin.address()])
            .args(["--gateway-listen", &gateway.address()])
            .env(admin::PASSWORD_VARIABLE, admin::PASSWORD);
        let mut process = Process::start("control-plane", command, directory.path())?;
        let health = Client::unpooled(format!("http://{}/readyz", admin.address()));
        process
            .until("/readyz answers 200", Duration::from_secs(60), async || {
                let answer = health.send(Method::GET, &[], "").await?;
                ensure!(answer.status == 200, "HTTP {}", answer.status);
                Ok(())
            })
            .await?;
        Ok(Self {
            directory,
            admin,
            _process: process,
        })
    }

    /// Where its files are; others may be put there.
    pub(crate) fn directory(&self) -> &Path {
        self.directory.path()
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.admin.address())
    }

    /// An API token that may do everything.
    pub(crate) async fn token(&self) -> Result<String> {
        let admin = Admin::login(self.url()).await?;
        Ok(admin.token().to_owned())
    }
}
