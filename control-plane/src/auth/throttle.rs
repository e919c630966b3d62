//! Slows down who guesses passwords: after some failures each further try must wait twice as long.
//!
//! Counted by account and by address. A try counts as a failure from its beginning, so that many at
//! once gain nothing; a success takes the account's failures back.

use parking_lot::Mutex;
use std::collections::HashMap;
use std::hash::Hash;
use std::net::IpAddr;
use std::time::{Duration, Instant};

/// Keys that are remembered of each kind. Beyond, the one that failed longest ago is forgotten.
const CAPACITY: usize = 10_000;

/// Failures after which the wait is no longer doubled: far beyond every limit.
const MAX_DOUBLINGS: u32 = 16;

/// What tries from this address are counted by. Who has one IPv6 address has the 2^64 beside it.
fn place(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let network = u128::from(address) & !u128::from(u64::MAX);
            IpAddr::V6(network.into())
        }
        v4 => v4,
    }
}

/// How failures of one kind of key are answered.
#[derive(Debug, Clone, Copy)]
struct Rule {
    /// Failures without a wait.
    free: u32,
    /// The longest wait. Failures are forgotten after twice that without a try.
    longest: Duration,
}

const FIRST_WAIT: Duration = Duration::from_secs(1);

/// An account can be kept from logging in by anyone who knows its name, so not for long.
const ACCOUNT: Rule = Rule {
    free: 5,
    longest: Duration::from_secs(60),
};

/// Many people may share an address.
const ADDRESS: Rule = Rule {
    free: 20,
    longest: Duration::from_secs(300),
};

/// Failures by account and by address, of this process.
#[derive(Debug, Default)]
pub struct Throttle {
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    accounts: Failures<String>,
    addresses: Failures<IpAddr>,
}

impl Throttle {
    /// Counts a try.
    ///
    /// # Errors
    /// How long to wait, if it is too soon; then the try does not count.
    pub fn begin(&self, account: &str, address: IpAddr, now: Instant) -> Result<(), Duration> {
        let (account, address) = (account.to_lowercase(), place(address));
        let mut kept = self.kept.lock();
        let wait = kept
            .accounts
            .wait(&account, ACCOUNT, now)
            .max(kept.addresses.wait(&address, ADDRESS, now));
        if !wait.is_zero() {
            return Err(wait);
        }
        kept.accounts.count(account, ACCOUNT, now);
        kept.addresses.count(address, ADDRESS, now);
        Ok(())
    }

    /// The try was good: the account's failures are forgotten, and the address has one less.
    pub fn succeed(&self, account: &str, address: IpAddr) {
        let mut kept = self.kept.lock();
        kept.accounts.by_key.remove(&account.to_lowercase());
        kept.addresses.take_back(&place(address));
    }
}

#[derive(Debug)]
struct Failures<K> {
    by_key: HashMap<K, Record>,
}

impl<K> Default for Failures<K> {
    fn default() -> Self {
        Self {
            by_key: HashMap::new(),
        }
    }
}

#[derive(Debug, Clone, Copy)]
struct Record {
    count: u32,
    last: Instant,
}

impl Record {
    fn wait_after(self, rule: Rule) -> Duration {
        match self.count.checked_sub(rule.free) {
            None => Duration::ZERO,
            Some(beyond) => {
                let factor = 1 << beyond.min(MAX_DOUBLINGS);
                rule.longest.min(FIRST_WAIT.saturating_mul(factor))
            }
        }
    }

    fn is_stale(self, rule: Rule, now: Instant) -> bool {
        now.saturating_duration_since(self.last) > rule.longest * 2
    }
}

impl<K: Hash + Eq + Clone> Failures<K> {
    fn wait(&self, key: &K, rule: Rule, now: Instant) -> Duration {
        match self.by_key.get(key) {
            Some(record) if !record.is_stale(rule, now) => {
                let ready = record.last + record.wait_after(rule);
                ready.saturating_duration_since(now)
            }
            _ => Duration::ZERO,
        }
    }

    fn count(&mut self, key: K, rule: Rule, now: Instant) {
        if self.by_key.len() >= CAPACITY && !self.by_key.contains_key(&key) {
            self.make_room(rule, now);
        }
        let fresh = Record {
            count: 0,
            last: now,
        };
        let record = self.by_key.entry(key).or_insert(fresh);
        if record.is_stale(rule, now) {
            *record = fresh;
        }
        record.count = record.count.saturating_add(1);
        record.last = now;
    }

