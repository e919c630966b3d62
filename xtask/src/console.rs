//! The web console: building it, and checking it without a browser.

use crate::{install, layout, shell, ui};
use anyhow::{Context, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

/// What the checks run, and what each looks for.
const CHECKS: &[(&str, &str)] = &[
    ("check", "Checking form and lints (Biome)"),
    ("types", "Checking types (TypeScript)"),
    ("drift", "Comparing the client with the OpenAPI document"),
    ("test", "Testing (Vitest)"),
];

/// Folders of `admin-ui` that hold no sources.
const MADE: [&str; 2] = ["dist", "node_modules"];

fn folder() -> PathBuf {
    layout::root().join("admin-ui")
}

/// Builds the console into `admin-ui/dist`, unless nothing changed since it was built.
///
/// # Errors
/// No npm, or the build fails.
pub(crate) fn build() -> anyhow::Result<()> {
    if is_current()? {
        return Ok(());
    }
    install::install_locked(&folder())?;
    ui::step("Building the console", || run("build"))
}

/// Everything about the console that needs no browser.
///
/// # Errors
/// A check fails.
pub(crate) fn check() -> anyhow::Result<()> {
    install::install_locked(&folder())?;
    for (script, what) in CHECKS {
        ui::step(what, || run(script))?;
    }
    build()?;
    ui::step("Measuring the first view", || run("size"))
}

fn run(script: &str) -> anyhow::Result<()> {
    let mut npm = Command::new("npm");
    npm.current_dir(folder());
    shell::run(npm.args(["run", "--silent", script]))
}

/// Whether the build is newer than every source.
fn is_current() -> anyhow::Result<bool> {
    // The last file that the build writes.
    let built = changed(&folder().join("dist/.built"));
    let Ok(built) = built else { return Ok(false) };
    Ok(newest(&folder())? <= built)
}

fn newest(folder: &Path) -> anyhow::Result<SystemTime> {
    let mut newest = SystemTime::UNIX_EPOCH;
    let entries = fs::read_dir(folder).with_context(|| layout::shown(folder))?;
    for entry in entries {
        let path = entry?.path();
        if MADE.iter().any(|made| path.ends_with(made)) {
            continue;
        }
        newest = newest.max(if path.is_dir() {
            self::newest(&path)?
        } else {
            changed(&path)?
        });
    }
    ensure!(newest <= SystemTime::now(), "a source is from the future");
    Ok(newest)
}

fn changed(path: &Path) -> anyhow::Result<SystemTime> {
    let metadata = path.metadata();
    let time = metadata.and_then(|metadata| metadata.modified());
    time.with_context(|| layout::shown(path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn sources_are_newer_than_what_is_made_of_them() {
        let folder = std::env::temp_dir().join(format!("portico-console-{}", std::process::id()));
        fs::create_dir_all(folder.join("src")).unwrap();
        fs::create_dir_all(folder.join("dist")).unwrap();
        for file in ["src/a.ts", "dist/a.js"] {
            fs::write(folder.join(file), "").unwrap();
        }
        let later = SystemTime::now() - Duration::from_secs(5);
        let source = fs::File::options()
            .write(true)
            .open(folder.join("src/a.ts"));
        source.unwrap().set_modified(later).unwrap();
        assert_eq!(newest(&folder).unwrap(), later);
        fs::remove_dir_all(&folder).unwrap();
    }
}
