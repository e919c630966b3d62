//! How long revisions take to reach the nodes, and which revisions of the store they are.

use std::collections::VecDeque;
use std::time::Duration;
use tokio::time::Instant;

/// Revisions that are remembered.
const MAX_REVISIONS: usize = 4096;

/// The latest revisions, oldest first.
#[derive(Debug, Default)]
pub(super) struct Timeline(VecDeque<Milestone>);

/// One revision on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Milestone {
    /// The snapshot.
    pub revision: u64,
    /// The store's revision that it was made of: the newest one that gives this snapshot.
    pub stored: i64,
    /// The oldest one that does.
    pub stored_from: i64,
    /// When it was published.
    pub at: Instant,
    /// How long the first node took.
    pub first: Option<Duration>,
    /// How long the last node took of those that have it so far.
    pub last: Option<Duration>,
}

impl Timeline {
    /// Notes that the snapshot `revision` is published, made of the store's `stored`.
    pub(super) fn publish(&mut self, revision: u64, stored: i64, at: Instant) {
        if let Some(last) = self.0.back_mut().filter(|last| last.revision >= revision) {
            // Nothing that is pushed has changed.
            last.stored = last.stored.max(stored);
            return;
        }
        if self.0.len() >= MAX_REVISIONS {
            self.0.pop_front();
        }
        self.0.push_back(Milestone {
            revision,
            stored,
            stored_from: stored,
            at,
            first: None,
            last: None,
        });
    }

    /// Notes that a node, connected since `since`, came from revision `from` to `to`. What was
    /// published before it connected is not its doing.
    pub(super) fn reach(&mut self, from: Option<u64>, to: u64, since: Instant, now: Instant) {
        let passed = self
            .0
            .iter_mut()
            .rev()
            .skip_while(|it| it.revision > to)
            .take_while(|it| Some(it.revision) > from && it.at >= since);
        for milestone in passed {
            let took = now.saturating_duration_since(milestone.at);
            milestone.first.get_or_insert(took);
            milestone.last = milestone.last.max(Some(took));
        }
    }

    /// The milestone with which the store's revision `stored` was published: it may be that of a later
    /// revision, if both were published together, or of an earlier one, if it changed nothing that is
    /// pushed. `None` if it is not published yet, forgotten, or from before the start.
    pub(super) fn of_stored(&self, stored: i64) -> Option<Milestone> {
        if self.0.front()?.stored_from > stored {
            return None;
        }
        let index = self
            .0
            .partition_point(|milestone| milestone.stored < stored);
        self.0.get(index).copied()
    }

    /// The latest `count`, oldest first.
    pub(super) fn latest(&self, count: usize) -> Vec<Milestone> {
        let skipped = self.0.len().saturating_sub(count);
        self.0.iter().skip(skipped).copied().collect()
    }

    /// The milestone of the snapshot `revision`; `None` if it is unknown or forgotten.
    pub(super) fn get(&self, revision: u64) -> Option<Milestone> {
        let index = self
            .0
            .binary_search_by_key(&revision, |milestone| milestone.revision)
            .ok()?;
        self.0.get(index).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_from_publication() {
        let start = Instant::now();
        let at = |ms| start + Duration::from_millis(ms);
        let mut timeline = Timeline::default();
        timeline.publish(1, 7, at(0));
        timeline.publish(2, 8, at(100));
        timeline.publish(2, 8, at(150));
        timeline.reach(None, 1, at(0), at(10));
        timeline.reach(Some(1), 2, at(0), at(130));
        // Passes both at once; connected after the first was published.
        timeline.reach(None, 2, at(50), at(180));
        // Connected after both.
        timeline.reach(None, 2, at(500), at(600));
        let shown = |revision| {
            let found = timeline.get(revision).unwrap();
            (
                found.first.unwrap().as_millis(),
                found.last.unwrap().as_millis(),
            )
        };
        assert_eq!((shown(1), shown(2)), ((10, 10), (30, 80)));
        assert_eq!(timeline.get(3), None);
    }

    #[test]
    fn goes_by_the_revisions_of_the_store() {
        let mut timeline = Timeline::default();
        // 11 changes nothing, 12 and 13 come together, a secret changes, 14 is to come.
        for (revision, stored) in [(1, 10), (1, 11), (2, 13), (3, 13)] {
            timeline.publish(revision, stored, Instant::now());
        }
        let snapshots = (9..=14).map(|stored| Some(timeline.of_stored(stored)?.revision));
        let expected = [None, Some(1), Some(1), Some(2), Some(2), None];
        assert_eq!(snapshots.collect::<Vec<_>>(), expected);
        let latest = timeline.latest(2);
        assert_eq!(
            latest.iter().map(|it| it.revision).collect::<Vec<_>>(),
            [2, 3]
        );
        let stored = (1..=4).map(|revision| Some(timeline.get(revision)?.stored));
        let expected = [Some(11), Some(13), Some(13), None];
        assert_eq!(stored.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn forgets_the_oldest() {
        let mut timeline = Timeline::default();
        for revision in 0..=MAX_REVISIONS as u64 {
            timeline.publish(revision, 1, Instant::now());
        }
        assert!(timeline.get(0).is_none() && timeline.get(1).is_some());
        assert_eq!(timeline.0.len(), MAX_REVISIONS);
    }
}
