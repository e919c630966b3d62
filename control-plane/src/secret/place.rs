//! The places outside of the configuration where values may come from: only those that the
//! operator allows.

use portico_config::model::{Plain, Source};
use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read as _;
use std::os::fd::AsRawFd as _;
use std::path::{Path, PathBuf};

/// Longest value, in bytes.
const MAX_VALUE: u64 = 16 * 1024;

/// What the operator allows. Nothing by default.
#[derive(Debug, Clone, Default)]
pub struct Allowed {
    /// Names of environment variables.
    pub env: BTreeSet<String>,
    /// Directories whose files, at any depth, may be read.
    pub directories: Vec<PathBuf>,
}

/// Why a place gives no value. Never says what it holds.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlaceError {
    /// The variable is not on the list.
    #[error(
        "environment variable `{0}` is not allowed: the operator allows it by --secret-env-allow"
    )]
    ForbiddenVariable(String),
    /// It is not set.
    #[error("environment variable `{0}` is not set, or no text")]
    NoVariable(String),
    /// The file is outside of the allowed directories, or leads outside.
    #[error("file `{0}` is not allowed: the operator allows its directory by --secret-file-allow")]
    ForbiddenFile(String),
    /// It cannot be read.
    #[error("file `{0}` cannot be read: {1}")]
    Unreadable(String, String),
}

impl Allowed {
    /// The value at `source`.
    ///
    /// # Errors
    /// If it is not allowed, or there is none.
    pub fn read(&self, source: &Source) -> Result<Plain, PlaceError> {
        match source {
            Source::Env(name) => self.variable(name),
            Source::File(path) => self.file(path),
        }
    }

    fn variable(&self, name: &str) -> Result<Plain, PlaceError> {
        if !self.env.contains(name) {
            return Err(PlaceError::ForbiddenVariable(name.to_owned()));
        }
        let value = std::env::var(name).ok().filter(|value| !value.is_empty());
        value
            .map(Plain::new)
            .ok_or_else(|| PlaceError::NoVariable(name.to_owned()))
    }

    fn file(&self, path: &str) -> Result<Plain, PlaceError> {
        let unreadable = |reason: String| PlaceError::Unreadable(path.to_owned(), reason);
        let forbidden = || PlaceError::ForbiddenFile(path.to_owned());
        // A path that leads outside tells nothing about what is there.
        let real = Path::new(path).canonicalize().ok();
        let real = real.filter(|real| self.holds(real)).ok_or_else(forbidden)?;
        // Opening a pipe would wait for its other end.
        if !real.is_file() {
            return Err(unreadable("it is not a file".to_owned()));
        }
        let file = File::open(&real).map_err(|error| unreadable(error.to_string()))?;
        if !opened(&file).is_some_and(|opened| self.holds(&opened)) {
            return Err(forbidden());
        }
        let mut text = String::new();
        let read = file
            .take(MAX_VALUE.saturating_add(1))
            .read_to_string(&mut text);
        read.map_err(|error| unreadable(error.to_string()))?;
        let value = text.strip_suffix('\n').unwrap_or(&text);
        let value = value.strip_suffix('\r').unwrap_or(value);
        if value.is_empty() || text.len() as u64 > MAX_VALUE {
            return Err(unreadable(format!("it must hold 1 to {MAX_VALUE} bytes")));
        }
        Ok(Plain::new(value.to_owned()))
    }

    fn holds(&self, real: &Path) -> bool {
        let mut real_directories = self
            .directories
            .iter()
            .filter_map(|directory| directory.canonicalize().ok());
        real_directories.any(|directory| real.starts_with(directory))
    }
}

/// Where an open file really is: whoever swaps it for a link meanwhile gains nothing.
fn opened(file: &File) -> Option<PathBuf> {
    std::fs::read_link(format!("/proc/self/fd/{}", file.as_raw_fd())).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn files_are_read_only_inside_of_allowed_directories() {
        let directory = tempfile::tempdir().unwrap();
        let (inside, outside) = (directory.path().join("in"), directory.path().join("out"));
        std::fs::create_dir_all(inside.join("deep")).unwrap();
        std::fs::create_dir(&outside).unwrap();
        std::fs::write(inside.join("key"), "k1\n").unwrap();
        std::fs::write(inside.join("deep/key"), "k2\r\n").unwrap();
        std::fs::write(inside.join("empty"), "\n").unwrap();
        std::fs::write(inside.join("large"), "x".repeat(17 * 1024)).unwrap();
        std::fs::write(outside.join("key"), "hidden").unwrap();
        symlink("deep/key", inside.join("link")).unwrap();
        symlink(outside.join("key"), inside.join("escape")).unwrap();
        let allowed = Allowed {
            env: BTreeSet::new(),
            directories: vec![inside.clone()],
        };
        let read = |path: PathBuf| allowed.read(&Source::File(path.display().to_string()));
        assert_eq!(read(inside.join("key")).unwrap().expose(), "k1");
        assert_eq!(read(inside.join("deep/key")).unwrap().expose(), "k2");
        assert_eq!(read(inside.join("link")).unwrap().expose(), "k2");
        for path in [
            outside.join("key"),
            inside.join("escape"),
            inside.join("../out/key"),
            inside.join("none"),
            directory.path().join("inside-not/key"),
        ] {
            let refused = read(path.clone());
            assert!(
                matches!(refused, Err(PlaceError::ForbiddenFile(_))),
                "{path:?}"
            );
        }
        for path in ["deep", "empty", "large"] {
            let refused = read(inside.join(path));
            assert!(matches!(refused, Err(PlaceError::Unreadable(..))), "{path}");
        }
    }

    #[test]
    fn variables_are_read_only_from_the_list() {
        let allowed = Allowed {
            env: ["PATH", "PORTICO_TEST_UNSET"].map(str::to_owned).into(),
            directories: Vec::new(),
        };
        let read = |name: &str| allowed.read(&Source::Env(name.to_owned()));
        assert_eq!(
            read("PATH").unwrap().expose(),
            std::env::var("PATH").unwrap()
        );
        assert!(matches!(
            read("HOME"),
            Err(PlaceError::ForbiddenVariable(_))
        ));
        assert!(matches!(
            read("PORTICO_TEST_UNSET"),
            Err(PlaceError::NoVariable(_))
        ));
    }
}
