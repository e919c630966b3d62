//! Bounds of numbers and durations.

use crate::model::Millis;

const HOUR: u64 = 3_600_000;

/// A time to wait for a response.
pub(super) fn timeout(timeout: Millis) -> Result<(), String> {
    if (1..=HOUR).contains(&timeout.0) {
        return Ok(());
    }
    Err("set it to between 1ms and 1h".to_owned())
}

/// A time for which clients may keep an answer.
pub(super) fn time_to_live(ttl: Millis) -> Result<(), String> {
    if ttl.0 <= 365 * 24 * HOUR {
        return Ok(());
    }
    Err("set it to at most 8760h".to_owned())
}

/// Entries of a page.
pub(super) fn page_size(size: u32) -> Result<(), String> {
    if (1..=10_000).contains(&size) {
        return Ok(());
    }
    Err("set it to between 1 and 10000".to_owned())
}

/// Retries after the first try.
pub(super) fn retries(attempts: u32) -> Result<(), String> {
    if (1..=10).contains(&attempts) {
        return Ok(());
    }
    Err("set it to between 1 and 10".to_owned())
}
