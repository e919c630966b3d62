//! A client of the admin API.

use crate::mcp::Client;
use anyhow::{Context, Result, ensure};
use hyper::Method;
use serde_json::{Value, json};

/// The password of the user `admin` of every control plane of the tests.
pub const PASSWORD: &str = "a password of tests";

const JSON: (&str, &str) = ("content-type", "application/json");

/// Somebody who may do everything.
#[derive(Debug)]
pub struct Admin {
    url: String,
    token: String,
}

impl Admin {
    /// Logs in at a control plane, given by the URL of its admin address, and makes an API token.
    pub async fn login(url: String) -> Result<Self> {
        let post = async |path: &str, headers: &[(&str, &str)], body: Value| {
            let client = Client::unpooled(format!("{url}{path}"));
            let answer = client.send(Method::POST, headers, body.to_string()).await?;
            ensure!(answer.status == 201, "{path}: {}", answer.text());
            Ok(answer)
        };
        let login = json!({"name": "admin", "password": PASSWORD});
        let login = post("/api/v1/sessions", &[JSON], login).await?;
        let cookie = login.header("set-cookie").context("no cookie")?;
        let cookie = cookie.split(';').next().unwrap_or_default();
        let session = login.json()?;
        let csrf = session.get("csrfToken").and_then(Value::as_str);
        let csrf = csrf.context("no CSRF token")?;
        let headers = [JSON, ("cookie", cookie), ("x-csrf-token", csrf)];
        let token = json!({"name": "tests", "scopes": ["admin"]});
        let token = post("/api/v1/tokens", &headers, token).await?.json()?;
        let token = token.get("token").and_then(Value::as_str);
        let token = token.context("no token")?.to_owned();
        Ok(Self { url, token })
    }

    /// The API token.
    pub fn token(&self) -> &str {
        &self.token
    }

    /// Puts a document, given as YAML, at `path`, such as `servers/default/shop`.
    pub async fn put(&self, path: &str, yaml: &str) -> Result<()> {
        let client = Client::unpooled(format!("{}/api/v1/{path}", self.url));
        let authorization = format!("Bearer {}", self.token);
        let headers = [
            ("content-type", "application/yaml"),
            ("authorization", authorization.as_str()),
        ];
        let answer = client.send(Method::PUT, &headers, yaml.to_owned()).await?;
        ensure!(
            matches!(answer.status, 200 | 201),
            "HTTP {}: {}",
            answer.status,
            answer.text()
        );
        Ok(())
    }
}
