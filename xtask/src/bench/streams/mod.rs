//! `xtask bench streams`: what ten thousand open event streams cost an Envoy and a bridge, how soon
//! all of them are told of a change, how they come back all at once, and what a call costs over
//! HTTP+SSE.

mod calls;
mod crowd;
mod stage;

use super::cpu::Clock;
use super::memory::resident;
use super::report::Spread;
use crate::{install, process, shell, ui, wasm};
use anyhow::{Context, ensure};
use crowd::Crowd;
use nix::sys::resource::{Resource, getrlimit, setrlimit};
use stage::Stage;
use std::time::{Duration, Instant};

/// What to measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Options {
    /// Streams that are open at once.
    pub(crate) streams: u32,
    /// Changes that all of them are told of.
    pub(crate) changes: u32,
    /// Calls over each transport.
    pub(crate) calls: u32,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            streams: 10_000,
            changes: 5,
            calls: 2_000,
        }
    }
}

/// How long nothing happens while CPU is measured.
const IDLE: Duration = Duration::from_secs(30);

/// Time for all streams to be open, told or back.
const LIMIT: Duration = Duration::from_secs(120);

/// Measures and prints the report.
pub(crate) fn streams(options: &Options) -> anyhow::Result<()> {
    install::install_programs(&[("nginx", "nginx-light")])?;
    install::database_clients()?;
    let envoy = install::envoy()?;
    let filter = wasm::build()?;
    ui::step(
        "Building the bridge (release) and the control plane",
        || {
            let mut cargo = shell::cargo();
            shell::run(cargo.args(["build", "--release", "--package", "portico-bridge"]))?;
            let mut cargo = shell::cargo();
            shell::run(cargo.args(["build", "--package", "portico-control-plane"]))
        },
    )?;
    let (_, most) = getrlimit(Resource::RLIMIT_NOFILE)?;
    setrlimit(Resource::RLIMIT_NOFILE, most, most)?;
    let mut stage = Stage::start(&envoy, &filter)?;
    ui::heading("report");
    ui::line(format_args!(
        "Envoy {}, two workers; one bridge of the release profile; {} streams opened by GET.\n",
        super::version_of(&envoy)?,
        options.streams
    ));
    ui::line("| what | Envoy | bridge |\n|---|---|---|");
    let crowd = open(&stage, options)?;
    idle(&stage)?;
    ui::line("\n| what | ms, median (min–max) |\n|---|---|");
    changes(&mut stage, &crowd, options)?;
    storm(crowd, options)?;
    calls::measure(&stage, options.calls)?;
    stage.check()
}

/// Opens all streams: how long it takes and what they hold.
fn open(stage: &Stage, options: &Options) -> anyhow::Result<Crowd> {
    let (envoy, bridge) = (resident(stage.envoy())?, resident(stage.bridge())?);
    let began = Instant::now();
    let crowd = Crowd::open(stage.gateway(), options.streams)?;
    crowd.wait_until_open(LIMIT)?;
    let took = began.elapsed();
    // What is freed only after a while is not counted.
    std::thread::sleep(Duration::from_secs(2));
    let each = |before: u64, process| {
        let grown = resident(process)?.saturating_sub(before);
        anyhow::Ok(grown / 1024 / u64::from(options.streams.max(1)))
    };
    ui::line(format_args!(
        "| memory of a stream, KiB | {} | {} |",
        each(envoy, stage.envoy())?,
        each(bridge, stage.bridge())?
    ));
    ui::line(format_args!(
        "| resident with all, MiB | {} | {} |",
        resident(stage.envoy())? >> 20,
        resident(stage.bridge())? >> 20
    ));
    ui::line(format_args!(
        "| all open after {:.1} s | | |",
        took.as_secs_f64()
    ));
    Ok(crowd)
}

/// CPU while nothing but keep-alives happens.
fn idle(stage: &Stage) -> anyhow::Result<()> {
    let clock = Clock::new()?;
    let used = || {
        anyhow::Ok((
            clock.used_by(stage.envoy())?,
            clock.used_by(stage.bridge())?,
        ))
    };
    let before = used()?;
    std::thread::sleep(IDLE);
    let after = used()?;
    let percent =
        |a: Duration, b: Duration| b.saturating_sub(a).as_secs_f64() / IDLE.as_secs_f64() * 100.0;
    ui::line(format_args!(
        "| CPU when idle, % of one | {:.1} | {:.1} |",
        percent(before.0, after.0),
        percent(before.1, after.1)
    ));
    Ok(())
}

/// How long after a file was saved the clients are told.
fn changes(stage: &mut Stage, crowd: &Crowd, options: &Options) -> anyhow::Result<()> {
    let (mut first, mut last) = (Vec::new(), Vec::new());
    for number in 0..options.changes {
        ensure!(!process::is_stopping(), "stopped");
        let told = crowd.told();
        let saved = Instant::now();
        stage.write_tools(number.saturating_add(1))?;
        let times = crowd.wait_until_told(told, saved, LIMIT)?;
        first.push(times.first.as_secs_f64() * 1e3);
        last.push(times.last.as_secs_f64() * 1e3);
        std::thread::sleep(Duration::from_secs(1));
    }
    row("from a save to the first client", first)?;
    row("from a save to the last client", last)
}

/// All clients lose their connection at one moment and come back.
fn storm(crowd: Crowd, options: &Options) -> anyhow::Result<()> {
    let (took, refused) = crowd.reconnect(LIMIT)?;
    ui::line(format_args!(
        "| all {} back after their connections were cut, {refused} attempts refused | {:.0} |",
        options.streams,
        took.as_secs_f64() * 1e3
    ));
    Ok(())
}

fn row(what: &str, times: Vec<f64>) -> anyhow::Result<()> {
    let Spread { median, min, max } = Spread::of(times).context("nothing was measured")?;
    ui::line(format_args!("| {what} | {median:.0} ({min:.0}–{max:.0}) |"));
    Ok(())
}
