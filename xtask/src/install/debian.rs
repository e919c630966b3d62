//! Programs from Debian's packages.

use crate::{shell, ui};
use anyhow::{Context, bail};
use std::process::Command;

/// Makes sure that these programs are on the `PATH`; each is given with its Debian package.
///
/// # Errors
/// One is missing and this is not root on Debian.
pub(crate) fn install_programs(wanted: &[(&str, &str)]) -> anyhow::Result<()> {
    let is_missing = |(program, _): &&(&str, &str)| !shell::is_installed(program);
    let missing = wanted.iter().filter(is_missing);
    let packages: Vec<_> = missing.map(|(_, package)| *package).collect();
    install_packages(&packages)
}

/// Installs Debian's packages of these names, which are missing.
///
/// # Errors
/// There are any, and this is not root on Debian.
pub(super) fn install_packages(packages: &[&str]) -> anyhow::Result<()> {
    if packages.is_empty() {
        return Ok(());
    }
    let list = packages.join(" ");
    if !shell::is_installed("apt-get") || !is_root()? {
        bail!("something is missing; install it first, on Debian by: sudo apt-get install {list}");
    }
    ui::step(&format!("Installing {list} from Debian's packages"), || {
        apt_get(&["update", "--quiet", "--quiet"])?;
        let mut args = vec![
            "install",
            "--yes",
            "--quiet",
            "--quiet",
            "--no-install-recommends",
        ];
        args.extend(packages);
        apt_get(&args)
    })
    .with_context(|| format!("cannot install {list}"))
}

fn apt_get(args: &[&str]) -> anyhow::Result<()> {
    let mut command = Command::new("apt-get");
    shell::run(command.env("DEBIAN_FRONTEND", "noninteractive").args(args))
}

fn is_root() -> anyhow::Result<bool> {
    Ok(shell::output(Command::new("id").arg("-u"))?.trim() == "0")
}
