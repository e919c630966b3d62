//! A running program with its log.

use super::group;
use anyhow::Context;
use std::fs::{self, File};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{self, Command, ExitStatus, Stdio};

/// Lines shown of a log.
const LAST_LINES: usize = 20;

/// A child in a process group of its own, so that a Ctrl-C in the terminal does not reach it before
/// this process decides. Its whole group is ended on drop.
pub(crate) struct Child {
    name: String,
    log: PathBuf,
    process: process::Child,
}

impl Child {
    /// Starts the command with its output in `NAME.log` in the folder, which must exist.
    pub(crate) fn start(folder: &Path, name: &str, command: &mut Command) -> anyhow::Result<Self> {
        let log = folder.join(format!("{name}.log"));
        let file = File::create(&log).with_context(|| format!("cannot write {}", log.display()))?;
        let process = command
            .stdin(Stdio::null())
            .stdout(file.try_clone()?)
            .stderr(file)
            .process_group(0)
            .spawn()
            .with_context(|| format!("cannot start {name}"))?;
        Ok(Self {
            name: name.to_owned(),
            log,
            process,
        })
    }

    /// The name it was started by.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Its process id.
    pub(crate) fn id(&self) -> u32 {
        self.process.id()
    }

    /// How it ended, if it has.
    pub(crate) fn ended(&mut self) -> anyhow::Result<Option<ExitStatus>> {
        self.process
            .try_wait()
            .with_context(|| format!("cannot ask for {}", self.name))
    }

    /// The last lines of its log, with a heading.
    pub(crate) fn last_words(&self) -> String {
        let lines = last_lines(&self.log, LAST_LINES);
        format!("--- last lines of {}:\n{lines}", self.log.display())
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        group::end(&mut self.process);
    }
}

fn last_lines(path: &Path, count: usize) -> String {
    let text = fs::read(path).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let lines: Vec<_> = text.lines().collect();
    let (_, last) = lines.split_at(lines.len().saturating_sub(count));
    last.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::env;
    use std::thread;
    use std::time::{Duration, Instant};

    #[test]
    fn ends_the_whole_group_on_drop() {
        let mut shell = Command::new("sh");
        shell.args(["-c", "sleep 60 & echo $!; wait"]);
        let child = Child::start(&env::temp_dir(), "xtask-test-group", &mut shell).unwrap();
        let log = child.log.clone();
        let grandchild = loop {
            let text = last_lines(&log, 1);
            if let Ok(id) = text.trim().parse::<u32>() {
                break id;
            }
            thread::sleep(Duration::from_millis(10));
        };
        drop(child);
        fs::remove_file(&log).unwrap();
        // The group is sent its signal when the drop returns; the grandchild, which nobody here can
        // wait for, ends as soon as the kernel lets it run.
        let deadline = Instant::now() + Duration::from_secs(30);
        while runs(grandchild) {
            assert!(Instant::now() < deadline, "still there: {grandchild}");
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// Whether a process is more than a zombie that its new parent has not collected yet.
    fn runs(id: u32) -> bool {
        fs::read_to_string(format!("/proc/{id}/stat")).is_ok_and(|stat| !stat.contains(") Z "))
    }
}
