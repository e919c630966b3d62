//! The official JSON-Schema-Test-Suite, which the source package of PyPI's `jsonschema` carries.

use super::python;
use crate::{layout, shell, ui};
use std::fs;
use std::process::Command;

/// The package, its version and the file that locks both, from the root of the repository.
const PACKAGE: &str = "jsonschema";
const VERSION: &str = "4.26.0";
const LOCK: &str = "crates/schema/suite/requirements.txt";

/// Unpacks the suite in `.tools/`, unless it is there; `portico-schema`'s tests look for it there.
///
/// # Errors
/// No Python, the package cannot be had, or it is another than the locked one.
pub(crate) fn json_schema_suite() -> anyhow::Result<()> {
    let name = format!("{PACKAGE}-{VERSION}");
    if layout::tools().join(&name).join("json/tests").is_dir() {
        return Ok(());
    }
    python::create_venv()?;
    ui::step("Installing the JSON-Schema-Test-Suite from PyPI", || {
        let downloads = layout::tools().join("downloads");
        fs::create_dir_all(&downloads)?;
        let mut pip = Command::new(python::python());
        pip.args(["-m", "pip", "download", "--quiet", "--no-input"]);
        pip.args(["--disable-pip-version-check", "--no-deps"]);
        pip.args(["--no-binary", PACKAGE, "--require-hashes", "--requirement"]);
        pip.arg(layout::root().join(LOCK));
        shell::run(pip.arg("--dest").arg(&downloads))?;
        let mut unpack = Command::new(python::python());
        unpack.args(["-m", "tarfile", "--extract"]);
        unpack.arg(downloads.join(format!("{name}.tar.gz")));
        shell::run(unpack.arg(layout::tools()))
    })
}
