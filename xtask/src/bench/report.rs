//! The report: medians of the rounds as a Markdown table, and ratios.

use super::case::Case;
use super::load::Load;
use super::subject::{Setup, Variant};

/// One round of one case and variant.
pub(super) struct Sample {
    /// Name of the case.
    pub(super) case: &'static str,
    pub(super) setup: Setup,
    /// CPU of the Envoy process, in microseconds.
    pub(super) cpu_per_request: f64,
    pub(super) load: Load,
}

/// The table of one case, with the ratios below it.
pub(super) fn table(case: &Case, samples: &[Sample]) -> String {
    let rows: Vec<_> = case
        .setups
        .iter()
        .filter_map(|setup| Row::of(case.name, *setup, samples))
        .collect();
    let mut lines = vec![
        format!("\n### {}\n", case.name),
        "| | CPU per request, µs (min–max) | requests/s | p50, ms | p99, ms |".to_owned(),
        "|---|---|---|---|---|".to_owned(),
    ];
    lines.extend(rows.iter().map(Row::line));
    if case
        .setups
        .iter()
        .any(|setup| setup.variant == Variant::Plain)
    {
        lines.push(format!("\n(a) plain: {}.", case.plain()));
    } else {
        lines.push(String::new());
    }
    if let Some((last, others)) = rows.split_last() {
        for other in others {
            let ratio = last.cpu.median / other.cpu.median;
            lines.push(format!(
                "CPU of {} / {}: **{ratio:.2}**",
                last.setup, other.setup
            ));
        }
    }
    lines.join("\n")
}

struct Row {
    setup: Setup,
    cpu: Spread,
    rate: Spread,
    p50: Spread,
    p99: Spread,
}

impl Row {
    /// `None` without samples.
    fn of(case: &str, setup: Setup, samples: &[Sample]) -> Option<Self> {
        let rounds: Vec<_> = samples
            .iter()
            .filter(|sample| sample.case == case && sample.setup == setup)
            .collect();
        let spread =
            |value: fn(&Sample) -> f64| Spread::of(rounds.iter().map(|s| value(s)).collect());
        Some(Self {
            setup,
            cpu: spread(|sample| sample.cpu_per_request)?,
            rate: spread(|sample| float(sample.load.requests) * 1e6 / float(sample.load.duration))?,
            p50: spread(|sample| float(sample.load.p50) / 1e3)?,
            p99: spread(|sample| float(sample.load.p99) / 1e3)?,
        })
    }

    fn line(&self) -> String {
        let Spread { median, min, max } = self.cpu;
        format!(
            "| {} | {median:.1} ({min:.1}–{max:.1}) | {:.0} | {:.2} | {:.2} |",
            self.setup, self.rate.median, self.p50.median, self.p99.median,
        )
    }
}

/// Median and extremes of several values.
pub(crate) struct Spread {
    pub(crate) median: f64,
    pub(crate) min: f64,
    pub(crate) max: f64,
}

impl Spread {
    /// `None` without values.
    pub(crate) fn of(mut values: Vec<f64>) -> Option<Self> {
        values.sort_by(f64::total_cmp);
        let upper = *values.get(values.len() / 2)?;
        let lower = *values.get((values.len() - 1) / 2)?;
        Some(Self {
            median: f64::midpoint(lower, upper),
            min: *values.first()?,
            max: *values.last()?,
        })
    }
}

/// Exact below 2^53, which no count of a run comes near.
#[expect(
    clippy::cast_precision_loss,
    reason = "counts of a run are far below 2^53"
)]
pub(crate) fn float(count: u64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::super::case::CASES;
    use super::*;

    #[test]
    fn takes_medians() {
        assert!(Spread::of(Vec::new()).is_none());
        let odd = Spread::of(vec![9.0, 1.0, 2.0]).unwrap();
        assert_eq!((odd.median, odd.min, odd.max), (2.0, 1.0, 9.0));
        assert_eq!(Spread::of(vec![4.0, 1.0, 2.0, 3.0]).unwrap().median, 2.5);
    }

    #[test]
    fn prints_rows_and_ratios() {
        let case = CASES.first().unwrap();
        let sample = |variant, cpu_per_request| Sample {
            case: case.name,
            setup: Setup::new(variant, 10),
            cpu_per_request,
            load: Load {
                requests: 2_000,
                duration: 1_000_000,
                p50: 700,
                p99: 1_500,
                bytes: 200_000,
            },
        };
        let samples = [
            sample(Variant::Plain, 50.0),
            sample(Variant::Bridge, 100.0),
            sample(Variant::Portico, 75.0),
        ];
        let text = table(case, &samples);
        assert!(
            text.contains("| (c) Portico, 10 tools | 75.0 (75.0–75.0) | 2000 | 0.70 | 1.50 |"),
            "{text}"
        );
        assert!(text.contains("(a) plain, 10 tools: **1.50**"), "{text}");
        assert!(
            text.contains("(b) native bridge, 10 tools: **0.75**"),
            "{text}"
        );
    }
}
