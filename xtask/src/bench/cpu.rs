//! CPU time of a process.

use crate::shell;
use anyhow::Context;
use std::fs;
use std::process::Command;
use std::time::Duration;

/// Reads CPU times in the unit of this kernel.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clock {
    ticks_per_second: u32,
}

impl Clock {
    /// Asks the system for its unit.
    pub(super) fn new() -> anyhow::Result<Self> {
        let answer = shell::output(Command::new("getconf").arg("CLK_TCK"))?;
        let ticks_per_second = answer
            .trim()
            .parse()
            .context("getconf CLK_TCK is no number")?;
        Ok(Self { ticks_per_second })
    }

    /// User and system time of all threads of the process since it began.
    pub(super) fn used_by(self, process: u32) -> anyhow::Result<Duration> {
        let path = format!("/proc/{process}/stat");
        let stat = fs::read_to_string(&path).with_context(|| format!("cannot read {path}"))?;
        let ticks = ticks(&stat).with_context(|| format!("{path} has an unknown form"))?;
        Ok(Duration::from_secs(ticks) / self.ticks_per_second)
    }
}

/// `utime` + `stime` of `/proc/PID/stat` (proc(5)): fields 14 and 15, counted from 1.
fn ticks(stat: &str) -> Option<u64> {
    // The second field is the program's name in parentheses and may hold anything.
    let (_, after_name) = stat.rsplit_once(") ")?;
    let mut fields = after_name.split(' ').skip(11);
    let user: u64 = fields.next()?.parse().ok()?;
    let system: u64 = fields.next()?.parse().ok()?;
    user.checked_add(system)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adds_user_and_system_time() {
        let stat = "42 (a) b) S 1 2 3 4 5 6 7 8 9 10 1100 23 14 15 16";
        assert_eq!(ticks(stat), Some(1123));
        assert_eq!(ticks("42 (a) S 1"), None);
    }
}
