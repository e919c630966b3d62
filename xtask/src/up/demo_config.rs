//! The configuration that `up` watches.

use super::addresses::DEMO_API;
use super::bootstrap::replace_number;
use crate::{layout, ui};
use anyhow::Context;
use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// The directory to watch: `demo/config` itself, so that an edit there is live; a copy with the
/// other port, in `folder`, where the demo API could not have its usual one.
pub(super) fn directory(folder: &Path, demo_api: SocketAddr) -> anyhow::Result<PathBuf> {
    let original = layout::root().join("demo/config");
    if demo_api.port() == DEMO_API {
        return Ok(original);
    }
    let copy = folder.join("config");
    if copy.exists() {
        fs::remove_dir_all(&copy)?;
    }
    fs::create_dir_all(&copy)?;
    let files = fs::read_dir(&original).context("cannot read demo/config")?;
    for file in files {
        let file = file?;
        let text = fs::read_to_string(file.path())?;
        let text = replace_number(&text, DEMO_API, demo_api.port());
        fs::write(copy.join(file.file_name()), text)?;
    }
    ui::line(format_args!(
        "  port {DEMO_API} is taken: the configuration is a copy of demo/config with port {}",
        demo_api.port()
    ));
    Ok(copy)
}
