//! The control plane as a process that can be killed and started again on the same ports.

use crate::{admin, admin::Admin, binary, mcp, port::Port, process::Process, status::Status};
use anyhow::{Context, Result, ensure};
use hyper::Method;
use std::{
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

const START: Duration = Duration::from_secs(60);
const PUSH: Duration = Duration::from_secs(60);

/// A control plane over a directory of YAML files, or over a database.
#[derive(Debug)]
pub struct ControlPlane {
    directory: PathBuf,
    store: String,
    password_is_given: bool,
    arguments: Vec<String>,
    xds: Port,
    admin: Port,
    process: Option<Process>,
}

impl ControlPlane {
    /// A control plane that is not started yet. `directory` holds `config/` and takes its log;
    /// `gateway` is the address of the listener that it pushes.
    pub fn new(directory: &Path, gateway: &str) -> Result<Self> {
        let (xds, admin) = (Port::free()?, Port::free()?);
        let filter = binary::filter()?;
        let options = [
            ("--xds-listen", xds.address()),
            ("--admin-listen", admin.address()),
            ("--gateway-listen", gateway.to_owned()),
            ("--filter", filter.display().to_string()),
        ];
        let arguments = options
            .into_iter()
            .flat_map(|(name, value)| [name.to_owned(), value])
            .chain(["--open-status".to_owned()])
            .collect();
        Ok(Self {
            directory: directory.to_owned(),
            store: format!("file:{}", directory.join("config").display()),
            password_is_given: true,
            arguments,
            xds,
            admin,
            process: None,
        })
    }

    /// Adds flags of `serve` for the next start.
    pub fn add_flags<'f>(&mut self, flags: impl IntoIterator<Item = &'f str>) {
        self.arguments.extend(flags.into_iter().map(str::to_owned));
    }

    /// Keeps its configuration elsewhere from the next start on: a URL as `--config-store` takes it.
    pub fn set_store(&mut self, url: String) {
        self.store = url;
    }

    /// Lets it make the first user's password, and print it.
    pub fn make_password(&mut self) {
        self.password_is_given = false;
    }

    /// The first user, by the API.
    pub async fn log_in(&self) -> Result<Admin> {
        Admin::login(self.admin_url()).await
    }

    /// The process that runs.
    pub fn process(&mut self) -> Result<&mut Process> {
        let process = self.process.as_mut();
        process.context("the control plane is not running")
    }

    /// The port that Envoy and the filter connect to.
    pub fn xds_port(&self) -> u16 {
        self.xds.number()
    }

    /// Where its admin address is, without a slash at the end.
    pub fn admin_url(&self) -> String {
        format!("http://{}", self.admin.address())
    }

    /// Starts it, or starts it again, and waits until it answers.
    pub async fn start(&mut self) -> Result<()> {
        let mut command = Command::new(binary::control_plane()?);
        command
            .args(["serve", "--config-store", &self.store])
            .args(&self.arguments);
        if self.password_is_given {
            command.env(admin::PASSWORD_VARIABLE, admin::PASSWORD);
        }
        let health = mcp::Client::unpooled(format!("http://{}/healthz", self.admin.address()));
        let process =
            self.process
                .insert(Process::start("control-plane", command, &self.directory)?);
        process
            .until("/healthz answers 200", START, async || {
                let answer = health.send(Method::GET, &[], "").await?;
                ensure!(answer.status == 200, "HTTP {}", answer.status);
                Ok(())
            })
            .await
    }

    /// Kills it (SIGKILL).
    pub fn kill(&mut self) -> Result<()> {
        self.process
            .take()
            .context("the control plane is not running")?
            .kill()
    }

    /// GET of the admin address.
    pub async fn admin(&self, path: &str) -> Result<mcp::Answer> {
        let client = mcp::Client::unpooled(format!("http://{}{path}", self.admin.address()));
        client.send(Method::GET, &[], "").await
    }

    /// What `/status` says now.
    pub async fn status(&self) -> Result<Status> {
        let answer = self.admin("/status").await?;
        serde_json::from_slice(&answer.body).with_context(|| format!("/status: {}", answer.text()))
    }

    /// Waits until `/status` satisfies `holds`, which says why not.
    pub async fn until(
        &mut self,
        what: &str,
        holds: impl Fn(&Status) -> Result<()>,
    ) -> Result<Status> {
        let url = format!("http://{}/status", self.admin.address());
        let (client, holds) = (mcp::Client::unpooled(url), &holds);
        self.process()?
            .until(what, PUSH, async || {
                let answer = client.send(Method::GET, &[], "").await?;
                let status: Status = serde_json::from_slice(&answer.body)?;
                holds(&status).with_context(|| answer.text())?;
                Ok(status)
            })
            .await
    }

    /// Waits until a revision of at least `revision` is in force and `streams` filter streams
    /// acknowledged the newest one.
    pub async fn until_acked(&mut self, revision: u64, streams: usize) -> Result<Status> {
        self.until(
            &format!("{streams} filter streams at revision {revision}"),
            |status| {
                let (current, acked) = (status.revision, status.filters_at(status.revision));
                ensure!(current >= revision, "the revision is {current}");
                ensure!(
                    acked >= streams,
                    "{acked} filter streams acknowledged revision {current}"
                );
                Ok(())
            },
        )
        .await
    }
}
