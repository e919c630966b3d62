//! `conformance/left-out.yaml`: what of the suite is not served, and why.

use crate::suite::{Check, EXTENSION, Scenario, Status};
use anyhow::{Context, Result};
use portico_e2e::binary::repository;
use serde::Deserialize;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

/// The revisions that the suite is run for.
pub(crate) const REVISIONS: [&str; 2] = ["2025-11-25", "2026-07-28"];

/// The whole list.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LeftOut {
    scenarios: Vec<Scenarios>,
    checks: Vec<Checks>,
}

/// Scenarios that are not run.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Scenarios {
    reason: String,
    revisions: Vec<String>,
    names: Vec<String>,
}

/// Checks of a scenario that is run, which do not succeed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Checks {
    scenario: String,
    revision: String,
    reason: String,
    statuses: BTreeMap<String, Status>,
}

/// A scenario in a revision.
pub(crate) type Pair = (String, String);

impl LeftOut {
    /// Reads the file.
    pub(crate) fn read() -> Result<Self> {
        let file = repository().join("e2e/conformance/left-out.yaml");
        let text = fs::read_to_string(&file)?;
        serde_saphyr::from_str(&text).with_context(|| file.display().to_string())
    }

    /// The pairs of scenario and revision that are not run.
    pub(crate) fn pairs(&self) -> Vec<Pair> {
        let mut pairs = Vec::new();
        for entry in &self.scenarios {
            for revision in &entry.revisions {
                pairs.extend(
                    entry
                        .names
                        .iter()
                        .map(|name| (name.clone(), revision.clone())),
                );
            }
        }
        pairs
    }

    /// The pairs that are run: all that the suite has but those left out.
    pub(crate) fn plan(&self, scenarios: &[Scenario]) -> Vec<Pair> {
        let left_out: BTreeSet<_> = self.pairs().into_iter().collect();
        offered(scenarios)
            .into_iter()
            .filter(|pair| !left_out.contains(pair))
            .collect()
    }

    /// What is wrong with the list itself, held against the suite's scenarios.
    pub(crate) fn problems(&self, scenarios: &[Scenario]) -> Vec<String> {
        let offered: BTreeSet<_> = offered(scenarios).into_iter().collect();
        let mut problems = Vec::new();
        let mut seen = BTreeSet::new();
        for pair in self.pairs() {
            if !offered.contains(&pair) {
                problems.push(format!("left out, but not in the suite: {pair:?}"));
            }
            if !seen.insert(pair.clone()) {
                problems.push(format!("left out twice: {pair:?}"));
            }
        }
        let plan = self.plan(scenarios);
        for entry in &self.checks {
            let pair = (entry.scenario.clone(), entry.revision.clone());
            if !plan.contains(&pair) {
                problems.push(format!("checks are listed, but it is not run: {pair:?}"));
            }
        }
        let reasons = self.scenarios.iter().map(|entry| &entry.reason);
        for reason in reasons.chain(self.checks.iter().map(|entry| &entry.reason)) {
            if reason.trim().is_empty() {
                problems.push("an entry without a reason".to_owned());
            }
        }
        problems
    }

    /// Where the checks of a scenario that was run differ from what is listed.
    pub(crate) fn differences(&self, pair: &Pair, checks: &[Check]) -> Vec<String> {
        let listed = self.listed(pair);
        let mut differences = Vec::new();
        for check in checks {
            if check.status != Status::Success && listed.get(&check.id) != Some(&check.status) {
                let message = check.error_message.as_deref().unwrap_or_default();
                differences.push(format!("{} {:?} {message}", check.id, check.status));
            }
        }
        for (id, status) in listed {
            let holds = |check: &Check| check.id == id && check.status == status;
            if !checks.iter().any(holds) {
                differences.push(format!("{id} is listed as {status:?}, but it is not"));
            }
        }
        if !checks.iter().any(|check| check.status == Status::Success) {
            differences.push("no check succeeded".to_owned());
        }
        differences
    }

    fn listed(&self, (scenario, revision): &Pair) -> BTreeMap<String, Status> {
        self.checks
            .iter()
            .filter(|entry| entry.scenario == *scenario && entry.revision == *revision)
            .flat_map(|entry| entry.statuses.clone())
            .collect()
    }
}

/// Every pair that the suite has in the revisions that it is run for, and in extensions.
fn offered(scenarios: &[Scenario]) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for revision in REVISIONS.into_iter().chain([EXTENSION]) {
        let of_revision = scenarios
            .iter()
            .filter(|scenario| scenario.revisions.iter().any(|own| own == revision));
        pairs.extend(of_revision.map(|scenario| (scenario.name.clone(), revision.to_owned())));
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = r#"
scenarios:
- {reason: not served, revisions: ["2025-11-25"], names: [gone]}
checks:
- {scenario: kept, revision: "2026-07-28", reason: not served, statuses: {a: SKIPPED}}
"#;

    fn list() -> LeftOut {
        serde_saphyr::from_str(LIST).unwrap()
    }

    fn scenario(name: &str, revision: &str) -> Scenario {
        Scenario {
            name: name.to_owned(),
            revisions: vec![revision.to_owned()],
        }
    }

    fn check(id: &str, status: Status) -> Check {
        Check {
            id: id.to_owned(),
            status,
            error_message: None,
        }
    }

    #[test]
    fn a_true_list_has_no_problems() {
        let suite = [
            scenario("gone", "2025-11-25"),
            scenario("kept", "2026-07-28"),
        ];
        assert_eq!(list().problems(&suite), Vec::<String>::new());
        let kept = ("kept".to_owned(), "2026-07-28".to_owned());
        assert_eq!(list().plan(&suite), [kept]);
    }

    #[test]
    fn a_list_of_what_the_suite_does_not_have_has_problems() {
        let suite = [
            scenario("gone", "2026-07-28"),
            scenario("kept", "2025-11-25"),
        ];
        assert_eq!(list().problems(&suite).len(), 2);
    }

    #[test]
    fn checks_must_be_as_listed() {
        let kept = ("kept".to_owned(), "2026-07-28".to_owned());
        let differences = |checks: &[Check]| list().differences(&kept, checks).len();
        let (fine, listed) = (check("b", Status::Success), check("a", Status::Skipped));
        assert_eq!(differences(&[fine, listed]), 0);
        // Listed as skipped, but succeeds; not listed, but fails; nothing that succeeds.
        assert_eq!(differences(&[check("a", Status::Success)]), 1);
        let failing = [
            check("b", Status::Success),
            check("c", Status::Failure),
            check("a", Status::Skipped),
        ];
        assert_eq!(differences(&failing), 1);
        assert_eq!(differences(&[check("a", Status::Skipped)]), 1);
        assert_eq!(differences(&[]), 2);
    }
}
