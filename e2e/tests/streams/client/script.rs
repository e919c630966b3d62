//! Clients of npm and PyPI, each a script that is told by lines what to do.

use super::Seen;
use anyhow::{Context, Result, ensure};
use portico_e2e::binary;
use serde::{Deserialize, de::DeserializeOwned};
use std::{path::PathBuf, process::Stdio, time::Duration};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines},
    process::{Child, ChildStdin, ChildStdout, Command},
    time::timeout,
};

/// Time to start, or for an answer, also on a machine that has other things to do.
const TIME: Duration = Duration::from_secs(120);

/// A script that runs, and has said that it is connected.
pub(super) struct Script {
    name: String,
    lines: Lines<BufReader<ChildStdout>>,
    stdin: ChildStdin,
    child: Child,
}

/// A tool's result.
#[derive(Debug, Deserialize)]
struct Called {
    text: String,
}

impl Script {
    /// A client of npm in that mode. It does not wait until that is connected: see [`Self::says`].
    pub(super) fn npm(url: &str, mode: &str) -> Result<Self> {
        Self::start("node".into(), "node/changes.mjs", &[url, mode])
    }

    /// A client of PyPI's `package` in that mode.
    pub(super) fn python(url: &str, package: &str, mode: &str) -> Result<Self> {
        Self::start(
            binary::python()?,
            "python/changes.py",
            &[url, package, mode],
        )
    }

    fn start(program: PathBuf, script: &str, arguments: &[&str]) -> Result<Self> {
        let file = binary::repository().join("e2e/clients").join(script);
        let mut child = Command::new(program)
            .arg(file)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()?;
        let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
        let modes = arguments.get(1..).unwrap_or_default().join(" ");
        Ok(Self {
            name: format!("{script} {modes}"),
            lines: BufReader::new(stdout.context("no stdout")?).lines(),
            stdin: stdin.context("no stdin")?,
            child,
        })
    }

    /// What it is, for people.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// What it says next; first of all, once it is connected, what it has seen.
    pub(super) async fn says(&mut self) -> Result<Seen> {
        self.next().await
    }

    /// Asks what it has seen since it was asked last.
    pub(super) async fn asked(&mut self) -> Result<Seen> {
        self.stdin.write_all(b"\n").await?;
        self.next().await
    }

    /// Lets it call a tool; gives the text of the result.
    pub(super) async fn calls(&mut self, tool: &str) -> Result<String> {
        self.begins(tool).await?;
        let called: Called = self.next().await?;
        Ok(called.text)
    }

    /// Lets it call a tool, and does not wait for the result.
    pub(super) async fn begins(&mut self, tool: &str) -> Result<()> {
        Ok(self.stdin.write_all(format!("{tool}\n").as_bytes()).await?)
    }

    /// Lets it end its session, close its client and go.
    pub(super) async fn ends(mut self) -> Result<()> {
        drop(self.stdin);
        let status = timeout(TIME, self.child.wait()).await;
        let status = status.with_context(|| format!("{} does not end", self.name))??;
        ensure!(status.success(), "{}: {status}", self.name);
        Ok(())
    }

    async fn next<T: DeserializeOwned>(&mut self) -> Result<T> {
        let line = timeout(TIME, self.lines.next_line()).await;
        let line = line.with_context(|| format!("{} says nothing", self.name))??;
        let line = line.with_context(|| format!("{} has ended", self.name))?;
        serde_json::from_str(&line).with_context(|| format!("{}: {line}", self.name))
    }
}
