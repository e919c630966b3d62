//! A gateway whose configuration is in a database: what the API tells of it is what Envoys do, and
//! what happens when the database goes away.

#![expect(
    clippy::indexing_slicing,
    reason = "tests stop at what they do not expect"
)]

mod backup;
mod fleet;
mod outage;
mod replicas;
mod start;
mod trial;
mod up;

use anyhow::{Context, Result, ensure};
use hyper::Method;
use portico_e2e::admin::{self, Admin, open_session};
use portico_e2e::control_plane::ControlPlane;
use portico_e2e::echo::{Echo, Request};
use portico_e2e::gateway::Gateway;
use portico_e2e::mcp;
use serde_json::{Value, json};
use std::path::Path;
use std::time::Duration;

/// Bound of every wait.
const WAIT: Duration = Duration::from_secs(60);

/// An upstream that leads to the API.
fn upstream(api: &Echo) -> Value {
    json!({ "kind": "Upstream", "name": "api", "url": api.url() })
}

/// A server whose tool `find` leads to this path.
fn server(path: &str) -> Value {
    json!({
        "kind": "Server", "name": "shop", "path": "/shop",
        "tools": [{
            "name": "find",
            "inputSchema": {
                "type": "object",
                "properties": { "name": { "type": "string" }, "limit": { "type": "integer" } },
            },
            "http": { "upstream": "api", "path": path },
        }],
    })
}

/// A running gateway with the server in this database.
async fn gateway(url: &str, api: &Echo) -> Result<(Gateway, Admin)> {
    let mut gateway = Gateway::new()?;
    gateway.control_plane.set_store(url.to_owned());
    gateway.control_plane.start().await?;
    let admin = gateway.control_plane.log_in().await?;
    admin.put_document(&upstream(api)).await?;
    admin.put_document(&server("/things/{name}")).await?;
    gateway.start_envoy()?;
    gateway.until_live().await?;
    Ok((gateway, admin))
}

/// The number behind `127.0.0.1:`.
fn port(url: &str) -> Result<u16> {
    let (_, after) = url.split_once("127.0.0.1:").context("not here")?;
    let digits: String = after.chars().take_while(char::is_ascii_digit).collect();
    Ok(digits.parse()?)
}

/// A control plane on this database that runs; its logs go to the directory.
async fn control_plane(directory: &Path, url: &str, listener: &str) -> Result<ControlPlane> {
    let mut plane = ControlPlane::new(directory, listener)?;
    plane.set_store(url.to_owned());
    plane.start().await?;
    Ok(plane)
}

/// The path that a call of the tool leads to.
async fn path_of(client: &mcp::Client) -> Result<String> {
    let result = client.call_tool("find", json!({ "name": "x" })).await?;
    Ok(Request::of(&result)?.path)
}

/// Another user, with a token to read.
async fn reader(admin: &Admin, url: &str) -> Result<Admin> {
    let user = json!({ "name": "ann", "password": admin::PASSWORD, "isAdmin": true });
    let made = admin.send(Method::POST, "/users", &user).await?;
    ensure!(made.status == 201, "{}", made.text());
    let opened = open_session(url, "ann", admin::PASSWORD).await?;
    ensure!(opened.status == 201, "{}", opened.text());
    let cookie = opened.header("set-cookie").context("no cookie")?;
    let cookie = cookie.split(';').next().unwrap_or_default().to_owned();
    let session = opened.json()?;
    let csrf = session["csrfToken"].as_str().context("no CSRF token")?;
    let headers = [
        ("content-type", "application/json"),
        ("cookie", cookie.as_str()),
        ("x-csrf-token", csrf),
    ];
    let token = json!({ "name": "tests", "scopes": ["read"] }).to_string();
    let client = mcp::Client::unpooled(format!("{url}/api/v1/tokens"));
    let made = client.send(Method::POST, &headers, token).await?.json()?;
    let token = made["token"].as_str().context("no token")?;
    Ok(Admin::with_token(url, token.to_owned()))
}
