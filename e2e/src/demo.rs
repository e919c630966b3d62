//! The demo's bookshop API, with the configuration that the demo ships.

use crate::{binary, mcp, port::Port, process::Process};
use anyhow::{Context, Result, ensure};
use hyper::Method;
use std::{fs, path::Path, process::Command, time::Duration};

const START: Duration = Duration::from_secs(60);

/// The running API.
#[derive(Debug)]
pub struct Demo {
    _process: Process,
    port: Port,
}

impl Demo {
    /// Starts the API on a free port; its log goes to `directory`.
    pub async fn start(directory: &Path) -> Result<Self> {
        let port = Port::free()?;
        let mut command = Command::new(binary::demo_api()?);
        command.args(["--listen", &port.address()]);
        let mut process = Process::start("demo-api", command, directory)?;
        let books = mcp::Client::unpooled(format!("http://{}/books", port.address()));
        process
            .until("it lists its books", START, async || {
                let answer = books.send(Method::GET, &[], "").await?;
                ensure!(answer.status == 200, "HTTP {}", answer.status);
                Ok(())
            })
            .await?;
        Ok(Self {
            _process: process,
            port,
        })
    }

    /// The port that it listens on.
    pub fn port(&self) -> u16 {
        self.port.number()
    }

    /// `demo/config/bookshop.yaml`, pointed at this API.
    pub fn configuration(&self) -> Result<String> {
        let file = binary::repository().join("demo/config/bookshop.yaml");
        let yaml = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
        ensure!(
            yaml.contains("127.0.0.1:8090"),
            "{} names another port than 8090",
            file.display()
        );
        Ok(yaml.replace("127.0.0.1:8090", &self.port.address()))
    }
}
