//! Waiting with a bound.

use anyhow::{Context, Result};
use std::time::Duration;
use tokio::time::{Instant, sleep};

const PAUSE: Duration = Duration::from_millis(20);

/// Repeats `probe` until it succeeds; after `within`, fails with `what` and the probe's last error.
pub async fn until<T>(
    what: &str,
    within: Duration,
    mut probe: impl AsyncFnMut() -> Result<T>,
) -> Result<T> {
    let deadline = Instant::now() + within;
    loop {
        match probe().await {
            Ok(value) => return Ok(value),
            Err(error) if Instant::now() >= deadline => {
                return Err(error).with_context(|| format!("waited {within:?} for {what}"));
            }
            Err(_) => sleep(PAUSE).await,
        }
    }
}
