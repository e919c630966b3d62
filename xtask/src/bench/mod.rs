//! `xtask bench`: what a tool call costs in Envoy, beside plain proxying and beside Envoy's own
//! REST bridge, measured in one run with the same binary, upstream and load.

mod case;
mod cpu;
mod envoy_config;
mod load;
mod report;
mod subject;
mod upstream;

use crate::process;
use crate::{install, layout, shell, ui, wasm};
use anyhow::Context;
use case::{CASES, Case};
use report::Sample;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use subject::{Subject, Variant};

/// How long and how hard to measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Options {
    /// Seconds of load in one round, for each case and variant.
    pub(crate) seconds: u32,
    /// Rounds; the report gives their medians.
    pub(crate) rounds: u32,
    /// Connections that the load keeps busy.
    pub(crate) connections: u32,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            seconds: 5,
            rounds: 5,
            connections: 16,
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
pub(crate) fn bench(options: Options) -> anyhow::Result<()> {
    install::install_programs(&[("nginx", "nginx-light"), ("wrk", "wrk")])?;
    let envoy = install::envoy()?;
    let filter = wasm::build()?;

    let (mut upstream, backend) = upstream::start()?;
    let mut subjects = Vec::new();
    for variant in Variant::ALL {
        ui::begin(format_args!("* Starting Envoy: {} ... ", variant.name()));
        subjects.push(Subject::start(variant, &envoy, &filter, backend)?);
        ui::line("up");
    }

    let mut samples = Vec::new();
    for case in CASES {
        for subject in &mut subjects {
            subject.check(case)?;
            measure(subject, case, WARM_UP_SECONDS, options.connections)?;
        }
        for round in 1..=options.rounds {
            ui::line(format_args!(
                "* {}: round {round} of {}",
                case.name, options.rounds
            ));
            for subject in &mut subjects {
                samples.push(measure(
                    subject,
                    case,
                    options.seconds,
                    options.connections,
                )?);
            }
        }
        for subject in &mut subjects {
            subject.check(case)?;
        }
        process::check_alive(std::slice::from_mut(&mut upstream))?;
    }
    print_report(&envoy, options, &samples)
}

fn measure(
    subject: &mut Subject,
    case: &'static Case,
    seconds: u32,
    connections: u32,
) -> anyhow::Result<Sample> {
    if process::is_stopping() {
        anyhow::bail!("stopped");
    }
    let (cpu, served) = (subject.cpu()?, subject.upstream_successes()?);
    let load = load::run(
        &subject.request(case),
        subject.address(),
        seconds,
        connections,
    )
    .with_context(|| format!("{}, {}", case.name, subject.variant().name()))?;
    let cpu = subject.cpu()?.saturating_sub(cpu);
    if case.reaches_upstream(subject.variant()) {
        // wrk stops with requests in flight, so that the upstream may have served a few more.
        let served = subject.upstream_successes()?.saturating_sub(served);
        anyhow::ensure!(
            served >= load.requests,
            "{}, {}: {} answers, but the upstream served only {served}",
            case.name,
            subject.variant().name(),
            load.requests
        );
    }
    Ok(Sample {
        case: case.name,
        variant: subject.variant(),
        cpu_per_request: per_request(cpu, load.requests),
        load,
    })
}

fn per_request(cpu: Duration, requests: u64) -> f64 {
    cpu.as_secs_f64() * 1e6 / f64::from(u32::try_from(requests).unwrap_or(u32::MAX))
}

fn print_report(envoy: &Path, options: Options, samples: &[Sample]) -> anyhow::Result<()> {
    let version = shell::output(Command::new(envoy).arg("--version"))?;
    let version = envoy_version(&version);
    let size = layout::filter_wasm().metadata()?.len().div_ceil(1024);
    ui::heading("report");
    ui::line(format_args!(
        "Envoy {version}, one worker; filter of {size} KiB; {} connections; medians of {} rounds of \
         {} s each.\nCPU is user and system time of the whole Envoy process divided by requests.",
        options.connections, options.rounds, options.seconds
    ));
    for case in CASES {
        ui::line(report::table(case, samples));
    }
    Ok(())
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
