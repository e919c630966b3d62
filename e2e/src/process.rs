//! A child process with its log in a file.

use anyhow::{Context, Result, anyhow};
use nix::{
    sys::signal::{Signal, kill},
    unistd::Pid,
};
use std::{
    fs::{self, OpenOptions},
    io::Write as _,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    time::Duration,
};

/// Lines of the log that a failure shows.
const TAIL: usize = 60;

/// A running program, killed when dropped.
#[derive(Debug)]
pub struct Process {
    name: String,
    child: Child,
    log: PathBuf,
}

impl Process {
    /// Starts `command`; what it prints is appended to `{directory}/{name}.log`.
    pub fn start(name: &str, mut command: Command, directory: &Path) -> Result<Self> {
        let log = directory.join(format!("{name}.log"));
        let out = OpenOptions::new().create(true).append(true).open(&log)?;
        let child = command
            .stdin(Stdio::null())
            .stdout(out.try_clone()?)
            .stderr(out)
            .spawn()
            .with_context(|| format!("cannot start {name}: {command:?}"))?;
        Ok(Self {
            name: name.to_owned(),
            child,
            log,
        })
    }

    /// Repeats `probe` until it succeeds. Fails, with the end of the log, after `within` or when the
    /// process ends.
    pub async fn until<T>(
        &mut self,
        what: &str,
        within: Duration,
        mut probe: impl AsyncFnMut() -> Result<T>,
    ) -> Result<T> {
        let child = &mut self.child;
        let outcome = crate::wait::until(what, within, async || match child.try_wait()? {
            Some(status) => Ok(Err(anyhow!("it ended: {status}"))),
            None => probe().await.map(Ok),
        });
        outcome
            .await
            .and_then(|inner| inner)
            .with_context(|| format!("{} did not reach: {what}\n{}", self.name, self.log_tail()))
    }

    /// Ends the process at once (SIGKILL).
    pub fn kill(&mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// Tells the process to end (SIGTERM).
    pub fn terminate(&mut self) -> Result<()> {
        let id = i32::try_from(self.child.id())?;
        Ok(kill(Pid::from_raw(id), Signal::SIGTERM)?)
    }

    /// How it ended; `None` while it runs.
    pub fn ended(&mut self) -> Result<Option<ExitStatus>> {
        Ok(self.child.try_wait()?)
    }

    /// The process's id.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// All that the process printed.
    pub fn log(&self) -> String {
        fs::read(&self.log).map_or_else(
            |error| format!("no log: {error}"),
            |bytes| String::from_utf8_lossy(&bytes).into_owned(),
        )
    }

    fn log_tail(&self) -> String {
        let log = self.log();
        let skip = log.lines().count().saturating_sub(TAIL);
        let tail: Vec<_> = log.lines().skip(skip).collect();
        format!(
            "--- end of {}\n{}\n---",
            self.log.display(),
            tail.join("\n")
        )
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let _ = writeln!(std::io::stderr(), "{}", self.log_tail());
        }
        // Already ended is as good.
        let _ = self.kill();
    }
}
