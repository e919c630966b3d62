//! How a revision spread among the nodes of one replica, as it is handed to the others.

use crate::xds::node::Milestone;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// How a revision spread among the nodes of one replica.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Passage {
    /// The oldest revision of the store that pushes this.
    from: i64,
    /// The newest one.
    to: i64,
    /// When the replica published it, in microseconds of the database's clock.
    at: i64,
    /// Microseconds until its first node had it.
    first: Option<i64>,
    /// Microseconds until its last node had it, of those that have.
    last: Option<i64>,
}

impl Passage {
    /// The passage of `milestone`, if the database's clock says `now` now.
    pub(super) fn of(milestone: &Milestone, now: DateTime<Utc>) -> Self {
        let age = micros(milestone.at.elapsed());
        Self {
            from: milestone.stored_from,
            to: milestone.stored,
            at: now.timestamp_micros().saturating_sub(age),
            first: milestone.first.map(micros),
            last: milestone.last.map(micros),
        }
    }

    /// The passage with which the store's revision `stored` was published, of those in `timeline`, the
    /// oldest first.
    pub(super) fn of_stored(timeline: &[Self], stored: i64) -> Option<Self> {
        if timeline.first()?.from > stored {
            return None;
        }
        timeline.iter().find(|it| it.to >= stored).copied()
    }

    /// When the first and the last node of all had it, since the first replica published it.
    pub(super) fn span(passages: &[Self]) -> Option<(Duration, Duration)> {
        let spread = || passages.iter().filter(|it| it.last.is_some());
        let start = spread().map(|it| it.at).min()?;
        let ended = |of: fn(&Self) -> Option<i64>| {
            let at = move |it: &Self| Some(it.at.saturating_add(of(it)?));
            spread().filter_map(at)
        };
        let since = |at: i64| {
            let micros = u64::try_from(at.saturating_sub(start)).unwrap_or(0);
            Duration::from_micros(micros)
        };
        let first = ended(|it| it.first).min()?;
        let last = ended(|it| it.last).max()?;
        Some((since(first), since(last)))
    }
}

fn micros(duration: Duration) -> i64 {
    i64::try_from(duration.as_micros()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passage(from: i64, to: i64, at: i64, times: Option<(i64, i64)>) -> Passage {
        let (first, last) = times.unzip();
        Passage {
            from,
            to,
            at,
            first,
            last,
        }
    }

    #[test]
    fn is_found_by_the_revisions_of_the_store() {
        // The replica took 12 and 13 at once.
        let timeline = [(10, 10), (11, 11), (13, 14)].map(|(from, to)| passage(from, to, 0, None));
        let found = (9..=15).map(|stored| Some(Passage::of_stored(&timeline, stored)?.from));
        let expected = [None, Some(10), Some(11), Some(13), Some(13), Some(13), None];
        assert_eq!(found.collect::<Vec<_>>(), expected);
        assert_eq!(Passage::of_stored(&[], 1), None);
    }

    #[test]
    fn a_replica_that_follows_later_counts_from_the_first() {
        let here = passage(1, 1, 1_000_000, Some((20_000, 90_000)));
        let there = passage(1, 1, 1_400_000, Some((10_000, 80_000)));
        // It started long after.
        let newcomer = passage(1, 1, 9_000_000, None);
        let span = Passage::span(&[there, here, newcomer]);
        let millis = |ms| Duration::from_millis(ms);
        assert_eq!(span, Some((millis(20), millis(480))));
        assert_eq!(Passage::span(&[newcomer]), None);
    }
}
