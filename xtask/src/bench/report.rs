//! The report: medians of the rounds as a Markdown table, and ratios.

use super::case::Case;
use super::load::Load;
use super::subject::Variant;

/// One round of one case and variant.
pub(super) struct Sample {
    /// Name of the case.
    pub(super) case: &'static str,
    pub(super) variant: Variant,
    /// CPU of the Envoy process, in microseconds.
    pub(super) cpu_per_request: f64,
    pub(super) load: Load,
}

/// The table of one case, with the ratios below it.
pub(super) fn table(case: &Case, samples: &[Sample]) -> String {
    let rows: Vec<_> = Variant::ALL
        .into_iter()
        .filter_map(|variant| Row::of(case.name, variant, samples))
        .collect();
    let mut lines = vec![
        format!("\n### {}\n", case.name),
        "| | CPU per request, µs (min–max) | requests/s | p50, ms | p99, ms |".to_owned(),
        "|---|---|---|---|---|".to_owned(),
    ];
    lines.extend(rows.iter().map(Row::line));
    lines.push(format!("\n(a) plain: {}.", case.plain));
    let cpu = |wanted| {
        rows.iter()
            .find(|row| row.variant == wanted)
            .map(|row| row.cpu.median)
    };
    let portico = cpu(Variant::Portico);
    for (name, other) in [("c/a", Variant::Plain), ("c/b", Variant::Bridge)] {
        if let (Some(portico), Some(other)) = (portico, cpu(other)) {
            lines.push(format!("CPU {name}: **{:.2}**", portico / other));
        }
    }
    lines.join("\n")
}

struct Row {
    variant: Variant,
    cpu: Spread,
    rate: Spread,
    p50: Spread,
    p99: Spread,
}

impl Row {
    /// `None` without samples.
    fn of(case: &str, variant: Variant, samples: &[Sample]) -> Option<Self> {
        let rounds: Vec<_> = samples
            .iter()
            .filter(|sample| sample.case == case && sample.variant == variant)
            .collect();
        let spread =
            |value: fn(&Sample) -> f64| Spread::of(rounds.iter().map(|s| value(s)).collect());
        Some(Self {
            variant,
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
            self.variant.name(),
            self.rate.median,
            self.p50.median,
            self.p99.median,
        )
    }
}

struct Spread {
    median: f64,
    min: f64,
    max: f64,
}

impl Spread {
    /// `None` without values.
    fn of(mut values: Vec<f64>) -> Option<Self> {
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
fn float(count: u64) -> f64 {
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
            variant,
            cpu_per_request,
            load: Load {
                requests: 2_000,
                duration: 1_000_000,
                p50: 700,
                p99: 1_500,
            },
        };
        let samples = [
            sample(Variant::Plain, 50.0),
            sample(Variant::Bridge, 100.0),
            sample(Variant::Portico, 75.0),
        ];
        let text = table(case, &samples);
        assert!(
            text.contains("| (c) Portico | 75.0 (75.0–75.0) | 2000 | 0.70 | 1.50 |"),
            "{text}"
        );
        assert!(text.contains("CPU c/a: **1.50**"), "{text}");
        assert!(text.contains("CPU c/b: **0.75**"), "{text}");
    }
}
