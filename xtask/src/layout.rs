//! Where things are: the repository's root, build outputs, installed tools.

use std::env;
use std::path::{Path, PathBuf};

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask).to_path_buf()
}

/// Cargo's target directory.
pub(crate) fn target() -> PathBuf {
    let given = env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    root().join(given.unwrap_or_else(|| PathBuf::from("target")))
}

/// Logs and generated configuration of what tasks start.
pub(crate) fn run_dir() -> PathBuf {
    target().join("portico")
}

/// What `up` keeps over restarts, also over `cargo clean`; git-ignored.
pub(crate) fn state() -> PathBuf {
    let given = env::var_os("PORTICO_STATE_DIR").map(PathBuf::from);
    root().join(given.unwrap_or_else(|| PathBuf::from(".portico")))
}

/// The path as people want to see it: from the root of the repository, where it is below that.
pub(crate) fn shown(path: &Path) -> String {
    let root = root();
    path.strip_prefix(&root)
        .unwrap_or(path)
        .display()
        .to_string()
}

/// Installed tools; git-ignored.
pub(crate) fn tools() -> PathBuf {
    root().join(".tools")
}

/// The filter as the compiler makes it.
pub(crate) fn compiled_filter() -> PathBuf {
    target().join("wasm32-wasip1/wasm/portico_filter.wasm")
}

/// The filter as Envoy loads it.
pub(crate) fn filter_wasm() -> PathBuf {
    target().join("portico_filter.wasm")
}

/// A binary of the workspace, built with the dev profile.
pub(crate) fn debug_binary(name: &str) -> PathBuf {
    target().join("debug").join(name)
}
