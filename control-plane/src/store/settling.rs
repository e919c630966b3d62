//! When a directory that is being written to may be read.
//!
//! A file that is half written, or gone for a moment between two steps of a program that replaces
//! it, must not be read. How long to wait depends on what was seen last of each path: after the end
//! of a write nothing more is expected, in the middle of one its end is.

use notify::event::{AccessKind, AccessMode, Event, EventKind, ModifyKind, RenameMode};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Wait after a path was written to its end or put in place by a rename: other files of the same
/// save may follow.
const WHOLE: Duration = Duration::from_millis(4);

/// Wait after anything else: a file that was created or removed is probably about to be written.
const PARTIAL: Duration = Duration::from_millis(40);

/// Longest wait in all.
const MAX_WAIT: Duration = Duration::from_millis(500);

/// The changes of a directory since it was last read.
#[derive(Debug, Default)]
pub(super) struct Settling {
    /// When the first of them was seen.
    since: Option<Instant>,
    /// When each path can be read.
    quiet_at: HashMap<PathBuf, Instant>,
}

impl Settling {
    /// Takes in an event, or that events are lost; whether it tells of a change.
    pub(super) fn note(&mut self, event: notify::Result<Event>, now: Instant) -> bool {
        let event = event.unwrap_or_default();
        if is_reading(event.kind) {
            return false;
        }
        self.since.get_or_insert(now);
        if event.paths.is_empty() {
            self.quiet_at.insert(PathBuf::new(), now + PARTIAL);
        }
        let last = event.paths.len().saturating_sub(1);
        for (index, path) in event.paths.into_iter().enumerate() {
            match step(event.kind) {
                Step::Whole => drop(self.quiet_at.insert(path, now + WHOLE)),
                // Of a temporary file nothing is left; of another one something will follow.
                Step::Renamed if index == last || !is_configuration(&path) => {
                    self.quiet_at.insert(path, now + WHOLE);
                }
                Step::Renamed | Step::Partial => drop(self.quiet_at.insert(path, now + PARTIAL)),
                Step::Aside => {
                    let quiet_at = self.quiet_at.entry(path).or_insert(now + WHOLE);
                    *quiet_at = (now + WHOLE).max(*quiet_at);
                }
            }
        }
        true
    }

    /// When the directory can be read; `None` if nothing has changed.
    pub(super) fn ready_at(&self) -> Option<Instant> {
        let limit = self.since? + MAX_WAIT;
        Some(limit.min(*self.quiet_at.values().max()?))
    }

    /// The directory is about to be read.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }
}

/// What an event says about its path.
enum Step {
    /// It is written to its end.
    Whole,
    /// The first path has become the last.
    Renamed,
    /// It is being written, or gone.
    Partial,
    /// Its content is what it was.
    Aside,
}

fn step(kind: EventKind) -> Step {
    match kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write))
        | EventKind::Modify(ModifyKind::Name(RenameMode::To)) => Step::Whole,
        EventKind::Modify(ModifyKind::Name(RenameMode::Both)) => Step::Renamed,
        EventKind::Modify(ModifyKind::Metadata(_)) => Step::Aside,
        _ => Step::Partial,
    }
}

/// Reading the files is an event too, and not a change.
fn is_reading(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(access) => access != AccessKind::Close(AccessMode::Write),
        _ => false,
    }
}

fn is_configuration(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension == "yaml" || extension == "yml")
}

#[cfg(test)]
mod tests {
    use super::*;
    use notify::event::{CreateKind, DataChange, MetadataKind, RemoveKind};

    const CREATE: EventKind = EventKind::Create(CreateKind::File);
    const WRITE: EventKind = EventKind::Modify(ModifyKind::Data(DataChange::Any));
    const CLOSE: EventKind = EventKind::Access(AccessKind::Close(AccessMode::Write));
    const FROM: EventKind = EventKind::Modify(ModifyKind::Name(RenameMode::From));
    const TO: EventKind = EventKind::Modify(ModifyKind::Name(RenameMode::To));
    const BOTH: EventKind = EventKind::Modify(ModifyKind::Name(RenameMode::Both));
    const MODE: EventKind = EventKind::Modify(ModifyKind::Metadata(MetadataKind::Any));
    const REMOVE: EventKind = EventKind::Remove(RemoveKind::File);

    /// Milliseconds from the first event until the directory can be read, after these events, each
    /// with its time and paths.
    fn wait(events: &[(u64, EventKind, &[&str])]) -> Option<u128> {
        let start = Instant::now();
        let mut settling = Settling::default();
        for (at, kind, paths) in events {
            let event = Event {
                paths: paths.iter().map(PathBuf::from).collect(),
                ..Event::new(*kind)
            };
            settling.note(Ok(event), start + Duration::from_millis(*at));
        }
        settling.ready_at().map(|at| (at - start).as_millis())
    }

    #[test]
    fn a_finished_write_is_read_soon() {
        let a: &[&str] = &["/c/a.yaml"];
        let temporary: &[&str] = &["/c/a.yaml.tmp"];
        let in_place = [(0, WRITE, a), (1, WRITE, a), (2, CLOSE, a)];
        assert_eq!(wait(&in_place), Some(6));
        let replaced = [
            (0, CREATE, temporary),
            (1, WRITE, temporary),
            (2, CLOSE, temporary),
            (3, FROM, temporary),
            (3, TO, a),
            (3, BOTH, &["/c/a.yaml.tmp", "/c/a.yaml"]),
            (4, MODE, a),
        ];
        assert_eq!(wait(&replaced), Some(8));
        assert_eq!(wait(&[(0, TO, a)]), Some(4));
        let swapped_link: [(u64, EventKind, &[&str]); 2] = [
            (0, CREATE, &["/c/..data_tmp"]),
            (1, BOTH, &["/c/..data_tmp", "/c/..data"]),
        ];
        assert_eq!(wait(&swapped_link), Some(5));
    }

    #[test]
    fn an_unfinished_write_is_waited_for() {
        let a: &[&str] = &["/c/a.yaml"];
        let b: &[&str] = &["/c/b.yaml"];
        assert_eq!(wait(&[(0, CREATE, a), (1, WRITE, a)]), Some(41));
        // Another file that is finished meanwhile does not shorten the wait.
        assert_eq!(wait(&[(0, REMOVE, a), (1, CLOSE, b)]), Some(40));
        // Its mode is set before it is written.
        assert_eq!(wait(&[(0, CREATE, a), (1, MODE, a)]), Some(40));
        // An editor that moves the file away before it writes the new one.
        let backup = [(0, FROM, a), (0, BOTH, &["/c/a.yaml", "/c/a.yaml~"] as _)];
        assert_eq!(wait(&backup), Some(40));
    }

    #[test]
    fn no_wait_is_without_end() {
        let writes: Vec<_> = (0..100)
            .map(|i| (i * 20, WRITE, &["/c/a.yaml"] as &[&str]))
            .collect();
        assert_eq!(wait(&writes), Some(500));
    }

    #[test]
    fn lost_events_are_a_change_and_reading_is_none() {
        let now = Instant::now();
        let mut settling = Settling::default();
        let read = Event::new(EventKind::Access(AccessKind::Open(AccessMode::Any)))
            .add_path("/c/a.yaml".into());
        assert!(!settling.note(Ok(read), now));
        assert_eq!(settling.ready_at(), None);
        assert!(settling.note(Err(notify::Error::generic("overflow")), now));
        assert_eq!(settling.ready_at(), Some(now + PARTIAL));
        settling.clear();
        assert_eq!(settling.ready_at(), None);
    }
}
