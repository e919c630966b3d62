//! The licences of what Portico is made of, and where it comes from: the crates of the lock file, for
//! every platform, and the npm packages that are in the console.

use crate::{layout, shell, ui};
use anyhow::{Context, ensure};
use serde::Deserialize;
use spdx::{Expression, ParseMode};
use std::collections::BTreeMap;
use std::fs;

/// What an Apache-2.0 program may be made of without other conditions than a notice.
const ALLOWED: [&str; 9] = [
    "0BSD",
    "Apache-2.0",
    "BSD-3-Clause",
    "CC0-1.0",
    "ISC",
    "MIT",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Checks all of them.
///
/// # Errors
/// If one has another licence or none, comes from elsewhere than a registry, or may be of any version.
pub(crate) fn check() -> anyhow::Result<()> {
    let (crates, npm) = (crates()?, shipped_by_console()?);
    let of_crates = crates.iter().flat_map(Crate::complaints);
    let of_npm = npm
        .iter()
        .filter_map(|(path, one)| complaint(path, one.license.as_deref()));
    let findings: Vec<_> = of_crates.chain(of_npm).collect();
    findings.iter().for_each(ui::line);
    ensure!(findings.is_empty(), "{} findings", findings.len());
    ui::line(format_args!(
        "  {} crates and {} npm packages are fine",
        crates.len(),
        npm.len()
    ));
    Ok(())
}

/// What `cargo metadata` prints.
#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Crate>,
}

#[derive(Deserialize)]
struct Crate {
    name: String,
    license: Option<String>,
    /// Nothing for those of this repository.
    source: Option<String>,
    dependencies: Vec<Requirement>,
}

#[derive(Deserialize)]
struct Requirement {
    name: String,
    req: String,
    /// Where it is, if it is of this repository.
    path: Option<String>,
}

impl Crate {
    fn complaints(&self) -> Vec<String> {
        let mut found: Vec<_> = complaint(&self.name, self.license.as_deref())
            .into_iter()
            .collect();
        match &self.source {
            Some(source) if !source.starts_with("registry+") => {
                found.push(format!("{}: from {source}, not a registry", self.name));
            }
            Some(_) => {}
            None => found.extend(self.open_requirements()),
        }
        found
    }

    fn open_requirements(&self) -> impl Iterator<Item = String> {
        let is_open = |one: &&Requirement| one.req == "*" && one.path.is_none();
        let open = self.dependencies.iter().filter(is_open);
        open.map(|one| format!("{}: says no version of {}", self.name, one.name))
    }
}

fn crates() -> anyhow::Result<Vec<Crate>> {
    let mut cargo = shell::cargo();
    cargo.args(["metadata", "--format-version", "1", "--all-features"]);
    let printed = shell::output(cargo.arg("--locked"))?;
    let metadata: Metadata = serde_json::from_str(&printed).context("cargo metadata")?;
    Ok(metadata.packages)
}

/// What `package-lock.json` has.
#[derive(Deserialize)]
struct Lock {
    packages: BTreeMap<String, Package>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Package {
    license: Option<String>,
    #[serde(default)]
    dev: bool,
    #[serde(default)]
    dev_optional: bool,
}

impl Package {
    /// Whether it, or a part of it, is sent to browsers.
    fn is_shipped(&self) -> bool {
        !self.dev && !self.dev_optional
    }
}

/// The packages that are in the console, by their path.
fn shipped_by_console() -> anyhow::Result<BTreeMap<String, Package>> {
    const PATH: &str = "admin-ui/package-lock.json";
    let text = fs::read_to_string(layout::root().join(PATH)).context(PATH)?;
    let mut lock: Lock = serde_json::from_str(&text).context(PATH)?;
    // That is the console itself.
    lock.packages.remove("");
    lock.packages.retain(|_, one| one.is_shipped());
    Ok(lock.packages)
}

/// What is wrong with a licence, which is an SPDX expression.
fn complaint(name: &str, licence: Option<&str>) -> Option<String> {
    let Some(licence) = licence else {
        return Some(format!("{name}: says no licence"));
    };
    let Ok(expression) = Expression::parse_mode(licence, ParseMode::LAX) else {
        return Some(format!("{name}: `{licence}` is no SPDX expression"));
    };
    let is_allowed = expression.evaluate(|requirement| {
        let id = requirement.license.id();
        requirement.addition.is_none() && id.is_some_and(|id| ALLOWED.contains(&id.name))
    });
    (!is_allowed).then(|| format!("{name}: {licence} is not among what is allowed"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_way_to_write_a_licence_is_understood() {
        let table = [
            (Some("MIT"), true),
            (Some("MIT/Apache-2.0"), true),
            (Some("GPL-2.0-only OR MIT"), true),
            (Some("(MIT OR GPL-3.0-or-later) AND ISC"), true),
            (
                Some("Apache-2.0 WITH LLVM-exception OR Apache-2.0 OR MIT"),
                true,
            ),
            (Some("GPL-2.0-only"), false),
            (Some("MIT AND GPL-3.0-or-later"), false),
            (Some("as you like"), false),
            (None, false),
        ];
        for (licence, is_fine) in table {
            assert_eq!(complaint("x", licence).is_none(), is_fine, "{licence:?}");
        }
    }

    #[test]
    fn crates_come_from_a_registry_in_known_versions() {
        let crate_of = |source: Option<&str>, req: &str| Crate {
            name: "x".to_owned(),
            license: Some("MIT".to_owned()),
            source: source.map(str::to_owned),
            dependencies: vec![Requirement {
                name: "y".to_owned(),
                req: req.to_owned(),
                path: None,
            }],
        };
        for (source, req, count) in [
            (None, "^1", 0),
            (None, "*", 1),
            (Some("registry+https://example.com"), "*", 0),
            (Some("git+https://example.com/x"), "^1", 1),
        ] {
            assert_eq!(crate_of(source, req).complaints().len(), count);
        }
    }
}
