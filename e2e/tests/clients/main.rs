//! MCP clients that nobody here wrote, each in each of its modes, against the demo bookshop behind
//! control plane, Envoy and bridge. Whatever the client, the transport and the era, all see the same
//! shop.

mod rust;

use anyhow::{Context as _, Result, ensure};
use portico_e2e::{
    binary,
    demo::Demo,
    gateway::Gateway,
    mcp::{LEGACY, MODERN},
};
use serde_json::{Value, json};
use std::path::Path;
use tokio::process::Command;

/// The mode of clients over the legacy HTTP+SSE transport.
const SSE: &str = "sse";

struct Bookshop {
    gateway: Gateway,
    _api: Demo,
}

impl Bookshop {
    async fn open() -> Result<Self> {
        let mut gateway = Gateway::new()?;
        let api = Demo::start(gateway.directory()).await?;
        gateway.write("bookshop.yaml", &api.configuration()?)?;
        gateway.add_bridges(1, &[])?;
        gateway.start().await?;
        Ok(Self { gateway, _api: api })
    }

    fn url(&self) -> String {
        self.gateway.url("/bookshop/mcp")
    }

    /// The endpoint for a client in `mode`.
    fn url_for(&self, mode: &str) -> String {
        let suffix = if mode == SSE { "sse" } else { "mcp" };
        self.gateway.url(&format!("/bookshop/{suffix}"))
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn npm_clients() -> Result<()> {
    let shop = Bookshop::open().await?;
    let directory = binary::repository().join("e2e/clients/node");
    ensure!(
        directory.join("node_modules").is_dir(),
        "the npm clients are not installed: run `cargo xtask test`, or `npm ci` in e2e/clients/node"
    );
    for (client, mode, version) in [
        ("sdk1", "-", LEGACY),
        (SSE, SSE, LEGACY),
        ("client", "legacy", LEGACY),
        ("client", "auto", MODERN),
        ("client", MODERN, MODERN),
    ] {
        let script = directory.join("main.mjs");
        let url = shop.url_for(mode);
        let mut transcript = run(Path::new("node"), &script, &[&url, client, mode]).await?;
        if (client, mode) == ("client", "legacy") {
            // It shows the code of 2026-07-28 for an unknown resource, whatever the server sent.
            let code = transcript
                .pointer_mut("/seen/unknownResource/code")
                .context("no code")?;
            assert_eq!(*code, -32602);
            *code = json!(-32002);
        }
        assert_transcript(&format!("npm {client} {mode}"), version, &transcript);
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn python_clients() -> Result<()> {
    let shop = Bookshop::open().await?;
    let script = binary::repository().join("e2e/clients/python/main.py");
    for package in ["mcp", "fastmcp"] {
        for (mode, version) in [
            (SSE, LEGACY),
            ("legacy", LEGACY),
            ("auto", MODERN),
            (MODERN, MODERN),
        ] {
            let arguments = [&shop.url_for(mode), package, mode];
            let seen = run(&binary::python()?, &script, &arguments).await?;
            assert_transcript(&format!("python {package} {mode}"), version, &seen);
        }
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn rust_client() -> Result<()> {
    let shop = Bookshop::open().await?;
    for (mode, version) in rust::modes() {
        let seen = rust::transcript(&shop.url(), mode.clone()).await?;
        assert_transcript(&format!("rmcp {mode:?}"), version, &seen);
    }
    Ok(())
}

/// What a client prints: `{version, seen}`.
async fn run(program: &Path, script: &Path, arguments: &[&str]) -> Result<Value> {
    let mut command = Command::new(program);
    command.arg(script).args(arguments).kill_on_drop(true);
    let output = command
        .output()
        .await
        .with_context(|| format!("cannot run {}", program.display()))?;
    ensure!(
        output.status.success(),
        "{} {arguments:?}: {}\n{}",
        program.display(),
        output.status,
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// One snapshot for each era holds for every client.
fn assert_transcript(client: &str, version: &str, transcript: &Value) {
    assert_eq!(
        transcript.get("version").and_then(Value::as_str),
        Some(version),
        "{client}"
    );
    let era = if version == MODERN {
        "modern"
    } else {
        "legacy"
    };
    insta::with_settings!({description => client, omit_expression => true, sort_maps => true}, {
        insta::assert_json_snapshot!(era, transcript.get("seen"));
    });
}
