//! The configuration that `up` serves.

use super::addresses::{Addresses, DEMO_API, GATEWAY};
use super::bootstrap::replace_number;
use crate::{layout, shell, ui};
use anyhow::Context;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The first configuration, from the root of the repository.
const BOOKSHOP: &str = "demo/config/bookshop.yaml";

/// The variable that names the store: a command line with a password could be read by others.
pub(super) const VARIABLE: &str = "PORTICO_CONFIG_STORE";

/// Where the configuration is kept.
pub(super) struct Store {
    /// As `--config-store` takes it. It may hold a password.
    pub(super) url: String,
    /// Whether it is what comes with the demo, which serves a call that is known to work.
    pub(super) is_demo: bool,
}

impl Store {
    /// The store at `given`, a directory as it is; else a database in the state folder. A database
    /// that never had a document begins with the demo's configuration, and stays.
    pub(super) fn open(given: Option<&str>, addresses: &Addresses) -> anyhow::Result<Self> {
        let folder = state_folder(addresses);
        let own = || format!("sqlite:{}", layout::shown(&folder.join("portico.db")));
        let url = given.map_or_else(own, str::to_owned);
        let mut store = Self {
            url,
            is_demo: false,
        };
        if !store.url.starts_with("file:") {
            fs::create_dir_all(&folder)?;
            let text = fs::read_to_string(layout::root().join(BOOKSHOP)).context(BOOKSHOP)?;
            let text = replace_number(&text, DEMO_API, addresses.demo_api.port());
            let file = folder.join("first.yaml");
            fs::write(&file, text)?;
            let outcome = store.begin(&file);
            fs::remove_file(file)?;
            store.is_demo = outcome?;
        }
        Ok(store)
    }

    /// The URL without its password.
    pub(super) fn shown(&self) -> String {
        without_password(&self.url)
    }

    /// Imports the documents of `file` if there never were any; whether it did.
    fn begin(&self, file: &Path) -> anyhow::Result<bool> {
        let mut import = Command::new(layout::debug_binary("portico-control-plane"));
        import.current_dir(layout::root()).env(VARIABLE, &self.url);
        import.args(["import", "--if-empty", "--reason", "the demo"]);
        let what = format!("Looking into {}", self.shown());
        let told = ui::step(&what, || shell::output(import.arg(file)))?;
        let begins = told.contains("is in force");
        if begins {
            ui::line(format_args!("  imported {BOOKSHOP}"));
        }
        Ok(begins)
    }
}

fn without_password(url: &str) -> String {
    let parts = url.split_once("://").and_then(|(scheme, rest)| {
        let (who, place) = rest.rsplit_once('@')?;
        let (user, _) = who.split_once(':')?;
        Some(format!("{scheme}://{user}@{place}"))
    });
    parts.unwrap_or_else(|| url.to_owned())
}

/// A folder that no other `up` writes to, and whose database names the port of the demo API.
fn state_folder(addresses: &Addresses) -> PathBuf {
    let folder = layout::state();
    match (addresses.gateway.port(), addresses.demo_api.port()) {
        (GATEWAY, DEMO_API) => folder,
        (gateway, api) => folder.join(format!("{gateway}-{api}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_not_shown() {
        let table = [
            ("postgres://u:p@ss@h:1/n", "postgres://u@h:1/n"),
            ("mysql://u@h/n", "mysql://u@h/n"),
            ("sqlite:a/b.db", "sqlite:a/b.db"),
        ];
        for (url, shown) in table {
            assert_eq!(without_password(url), shown);
        }
    }
}
