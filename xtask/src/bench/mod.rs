//! `xtask bench`: what a tool call costs in Envoy, beside plain proxying and beside Envoy's own
//! REST bridge, measured in one run with the same binary, upstream and load. `xtask bench reload`:
//! what a change of the configuration costs.
//! `xtask bench fleet`: what many Envoys cost.

pub(crate) mod fleet;
pub(crate) mod reload;
pub(crate) mod streams;

mod answer;
mod case;
mod cpu;
mod envoy_config;
mod load;
mod memory;
mod report;
mod standalone;
mod subject;
mod tool;
mod upstream;

use crate::process;
use crate::{install, layout, shell, ui, wasm};
use anyhow::Context;
use case::Case;
use report::Sample;
use std::collections::BTreeMap;
use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use subject::{Setup, Subject};

/// How long and how hard to measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Options {
    /// Seconds of load in one round, for each case and variant.
    pub(crate) seconds: u32,
    /// Rounds; the report gives their medians.
    pub(crate) rounds: u32,
    /// Connections that the load keeps busy.
    pub(crate) connections: u32,
    /// Words of the names of the cases to measure; all cases where there are none.
    pub(crate) cases: Vec<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            seconds: 5,
            rounds: 5,
            connections: 16,
            cases: Vec::new(),
        }
    }
}

/// Where logs and generated configuration go.
fn folder() -> anyhow::Result<PathBuf> {
    let folder = layout::run_dir().join("bench");
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// Load before the first round, so that everything is compiled and connected.
const WARM_UP_SECONDS: u32 = 2;

/// Measures and prints the report.
pub(crate) fn bench(options: &Options) -> anyhow::Result<()> {
    let cases = Case::select(&options.cases)?;
    install_programs()?;
    install::database_clients()?;
    let envoy = install::envoy()?;
    let filter = wasm::build()?;

    let lists: Vec<_> = cases
        .iter()
        .flat_map(|case| case.setups)
        .map(|setup| setup.tools)
        .collect();
    let (mut upstream, backend) = upstream::start(&lists)?;
    let mut subjects = Subjects {
        envoy: &envoy,
        filter: &filter,
        backend,
        running: BTreeMap::new(),
    };
    let mut samples = Vec::new();
    for case in &cases {
        samples.extend(measure_case(case, &mut subjects, options)?);
        process::check_alive(std::slice::from_mut(&mut upstream))?;
    }
    print_report(&envoy, options, &cases, &samples)
}

fn install_programs() -> anyhow::Result<()> {
    install::install_programs(&[("nginx", "nginx-light"), ("wrk", "wrk")])
}

/// The Envoys that run, each started when a case first wants it.
struct Subjects<'a> {
    envoy: &'a Path,
    filter: &'a Path,
    backend: SocketAddr,
    running: BTreeMap<Setup, Subject>,
}

impl Subjects<'_> {
    fn get(&mut self, setup: Setup) -> anyhow::Result<&mut Subject> {
        match self.running.entry(setup) {
            std::collections::btree_map::Entry::Occupied(running) => Ok(running.into_mut()),
            std::collections::btree_map::Entry::Vacant(place) => {
                ui::begin(format_args!("* Starting Envoy: {setup} ... "));
                let subject = Subject::start(setup, self.envoy, self.filter, self.backend)?;
                ui::line("up");
                Ok(place.insert(subject))
            }
        }
    }
}

fn measure_case(
    case: &'static Case,
    subjects: &mut Subjects<'_>,
    options: &Options,
) -> anyhow::Result<Vec<Sample>> {
    let mut samples = Vec::new();
    for setup in case.setups {
        measure(
            subjects.get(*setup)?,
            case,
            WARM_UP_SECONDS,
            options.connections,
        )?;
    }
    for round in 1..=options.rounds {
        ui::line(format_args!(
            "* {}: round {round} of {}",
            case.name, options.rounds
        ));
        for setup in case.setups {
            let subject = subjects.get(*setup)?;
            samples.push(measure(
                subject,
                case,
                options.seconds,
                options.connections,
            )?);
        }
    }
    Ok(samples)
}

/// One round: load between two answers that are looked at in full.
fn measure(
    subject: &mut Subject,
    case: &'static Case,
    seconds: u32,
    connections: u32,
) -> anyhow::Result<Sample> {
    if process::is_stopping() {
        anyhow::bail!("stopped");
    }
    let length = subject.check(case)?;
    let (cpu, served) = (subject.cpu()?, subject.upstream_successes()?);
    let place = || format!("{}, {}", case.name, subject.setup());
    let load = load::run(
        &subject.request(case),
        subject.address(),
        seconds,
        connections,
    )
    .with_context(place)?;
    let cpu = subject.cpu()?.saturating_sub(cpu);
    if case.reaches_upstream(subject.setup().variant) {
        // wrk stops with requests in flight, so that the upstream may have served a few more.
        let served = subject.upstream_successes()?.saturating_sub(served);
        anyhow::ensure!(
            served >= load.requests,
            "{}: {} answers, but the upstream served only {served}",
            place(),
            load.requests
        );
    }
    load.check_length(length).with_context(place)?;
    subject.check(case)?;
    Ok(Sample {
        case: case.name,
        setup: subject.setup(),
        cpu_per_request: per_request(cpu, load.requests),
        load,
    })
}

fn per_request(cpu: Duration, requests: u64) -> f64 {
    cpu.as_secs_f64() * 1e6 / f64::from(u32::try_from(requests).unwrap_or(u32::MAX))
}

fn print_report(
    envoy: &Path,
    options: &Options,
    cases: &[&Case],
    samples: &[Sample],
) -> anyhow::Result<()> {
    let version = version_of(envoy)?;
    let size = layout::filter_wasm().metadata()?.len().div_ceil(1024);
    ui::heading("report");
    ui::line(format_args!(
        "Envoy {version}, one worker; filter of {size} KiB; {} connections; medians of {} rounds of \
         {} s each.\nCPU is user and system time of the whole Envoy process divided by requests.",
        options.connections, options.rounds, options.seconds
    ));
    for case in cases {
        ui::line(report::table(case, samples));
    }
    Ok(())
}

/// The version of the Envoy at that path.
fn version_of(envoy: &Path) -> anyhow::Result<String> {
    let text = shell::output(Command::new(envoy).arg("--version"))?;
    Ok(envoy_version(&text).to_owned())
}

/// The number in `PATH  version: COMMIT/1.40.0/Clean/RELEASE/BoringSSL`.
fn envoy_version(text: &str) -> &str {
    let (_, version) = text.rsplit_once("version: ").unwrap_or_default();
    version.split('/').nth(1).unwrap_or("of unknown version")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_envoys_version() {
        let text = "bin/envoy  version: 9e55/1.40.0/Clean/RELEASE/BoringSSL\n";
        assert_eq!(envoy_version(text), "1.40.0");
    }
}
