//! What a file's metadata tells of its content.

use std::fs::Metadata;
use std::time::{Duration, SystemTime};

/// How old the last change of a file must be for its metadata to vouch for its content: a second
/// write in the same tick of the file system's clock leaves no trace. Two seconds is the coarsest
/// clock in use.
const COARSEST_CLOCK: Duration = Duration::from_secs(2);

/// A file's metadata, as far as it changes with the content.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Stamp {
    length: u64,
    modified: Option<SystemTime>,
    /// Device, number, and the time of the last change of anything, the number included.
    identity: (u64, u64, i64, i64),
}

impl Stamp {
    /// Of what the path leads to.
    pub(super) fn of(metadata: &Metadata) -> Self {
        Self {
            length: metadata.len(),
            modified: metadata.modified().ok(),
            identity: identity(metadata),
        }
    }

    /// Whether a file that was read at `read_at`, with this stamp before, still has the content read
    /// for as long as it has this stamp.
    pub(super) fn vouches(&self, read_at: SystemTime) -> bool {
        self.modified
            .and_then(|modified| read_at.duration_since(modified).ok())
            .is_some_and(|age| age > COARSEST_CLOCK)
    }
}

#[cfg(unix)]
fn identity(metadata: &Metadata) -> (u64, u64, i64, i64) {
    use std::os::unix::fs::MetadataExt as _;
    (
        metadata.dev(),
        metadata.ino(),
        metadata.ctime(),
        metadata.ctime_nsec(),
    )
}

#[cfg(not(unix))]
fn identity(_: &Metadata) -> (u64, u64, i64, i64) {
    (0, 0, 0, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fresh_file_is_not_trusted() {
        let now = SystemTime::now();
        let modified_before = |age: Duration| Stamp {
            length: 1,
            modified: now.checked_sub(age),
            identity: (0, 0, 0, 0),
        };
        assert!(modified_before(Duration::from_secs(3)).vouches(now));
        assert!(!modified_before(Duration::from_secs(2)).vouches(now));
        let future = now + Duration::from_secs(60);
        assert!(!modified_before(Duration::ZERO).vouches(now));
        let stamp = Stamp {
            modified: Some(future),
            ..modified_before(Duration::ZERO)
        };
        assert!(!stamp.vouches(now));
        let unknown = Stamp {
            modified: None,
            ..stamp
        };
        assert!(!unknown.vouches(now));
    }
}
