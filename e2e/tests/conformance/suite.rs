//! The official conformance suite, as `npm ci` installs it in `e2e/conformance`.

use anyhow::{Context, Result, bail, ensure};
use portico_e2e::binary::repository;
use serde::Deserialize;
use std::{env, fs, path::PathBuf, process::Stdio, time::Duration};
use tokio::{process::Command, time::timeout};

/// The suite gives up on a scenario after 30 s; this is for the process itself.
const SCENARIO: Duration = Duration::from_secs(60);

/// The name under which the suite lists scenarios of extensions, in place of a revision.
pub(crate) const EXTENSION: &str = "extension";

/// The installed suite.
#[derive(Debug, Clone)]
pub(crate) struct Suite {
    node: PathBuf,
    program: PathBuf,
}

/// A scenario that tests servers.
#[derive(Debug)]
pub(crate) struct Scenario {
    pub(crate) name: String,
    /// The revisions that it applies to, or [`EXTENSION`].
    pub(crate) revisions: Vec<String>,
}

/// One check of a scenario that was run. Ids repeat within a scenario.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Check {
    pub(crate) id: String,
    pub(crate) status: Status,
    pub(crate) error_message: Option<String>,
}

/// How a check ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum Status {
    Success,
    Failure,
    Warning,
    Skipped,
    Info,
}

impl Suite {
    /// Finds it. Node.js, which must be 22 or later, is `PORTICO_NODE22` or installed with it.
    pub(crate) fn installed() -> Result<Self> {
        let modules = repository().join("e2e/conformance/node_modules");
        let suite = Self {
            node: env::var_os("PORTICO_NODE22")
                .map_or_else(|| modules.join("node/bin/node"), PathBuf::from),
            program: modules.join("@modelcontextprotocol/conformance/dist/index.js"),
        };
        for file in [&suite.node, &suite.program] {
            ensure!(
                file.is_file(),
                "{} does not exist: run `cargo xtask test`, or `npm ci` in e2e/conformance",
                file.display()
            );
        }
        Ok(suite)
    }

    /// All scenarios that test servers.
    pub(crate) async fn scenarios(&self) -> Result<Vec<Scenario>> {
        let text = self.output(&["list", "--server"]).await?;
        let scenarios: Vec<_> = text.lines().filter_map(scenario).collect();
        ensure!(
            !scenarios.is_empty(),
            "the suite lists no scenarios: {text}"
        );
        Ok(scenarios)
    }

    /// Runs a scenario against the server at `url` and gives all its checks.
    pub(crate) async fn run(
        &self,
        url: &str,
        scenario: &str,
        revision: &str,
    ) -> Result<Vec<Check>> {
        let results = tempfile::tempdir()?;
        let folder = results.path().to_string_lossy();
        let mut arguments = vec![
            "server",
            "--url",
            url,
            "--scenario",
            scenario,
            "-o",
            &folder,
        ];
        if revision != EXTENSION {
            arguments.extend(["--spec-version", revision]);
        }
        let said = self.output(&arguments).await?;
        let run = fs::read_dir(results.path())?
            .next()
            .with_context(|| format!("the suite left no results: {said}"))??;
        let checks = fs::read(run.path().join("checks.json"))
            .with_context(|| format!("the suite did not run it: {said}"))?;
        Ok(serde_json::from_slice(&checks)?)
    }

    /// What the suite prints. Its exit code is not asked: it only says that some check failed.
    async fn output(&self, arguments: &[&str]) -> Result<String> {
        let child = Command::new(&self.node)
            .arg(&self.program)
            .args(arguments)
            .stdin(Stdio::null())
            .kill_on_drop(true)
            .output();
        let Ok(output) = timeout(SCENARIO, child).await else {
            bail!("the suite did not end within {SCENARIO:?}: {arguments:?}");
        };
        let output = output?;
        let errors = String::from_utf8_lossy(&output.stderr);
        Ok(String::from_utf8_lossy(&output.stdout).into_owned() + &errors)
    }
}

/// Reads a line such as `  - ping [2025-06-18,2025-11-25]`.
fn scenario(line: &str) -> Option<Scenario> {
    let (name, revisions) = line.trim().strip_prefix("- ")?.split_once(' ')?;
    let revisions = revisions.strip_prefix('[')?.strip_suffix(']')?;
    Some(Scenario {
        name: name.to_owned(),
        revisions: revisions.split(',').map(str::to_owned).collect(),
    })
}
