//! What the tasks print. Everything that people read goes through here.

use std::fmt::Display;
use std::io::Write as _;
use std::time::{Duration, Instant};

/// Prints one line on standard output.
#[expect(clippy::print_stdout, reason = "this is the module that prints")]
pub(crate) fn line(text: impl Display) {
    println!("{text}");
}

/// Prints one line on standard error.
#[expect(clippy::print_stderr, reason = "this is the module that prints")]
pub(crate) fn complaint(text: impl Display) {
    eprintln!("{text}");
}

/// Prints text without ending the line, so that what follows lands beside it.
#[expect(clippy::print_stdout, reason = "this is the module that prints")]
pub(crate) fn begin(text: impl Display) {
    print!("{text}");
    // A lost progress note is no reason to stop.
    let _ = std::io::stdout().flush();
}

/// Prints the heading of a section.
pub(crate) fn heading(text: impl Display) {
    line(format_args!("\n=== {text} ==="));
}

/// Says what begins, runs it, and says how long it took. Quick steps print one line.
pub(crate) fn step<T>(what: &str, run: impl FnOnce() -> anyhow::Result<T>) -> anyhow::Result<T> {
    line(format_args!("* {what} ..."));
    let start = Instant::now();
    let outcome = run()?;
    line(format_args!("  done in {}", seconds(start.elapsed())));
    Ok(outcome)
}

/// A duration for people: `0.4 s`, `12 s`, `3 min 5 s`.
pub(crate) fn seconds(duration: Duration) -> String {
    let whole = duration.as_secs();
    match whole {
        0..=9 => format!("{:.1} s", duration.as_secs_f64()),
        10..=119 => format!("{whole} s"),
        _ => format!("{} min {} s", whole / 60, whole % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_durations_for_people() {
        assert_eq!(seconds(Duration::from_millis(440)), "0.4 s");
        assert_eq!(seconds(Duration::from_secs(12)), "12 s");
        assert_eq!(seconds(Duration::from_secs(185)), "3 min 5 s");
    }
}
