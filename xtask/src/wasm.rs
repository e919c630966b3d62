//! Building the filter for Envoy.

use crate::{install, layout, shell, ui};
use anyhow::{Context, bail};
use std::fs;
use std::path::{Path, PathBuf};
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
    let (compiled, filter) = (layout::compiled_filter(), layout::filter_wasm());
    if !is_newer(&filter, &compiled) {
        optimize(&compiled, &filter)?;
    }
    Ok(filter)
}

/// What the compiler emits for a Wasm target that Envoy's V8 knows.
const FEATURES: [&str; 4] = [
    "--enable-bulk-memory",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
];

/// Makes the compiled module an eighth smaller by `wasm-opt`.
fn optimize(compiled: &Path, filter: &Path) -> anyhow::Result<()> {
    let folder = layout::root().join("xtask/binaryen");
    install::install_locked(&folder)?;
    ui::step("Making the filter smaller", || {
        let unfinished = filter.with_extension("wasm.new");
        let mut wasm_opt = Command::new("node");
        wasm_opt.arg(folder.join("node_modules/binaryen/bin/wasm-opt"));
        wasm_opt.arg("-Oz").args(FEATURES);
        shell::run(wasm_opt.arg(compiled).arg("-o").arg(&unfinished))?;
        fs::rename(&unfinished, filter)
            .with_context(|| format!("cannot write {}", filter.display()))
    })
}

/// Whether `path` exists and was written after `than`.
fn is_newer(path: &Path, than: &Path) -> bool {
    let written = |path: &Path| path.metadata().and_then(|it| it.modified()).ok();
    written(path) > written(than)
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
