//! Finding and reading the files of the directory.

use super::stamp::Stamp;
use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Read;
use std::path::{Path, PathBuf};

/// Deepest directory below the configuration directory; ends loops of symbolic links.
const MAX_DEPTH: usize = 8;

/// Most files.
const MAX_FILES: usize = 10_000;

/// Largest file in bytes.
const MAX_FILE: u64 = 32 << 20;

/// The directory cannot be read as a whole.
#[derive(Debug, thiserror::Error)]
#[error("cannot read {path}: {reason}")]
pub struct ScanError {
    path: PathBuf,
    reason: String,
}

/// A file that is there.
#[derive(Debug)]
pub(super) struct Found {
    /// Where to read it.
    pub(super) path: PathBuf,
    /// What its metadata says.
    pub(super) stamp: Stamp,
}

/// Every `*.yaml` and `*.yml` file below `root`, by its path below `root` (with `/`). Names that
/// begin with a dot are left out (editors' files, and the `..data` of a Kubernetes ConfigMap, whose
/// files are seen through the links beside it); symbolic links are followed.
pub(super) fn find(root: &Path) -> Result<BTreeMap<String, Found>, ScanError> {
    let mut found = BTreeMap::new();
    walk(root, "", MAX_DEPTH, &mut found)?;
    Ok(found)
}

fn walk(
    dir: &Path,
    prefix: &str,
    depth: usize,
    found: &mut BTreeMap<String, Found>,
) -> Result<(), ScanError> {
    let failed = |reason: String| ScanError {
        path: dir.to_owned(),
        reason,
    };
    for entry in fs::read_dir(dir).map_err(|e| failed(e.to_string()))? {
        let entry = entry.map_err(|e| failed(e.to_string()))?;
        let file_name = entry.file_name();
        let Some(name) = file_name.to_str().filter(|name| !name.starts_with('.')) else {
            continue;
        };
        // A file may be gone since the directory was read: then it is not there.
        let Ok(metadata) = fs::metadata(entry.path()) else {
            continue;
        };
        let path = format!("{prefix}{name}");
        if metadata.is_dir() && depth > 0 {
            walk(
                &entry.path(),
                &format!("{path}/"),
                depth.saturating_sub(1),
                found,
            )?;
        } else if metadata.is_file() && (name.ends_with(".yaml") || name.ends_with(".yml")) {
            if found.len() >= MAX_FILES {
                return Err(failed(format!("there are more than {MAX_FILES} files")));
            }
            let stamp = Stamp::of(&metadata);
            let file = Found {
                path: entry.path(),
                stamp,
            };
            found.insert(path, file);
        }
    }
    Ok(())
}

/// Reads one file; `None` if it is gone.
///
/// # Errors
/// Says what is wrong, for people.
pub(super) fn read(path: &Path) -> Result<Option<Vec<u8>>, String> {
    let mut bytes = Vec::new();
    let file = match fs::File::open(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        file => file.map_err(|error| format!("cannot be read: {error}"))?,
    };
    let limit = MAX_FILE.saturating_add(1);
    let length = file
        .take(limit)
        .read_to_end(&mut bytes)
        .map_err(|error| format!("cannot be read: {error}"))?;
    if u64::try_from(length).is_ok_and(|length| length > MAX_FILE) {
        return Err(format!("larger than {} MiB", MAX_FILE >> 20));
    }
    Ok(Some(bytes))
}

/// A number that changes when any file is added, removed, replaced or written to. Made of names and
/// metadata only, so it is cheap; an unreadable directory has a number too.
pub(super) fn fingerprint(found: &Result<BTreeMap<String, Found>, ScanError>) -> u64 {
    let mut hasher = DefaultHasher::new();
    match found {
        Err(_) => 0u8.hash(&mut hasher),
        Ok(files) => {
            for (name, file) in files {
                (name, &file.stamp).hash(&mut hasher);
            }
        }
    }
    hasher.finish()
}
