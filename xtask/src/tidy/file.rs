//! The files that the rules look at.

use crate::{layout, shell};
use std::fs;
use std::process::Command;

/// Inputs of the fuzzer, which are of any form.
const CORPUS: &str = "fuzz/corpus/";

/// A text file of the repository.
pub(super) struct File {
    /// Path from the root, with `/`.
    pub(super) path: String,
    /// Its text.
    pub(super) text: String,
}

impl File {
    /// Whether it is Rust source.
    pub(super) fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }

    /// Whether it is TypeScript source.
    pub(super) fn is_script(&self) -> bool {
        self.path.ends_with(".ts") || self.path.ends_with(".tsx")
    }

    /// The last part of its path.
    pub(super) fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }
}

/// All text files that are committed or could be: neither ignored nor binary.
pub(super) fn all() -> anyhow::Result<Vec<File>> {
    let mut git = Command::new("git");
    git.current_dir(layout::root());
    git.args([
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ]);
    let list = shell::output(&mut git)?;
    let paths = list.split('\0');
    let paths = paths.filter(|path| !path.is_empty() && !path.starts_with(CORPUS));
    Ok(paths.filter_map(read).collect())
}

/// `None` for a binary file, or one that is deleted but not yet committed as such.
fn read(path: &str) -> Option<File> {
    let bytes = fs::read(layout::root().join(path)).ok()?;
    if bytes.contains(&0) {
        return None;
    }
    let text = String::from_utf8(bytes).ok()?;
    Some(File {
        path: path.to_owned(),
        text,
    })
}
