//! How long to wait before the stream is opened again: exponential, with full jitter.
//!
//! Full jitter (a uniform choice between zero and the bound) spreads the reconnects of a whole
//! fleet best: <https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/>.

/// The bound of the first delay, in milliseconds.
const BASE_MS: u64 = 200;

/// No delay is longer than this, in milliseconds.
pub(crate) const CAP_MS: u64 = 10_000;

/// A stream that was open for so long was a good one: the next delay is short again.
const GOOD_STREAM_MS: u64 = 30_000;

/// The growing delay between attempts.
#[derive(Debug, Clone, Default)]
pub(crate) struct Backoff {
    failures: u32,
}

impl Backoff {
    /// The delay before the next attempt, in milliseconds, at most [`CAP_MS`]. `open_ms` is how
    /// long the stream was open, zero if it never was; `random` is any uniform number.
    pub(crate) fn next_delay_ms(&mut self, open_ms: u64, random: u64) -> u64 {
        if open_ms > GOOD_STREAM_MS {
            self.failures = 0;
        }
        let bound = 1_u64
            .checked_shl(self.failures)
            .map_or(CAP_MS, |factor| factor.saturating_mul(BASE_MS).min(CAP_MS));
        self.failures = self.failures.saturating_add(1);
        random % bound.saturating_add(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The longest delay possible now: the bound is reached by the random number that equals it.
    fn bounds(backoff: &Backoff) -> u64 {
        (0..=CAP_MS)
            .rev()
            .find(|random| backoff.clone().next_delay_ms(0, *random) == *random)
            .unwrap()
    }

    #[test]
    fn the_bound_doubles_up_to_the_cap() {
        let mut backoff = Backoff::default();
        let mut seen = Vec::new();
        for _ in 0..8 {
            seen.push(bounds(&backoff));
            backoff.next_delay_ms(0, 0);
        }
        assert_eq!(seen, [200, 400, 800, 1_600, 3_200, 6_400, 10_000, 10_000]);
    }

    #[test]
    fn only_a_stream_of_more_than_30_seconds_resets_it() {
        let mut backoff = Backoff::default();
        for _ in 0..100 {
            backoff.next_delay_ms(0, 0);
        }
        assert_eq!(backoff.clone().next_delay_ms(30_000, CAP_MS), CAP_MS);
        backoff.next_delay_ms(30_001, 0);
        assert_eq!(bounds(&backoff), 400);
    }

    proptest! {
        #[test]
        fn no_delay_is_longer_than_the_cap(
            rounds in proptest::collection::vec((any::<u64>(), any::<u64>()), 1..100)
        ) {
            let mut backoff = Backoff::default();
            for (open_ms, random) in rounds {
                prop_assert!(backoff.next_delay_ms(open_ms, random) <= CAP_MS);
            }
        }
    }
}
