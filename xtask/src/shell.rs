//! Running one program to its end.

use crate::process;
use anyhow::{Context, bail, ensure};
use std::env;
use std::ffi::OsString;
use std::os::unix::process::CommandExt as _;
use std::process::{Command, Stdio};
use std::thread;

/// Cargo, in the toolchain that runs this task, at the repository's root.
pub(crate) fn cargo() -> Command {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")));
    cargo.current_dir(crate::layout::root());
    cargo
}

/// Runs the command with this process's output. It is ended, with all that it started, when this
/// process is told to stop.
///
/// # Errors
/// It cannot start, it fails, or it was ended.
pub(crate) fn run(command: &mut Command) -> anyhow::Result<()> {
    let what = describe(command);
    let mut child = command
        .stdin(Stdio::null())
        .process_group(0)
        .spawn()
        .with_context(|| format!("cannot run: {what}"))?;
    while !process::is_stopping() {
        if let Some(status) = child.try_wait()? {
            ensure!(status.success(), "failed ({status}): {what}");
            return Ok(());
        }
        thread::sleep(process::PAUSE);
    }
    process::end(&mut child);
    bail!("stopped: {what}")
}

/// Runs the command and gives its standard output; an error with its standard error if it fails.
pub(crate) fn output(command: &mut Command) -> anyhow::Result<String> {
    let what = describe(command);
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("cannot run: {what}"))?;
    if !output.status.success() {
        let complaint = String::from_utf8_lossy(&output.stderr);
        bail!(
            "failed ({}): {what}\n{}",
            output.status,
            complaint.trim_end()
        );
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Whether a program of this name is on the `PATH`.
pub(crate) fn is_installed(program: &str) -> bool {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

/// The command line as a person would type it.
fn describe(command: &Command) -> String {
    let mut words = vec![command.get_program().to_string_lossy().into_owned()];
    words.extend(
        command
            .get_args()
            .map(|arg| arg.to_string_lossy().into_owned()),
    );
    words.join(" ")
}
