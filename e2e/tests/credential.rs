//! Credentials of upstreams through the real Envoy: they arrive, and stand nowhere else.

use anyhow::{Context, Result, ensure};
use portico_e2e::{
    binary,
    echo::{Echo, Request},
    gateway::Gateway,
};
use serde_json::json;
use std::{
    fs,
    io::Write as _,
    process::{Command, Stdio},
};

const KEY: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

/// The value of the secret, and `portico:VALUE` in base64.
const VALUE: &str = "hunter2-of-the-upstream";
const BASIC: &str = "cG9ydGljbzpodW50ZXIyLW9mLXRoZS11cHN0cmVhbQ==";

const CONFIG: &str = "
kind: Secret
name: sealed
sealed: SEALED
---
kind: Secret
name: file
from: {file: FILE}
---
{kind: Upstream, name: header, url: URL, credential: {secret: sealed, header: X-Api-Key, prefix: 'Key '}}
---
{kind: Upstream, name: basic, url: URL, credential: {secret: file, basic: {username: portico}}}
---
{kind: Upstream, name: query, url: URL, credential: {secret: file, query: api_key}}
---
kind: Server
name: shop
path: /shop
tools:
- {name: header, http: {upstream: header, path: /header}}
- {name: basic, http: {upstream: basic, path: /basic}}
- {name: query, http: {upstream: query, path: /query}}
";

/// `VALUE` sealed by the control plane's own command.
fn sealed(keys: &str) -> Result<String> {
    let mut command = Command::new(binary::control_plane()?);
    command.args(["seal", "--name", "sealed", "--secret-key-file", keys]);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    child
        .stdin
        .take()
        .context("no input")?
        .write_all(VALUE.as_bytes())?;
    let output = child.wait_with_output()?;
    ensure!(output.status.success(), "seal failed");
    Ok(String::from_utf8(output.stdout)?.trim().to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn credentials_arrive_and_stand_nowhere_else() -> Result<()> {
    let api = Echo::start().await?;
    let mut gateway = Gateway::new()?;
    let directory = gateway.directory().to_owned();
    let file = |name: &str| directory.join(name).display().to_string();
    fs::create_dir(directory.join("secrets"))?;
    fs::write(directory.join("keys"), KEY)?;
    fs::write(directory.join("secrets/file"), format!("{VALUE}\n"))?;
    gateway.control_plane.add_flags([
        "--secret-key-file",
        &file("keys"),
        "--secret-file-allow",
        &file("secrets"),
        "--access-log",
        &file("access.log"),
    ]);
    let config = CONFIG
        .replace("SEALED", &sealed(&file("keys"))?)
        .replace("FILE", &file("secrets/file"))
        .replace("URL", &api.url());
    gateway.write("config.yaml", &config)?;
    gateway.start().await?;

    let client = gateway.mcp("/shop");
    let received = async |tool: &str| Request::of(&client.call_tool(tool, json!({})).await?);
    let header = received("header").await?;
    assert_eq!(header.header("x-api-key"), Some(&*format!("Key {VALUE}")));
    let basic = received("basic").await?;
    assert_eq!(
        basic.header("authorization"),
        Some(&*format!("Basic {BASIC}"))
    );
    let query = received("query").await?;
    assert_eq!(query.query.as_deref(), Some(&*format!("api_key={VALUE}")));
    assert_eq!((header.query, basic.query), (None, None));

    let logged = async || {
        loop {
            let log = fs::read_to_string(file("access.log")).unwrap_or_default();
            if log.contains("/query") {
                return log;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
    };
    // Envoy writes its log at least every ten seconds.
    let limit = std::time::Duration::from_secs(60);
    let mut shown = vec![(
        "the access log",
        tokio::time::timeout(limit, logged()).await?,
    )];
    for path in ["/status", "/metrics", "/api/v1/secrets"] {
        shown.push((path, gateway.control_plane.admin(path).await?.text()));
    }
    let envoy = gateway.running_envoy()?;
    for path in ["/config_dump?include_eds", "/clusters", "/stats"] {
        shown.push((path, envoy.admin(path).await?.text()));
    }
    for log in ["control-plane.log", "envoy.log"] {
        shown.push((
            log,
            fs::read_to_string(directory.join(log)).with_context(|| log)?,
        ));
    }
    for (place, text) in shown {
        ensure!(
            !text.contains(VALUE) && !text.contains(BASIC),
            "{place} shows the value"
        );
    }
    Ok(())
}
