//! `cargo xtask up --config-store URL` on database servers: it begins as without a URL, and what was
//! changed is there at the next start.

use anyhow::{Context, Result, ensure};
use hyper::Method;
use portico_e2e::binary;
use portico_e2e::database::{Kind, Server};
use portico_e2e::mcp;
use portico_e2e::process::Process;
use portico_e2e::wait;
use serde_json::json;
use std::path::Path;
use std::process::Command;
use std::time::Duration;
use tempfile::TempDir;

/// Time to look whether everything is built, and to start it.
const COME_UP: Duration = Duration::from_secs(15 * 60);

/// Time for everything to end, and for a change to be live.
const SOON: Duration = Duration::from_secs(60);

/// A server that is added between two starts.
const KEPT: &str = "{kind: Server, name: kept, path: /kept, sessions: stateless}\n";

/// How the passwords stand in the URLs.
const PASSWORDS: [&str; 2] = [":a-password@", ":portico@"];

/// What a start of `up` printed, and its process.
struct Up {
    process: Process,
    gateway: String,
}

impl Up {
    /// Starts it, and waits until it says that everything is there.
    async fn start(directory: &Path, name: &str, url: &str) -> Result<Self> {
        let mut command = Command::new(binary::xtask()?);
        command.args(["up", "--config-store", url]);
        command.env("PORTICO_STATE_DIR", directory.join("state"));
        let mut process = Process::start(name, command, directory)?;
        let log = directory.join(format!("{name}.log"));
        let gateway = process
            .until("everything is up", COME_UP, async || {
                let printed = std::fs::read_to_string(&log)?;
                ensure!(printed.contains("Ctrl-C stops everything"), "{printed}");
                for password in PASSWORDS {
                    ensure!(!printed.contains(password), "{printed}");
                }
                let (_, rest) = printed.split_once("MCP endpoint    ").context("none")?;
                let (gateway, _) = rest.split_once("/bookshop/mcp").context("none")?;
                Ok(gateway.to_owned())
            })
            .await?;
        Ok(Self { process, gateway })
    }

    async fn stop(mut self) -> Result<()> {
        self.process.terminate()?;
        wait::until("it ends", SOON, async || {
            let ended = self.process.ended()?.context("it runs")?;
            ensure!(ended.success(), "{ended}");
            Ok(())
        })
        .await
    }

    async fn answers(&self, path: &str, request: serde_json::Value) -> Result<mcp::Answer> {
        let client = mcp::Client::unpooled(format!("{}{path}", self.gateway));
        let headers = [("content-type", "application/json")];
        let answer = client.send(Method::POST, &headers, request.to_string());
        let answer = answer.await?;
        ensure!(answer.status == 200, "{}", answer.text());
        Ok(answer)
    }

    /// The demo's call, which the fresh start has shown to work.
    async fn has_the_demo(&self) -> Result<()> {
        let params = json!({ "name": "get_book", "arguments": { "bookId": 1 } });
        let call = json!({ "jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params });
        let answer = self.answers("/bookshop/mcp", call).await?;
        ensure!(
            answer.text().contains("The Time Machine"),
            "{}",
            answer.text()
        );
        Ok(())
    }
}

/// Imports a file, as the first steps of the README do.
fn import(directory: &Path, url: &str) -> Result<()> {
    let file = directory.join("kept.yaml");
    std::fs::write(&file, KEPT)?;
    let mut import = Command::new(binary::control_plane()?);
    import
        .arg("import")
        .arg(&file)
        .env("PORTICO_CONFIG_STORE", url);
    let output = import.output()?;
    ensure!(output.status.success(), "{output:?}");
    Ok(())
}

async fn keeps_its_state(kind: Kind) -> Result<()> {
    let database = Server::start(kind).await?.context("no server")?;
    let url = database.create("portico")?;
    // PostgreSQL does not ask for one here.
    let url = url.replace("//portico@", "//portico:a-password@");
    let directory = TempDir::new()?;
    let first = Up::start(directory.path(), "first", &url).await?;
    first.has_the_demo().await?;
    import(directory.path(), &url)?;
    first.stop().await?;
    let second = Up::start(directory.path(), "second", &url).await?;
    second.has_the_demo().await?;
    let ping = json!({ "jsonrpc": "2.0", "id": 1, "method": "ping" });
    wait::until("what was added is served", SOON, async || {
        second.answers("/kept/mcp", ping.clone()).await
    })
    .await?;
    second.stop().await
}

/// One after the other: both would like the same ports.
#[tokio::test(flavor = "multi_thread")]
async fn up_keeps_its_state_in_postgres_and_mariadb() -> Result<()> {
    for kind in [Kind::Postgres, Kind::Mariadb] {
        let outcome = keeps_its_state(kind).await;
        outcome.with_context(|| format!("{kind:?}"))?;
    }
    Ok(())
}
