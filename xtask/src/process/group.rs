//! Process groups: a child together with what it started.

use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;
use std::process::Child;
use std::thread;
use std::time::{Duration, Instant};

/// Time to end in good order before a group is killed.
const GRACE: Duration = Duration::from_secs(3);

/// Ends a child that leads a process group, and its group; comes back when the child is gone.
pub(crate) fn end(leader: &mut Child) {
    signal(leader, Signal::SIGTERM);
    let start = Instant::now();
    while start.elapsed() < GRACE && matches!(leader.try_wait(), Ok(None)) {
        thread::sleep(Duration::from_millis(20));
    }
    signal(leader, Signal::SIGKILL);
    // Nothing is left to do if it cannot be waited for.
    let _ = leader.wait();
}

fn signal(leader: &Child, signal: Signal) {
    if let Ok(id) = i32::try_from(leader.id()) {
        // An error means that the group is gone, which is what is wanted.
        let _ = killpg(Pid::from_raw(id), signal);
    }
}
