//! `xtask fuzz`: feeds the parsers, the codecs and the engine with inputs that grow by coverage.
//!
//! libFuzzer is linked into ordinary release builds, whose code counts what it runs: no nightly
//! toolchain and no `cargo fuzz` is needed, only a C++ compiler.

use crate::{install, layout, shell, ui};
use anyhow::{Context, bail};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// What each target is, as `fuzz/targets` has it.
const TARGETS: [&str; 11] = [
    "jsonrpc",
    "sse",
    "header",
    "request",
    "response",
    "template",
    "schema",
    "configuration",
    "import",
    "discovery",
    "engine",
];

/// The pass of LLVM that makes code count what it runs, and what libFuzzer wants counted.
const COVERAGE: &str = "-Cpasses=sancov-module \
    -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares";

/// Longest input in bytes.
const LONGEST: u32 = 4096;

/// Seconds after which an input counts as one that hangs.
const HANG: u32 = 10;

/// Megabytes that one target may take.
const MEMORY: u32 = 2048;

/// Runs of each target that `xtask test` makes.
const SHORT: u64 = 20_000;

/// How long to fuzz what.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Options {
    /// Inputs for each target.
    pub(crate) runs: u64,
    /// One target instead of all.
    pub(crate) target: Option<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            runs: 1_000_000,
            target: None,
        }
    }
}

/// Fuzzes with inputs that differ each time. What is found new is kept in the target directory, and
/// used the next time.
///
/// # Errors
/// An input broke a target; the fuzzer has printed where it is.
pub(crate) fn fuzz(options: &Options) -> anyhow::Result<()> {
    let chosen: Vec<_> = TARGETS
        .into_iter()
        .filter(|name| options.target.as_deref().is_none_or(|own| own == *name))
        .collect();
    if chosen.is_empty() {
        bail!("no such target; there are: {}", TARGETS.join(", "));
    }
    build()?;
    for target in chosen {
        ui::step(&format!("{target}: {} runs", options.runs), || {
            run(target, options.runs, None)
        })?;
    }
    Ok(())
}

/// The short run of `xtask test`: the same inputs each time, beginning with the corpus. Checks the
/// form of the targets' code too.
///
/// # Errors
/// An input broke a target, or the code is not in form.
pub(crate) fn check() -> anyhow::Result<()> {
    let manifest = folder().join("Cargo.toml");
    let mut format = shell::cargo();
    format.args(["fmt", "--check", "--manifest-path"]);
    shell::run(format.arg(&manifest))?;
    let mut lint = shell::cargo();
    lint.args(["clippy", "--quiet", "--manifest-path"])
        .arg(&manifest);
    lint.arg("--target-dir").arg(output());
    shell::run(lint.args(["--", "-D", "warnings"]))?;
    build()?;
    for target in TARGETS {
        ui::step(&format!("{target}: {SHORT} runs"), || {
            run(target, SHORT, Some(1))
        })?;
    }
    Ok(())
}

/// The folder of the fuzz targets.
fn folder() -> PathBuf {
    layout::root().join("fuzz")
}

/// Where builds, finds and inputs that broke something go.
fn output() -> PathBuf {
    layout::target().join("fuzz")
}

fn build() -> anyhow::Result<()> {
    install::install_programs(&[("c++", "g++")])?;
    ui::step("Building the fuzz targets", || {
        let mut cargo = shell::cargo();
        // With a target given, the flags are not for build scripts and macros.
        cargo.args(["build", "--quiet", "--release", "--locked", "--bins"]);
        cargo.args(["--target", &host()?]);
        cargo
            .arg("--manifest-path")
            .arg(folder().join("Cargo.toml"))
            .arg("--target-dir")
            .arg(output())
            .env("RUSTFLAGS", COVERAGE);
        shell::run(&mut cargo)
    })
}

fn run(target: &str, runs: u64, seed: Option<u32>) -> anyhow::Result<()> {
    let output = output();
    // Inputs that reach something new are written to the first folder, so not to the committed one.
    let finds = match seed {
        None => output.join("finds").join(target),
        Some(_) => output.join("short").join(target),
    };
    if seed.is_some() && finds.exists() {
        fs::remove_dir_all(&finds)?;
    }
    fs::create_dir_all(&finds)?;
    let binary = output.join(host()?).join("release").join(target);
    let mut fuzzer = Command::new(binary);
    fuzzer.args([
        format!("-runs={runs}"),
        format!("-seed={}", seed.unwrap_or(0)),
        format!("-max_len={LONGEST}"),
        format!("-timeout={HANG}"),
        format!("-rss_limit_mb={MEMORY}"),
        format!("-artifact_prefix={}/{target}-", output.display()),
        format!("-dict={}", folder().join("json.dict").display()),
        "-verbosity=0".to_owned(),
    ]);
    fuzzer.arg(finds).arg(folder().join("corpus").join(target));
    // What it prints is of use only where it found something.
    shell::output(&mut fuzzer)
        .with_context(|| format!("the fuzz target {target} found something"))
        .map(drop)
}

/// The triple of this machine.
fn host() -> anyhow::Result<String> {
    let mut rustc = Command::new("rustc");
    let text = shell::output(rustc.current_dir(layout::root()).arg("-vV"))?;
    let host = text.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.context("rustc does not say its host")?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_target_is_known_and_has_a_corpus() {
        let targets = fs::read_dir(folder().join("targets")).unwrap();
        let mut found: Vec<_> = targets
            .map(|entry| entry.unwrap().path())
            .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
            .collect();
        found.sort();
        let mut known = TARGETS;
        known.sort_unstable();
        assert_eq!(found, known);
        for target in TARGETS {
            let corpus = folder().join("corpus").join(target);
            assert!(fs::read_dir(corpus).unwrap().count() > 0, "{target}");
        }
    }
}
