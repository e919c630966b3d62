//! Commands and what they print.

use crate::page::Block;
use anyhow::{Context as _, Result, ensure};
use portico_e2e::binary;
use std::{env, fs, os::unix::fs::symlink, process::Command};

/// The file that holds a wrong document.
const FILE: &str = "shop.yaml";

/// Runs `portico-control-plane validate` on a file and compares its output.
pub(crate) fn check_errors(file: &Block, errors: &Block) -> Result<()> {
    let directory = tempfile::tempdir()?;
    fs::write(directory.path().join(FILE), &file.text)?;
    let output = Command::new(binary::control_plane()?)
        .args(["validate", "--config-dir"])
        .arg(directory.path())
        .output()?;
    let printed = String::from_utf8(output.stdout)?;
    ensure!(
        output.status.code() == Some(1),
        "it ends with {}",
        output.status
    );
    ensure!(printed == errors.text, "the errors are\n{printed}");
    Ok(())
}

/// Runs a command in the repository's root, with the programs under test in its search path, and
/// compares what it prints.
pub(crate) fn check_output(command: &Block, output: &Block) -> Result<()> {
    let programs = tempfile::tempdir()?;
    let program = |name: &str| programs.path().join(name);
    symlink(
        binary::control_plane()?.canonicalize()?,
        program("portico-control-plane"),
    )?;
    symlink(binary::envoy()?.canonicalize()?, program("envoy"))?;
    let path = env::var_os("PATH").context("no PATH")?;
    let path = env::join_paths(
        std::iter::once(programs.path().to_owned()).chain(env::split_paths(&path)),
    )?;
    let real = Command::new("sh")
        .args(["-c", &command.text])
        .env("PATH", path)
        .current_dir(binary::repository())
        .output()?;
    let trimmed = |text: &str| {
        let lines: Vec<_> = text.lines().map(str::trim_end).collect();
        lines.join("\n")
    };
    let printed = trimmed(&String::from_utf8(real.stdout)?);
    ensure!(
        printed == trimmed(&output.text),
        "it prints\n{printed}\n{}",
        String::from_utf8_lossy(&real.stderr)
    );
    Ok(())
}
