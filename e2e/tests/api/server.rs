//! A control plane over an empty SQLite store.

use anyhow::{Context as _, Result, ensure};
use hyper::Method;
use portico_e2e::{binary, mcp::Client, port::Port, process::Process};
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;
use std::time::Duration;
use tempfile::TempDir;

/// The first user's password.
pub(crate) const PASSWORD: &str = "a password of tests";

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
            .env("PORTICO_ADMIN_PASSWORD", PASSWORD);
        let mut process = Process::start("control-plane", command, directory.path())?;
        let health = Client::unpooled(format!("http://{}/readyz", admin.address()));
        process
            .until("/readyz answers 200", Duration::from_secs(20), async || {
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

    /// Logs in and makes an API token that may do everything.
    pub(crate) async fn token(&self) -> Result<String> {
        let json = ("content-type", "application/json");
        let post = async |path: &str, headers: &[(&str, &str)], body: Value| {
            let client = Client::unpooled(format!("{}{path}", self.url()));
            let answer = client.send(Method::POST, headers, body.to_string()).await?;
            ensure!(answer.status == 201, "{path}: {}", answer.text());
            Ok(answer)
        };
        let login = json!({ "name": "admin", "password": PASSWORD });
        let login = post("/api/v1/sessions", &[json], login).await?;
        let cookie = login.header("set-cookie").context("no cookie")?;
        let cookie = cookie.split(';').next().unwrap_or_default();
        let session = login.json()?;
        let csrf = session.get("csrfToken").and_then(Value::as_str);
        let csrf = csrf.context("no CSRF token")?;
        let headers = [json, ("cookie", cookie), ("x-csrf-token", csrf)];
        let token = json!({ "name": "tests", "scopes": ["admin"] });
        let token = post("/api/v1/tokens", &headers, token).await?.json()?;
        let token = token.get("token").and_then(Value::as_str);
        Ok(token.context("no token")?.to_owned())
    }
}
