//! Where the programs under test are.
//!
//! `cargo xtask test` installs and builds all of them; a test that misses one says so.

use anyhow::{Context, Result, bail};
use std::{
    env,
    path::{Path, PathBuf},
};

/// The root of the repository.
pub fn repository() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here)
}

/// Envoy 1.40: `ENVOY_BIN`, or the one that `cargo xtask test` put under `.tools/venv`.
pub fn envoy() -> Result<PathBuf> {
    let installed = repository()
        .join(".tools/venv/lib")
        .read_dir()
        .into_iter()
        .flatten()
        .flatten()
        .map(|python| python.path().join("site-packages/envoy/_bin/envoy"))
        .find(|path| path.is_file());
    existing("ENVOY_BIN", installed)
}

/// The control plane: `PORTICO_CONTROL_PLANE_BIN`, or the debug build.
pub fn control_plane() -> Result<PathBuf> {
    existing(
        "PORTICO_CONTROL_PLANE_BIN",
        Some(repository().join("target/debug/portico-control-plane")),
    )
}

/// The bridge: `PORTICO_BRIDGE_BIN`, or the debug build.
pub fn bridge() -> Result<PathBuf> {
    existing(
        "PORTICO_BRIDGE_BIN",
        Some(repository().join("target/debug/portico-bridge")),
    )
}

/// The filter: `PORTICO_FILTER_WASM`, or the build of profile `wasm`.
pub fn filter() -> Result<PathBuf> {
    existing(
        "PORTICO_FILTER_WASM",
        Some(repository().join("target/portico_filter.wasm")),
    )
}

/// The demo's REST API: `PORTICO_DEMO_API_BIN`, or the debug build.
pub fn demo_api() -> Result<PathBuf> {
    existing(
        "PORTICO_DEMO_API_BIN",
        Some(repository().join("target/debug/portico-demo-api")),
    )
}

/// The development tasks: `PORTICO_XTASK_BIN`, or the debug build.
pub fn xtask() -> Result<PathBuf> {
    existing(
        "PORTICO_XTASK_BIN",
        Some(repository().join("target/debug/xtask")),
    )
}

/// Python with the packages that the tests use: `PORTICO_PYTHON`, or the one under `.tools/venv`.
pub fn python() -> Result<PathBuf> {
    existing(
        "PORTICO_PYTHON",
        Some(repository().join(".tools/venv/bin/python")),
    )
}

fn existing(variable: &str, default: Option<PathBuf>) -> Result<PathBuf> {
    let path = env::var_os(variable)
        .map(PathBuf::from)
        .or(default)
        .with_context(|| format!("{variable} is not set: run the tests by `cargo xtask test`"))?;
    if !path.is_file() {
        bail!(
            "{} does not exist: run `cargo xtask test`, or set {variable}",
            path.display()
        );
    }
    Ok(path)
}
