//! A control plane, an identity provider, and how people log in there.

use crate::browser::{Browser, location};
use anyhow::{Context, Result, bail, ensure};
use portico_e2e::control_plane::ControlPlane;
use portico_e2e::identity_provider::{IdentityProvider, callback};
use portico_e2e::mcp::Answer;
use serde_json::Value;
use std::time::Duration;
use tempfile::TempDir;

pub(crate) const START: Duration = Duration::from_secs(60);

/// Far more than there are between a login's beginning and its end.
const MOST_REDIRECTS: usize = 20;

/// A control plane whose users log in by a provider.
pub(crate) struct World {
    directory: TempDir,
    pub(crate) plane: ControlPlane,
    pub(crate) provider: IdentityProvider,
}

impl World {
    /// The control plane runs, the provider does not.
    pub(crate) async fn without_provider(flags: &[&str]) -> Result<Self> {
        let directory = TempDir::new()?;
        std::fs::create_dir(directory.path().join("config"))?;
        let provider = IdentityProvider::new()?;
        let mut plane = ControlPlane::new(directory.path(), "127.0.0.1:1")?;
        let of_provider = provider.flags(&plane.admin_url(), directory.path())?;
        plane.add_flags(of_provider.iter().map(String::as_str));
        plane.add_flags(flags.iter().copied());
        plane.make_password();
        plane.start().await?;
        Ok(Self {
            directory,
            plane,
            provider,
        })
    }

    pub(crate) async fn new(flags: &[&str]) -> Result<Self> {
        let mut world = Self::without_provider(flags).await?;
        world.start_provider(0).await?;
        Ok(world)
    }

    /// Starts the provider, or starts it again; its clock is off by so many seconds.
    pub(crate) async fn start_provider(&mut self, clock: i64) -> Result<()> {
        let url = self.plane.admin_url();
        let directory = self.directory.path();
        self.provider.start(&url, directory, clock).await
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
            if url.starts_with(&callback(&self.plane.admin_url())) {
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
                Some(path) => format!("{}/{path}", self.provider.url()),
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
