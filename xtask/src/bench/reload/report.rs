//! The report, as Markdown tables.

use super::documents::{Layout, TOOLS};
use super::edits::{Window, Windows};
use super::fleet::Start;
use super::soak::Sample;
use crate::bench::report::{Spread, float};
use crate::ui;
use std::time::Duration;

/// Says what is measured.
pub(super) fn begin(envoy_version: &str, filter_kib: u64) {
    ui::heading("report");
    ui::line(format_args!(
        "Envoy {envoy_version}; filter of {filter_kib} KiB; control plane of the release profile; {TOOLS} tools."
    ));
}

/// The control plane by itself.
pub(super) fn control_plane(layout: Layout, start: Duration, resident: u64) {
    ui::line(format_args!(
        "\n### {}\n\nThe control plane is ready after {:.2} s and has {} MiB.",
        layout.name(),
        start.as_secs_f64(),
        mib(resident)
    ));
}

/// Starts of an Envoy.
pub(super) fn starts(workers: u32, starts: &[Start]) {
    let row = |name: &str, time: fn(&Start) -> Duration| {
        let seconds = starts.iter().map(|start| time(start).as_secs_f64());
        if let Some(Spread { median, min, max }) = Spread::of(seconds.collect()) {
            ui::line(format_args!("| {name} | {median:.2} ({min:.2}–{max:.2}) |"));
        }
    };
    ui::line(format_args!(
        "\n| Envoy with {workers} workers, from its start | s, median of {} (min–max) |\n|---|---|",
        starts.len()
    ));
    row("`/ready`", |start| start.ready);
    row("first call answered", |start| start.first_call);
    row("every worker has all", |start| start.settled);
}

/// Memory by workers: `(workers, resident, allocated)`.
pub(super) fn sizes(sizes: &[(u32, u64, u64)]) {
    ui::line("\n| workers | resident, MiB | allocated apart from V8, MiB |\n|---|---|---|");
    for (workers, resident, allocated) in sizes {
        ui::line(format_args!(
            "| {workers} | {} | {} |",
            mib(*resident),
            mib(*allocated)
        ));
    }
    if let (Some(first), Some(last)) = (sizes.first(), sizes.last()) {
        let workers = u64::from(last.0.saturating_sub(first.0)).max(1);
        let each = last.1.saturating_sub(first.1) / workers;
        ui::line(format_args!("\nA worker more: {} MiB.", mib(each)));
    }
}

/// What edits of a file of this length cost.
pub(super) fn edits(length: usize, windows: &Windows) {
    let Windows {
        quiet,
        calm,
        idle,
        busy,
    } = windows;
    ui::line(format_args!(
        "\nSaving one tool (a file of {} KiB), from the rename to every worker serving it:\n",
        length.div_ceil(1024)
    ));
    ui::line("| | edits | p50, ms | p99, ms | max, ms |\n|---|---|---|---|---|");
    delays("without calls", &quiet.delays);
    delays("with calls", &busy.delays);
    ui::line(
        "\n| | calls | failed | call p50, ms | p99, ms | max, ms |\n|---|---|---|---|---|---|",
    );
    calls("calls without edits", calm);
    calls("calls and saves that change nothing", idle);
    calls("calls and edits", busy);
    ui::line(
        "\n| rounds of a worker's event loop | longer than 1 ms | 2 ms | 3 ms | 5 ms | 10 ms | longest at most, ms |\n|---|---|---|---|---|---|---|",
    );
    loops("edits without calls", quiet);
    loops("calls without edits", calm);
    loops("calls and saves that change nothing", idle);
    loops("calls and edits", busy);
}

fn delays(name: &str, delays: &[Duration]) {
    let [p50, p99, max] = percentiles(delays);
    let count = delays.len();
    ui::line(format_args!(
        "| {name} | {count} | {p50:.1} | {p99:.1} | {max:.1} |"
    ));
}

fn calls(name: &str, window: &Window) {
    let [p50, p99, max] = percentiles(&window.calls.latencies);
    let (count, failed) = (window.calls.latencies.len(), window.calls.failures.len());
    ui::line(format_args!(
        "| {name}, {:.0} s | {count} | {failed} | {p50:.2} | {p99:.2} | {max:.1} |",
        window.duration.as_secs_f64()
    ));
}

fn loops(name: &str, window: &Window) {
    let counts: Vec<_> = [1_000, 2_000, 3_000, 5_000, 10_000]
        .into_iter()
        .map(|bound| window.loops.longer_than(bound).to_string())
        .collect();
    let longest = window.loops.longest().unwrap_or_default();
    ui::line(format_args!(
        "| {name} | {} | {:.2} |",
        counts.join(" | "),
        float(longest) / 1e3
    ));
}

/// Memory over many calls.
pub(super) fn soak(samples: &[Sample]) {
    ui::line("\n| calls | resident, MiB | allocated apart from V8, MiB |\n|---|---|---|");
    for sample in samples {
        ui::line(format_args!(
            "| {} | {} | {} |",
            sample.calls,
            mib(sample.resident),
            mib(sample.allocated)
        ));
    }
}

/// Median, 99th percentile (nearest rank) and maximum in milliseconds; zeros of nothing.
fn percentiles(durations: &[Duration]) -> [f64; 3] {
    let mut sorted = durations.to_vec();
    sorted.sort_unstable();
    let rank = |percent: usize| sorted.len().saturating_mul(percent).div_ceil(100);
    [50, 99, 100].map(|percent| {
        let value = sorted.get(rank(percent).saturating_sub(1));
        value.copied().unwrap_or_default().as_secs_f64() * 1e3
    })
}

fn mib(bytes: u64) -> String {
    format!("{:.1}", float(bytes) / f64::from(1 << 20))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_nearest_rank() {
        let durations: Vec<_> = (1..=200).rev().map(Duration::from_millis).collect();
        assert_eq!(percentiles(&durations), [100.0, 198.0, 200.0]);
        assert_eq!(percentiles(&[Duration::from_millis(3)]), [3.0; 3]);
        assert_eq!(percentiles(&[]), [0.0; 3]);
    }
}
