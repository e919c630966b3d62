//! Bounds of numbers and durations.

use crate::model::{Limits, Millis};
use portico_rest::FieldError;

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

/// Bounds of requests.
pub(super) fn request(limits: &Limits) -> Vec<FieldError> {
    let any = u32::MAX;
    let table = [
        ("requestBytes", limits.request_bytes, 16 << 20),
        ("responseBytes", limits.response_bytes, 16 << 20),
        ("depth", limits.depth, 128),
        ("keys", limits.keys, any),
        ("items", limits.items, any),
        ("stringBytes", limits.string_bytes, any),
        ("templateSteps", limits.template_steps, 10_000_000),
    ];
    let wrong = |(_, value, most): &(&str, Option<u32>, u32)| {
        value.is_some_and(|value| !(1..=*most).contains(&value))
    };
    let error = |(field, _, most)| {
        FieldError::new(
            format!("limits.{field}"),
            format!("set it to between 1 and {most}"),
        )
    };
    table.into_iter().filter(wrong).map(error).collect()
}

/// Retries of a tool after the first try.
pub(super) fn tool_retries(attempts: u32) -> Result<(), String> {
    if attempts <= 10 {
        return Ok(());
    }
    Err("set it to between 0 and 10".to_owned())
}

/// Retries after the first try.
pub(super) fn retries(attempts: u32) -> Result<(), String> {
    if (1..=10).contains(&attempts) {
        return Ok(());
    }
    Err("set it to between 1 and 10".to_owned())
}
