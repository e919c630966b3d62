//! `xtask up`: the whole gateway with a demo REST API, on loopback, until Ctrl-C.

mod addresses;
mod bootstrap;
mod demo_config;
mod secret_key;

pub(crate) use bootstrap::replace_number;

use crate::process::{self, Child};
use crate::{console, http, install, layout, shell, ui, wasm};
use addresses::Addresses;
use anyhow::{Context, ensure};
use demo_config::{Store, VARIABLE};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::Duration;

/// Time for Envoy to fetch and compile the filter and to get its first configuration.
const START: Duration = Duration::from_secs(90);

/// A call that works when it is pasted; also what `up` waits for.
const FIRST_CALL: &str = r#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"get_book","arguments":{"bookId":1}}}"#;

/// Runs everything until this process is told to stop, which is no error.
/// The configuration is kept at `config_store`, in a database of its own where that is `None`.
pub(crate) fn up(config_store: Option<&str>) -> anyhow::Result<()> {
    let outcome = run(config_store);
    if process::is_stopping() {
        ui::line("\nEverything is stopped.");
        return Ok(());
    }
    outcome
}

fn run(config_store: Option<&str>) -> anyhow::Result<()> {
    let envoy = install::envoy()?;
    install::database_clients()?;
    let filter = wasm::build()?;
    console::build()?;
    build_binaries()?;

    let addresses = Addresses::choose()?;
    let mut children = Vec::new();
    let folder = addresses.folder();
    fs::create_dir_all(&folder)?;
    let store = Store::open(config_store, &addresses)?;
    start(&envoy, &filter, &addresses, &store, &mut children)?;
    welcome(&addresses, &store);
    stay(&mut children)
}

fn build_binaries() -> anyhow::Result<()> {
    let what = "Building the control plane, the bridge and the demo API (the first time takes a few minutes)";
    ui::step(what, || {
        let mut cargo = shell::cargo();
        cargo.args(["build", "--package", "portico-control-plane"]);
        cargo.args(["--package", "portico-bridge"]);
        shell::run(cargo.args(["--package", "portico-demo"]))
    })
}

/// Starts all of it and waits until a tool call succeeds.
fn start(
    envoy: &Path,
    filter: &Path,
    addresses: &Addresses,
    store: &Store,
    children: &mut Vec<Child>,
) -> anyhow::Result<()> {
    let folder = addresses.folder();
    let mut api = Command::new(layout::debug_binary("portico-demo-api"));
    api.args(["--listen", &addresses.demo_api.to_string()]);
    children.push(Child::start(&folder, "demo-api", &mut api)?);

    let mut control_plane = Command::new(layout::debug_binary("portico-control-plane"));
    control_plane
        .current_dir(layout::root())
        .env(VARIABLE, &store.url)
        .arg("serve");
    // Users need a database where the configuration has none.
    if store.url.starts_with("file:") {
        let data = layout::shown(&layout::state().join("portico-data.db"));
        control_plane.args(["--data-store", &format!("sqlite:{data}")]);
    }
    control_plane.args(["--xds-listen", &addresses.xds.to_string()]);
    control_plane.args([
        "--admin-listen",
        &addresses.admin.to_string(),
        "--open-status",
    ]);
    control_plane.args(["--gateway-listen", &addresses.gateway.to_string()]);
    control_plane.arg("--filter").arg(filter);
    control_plane.args(["--bridge", &addresses.bridge.to_string()]);
    // So that models of this machine can be used, such as Ollama's.
    for local in ["127.0.0.0/8", "::1", "localhost"] {
        control_plane.args(["--outbound-allow", local]);
    }
    if let Some(file) = secret_key::file()? {
        control_plane.arg("--secret-key-file").arg(file);
    }
    children.push(Child::start(&folder, "control-plane", &mut control_plane)?);
    children.push(start_bridge(addresses, &folder)?);

    let bootstrap = folder.join("envoy.yaml");
    let template = fs::read_to_string(layout::root().join("envoy/bootstrap.yaml"))
        .context("cannot read envoy/bootstrap.yaml")?;
    fs::write(&bootstrap, bootstrap::with_ports(&template, addresses))?;
    let mut command = Command::new(envoy);
    command.arg("--config-path").arg(&bootstrap);
    command.args([
        "--service-node",
        "portico-up",
        "--service-cluster",
        "portico",
    ]);
    command.args(["--concurrency", "2", "--disable-hot-restart"]);
    children.push(Child::start(&folder, "envoy", &mut command)?);

    ui::step("Waiting for the first tool call to succeed", || {
        let what = "no tool call succeeded";
        process::wait_for(what, START, children, || first_call(addresses, store))
    })
}

fn start_bridge(addresses: &Addresses, folder: &Path) -> anyhow::Result<Child> {
    let mut bridge = Command::new(layout::debug_binary("portico-bridge"));
    bridge.args(["--listen", &addresses.bridge.to_string()]);
    bridge.args(["--admin-listen", &addresses.bridge_admin.to_string()]);
    bridge.args(["--gateway", &format!("http://{}", addresses.gateway)]);
    bridge.args(["--control-plane", &format!("http://{}", addresses.xds)]);
    Child::start(folder, "bridge", &mut bridge)
}

/// What is not the demo's configuration may have another server, or none: then any answer will do.
fn first_call(addresses: &Addresses, store: &Store) -> anyhow::Result<()> {
    let answer = http::post_mcp(addresses.gateway, "/bookshop/mcp", FIRST_CALL)?;
    if !store.is_demo {
        ensure!(answer.status != 503, "HTTP 503: {}", answer.body);
        return Ok(());
    }
    let is_good = answer.status == 200 && answer.body.contains("The Time Machine");
    ensure!(is_good, "HTTP {}: {}", answer.status, answer.body);
    Ok(())
}

fn welcome(addresses: &Addresses, store: &Store) {
    let url = format!("http://{}/bookshop/mcp", addresses.gateway);
    let config = store.shown();
    let login = login(addresses);
    ui::line(format_args!(
        "
Portico is up.

  Console         http://{}   ({login})
  MCP endpoint    {url}   (Streamable HTTP, for any MCP client)
                  http://{}/bookshop/sse   (HTTP+SSE, for older clients)
  Configuration   {config}   (kept; changes of it are live)
  Admin API       http://{}/api/v1
  Status          http://{}/status
  Envoy admin     http://{}
  Demo REST API   http://{}/books
  Logs            {}/*.log

Try a tool call:

  curl -s {url} \\
    -H 'content-type: application/json' \\
    -H 'accept: application/json, text/event-stream' \\
    -d '{FIRST_CALL}'

Or open the console: First steps makes a server of a sample or of your own OpenAPI file.

Ctrl-C stops everything.",
        addresses.admin,
        addresses.gateway,
        addresses.admin,
        addresses.admin,
        addresses.envoy_admin,
        addresses.demo_api,
        layout::shown(&addresses.folder()),
    ));
}

/// How to log in: the control plane shows the password once, when it makes the first user.
fn login(addresses: &Addresses) -> String {
    let log = fs::read_to_string(addresses.folder().join("control-plane.log")).unwrap_or_default();
    let shown = log.lines().find(|line| line.starts_with("Log in as "));
    shown.map_or_else(
        || "log in as `admin`; `portico-control-plane create-admin` sets a new password".to_owned(),
        |line| line.replacen("Log in", "log in", 1),
    )
}

/// Stays until this process is told to stop or a child ends.
fn stay(children: &mut [Child]) -> anyhow::Result<()> {
    while !process::is_stopping() {
        process::check_alive(children)?;
        thread::sleep(process::PAUSE);
    }
    Ok(())
}
