//! Building the filter for Envoy.

use crate::{layout, shell, ui};
use anyhow::{Context, bail};
use std::path::PathBuf;
use std::process::Command;

/// The compilation target of the filter.
const TARGET: &str = "wasm32-wasip1";

/// Most bytes that the filter may have: its size is Envoy's start-up time.
const SIZE_LIMIT: u64 = 1 << 20;

/// Installs the compilation target if it is missing.
pub(crate) fn install_target() -> anyhow::Result<()> {
    let mut query = Command::new("rustc");
    query.current_dir(layout::root());
    query.args(["--print", "target-libdir", "--target", TARGET]);
    let folder = PathBuf::from(shell::output(&mut query)?.trim_end());
    if folder.is_dir() {
        return Ok(());
    }
    ui::step(&format!("Installing the Rust target {TARGET}"), || {
        let mut rustup = Command::new("rustup");
        shell::run(
            rustup
                .current_dir(layout::root())
                .args(["target", "add", TARGET]),
        )
    })
    .with_context(|| format!("the filter needs the Rust target {TARGET}"))
}

/// Builds the filter and gives its path.
pub(crate) fn build() -> anyhow::Result<PathBuf> {
    install_target()?;
    ui::step("Building the filter for Envoy", || {
        let mut cargo = shell::cargo();
        cargo.args(["build", "--package", "portico-filter"]);
        shell::run(cargo.args(["--target", TARGET, "--profile", "wasm"]))
    })?;
    Ok(layout::filter_wasm())
}

/// Runs clippy over the filter as it is built for Envoy.
pub(crate) fn lint() -> anyhow::Result<()> {
    install_target()?;
    let mut cargo = shell::cargo();
    cargo.args(["clippy", "--package", "portico-filter", "--target", TARGET]);
    shell::run(cargo.args(["--", "-D", "warnings"]))
}

/// Builds the filter and refuses one that is too large.
pub(crate) fn check_size() -> anyhow::Result<()> {
    let path = build()?;
    let size = path
        .metadata()
        .with_context(|| format!("no {}", path.display()))?
        .len();
    let (kib, limit) = (size.div_ceil(1024), SIZE_LIMIT / 1024);
    ui::line(format_args!("  {kib} KiB of at most {limit} KiB"));
    if size > SIZE_LIMIT {
        bail!("the filter has {kib} KiB, more than {limit} KiB");
    }
    Ok(())
}
