//! A control plane, an identity provider, and how people log in there.

use crate::browser::{Browser, location};
use anyhow::{Context, Result, bail, ensure};
use hyper::Method;
use portico_e2e::binary;
use portico_e2e::control_plane::ControlPlane;
use portico_e2e::mcp::{Answer, Client};
use portico_e2e::port::Port;
use portico_e2e::process::Process;
use serde_json::Value;
use std::process::Command;
use std::time::Duration;
use tempfile::TempDir;

const SECRET: &str = "the secret of the client portico";
pub(crate) const START: Duration = Duration::from_secs(30);

/// Far more than there are between a login's beginning and its end.
const MOST_REDIRECTS: usize = 20;

/// A control plane whose users log in by a provider.
pub(crate) struct World {
    directory: TempDir,
    pub(crate) plane: ControlPlane,
    pub(crate) provider_port: Port,
    pub(crate) provider: Option<Process>,
}

impl World {
    /// The control plane runs, the provider does not.
    pub(crate) async fn without_provider(flags: &[&str]) -> Result<Self> {
        let directory = TempDir::new()?;
        std::fs::create_dir(directory.path().join("config"))?;
        let secret = directory.path().join("secret");
        std::fs::write(&secret, format!("{SECRET}\n"))?;
        let provider_port = Port::free()?;
        let mut plane = ControlPlane::new(directory.path(), "127.0.0.1:1")?;
        let issuer = format!("http://{}", provider_port.address());
        let (url, secret) = (plane.admin_url(), secret.display().to_string());
        plane.add_flags(["--public-url", &url, "--oidc-issuer", &issuer]);
        plane.add_flags(["--oidc-client-id", "portico", "--oidc-scope", "groups"]);
        plane.add_flags(["--oidc-client-secret-file", &secret]);
        plane.add_flags(flags.iter().copied());
        plane.make_password();
        plane.start().await?;
        Ok(Self {
            directory,
            plane,
            provider_port,
            provider: None,
        })
    }

    pub(crate) async fn new(flags: &[&str]) -> Result<Self> {
        let mut world = Self::without_provider(flags).await?;
        world.start_provider(0).await?;
        Ok(world)
    }

    /// Starts the provider, or starts it again; its clock is off by so many seconds.
    pub(crate) async fn start_provider(&mut self, clock: i64) -> Result<()> {
        self.provider = None;
        let directory = binary::repository().join("e2e/oidc");
        ensure!(
            directory.join("node_modules").is_dir(),
            "the provider is not installed: run `cargo xtask test`, or `npm ci` in e2e/oidc"
        );
        let mut command = Command::new("node");
        command.current_dir(&directory).arg("provider.mjs").args([
            &self.provider_port.number().to_string(),
            SECRET,
            &self.callback(),
            &self.directory.path().display().to_string(),
            &clock.to_string(),
        ]);
        let url = format!(
            "http://{}/.well-known/openid-configuration",
            self.provider_port.address()
        );
        let client = Client::unpooled(url);
        let process = Process::start("provider", command, self.directory.path())?;
        self.provider
            .insert(process)
            .until("the provider answers", START, async || {
                let answer = client.send(Method::GET, &[], "").await?;
                ensure!(answer.status == 200, "HTTP {}", answer.status);
                Ok(())
            })
            .await
    }

    fn callback(&self) -> String {
        format!("{}/api/v1/oidc/callback", self.plane.admin_url())
    }

    pub(crate) fn login_url(&self) -> String {
        format!(
            "{}/api/v1/oidc/login?return_to=/servers%3Fq%3Da",
            self.plane.admin_url()
        )
    }

    /// Logs in at the provider as `who`; gives the URL that leads back, which was not asked yet.
    pub(crate) async fn visit_provider(&self, browser: &mut Browser, who: &str) -> Result<String> {
        let begun = browser.get(&self.login_url()).await?;
        let location = location(&begun)?;
        self.walk(browser, location, who).await
    }

    /// From the provider's first page to the URL that leads back.
    pub(crate) async fn walk(
        &self,
        browser: &mut Browser,
        from: String,
        who: &str,
    ) -> Result<String> {
        let mut url = from;
        for _ in 0..MOST_REDIRECTS {
            if url.starts_with(&self.callback()) {
                return Ok(url);
            }
            let mut answer = browser.get(&url).await?;
            if answer.status == 200 {
                let form = if answer.text().contains("value=\"login\"") {
                    format!("prompt=login&login={who}&password=x")
                } else {
                    "prompt=consent".to_owned()
                };
                answer = browser.post(&url, &form).await?;
            }
            let next = location(&answer).with_context(|| answer.text())?;
            url = match next.strip_prefix('/') {
                Some(path) => format!("http://{}/{path}", self.provider_port.address()),
                None => next,
            };
        }
        bail!("no end of redirects: {url}")
    }

    /// The password of `admin`, which the first start prints.
    pub(crate) fn first_password(&self) -> Result<String> {
        let log = std::fs::read_to_string(self.directory.path().join("control-plane.log"))?;
        let (_, after) = log
            .split_once("Log in as `admin` with the password ")
            .context("it was not printed")?;
        Ok(after.lines().next().unwrap_or_default().to_owned())
    }

    /// Puts the user into these groups, and no others.
    pub(crate) fn set_groups(&self, who: &str, groups: &[&str]) -> Result<()> {
        let file = self.directory.path().join(format!("groups-{who}"));
        Ok(std::fs::write(file, groups.join("\n"))?)
    }

    /// Logs in as `who` with a new browser.
    pub(crate) async fn log_in(&self, who: &str) -> Result<(Browser, Answer)> {
        let mut browser = Browser::default();
        let back = self.visit_provider(&mut browser, who).await?;
        let answer = browser.get(&back).await?;
        Ok((browser, answer))
    }

    /// A browser in which `who` is logged in.
    pub(crate) async fn logged_in(&self, who: &str) -> Result<Browser> {
        let (browser, answer) = self.log_in(who).await?;
        ensure!(answer.status == 303, "{}", answer.text());
        Ok(browser)
    }

    pub(crate) fn api(&self, path: &str) -> String {
        format!("{}/api/v1{path}", self.plane.admin_url())
    }

    pub(crate) async fn me(&self, browser: &mut Browser) -> Result<Value> {
        browser.get(&self.api("/me")).await?.json()
    }
}
