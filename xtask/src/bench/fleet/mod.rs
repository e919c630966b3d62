//! `xtask bench fleet`: what a thousand Envoys cost one control plane on SQLite: how soon a change is
//! acknowledged by all, its memory and CPU, and what happens when all come back at once after a
//! restart. And what storing one large document takes.

mod control_plane;
mod load;

use super::cpu::Clock;
use super::reload::documents::{Documents, Layout};
use super::report::{Spread, float};
use super::tool;
use crate::{install, layout, shell, ui};
use anyhow::{Context, ensure};
use control_plane::ControlPlane;
use load::Load;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// How much to measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Options {
    /// Envoys, each with two streams.
    pub(crate) nodes: u32,
    /// Changes of one tool, and commits of one large document.
    pub(crate) edits: u32,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            nodes: 1_000,
            edits: 10,
        }
    }
}

/// Where everything of this is.
fn folder() -> anyhow::Result<PathBuf> {
    let folder = super::folder()?.join("fleet");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

fn release(path: &str) -> PathBuf {
    layout::target().join("release").join(path)
}

/// Measures and prints the report.
pub(crate) fn fleet(options: &Options) -> anyhow::Result<()> {
    install::database_clients()?;
    let mut build = shell::cargo();
    build.args(["build", "--release", "-p", "portico-control-plane"]);
    build.args(["--bin", "portico-control-plane"]);
    build.args(["--example", "fleet", "--example", "commit"]);
    shell::run(&mut build)?;
    let folder = folder()?;
    ui::heading("report");
    ui::line(format_args!(
        "{} nodes with 2 streams each, 100 servers of 100 tools, SQLite. Times in ms: median \
         (min–max).\n\n| | |\n|---|---|",
        options.nodes
    ));
    spread_changes(&folder, options)?;
    commits(&folder, options.edits)
}

/// Everything about the fleet.
fn spread_changes(folder: &Path, options: &Options) -> anyhow::Result<()> {
    let api = "127.0.0.1:1".parse()?;
    let documents = Documents::write(&folder.join("documents"), Layout::ManyFiles, api)?;
    let mut control_plane = ControlPlane::new(folder)?;
    control_plane.import(&in_one_file(folder, documents.folder())?)?;
    let start = control_plane.start()?;
    row("start of the control plane", millis(start));
    let mut meter = Meter::new(&control_plane)?;

    let mut load = Load::start(
        &release("examples/fleet"),
        control_plane.xds(),
        options.nodes,
    )?;
    let connected = load.run("connect")?;
    row("all nodes new: until all have everything", connected.millis);
    row("… resources sent", connected.resources);
    meter.report(&control_plane, "…")?;

    let watched = format!(
        "default/{}/{}",
        Layout::ManyFiles.server(),
        tool::weather(0).name
    );
    let mut times = Vec::new();
    let mut resources = 0_u64;
    for number in 1..=options.edits {
        documents.edit(number)?;
        load.watch(&watched)?;
        control_plane.import(&documents.edited_file())?;
        let committed = Instant::now();
        let answer = load.answer()?;
        times.push(committed.elapsed().as_secs_f64() * 1e3);
        resources = resources.saturating_add(answer.resources);
    }
    row(
        "one tool changed by another process: from its commit to the last ACK",
        spread(times)?,
    );
    row(
        "… resources sent to each node",
        float(resources) / float(u64::from(options.nodes)) / f64::from(options.edits),
    );
    meter.report(&control_plane, "… all changes together:")?;

    control_plane.stop();
    control_plane.start()?;
    meter = Meter::new(&control_plane)?;
    let back = load.run("reconnect")?;
    row("restart: until all are back and answered", back.millis);
    row("… resources sent", back.resources);
    meter.report(&control_plane, "…")?;
    ensure!(back.resources == 0, "unchanged resources were sent again");
    Ok(())
}

/// All documents of a directory as one YAML stream.
fn in_one_file(folder: &Path, documents: &Path) -> anyhow::Result<PathBuf> {
    let mut texts = Vec::new();
    for entry in fs::read_dir(documents)? {
        texts.push(fs::read_to_string(entry?.path())?);
    }
    let file = folder.join("all.yaml");
    fs::write(&file, texts.join("---\n"))?;
    Ok(file)
}

/// What storing a document of 10,000 tools takes.
fn commits(folder: &Path, count: u32) -> anyhow::Result<()> {
    let mut command = Command::new(release("examples/commit"));
    command.arg(format!("sqlite:{}", folder.join("commit.db").display()));
    command.arg(count.to_string());
    let output = shell::output(&mut command)?;
    let (mut checks, mut stores) = (Vec::new(), Vec::new());
    for line in output.lines() {
        let (check, total) = line.split_once(' ').context("a line of two numbers")?;
        let (check, total): (f64, f64) = (check.parse()?, total.parse()?);
        checks.push(check / 1e3);
        stores.push((total - check) / 1e3);
    }
    row("one document of 10,000 tools: checked", spread(checks)?);
    row("… and stored, durably", spread(stores)?);
    Ok(())
}

/// CPU time of the control plane between two moments.
struct Meter {
    clock: Clock,
    used: Duration,
}

impl Meter {
    fn new(control_plane: &ControlPlane) -> anyhow::Result<Self> {
        let clock = Clock::new()?;
        let used = clock.used_by(control_plane.id()?)?;
        Ok(Self { clock, used })
    }

    /// CPU since the last time, and memory now.
    fn report(&mut self, control_plane: &ControlPlane, prefix: &str) -> anyhow::Result<()> {
        let used = self.clock.used_by(control_plane.id()?)?;
        let since = used.saturating_sub(self.used);
        self.used = used;
        row(
            &format!("{prefix} CPU of the control plane, s"),
            format!("{:.2}", since.as_secs_f64()),
        );
        let resident = control_plane.resident()? >> 20;
        row(&format!("{prefix} its resident memory, MiB"), resident);
        Ok(())
    }
}

fn row(what: &str, value: impl std::fmt::Display) {
    ui::line(format_args!("| {what} | {value} |"));
}

fn millis(duration: Duration) -> u128 {
    duration.as_millis()
}

fn spread(values: Vec<f64>) -> anyhow::Result<String> {
    let Spread { median, min, max } = Spread::of(values).context("nothing was measured")?;
    Ok(format!("{median:.1} ({min:.1}–{max:.1})"))
}
