//! The console in a real browser, against a real control plane, Envoy, bridge and REST API. Each test
//! starts a world of its own and plays the scenes of a file in `e2e/ui/specs`, one for each group of
//! pages. `cargo xtask test browser` installs what they need.

use anyhow::{Context as _, Result, ensure};
use portico_e2e::{admin, binary, demo::Demo, gateway::Gateway, scripted_model::ScriptedModel};
use std::env;
use std::fs;
use std::path::PathBuf;
use tokio::process::Command;

/// What seals the secrets of scenes.
const SECRET_KEY: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n";

#[tokio::test(flavor = "multi_thread")]
async fn sign_in() -> Result<()> {
    play("sign-in").await
}

#[tokio::test(flavor = "multi_thread")]
async fn servers() -> Result<()> {
    play("servers").await
}

#[tokio::test(flavor = "multi_thread")]
async fn fleet() -> Result<()> {
    play("fleet").await
}

#[tokio::test(flavor = "multi_thread")]
async fn history() -> Result<()> {
    play("history").await
}

#[tokio::test(flavor = "multi_thread")]
async fn people() -> Result<()> {
    play("people").await
}

#[tokio::test(flavor = "multi_thread")]
async fn server_editor() -> Result<()> {
    play("server-editor").await
}

#[tokio::test(flavor = "multi_thread")]
async fn playground() -> Result<()> {
    play("playground").await
}

/// The chat lab, with models that are scripts.
#[tokio::test(flavor = "multi_thread")]
async fn chat() -> Result<()> {
    let models = ScriptedModel::start().await?;
    let more = [("PORTICO_MODEL_URL", models.openai_url())];
    play_with("chat", &["--outbound-allow", "127.0.0.1"], &more).await
}

#[tokio::test(flavor = "multi_thread")]
async fn upstreams() -> Result<()> {
    play("upstreams").await
}

#[tokio::test(flavor = "multi_thread")]
async fn imports() -> Result<()> {
    play("imports").await
}

/// The demo bookshop behind a gateway of two kinds of streams, and the scenes of `spec`.
async fn play(spec: &str) -> Result<()> {
    play_with(spec, &[], &[]).await
}

/// The same, with more flags of the control plane and more variables for the scenes.
async fn play_with(spec: &str, flags: &[&str], more: &[(&str, String)]) -> Result<()> {
    let mut gateway = Gateway::new()?;
    let demo = Demo::start(gateway.directory()).await?;
    let store = import(&gateway, &demo).await?;
    gateway.control_plane.set_store(store);
    gateway.control_plane.add_flags(flags.iter().copied());
    let key = gateway.directory().join("secret.key");
    fs::write(&key, SECRET_KEY)?;
    let key = key.display().to_string();
    // The demo's API is on this machine, where users may have the control plane ask.
    let reached = ["--outbound-allow", "127.0.0.1"];
    gateway.control_plane.add_flags(reached);
    gateway.control_plane.add_flags(["--secret-key-file", &key]);
    gateway.add_bridges(1, &[])?;
    gateway.start().await?;
    scenes(spec, &gateway, &demo, more).await
}

/// A database with the demo's configuration: it keeps revisions, which a directory does not.
async fn import(gateway: &Gateway, demo: &Demo) -> Result<String> {
    let folder = gateway.directory();
    let store = format!("sqlite:{}", folder.join("portico.db").display());
    let file = folder.join("first.yaml");
    fs::write(&file, demo.configuration()?)?;
    let mut import = Command::new(binary::control_plane()?);
    import.arg("import").arg(&file);
    let status = import.args(["--config-store", &store]).status().await?;
    ensure!(status.success(), "the demo cannot be imported");
    Ok(store)
}

async fn scenes(spec: &str, gateway: &Gateway, demo: &Demo, more: &[(&str, String)]) -> Result<()> {
    let ui = binary::repository().join("e2e/ui");
    ensure!(
        ui.join("node_modules").is_dir(),
        "its packages are not installed: run `cargo xtask test browser`, or `npm ci` in e2e/ui"
    );
    let mut node = Command::new("node");
    node.current_dir(&ui).kill_on_drop(true);
    node.args(["--test", "--test-reporter=spec", "--test-concurrency=1"]);
    node.arg(format!("specs/{spec}.mjs"));
    node.env("PORTICO_BASE_URL", gateway.control_plane.admin_url())
        .env("PORTICO_GATEWAY_URL", gateway.url(""))
        .env(
            "PORTICO_DEMO_URL",
            format!("http://127.0.0.1:{}", demo.port()),
        )
        .env("PORTICO_ADMIN_PASSWORD", admin::PASSWORD)
        .env("PORTICO_SCREENSHOTS", screenshots())
        .envs(more.iter().map(|(name, value)| (*name, value)));
    let status = node.status().await.context("cannot run node")?;
    ensure!(status.success(), "scenes of {spec} failed");
    Ok(())
}

/// Where the pictures go: `screenshots` in Cargo's target directory.
fn screenshots() -> PathBuf {
    let target =
        env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), Into::into);
    binary::repository().join(target).join("screenshots")
}
