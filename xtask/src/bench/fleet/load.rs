//! The program that plays the Envoys: `control-plane/examples/fleet.rs`.

use crate::process;
use anyhow::{Context, ensure};
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::SocketAddr;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// It is ended when this is dropped.
pub(super) struct Load {
    process: Child,
    commands: ChildStdin,
    answers: BufReader<ChildStdout>,
}

/// What a command did.
#[derive(Debug)]
pub(super) struct Answer {
    /// Milliseconds.
    pub(super) millis: u64,
    /// Resources that came to all nodes.
    pub(super) resources: u64,
}

impl Load {
    /// Starts it; no stream is open yet.
    pub(super) fn start(program: &Path, xds: SocketAddr, nodes: u32) -> anyhow::Result<Self> {
        let mut command = Command::new(program);
        command.args([xds.to_string(), nodes.to_string()]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let process = command.process_group(0).spawn();
        let mut process = process.context("cannot start the load")?;
        let commands = process.stdin.take().context("no standard input")?;
        let answers = process.stdout.take().context("no standard output")?;
        Ok(Self {
            process,
            commands,
            answers: BufReader::new(answers),
        })
    }

    /// Does a command to its end.
    pub(super) fn run(&mut self, command: &str) -> anyhow::Result<Answer> {
        writeln!(self.commands, "{command}")?;
        self.answer()
    }

    /// From now on waits for all nodes to take the tool; [`Self::answer`] gives the end of that.
    pub(super) fn watch(&mut self, tool: &str) -> anyhow::Result<()> {
        writeln!(self.commands, "watch {tool}")?;
        let line = self.line()?;
        ensure!(line == "watching", "the load says: {line}");
        Ok(())
    }

    /// The answer of the command under way.
    pub(super) fn answer(&mut self) -> anyhow::Result<Answer> {
        let line = self.line()?;
        let numbers = line.split_once(' ').and_then(|(millis, resources)| {
            Some(Answer {
                millis: millis.parse().ok()?,
                resources: resources.parse().ok()?,
            })
        });
        numbers.with_context(|| format!("the load says: {line}"))
    }

    fn line(&mut self) -> anyhow::Result<String> {
        let mut line = String::new();
        let length = self.answers.read_line(&mut line)?;
        ensure!(length > 0, "the load has ended");
        Ok(line.trim_end().to_owned())
    }
}

impl Drop for Load {
    fn drop(&mut self) {
        process::end(&mut self.process);
    }
}
