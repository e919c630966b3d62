//! How long Envoy's workers were held: `dispatcher.loop_duration_us`, the time of one round of a
//! worker's event loop. While a round lasts the worker does nothing else.

use crate::http;
use anyhow::Context;
use serde_json::Value;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::thread;
use std::time::Duration;

/// Envoy's settings for it, part of the bootstrap.
pub(super) const BOOTSTRAP: &str = "
enable_dispatcher_stats: true
stats_flush_interval: 0.5s
stats_config:
  histogram_bucket_settings:
  - match: {suffix: dispatcher.loop_duration_us}
    buckets: [250, 500, 1000, 1500, 2000, 2500, 3000, 4000, 5000, 7500, 10000, 15000, 20000, 30000, 50000, 100000, 1000000]
";

/// Longer than [`BOOTSTRAP`]'s flush interval: Envoy adds up its histograms only then.
const FLUSH: Duration = Duration::from_millis(1_200);

/// Rounds by their upper bound in microseconds, of all workers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Loops(BTreeMap<u64, u64>);

impl Loops {
    /// What Envoy has counted so far.
    pub(super) fn read(admin: SocketAddr) -> anyhow::Result<Self> {
        thread::sleep(FLUSH);
        let path = "/stats?format=json&histogram_buckets=disjoint&filter=worker_.*loop_duration_us";
        let answer = http::get(admin, path).context("Envoy's statistics")?;
        parse(&answer.body).context("loop durations cannot be read")
    }

    /// What was counted since `earlier`.
    pub(super) fn since(&self, earlier: &Self) -> Self {
        let before = |bound| earlier.0.get(bound).copied().unwrap_or_default();
        let counts = self.0.iter();
        Self(
            counts
                .map(|(bound, count)| (*bound, count.saturating_sub(before(bound))))
                .filter(|(_, count)| *count > 0)
                .collect(),
        )
    }

    /// How many rounds took longer than `microseconds`, which is a bound.
    pub(super) fn longer_than(&self, microseconds: u64) -> u64 {
        let longer = self.0.iter().filter(|(bound, _)| **bound > microseconds);
        longer.map(|(_, count)| count).sum()
    }

    /// The bound that the longest round keeps, in microseconds; `None` without rounds.
    pub(super) fn longest(&self) -> Option<u64> {
        self.0.keys().next_back().copied()
    }
}

fn parse(body: &str) -> anyhow::Result<Loops> {
    let stats: Value = serde_json::from_str(body)?;
    let histograms = stats
        .pointer("/stats/0/histograms")
        .and_then(Value::as_array)
        .context("no histograms")?;
    let mut loops = Loops::default();
    for bucket in histograms
        .iter()
        .filter_map(|histogram| histogram.get("buckets")?.as_array())
        .flatten()
    {
        let bound = bucket.get("upper_bound").and_then(Value::as_f64);
        let count = bucket.get("cumulative").and_then(Value::as_u64);
        let (Some(bound), Some(count)) = (bound, count) else {
            anyhow::bail!("a bucket of unknown form: {bucket}");
        };
        let count_of_bound = loops.0.entry(whole(bound)).or_default();
        *count_of_bound = count_of_bound.saturating_add(count);
    }
    Ok(loops)
}

/// Bounds are whole numbers, which Envoy writes as `1e+06` from a million on.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "bounds are whole numbers of at most a million"
)]
fn whole(bound: f64) -> u64 {
    bound as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_subtracts_what_envoy_counts() {
        let body = |first: u64, last: u64| {
            format!(
                r#"{{"stats":[{{"histograms":[{{"name":"listener_manager.worker_0.dispatcher.loop_duration_us","buckets":[
                {{"upper_bound":5000,"interval":1,"cumulative":{first}}},{{"upper_bound":1e+06,"interval":0,"cumulative":{last}}}]}},
                {{"name":"listener_manager.worker_1.dispatcher.loop_duration_us","buckets":[
                {{"upper_bound":5000,"interval":1,"cumulative":4}},{{"upper_bound":7500,"interval":0,"cumulative":1}}]}}]}}]}}"#
            )
        };
        let earlier = parse(&body(3, 0)).unwrap();
        let later = parse(&body(5, 2)).unwrap();
        assert_eq!(earlier.longer_than(5_000), 1);
        let between = later.since(&earlier);
        assert_eq!(between, Loops([(5_000, 2), (1_000_000, 2)].into()));
        assert_eq!(between.longer_than(5_000), 2);
        assert_eq!(between.longest(), Some(1_000_000));
        assert_eq!(Loops::default().longest(), None);
        assert!(parse("{}").is_err());
    }
}
