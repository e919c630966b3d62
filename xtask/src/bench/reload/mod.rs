//! `xtask bench reload`: what a change of the configuration costs while clients call: how soon it is
//! live on every worker, whether a call fails, how long a worker is held, how soon an Envoy is ready,
//! and memory.

mod caller;
mod connection;
pub(super) mod documents;
mod edits;
mod fleet;
mod loops;
mod report;
mod soak;
mod watcher;

use super::case::Request;
use super::memory;
use super::tool;
use crate::{http, install, layout, shell, ui, wasm};
use anyhow::ensure;
use documents::{Documents, Layout};
use fleet::{ControlPlane, Envoy, Start};
use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// What to measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Options {
    /// How many times a tool is saved.
    pub(crate) edits: u32,
    /// Calls of the run that memory is sampled over.
    pub(crate) soak: u64,
    /// Words of the names of the layouts to measure; all where there are none.
    pub(crate) cases: Vec<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            edits: 100,
            soak: 200_000,
            cases: Vec::new(),
        }
    }
}

/// Workers of the Envoy whose configuration is changed.
const WORKERS: u32 = 2;

/// How many times the start is measured.
const STARTS: u32 = 3;

/// Where logs and generated configuration go.
fn folder() -> anyhow::Result<PathBuf> {
    let folder = super::folder()?.join("reload");
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// Measures and prints the report.
pub(crate) fn reload(options: &Options) -> anyhow::Result<()> {
    let layouts = Layout::select(&options.cases)?;
    super::install_programs()?;
    install::database_clients()?;
    let envoy = install::envoy()?;
    let filter = wasm::build()?;
    build_control_plane()?;
    let (_upstream, api) = super::upstream::start(&[])?;
    let filter_kib = filter.metadata()?.len().div_ceil(1024);
    report::begin(&super::version_of(&envoy)?, filter_kib);
    for layout in layouts {
        let documents = Documents::write(&folder()?.join("config"), layout, api)?;
        let (mut control_plane, took) = ControlPlane::start(&filter, documents.folder())?;
        report::control_plane(layout, took, control_plane.resident()?);
        let mut start = |workers| start_envoy(&envoy, &mut control_plane, workers, layout);
        if layout == Layout::ManyFiles {
            starts_and_memory(&mut start)?;
        }
        let (running, _) = start(WORKERS)?;
        edits::measure(&running, &documents, layout, options.edits)?;
        if layout == Layout::ManyFiles && options.soak > 0 {
            soak::measure(&running, &call_request(layout), options.soak)?;
        }
    }
    Ok(())
}

fn build_control_plane() -> anyhow::Result<()> {
    let what = "Building the control plane (release; the first time takes a few minutes)";
    ui::step(what, || {
        let mut cargo = shell::cargo();
        cargo.args(["build", "--release", "--package", "portico-control-plane"]);
        shell::run(&mut cargo)
    })
}

fn control_plane_binary() -> PathBuf {
    layout::target().join("release/portico-control-plane")
}

/// The body of the call that is made: of the tool that is edited.
fn call() -> String {
    let (id, tool) = (super::answer::ID, tool::weather(0).name);
    format!(
        r#"{{"jsonrpc":"2.0","id":{id},"method":"tools/call","params":{{"name":"{tool}","arguments":{{"city":"Berlin"}}}}}}"#
    )
}

fn call_request(layout: Layout) -> Request {
    Request {
        method: "POST",
        path: layout.endpoint(),
        headers: super::case::MCP_HEADERS,
        body: call(),
    }
}

fn start_envoy(
    binary: &Path,
    control_plane: &mut ControlPlane,
    workers: u32,
    layout: Layout,
) -> anyhow::Result<(Envoy, Start)> {
    Envoy::start(binary, control_plane, workers, |gateway| {
        first_call(gateway, &layout.endpoint())
    })
}

fn first_call(gateway: SocketAddr, endpoint: &str) -> anyhow::Result<()> {
    let answer = http::post_mcp(gateway, endpoint, &call())?;
    ensure!(answer.status == 200, "HTTP {}", answer.status);
    super::answer::check_call(&answer.body, tool::WEATHER)
}

/// Starts Envoys one after the other: how long each start takes, and what a worker more costs.
fn starts_and_memory(
    start: &mut impl FnMut(u32) -> anyhow::Result<(Envoy, Start)>,
) -> anyhow::Result<()> {
    let mut starts = Vec::new();
    for _ in 0..STARTS {
        starts.push(start(WORKERS)?.1);
    }
    report::starts(WORKERS, &starts);
    let mut sizes = Vec::new();
    for workers in [1, WORKERS, 2 * WORKERS] {
        let (envoy, _) = start(workers)?;
        sizes.push((
            workers,
            envoy.resident()?,
            memory::allocated(envoy.admin())?,
        ));
    }
    report::sizes(&sizes);
    Ok(())
}
