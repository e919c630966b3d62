//! A client of the admin API.

use crate::mcp::{Answer, Client};
use anyhow::{Context, Result, ensure};
use hyper::Method;
use serde_json::{Value, json};

/// The variable that gives the first user's password.
pub const PASSWORD_VARIABLE: &str = "PORTICO_ADMIN_PASSWORD";

/// The password of the user `admin` of every control plane of the tests.
pub const PASSWORD: &str = "a password of tests";

const JSON: (&str, &str) = ("content-type", "application/json");

/// Somebody with an API token.
#[derive(Debug, Clone)]
pub struct Admin {
    url: String,
    token: String,
}

impl Admin {
    /// Logs in at a control plane, given by the URL of its admin address, and makes an API token that
    /// may do everything.
    pub async fn login(url: String) -> Result<Self> {
        let opened = open_session(&url, "admin", PASSWORD).await?;
        ensure!(opened.status == 201, "{}", opened.text());
        let cookie = opened.header("set-cookie").context("no cookie")?;
        let cookie = cookie.split(';').next().unwrap_or_default().to_owned();
        let session = opened.json()?;
        let csrf = text(&session, "csrfToken")?;
        let headers = [JSON, ("cookie", &cookie), ("x-csrf-token", &csrf)];
        let token = json!({ "name": "tests", "scopes": ["admin"] }).to_string();
        let client = Client::unpooled(format!("{url}/api/v1/tokens"));
        let made = client.send(Method::POST, &headers, token).await?;
        ensure!(made.status == 201, "{}", made.text());
        Ok(Self::with_token(&url, text(&made.json()?, "token")?))
    }

    /// Who has this token.
    pub fn with_token(url: &str, token: String) -> Self {
        Self {
            url: url.to_owned(),
            token,
        }
    }

    /// The token.
    pub fn token(&self) -> &str {
        &self.token
    }

    /// A request to a path below `/api/v1`; `null` is no body.
    pub async fn send(&self, method: Method, path: &str, body: &Value) -> Result<Answer> {
        let client = Client::unpooled(format!("{}/api/v1{path}", self.url));
        let authorization = format!("Bearer {}", self.token);
        let authorization = ("authorization", authorization.as_str());
        if body.is_null() {
            return client.send(method, &[authorization], "").await;
        }
        let headers = [JSON, authorization];
        client.send(method, &headers, body.to_string()).await
    }

    /// GET of a path below `/api/v1`.
    pub async fn get(&self, path: &str) -> Result<Answer> {
        self.send(Method::GET, path, &Value::Null).await
    }

    /// Puts a document, given as YAML, at `path`, such as `servers/default/shop`.
    pub async fn put(&self, path: &str, yaml: &str) -> Result<()> {
        let client = Client::unpooled(format!("{}/api/v1/{path}", self.url));
        let authorization = format!("Bearer {}", self.token);
        let headers = [
            ("content-type", "application/yaml"),
            ("authorization", authorization.as_str()),
        ];
        ensure_put(&client.send(Method::PUT, &headers, yaml.to_owned()).await?)
    }

    /// Puts a document of the tenant `default`, which must be accepted.
    pub async fn put_document(&self, document: &Value) -> Result<()> {
        ensure_put(&self.try_put(document).await?)
    }

    /// Puts a document of the tenant `default`.
    pub async fn try_put(&self, document: &Value) -> Result<Answer> {
        let (kind, name) = (text(document, "kind")?, text(document, "name")?);
        let path = format!("/{}s/default/{name}", kind.to_lowercase());
        self.send(Method::PUT, &path, document).await
    }
}

/// The answer to a login.
pub async fn open_session(url: &str, name: &str, password: &str) -> Result<Answer> {
    let client = Client::unpooled(format!("{url}/api/v1/sessions"));
    let body = json!({ "name": name, "password": password }).to_string();
    client.send(Method::POST, &[JSON], body).await
}

fn ensure_put(answer: &Answer) -> Result<()> {
    let (status, text) = (answer.status, answer.text());
    ensure!([200, 201].contains(&status), "HTTP {status}: {text}");
    Ok(())
}

fn text(value: &Value, field: &str) -> Result<String> {
    let text = value.get(field).and_then(Value::as_str);
    Ok(text
        .with_context(|| format!("no {field} in {value}"))?
        .to_owned())
}
