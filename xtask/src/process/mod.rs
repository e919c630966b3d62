//! Programs that run until they are told to stop.

mod child;
mod group;
mod port;

pub(crate) use child::Child;
pub(crate) use group::end;
pub(crate) use port::free_port;

use anyhow::{Context, bail};
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// How often things are looked at while waiting.
pub(crate) const PAUSE: Duration = Duration::from_millis(100);

static STOP: AtomicBool = AtomicBool::new(false);

/// From now on Ctrl-C, SIGTERM and SIGHUP set [`is_stopping`] instead of ending this process, so
/// that it can end its children, which are in process groups of their own.
pub(crate) fn catch_signals() -> anyhow::Result<()> {
    ctrlc::set_handler(|| STOP.store(true, Ordering::SeqCst)).context("cannot catch signals")
}

/// Whether this process was told to stop.
pub(crate) fn is_stopping() -> bool {
    STOP.load(Ordering::SeqCst)
}

/// Waits until `probe` succeeds.
///
/// # Errors
/// A child ends, this process is told to stop, or the limit passes: then with the last error of
/// `probe` and the end of each child's log.
pub(crate) fn wait_for(
    what: &str,
    limit: Duration,
    children: &mut [Child],
    mut probe: impl FnMut() -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let start = Instant::now();
    loop {
        let Err(error) = probe() else {
            return Ok(());
        };
        check_alive(children)?;
        if is_stopping() {
            bail!("stopped");
        }
        if start.elapsed() > limit {
            let logs: Vec<_> = children.iter().map(Child::last_words).collect();
            bail!("{what}: {error:#}\n{}", logs.join("\n"));
        }
        thread::sleep(PAUSE);
    }
}

/// Waits until something accepts connections at the address.
pub(crate) fn wait_for_listener(address: SocketAddr, children: &mut [Child]) -> anyhow::Result<()> {
    let what = format!("nothing listens on {address}");
    wait_for(&what, Duration::from_secs(60), children, || {
        std::net::TcpStream::connect_timeout(&address, Duration::from_secs(1))?;
        Ok(())
    })
}

/// An error with the end of its log if a child has ended.
pub(crate) fn check_alive(children: &mut [Child]) -> anyhow::Result<()> {
    for child in children {
        if let Some(status) = child.ended()? {
            bail!("{} ended ({status})\n{}", child.name(), child.last_words());
        }
    }
    Ok(())
}
