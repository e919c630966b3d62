//! `xtask test`: everything that is checked before a change lands.

mod section;
mod up;

use crate::{install, process, ui};
use anyhow::{bail, ensure};
use section::{SECTIONS, Section};
use std::time::{Duration, Instant};

/// Runs the sections whose names contain one of the words, all of them where there is no word.
/// `test_args` are passed on to the test binaries of the end-to-end tests.
///
/// # Errors
/// A section failed, or no section has such a name.
pub(crate) fn test(words: &[String], test_args: &[String]) -> anyhow::Result<()> {
    let chosen = choose(words);
    if chosen.is_empty() {
        let names: Vec<_> = SECTIONS.iter().map(|section| section.name).collect();
        bail!("no such section; there are: {}", names.join(", "));
    }
    install::database_clients()?;
    let start = Instant::now();
    let mut results = Vec::new();
    for section in chosen {
        results.push((section.name, run(section, test_args)));
        ensure!(!process::is_stopping(), "stopped");
    }
    summarize(&results, start.elapsed())
}

fn choose(words: &[String]) -> Vec<&'static Section> {
    let is_wanted = |section: &&Section| {
        words.is_empty()
            || words
                .iter()
                .any(|word| section.name.contains(word.as_str()))
    };
    SECTIONS.iter().filter(is_wanted).collect()
}

/// How a section ended and how long it took.
struct Outcome {
    verdict: anyhow::Result<()>,
    took: Duration,
}

fn run(section: &Section, test_args: &[String]) -> Outcome {
    ui::heading(format_args!("{}: {}", section.name, section.about));
    let start = Instant::now();
    let verdict = (section.run)(test_args);
    let took = start.elapsed();
    if let Err(error) = &verdict {
        ui::line(format_args!("error: {error:#}"));
    }
    Outcome { verdict, took }
}

fn summarize(results: &[(&str, Outcome)], took: Duration) -> anyhow::Result<()> {
    ui::heading("summary");
    for (name, outcome) in results {
        let verdict = match &outcome.verdict {
            Ok(()) => "passed",
            Err(_) => "FAILED",
        };
        let took = ui::seconds(outcome.took);
        ui::line(format_args!("{name:<12} {took:>12}  {verdict}"));
    }
    let has_failed = |(_, outcome): &&(&str, Outcome)| outcome.verdict.is_err();
    let failed = results.iter().filter(has_failed).count();
    let passed = results.len() - failed;
    ui::line(format_args!("{:<12} {:>12}", "all", ui::seconds(took)));
    ui::line(format_args!("\nsections: {passed} passed, {failed} failed"));
    if failed > 0 {
        bail!("not everything passed");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chooses_by_a_part_of_the_name() {
        assert_eq!(choose(&[]).len(), SECTIONS.len());
        let names: Vec<_> = choose(&["lint".to_owned()])
            .iter()
            .map(|s| s.name)
            .collect();
        assert_eq!(names, ["lint", "lint-filter"]);
        assert!(choose(&["nothing".to_owned()]).is_empty());
    }

    #[test]
    fn fails_if_a_section_failed() {
        let outcome = |verdict| Outcome {
            verdict,
            took: Duration::ZERO,
        };
        let good = [("a", outcome(Ok(())))];
        assert!(summarize(&good, Duration::ZERO).is_ok());
        let bad = [
            ("a", outcome(Ok(()))),
            ("b", outcome(Err(anyhow::anyhow!("broken")))),
        ];
        assert!(summarize(&bad, Duration::ZERO).is_err());
    }
}
