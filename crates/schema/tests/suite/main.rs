//! The official JSON-Schema-Test-Suite: every required test of each supported edition.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "tests fail by panics and say on the way what they do"
)]

mod left_out;

use left_out::LEFT_OUT;
use portico_schema::Schema;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The folders of the suite, the edition that a schema in it is of, and how many tests there are at
/// least.
const EDITIONS: [(&str, &str, usize); 5] = [
    (
        "draft2020-12",
        "https://json-schema.org/draft/2020-12/schema",
        1200,
    ),
    (
        "draft2019-09",
        "https://json-schema.org/draft/2019-09/schema",
        1150,
    ),
    ("draft7", "http://json-schema.org/draft-07/schema#", 800),
    ("draft6", "http://json-schema.org/draft-06/schema#", 700),
    ("draft4", "http://json-schema.org/draft-04/schema#", 500),
];

#[derive(Deserialize)]
struct Group {
    description: String,
    schema: Box<RawValue>,
    tests: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    description: String,
    data: Box<RawValue>,
    valid: bool,
}

/// What became of the tests of one edition.
#[derive(Default)]
struct Outcome {
    run: usize,
    /// The groups whose schema is refused, with their number of tests.
    refused: Vec<(String, usize)>,
    wrong: Vec<String>,
}

fn suite() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folder = root.join(".tools/jsonschema-4.26.0/json/tests");
    assert!(
        folder.is_dir(),
        "the JSON-Schema-Test-Suite is missing: `cargo xtask test unit` installs it"
    );
    folder
}

/// The schema's text with its edition, which the suite's folder tells but not every schema.
fn with_edition(schema: &str, edition: &str) -> String {
    match schema.trim().strip_prefix('{') {
        Some(members) if !schema.contains("\"$schema\"") => {
            let comma = if members.trim() == "}" { "" } else { "," };
            format!("{{\"$schema\": \"{edition}\"{comma}{members}")
        }
        _ => schema.to_owned(),
    }
}

fn run_edition(folder: &str, edition: &str) -> Outcome {
    let mut outcome = Outcome::default();
    let entries = fs::read_dir(suite().join(folder)).unwrap();
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for file in files.iter().filter(|file| file.is_file()) {
        let groups: Vec<Group> = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
        let file = file.file_stem().unwrap().to_str().unwrap();
        for group in groups {
            run_group(&group, &format!("{folder}/{file}"), edition, &mut outcome);
        }
    }
    outcome
}

fn run_group(group: &Group, file: &str, edition: &str, outcome: &mut Outcome) {
    let name = format!("{file}: {}", group.description);
    let schema = match Schema::compile(&with_edition(group.schema.get(), edition)) {
        Ok(schema) => schema,
        Err(errors) => {
            eprintln!("refused: {name}: {}", errors[0]);
            outcome.refused.push((name, group.tests.len()));
            return;
        }
    };
    for case in &group.tests {
        outcome.run += 1;
        let violations = schema.check(case.data.get());
        if violations.is_empty() != case.valid {
            let case = &case.description;
            outcome
                .wrong
                .push(format!("{name}: {case}: {violations:?}"));
        }
    }
}

#[test]
fn every_test_passes_or_is_listed() {
    let mut wrong = Vec::new();
    let mut refused = BTreeSet::new();
    for (folder, edition, least) in EDITIONS {
        let outcome = run_edition(folder, edition);
        let left_out: usize = outcome.refused.iter().map(|(_, tests)| tests).sum();
        eprintln!("{folder}: {} tests run, {left_out} left out", outcome.run);
        assert!(outcome.run >= least, "{folder}: only {} tests", outcome.run);
        wrong.extend(outcome.wrong);
        refused.extend(outcome.refused.into_iter().map(|(name, _)| name));
    }
    assert!(wrong.is_empty(), "wrong:\n{}", wrong.join("\n"));
    let listed: BTreeSet<_> = LEFT_OUT
        .iter()
        .flat_map(|(_, groups)| groups.iter().map(|group| (*group).to_owned()))
        .collect();
    let unlisted: Vec<_> = refused.difference(&listed).collect();
    assert!(
        unlisted.is_empty(),
        "refused, but not listed: {unlisted:#?}"
    );
    let passing: Vec<_> = listed.difference(&refused).collect();
    assert!(passing.is_empty(), "listed, but not refused: {passing:#?}");
}
