//! The configuration that `up` serves.

use super::addresses::{Addresses, DEMO_API, GATEWAY};
use super::bootstrap::replace_number;
use crate::{layout, shell, ui};
use anyhow::Context;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// The first configuration, from the root of the repository.
const BOOKSHOP: &str = "demo/config/bookshop.yaml";

/// Where the configuration is kept.
pub(super) struct Store {
    /// As `--config-store` takes it.
    pub(super) url: String,
    /// Whether it is what comes with the demo, which serves a call that is known to work.
    pub(super) is_demo: bool,
}

impl Store {
    /// The store at `given`, as it is; else a database in the state folder, which begins with the
    /// demo's configuration and stays.
    pub(super) fn open(given: Option<&str>, addresses: &Addresses) -> anyhow::Result<Self> {
        if let Some(given) = given {
            return Ok(Self {
                url: given.to_owned(),
                is_demo: false,
            });
        }
        let folder = state_folder(addresses);
        let url = format!("sqlite:{}", layout::shown(&folder.join("portico.db")));
        let is_demo = !folder.join("portico.db").exists();
        if is_demo {
            fs::create_dir_all(&folder)?;
            let text = fs::read_to_string(layout::root().join(BOOKSHOP)).context(BOOKSHOP)?;
            let text = replace_number(&text, DEMO_API, addresses.demo_api.port());
            let file = folder.join("first.yaml");
            fs::write(&file, text)?;
            ui::step(&format!("Importing {BOOKSHOP} into {url}"), || {
                let mut import = Command::new(layout::debug_binary("portico-control-plane"));
                import.current_dir(layout::root()).arg("import").arg(&file);
                import.args(["--config-store", &url, "--reason", "the demo"]);
                // What is half made would look like a store that was kept.
                shell::run(&mut import).inspect_err(|_| drop(fs::remove_dir_all(&folder)))
            })?;
            fs::remove_file(file)?;
        }
        Ok(Self { url, is_demo })
    }
}

/// A folder that no other `up` writes to, and whose database names the port of the demo API.
fn state_folder(addresses: &Addresses) -> PathBuf {
    let folder = layout::state();
    match (addresses.gateway.port(), addresses.demo_api.port()) {
        (GATEWAY, DEMO_API) => folder,
        (gateway, api) => folder.join(format!("{gateway}-{api}")),
    }
}