    fn make_room(&mut self, rule: Rule, now: Instant) {
        self.by_key.retain(|_, record| !record.is_stale(rule, now));
        if self.by_key.len() >= CAPACITY {
            let oldest = self.by_key.iter().min_by_key(|(_, record)| record.last);
            if let Some(key) = oldest.map(|(key, _)| key.clone()) {
                self.by_key.remove(&key);
            }
        }
    }

    fn take_back(&mut self, key: &K) {
        if let Some(record) = self.by_key.get_mut(key) {
            record.count = record.count.saturating_sub(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(last: u8) -> IpAddr {
        IpAddr::from([192, 0, 2, last])
    }

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn waits_double_up_to_a_limit() {
        let throttle = Throttle::default();
        let mut now = Instant::now();
        for last in 0..5 {
            throttle.begin("ann", address(last), now).unwrap();
        }
        let mut waits = Vec::new();
        for last in 5..15 {
            let wait = throttle.begin("Ann", address(last), now).unwrap_err();
            waits.push(wait.as_secs());
            now += wait;
            throttle.begin("ann", address(last), now).unwrap();
        }
        assert_eq!(waits, [1, 2, 4, 8, 16, 32, 60, 60, 60, 60]);
    }

    #[test]
    fn a_try_too_soon_does_not_count() {
        let throttle = Throttle::default();
        let now = Instant::now();
        for _ in 0..5 {
            throttle.begin("ann", address(1), now).unwrap();
        }
        for _ in 0..100 {
            assert_eq!(throttle.begin("ann", address(1), now), Err(SECOND));
        }
        throttle.begin("ann", address(1), now + SECOND).unwrap();
    }

    #[test]
    fn success_clears_the_account() {
        let throttle = Throttle::default();
        let now = Instant::now();
        for _ in 0..50 {
            for _ in 0..4 {
                throttle.begin("ann", address(1), now).ok();
            }
            throttle.succeed("ann", address(1));
        }
        let mut kept = throttle.kept.lock();
        assert!(kept.accounts.by_key.is_empty());
        assert!(kept.addresses.by_key.remove(&address(1)).unwrap().count <= 20);
    }

    #[test]
    fn one_address_cannot_try_many_accounts() {
        let throttle = Throttle::default();
        let now = Instant::now();
        for n in 0..20 {
            throttle
                .begin(&format!("user{n}"), address(1), now)
                .unwrap();
        }
        assert_eq!(throttle.begin("another", address(1), now), Err(SECOND));
        throttle.begin("another", address(2), now).unwrap();
    }

    #[test]
    fn a_network_of_ipv6_is_one_address() {
        let throttle = Throttle::default();
        let now = Instant::now();
        let at = |text: &str| text.parse::<IpAddr>().unwrap();
        for n in 0..20 {
            let address = at(&format!("2001:db8::{n}"));
            throttle.begin(&format!("user{n}"), address, now).unwrap();
        }
        let same = at("2001:db8::ffff:0:0:1");
        assert_eq!(throttle.begin("another", same, now), Err(SECOND));
        throttle
            .begin("another", at("2001:db8:0:1::1"), now)
            .unwrap();
        throttle.succeed("user1", at("2001:db8::2"));
        throttle.begin("user1", same, now).unwrap();
    }

    #[test]
    fn failures_are_forgotten() {
        let throttle = Throttle::default();
        let now = Instant::now();
        for _ in 0..5 {
            throttle.begin("ann", address(1), now).unwrap();
        }
        let later = now + ACCOUNT.longest * 2 + SECOND;
        for _ in 0..5 {
            throttle.begin("ann", address(1), later).unwrap();
        }
        throttle.begin("ann", address(1), later).unwrap_err();
    }

    #[test]
    fn memory_is_bounded_and_the_oldest_goes() {
        let mut failures = Failures::default();
        let start = Instant::now();
        for n in 0..CAPACITY + 100 {
            let now = start + Duration::from_micros(n as u64);
            failures.count(n, ACCOUNT, now);
        }
        assert_eq!(failures.by_key.len(), CAPACITY);
        assert!(!failures.by_key.contains_key(&99));
        assert!(failures.by_key.contains_key(&100));
    }
}
