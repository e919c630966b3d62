//! Node.js packages that are locked in a folder of this repository.

use crate::{layout, shell, ui};
use anyhow::bail;
use std::path::Path;
use std::process::Command;
use std::time::SystemTime;

/// Installs what the folder's `package-lock.json` names, unless that is done.
///
/// # Errors
/// No npm, or it fails.
pub(crate) fn install_locked(folder: &Path) -> anyhow::Result<()> {
    let lock = folder.join("package-lock.json");
    let stamp = folder.join("node_modules/.package-lock.json");
    if is_current(changed(&lock), changed(&stamp)) {
        return Ok(());
    }
    ui::step(
        &format!("Installing npm packages in {}", layout::shown(folder)),
        || {
            let mut npm = npm()?;
            shell::run(
                npm.current_dir(folder)
                    .args(["ci", "--no-audit", "--no-fund"]),
            )
        },
    )
}

fn npm() -> anyhow::Result<Command> {
    if !shell::is_installed("npm") {
        bail!("Node.js with npm is needed (version 20 or later)");
    }
    Ok(Command::new("npm"))
}

fn changed(path: &Path) -> Option<SystemTime> {
    path.metadata()
        .and_then(|metadata| metadata.modified())
        .ok()
}

/// Whether the packages were installed after the lock was last changed.
fn is_current(lock: Option<SystemTime>, stamp: Option<SystemTime>) -> bool {
    matches!((lock, stamp), (Some(lock), Some(stamp)) if stamp >= lock)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn installs_again_after_the_lock_changed() {
        let early = SystemTime::UNIX_EPOCH;
        let late = early + Duration::from_secs(1);
        assert!(is_current(Some(early), Some(late)));
        assert!(!is_current(Some(late), Some(early)));
        assert!(!is_current(Some(early), None));
    }
}
