//! Who was recognized lately, so that documents, which are in memory, can be read while the store of
//! users is away.
//!
//! Only then, only for reading, and only for a while: as long as the store answers, it alone decides,
//! and who is disabled there is disabled at once.

use super::identify::{Identity, Presented};
use chrono::NaiveDateTime;
use parking_lot::Mutex;
use std::collections::HashMap;
use std::time::{Duration, Instant};

/// How long after the store last confirmed somebody they are still recognized.
const GRACE: Duration = Duration::from_secs(300);

/// How long the store counts as away after it did not answer. Asking takes seconds then, so not
/// every request does.
const AWAY: Duration = Duration::from_secs(1);

/// People that are remembered. Beyond, the one that was confirmed longest ago is forgotten.
const CAPACITY: usize = 10_000;

/// The memory of this process.
#[derive(Debug, Default)]
pub struct Remembered {
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    by_presented: HashMap<Presented, Memory>,
    /// When the store last did not answer, or was last asked since; `None` while it answers.
    away: Option<Instant>,
}

#[derive(Debug)]
struct Memory {
    identity: Identity,
    confirmed: Instant,
}

impl Remembered {
    /// What the store said of who presents this. The store is there.
    pub(super) fn confirm(&self, presented: Presented, found: Option<&Identity>, now: Instant) {
        let mut kept = self.kept.lock();
        kept.away = None;
        match found {
            Some(identity) => kept.insert(presented, identity.clone(), now),
            None => drop(kept.by_presented.remove(&presented)),
        }
    }

    /// The store did not answer.
    pub(super) fn is_away(&self, now: Instant) {
        self.kept.lock().away = Some(now);
    }

    /// Whether the store is to be asked: false right after it did not answer. Of many requests one
    /// finds out when it is back, and the others need not wait for it.
    pub(super) fn is_to_be_asked(&self, now: Instant) -> bool {
        let mut kept = self.kept.lock();
        let is_known_away = |at: Instant| now.saturating_duration_since(at) < AWAY;
        match kept.away {
            None => true,
            Some(at) if is_known_away(at) => false,
            Some(_) => {
                kept.away = Some(now);
                true
            }
        }
    }

    /// Whom the store confirmed last, if that was lately and what they present is still good.
    /// `time` is UTC.
    pub(super) fn recall(
        &self,
        presented: &Presented,
        now: Instant,
        time: NaiveDateTime,
    ) -> Option<Identity> {
        let kept = self.kept.lock();
        let memory = kept.by_presented.get(presented)?;
        let is_fresh = !memory.is_old(now);
        let is_good = memory.identity.expires_at.is_none_or(|end| time < end);
        (is_fresh && is_good).then(|| memory.identity.clone())
    }
}

impl Memory {
    fn is_old(&self, now: Instant) -> bool {
        now.saturating_duration_since(self.confirmed) > GRACE
    }
}

impl Kept {
    fn insert(&mut self, presented: Presented, identity: Identity, now: Instant) {
        let memories = &mut self.by_presented;
        if memories.len() >= CAPACITY && !memories.contains_key(&presented) {
            memories.retain(|_, memory| !memory.is_old(now));
        }
        if memories.len() >= CAPACITY && !memories.contains_key(&presented) {
            let oldest = memories.iter().min_by_key(|(_, memory)| memory.confirmed);
            if let Some(oldest) = oldest.map(|(presented, _)| presented.clone()) {
                memories.remove(&oldest);
            }
        }
        let confirmed = now;
        memories.insert(
            presented,
            Memory {
                identity,
                confirmed,
            },
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::auth::actor::Actor;
    use chrono::{DateTime, TimeDelta};

    const SECOND: Duration = Duration::from_secs(1);

    fn presented(hash: impl ToString) -> Presented {
        Presented::Token {
            hash: hash.to_string(),
        }
    }

    fn ann(expires_at: Option<NaiveDateTime>) -> Identity {
        Identity {
            actor: Actor::example("ann", &[]),
            csrf_hash: None,
            expires_at,
        }
    }

    fn time() -> NaiveDateTime {
        DateTime::UNIX_EPOCH.naive_utc()
    }

    #[test]
    fn who_was_confirmed_is_known_for_a_while() {
        let (memory, start) = (Remembered::default(), Instant::now());
        memory.confirm(presented("a"), Some(&ann(None)), start);
        let recall = |hash: &str, after| memory.recall(&presented(hash), start + after, time());
        assert_eq!(recall("a", GRACE), Some(ann(None)));
        assert_eq!(recall("a", GRACE + SECOND), None);
        assert_eq!(recall("b", SECOND), None);
        let session = Presented::Session {
            hash: "a".to_owned(),
        };
        assert_eq!(memory.recall(&session, start, time()), None);
    }

    #[test]
    fn who_is_refused_is_forgotten() {
        let (memory, now) = (Remembered::default(), Instant::now());
        memory.confirm(presented("a"), Some(&ann(None)), now);
        memory.confirm(presented("a"), None, now);
        assert_eq!(memory.recall(&presented("a"), now, time()), None);
    }

    #[test]
    fn what_expires_is_not_good_for_longer() {
        let (memory, now) = (Remembered::default(), Instant::now());
        let end = time() + TimeDelta::seconds(1);
        memory.confirm(presented("a"), Some(&ann(Some(end))), now);
        let recall = |time| memory.recall(&presented("a"), now, time).is_some();
        assert!(recall(time()));
        assert!(!recall(end));
    }

    #[test]
    fn a_store_that_is_away_is_asked_once_in_a_while() {
        let (memory, start) = (Remembered::default(), Instant::now());
        assert!(memory.is_to_be_asked(start));
        memory.is_away(start);
        assert!(!memory.is_to_be_asked(start + SECOND / 2));
        assert!(memory.is_to_be_asked(start + SECOND));
        assert!(!memory.is_to_be_asked(start + SECOND), "one asks");
        memory.confirm(presented("a"), None, start + SECOND);
        assert!(memory.is_to_be_asked(start + SECOND));
    }

    #[test]
    fn memory_is_bounded_and_the_oldest_goes() {
        let (memory, start) = (Remembered::default(), Instant::now());
        for n in 0..CAPACITY + 10 {
            let now = start + Duration::from_micros(n as u64);
            memory.confirm(presented(n), Some(&ann(None)), now);
        }
        let kept = memory.kept.lock();
        assert_eq!(kept.by_presented.len(), CAPACITY);
        assert!(!kept.by_presented.contains_key(&presented(9)));
        assert!(kept.by_presented.contains_key(&presented(10)));
    }
}
