//! A real OpenID Connect provider, of which a control plane is a client.

use crate::{binary, mcp::Client, port::Port, process::Process};
use anyhow::{Result, ensure};
use hyper::Method;
use std::{fs, path::Path, process::Command, time::Duration};

const SECRET: &str = "the secret of the client portico";
const START: Duration = Duration::from_secs(60);

/// The provider of `e2e/oidc`, which keeps its port while it is away. Whoever names themselves on its
/// login page is logged in.
#[derive(Debug)]
pub struct IdentityProvider {
    port: Port,
    process: Option<Process>,
}

impl IdentityProvider {
    /// A provider that is not started yet.
    ///
    /// # Errors
    /// There is no free port.
    pub fn new() -> Result<Self> {
        let port = Port::free()?;
        Ok(Self {
            port,
            process: None,
        })
    }

    /// Its URL, without a slash at the end.
    pub fn url(&self) -> String {
        format!("http://{}", self.port.address())
    }

    /// The flags of a control plane whose users log in here; `public_url` is where browsers find it.
    /// The client's secret is written into a file in `directory`.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn flags(&self, public_url: &str, directory: &Path) -> Result<Vec<String>> {
        let secret = directory.join("secret");
        fs::write(&secret, format!("{SECRET}\n"))?;
        let flags = [
            ("--public-url", public_url.to_owned()),
            ("--oidc-issuer", self.url()),
            ("--oidc-client-id", "portico".to_owned()),
            ("--oidc-scope", "groups".to_owned()),
            ("--oidc-client-secret-file", secret.display().to_string()),
        ];
        Ok(flags
            .into_iter()
            .flat_map(|(name, value)| [name.to_owned(), value])
            .collect())
    }

    /// Starts it, or starts it again, and waits until it answers. It sends back to the control plane
    /// at `public_url`; the groups of the user `ann` are the lines of the file `groups-ann` in
    /// `directory`; its clock is off by so many seconds.
    ///
    /// # Errors
    /// Its packages are not installed, or it does not start.
    pub async fn start(&mut self, public_url: &str, directory: &Path, clock: i64) -> Result<()> {
        self.stop();
        let folder = binary::repository().join("e2e/oidc");
        ensure!(
            folder.join("node_modules").is_dir(),
            "the provider is not installed: run `cargo xtask test`, or `npm ci` in e2e/oidc"
        );
        let mut command = Command::new("node");
        command.current_dir(&folder).arg("provider.mjs").args([
            &self.port.number().to_string(),
            SECRET,
            &callback(public_url),
            &directory.display().to_string(),
            &clock.to_string(),
        ]);
        let client = Client::unpooled(format!("{}/.well-known/openid-configuration", self.url()));
        let process = Process::start("provider", command, directory)?;
        self.process
            .insert(process)
            .until("the provider answers", START, async || {
                let answer = client.send(Method::GET, &[], "").await?;
                ensure!(answer.status == 200, "HTTP {}", answer.status);
                Ok(())
            })
            .await
    }

    /// Ends it.
    pub fn stop(&mut self) {
        self.process = None;
    }
}

/// Where the provider sends browsers back to.
pub fn callback(public_url: &str) -> String {
    format!("{public_url}/api/v1/oidc/callback")
}
