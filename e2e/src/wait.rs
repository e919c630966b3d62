//! Waiting with a bound.

use anyhow::{Context, Result};
use std::{future::Future, time::Duration};
use tokio::time::{Instant, sleep};

const PAUSE: Duration = Duration::from_millis(20);

/// Repeats `probe` until it succeeds; after `within`, fails with `what` and the probe's last error.
pub async fn until<T, P, F>(what: &str, within: Duration, mut probe: P) -> Result<T>
where
    P: FnMut() -> F,
    F: Future<Output = Result<T>>,
{
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
