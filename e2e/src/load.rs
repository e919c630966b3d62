//! A bounded load that records every failure in full.

use anyhow::Result;
use std::{future::Future, sync::Arc, time::Duration};
use tokio::{
    sync::watch,
    task::JoinSet,
    time::{Instant, sleep},
};

/// Tasks that call until they are stopped.
#[derive(Debug)]
pub struct Load {
    stop: watch::Sender<bool>,
    tasks: JoinSet<Tally>,
}

/// What a load saw.
#[derive(Debug, Default)]
pub struct Tally {
    /// Calls made.
    pub calls: u64,
    /// Each failed call: when it began, counted from the start of the load, and why it failed.
    pub failures: Vec<String>,
}

impl Load {
    /// Starts `tasks` tasks; each makes one call after the other with `pause` in between.
    pub fn start<C, F>(tasks: usize, pause: Duration, call: C) -> Self
    where
        C: Fn() -> F + Send + Sync + 'static,
        F: Future<Output = Result<()>> + Send,
    {
        let (stop, stopped) = watch::channel(false);
        let (call, started) = (Arc::new(call), Instant::now());
        let mut set = JoinSet::new();
        for _ in 0..tasks {
            let (call, stopped) = (Arc::clone(&call), stopped.clone());
            set.spawn(async move {
                let mut tally = Tally::default();
                while !*stopped.borrow() {
                    let began = started.elapsed();
                    tally.calls += 1;
                    if let Err(error) = call().await {
                        tally.failures.push(format!("at {began:?}: {error:?}"));
                    }
                    sleep(pause).await;
                }
                tally
            });
        }
        Self { stop, tasks: set }
    }

    /// Lets every task finish its call, and adds up what they saw.
    pub async fn stop(mut self) -> Result<Tally> {
        self.stop.send_replace(true);
        let mut total = Tally::default();
        while let Some(tally) = self.tasks.join_next().await {
            let tally = tally?;
            total.calls += tally.calls;
            total.failures.extend(tally.failures);
        }
        Ok(total)
    }
}

impl Tally {
    /// Asserts that there were at least `calls` calls and that none failed.
    pub fn assert_clean(&self, calls: u64) -> Result<()> {
        anyhow::ensure!(
            self.failures.is_empty(),
            "{} of {} calls failed:\n{}",
            self.failures.len(),
            self.calls,
            self.failures.join("\n")
        );
        anyhow::ensure!(
            self.calls >= calls,
            "only {} calls were made, too few to show anything",
            self.calls
        );
        Ok(())
    }
}
