//! `xtask tidy`: rules of this repository that no other tool checks.

mod file;
mod rule;

use crate::ui;
use anyhow::bail;
use file::File;

/// Every rule: what it finds wrong with a file.
const RULES: &[fn(&File) -> Vec<String>] = &[
    rule::module_docs,
    rule::length,
    rule::no_any,
    rule::module_names,
    rule::machine_paths,
    rule::registry_hosts,
    rule::last_newline,
    rule::readme_commands,
];

/// Checks every file that is, or could be, committed.
pub(crate) fn tidy() -> anyhow::Result<()> {
    let files = file::all()?;
    let mut findings = Vec::new();
    for file in &files {
        for rule in RULES {
            findings.extend(
                rule(file)
                    .into_iter()
                    .map(|what| format!("{}: {what}", file.path)),
            );
        }
    }
    if !files.iter().any(|file| file.path == rule::README) {
        findings.push(format!("{}: missing", rule::README));
    }
    for finding in &findings {
        ui::line(finding);
    }
    if !findings.is_empty() {
        bail!("{} findings", findings.len());
    }
    ui::line(format_args!("  {} files are tidy", files.len()));
    Ok(())
}
