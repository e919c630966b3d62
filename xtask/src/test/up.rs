//! `xtask up` as a user runs it: it comes up, the first call that it prints works, and Ctrl-C stops
//! all of it.

use crate::http;
use crate::layout;
use crate::process::{self, Child};
use crate::ui;
use anyhow::{Context, ensure};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use std::env;
use std::fs;
use std::net::{SocketAddr, TcpStream};
use std::process::Command;
use std::slice;
use std::time::Duration;

/// Time for `up` to build and start everything; by now most is built.
const COME_UP: Duration = Duration::from_secs(15 * 60);

/// Time for everything to end.
const GO_DOWN: Duration = Duration::from_secs(20);

/// Runs `xtask up` and uses it.
///
/// # Errors
/// It does not come up, the call fails, or something is left running.
pub(super) fn check() -> anyhow::Result<()> {
    let folder = layout::run_dir().join("test-up");
    fs::create_dir_all(&folder)?;
    let mut command = Command::new(env::current_exe()?);
    let state = folder.join("state");
    if state.exists() {
        fs::remove_dir_all(&state)?;
    }
    command.env("PORTICO_STATE_DIR", &state);
    let mut up = Child::start(&folder, "up", command.arg("up"))?;
    let mut printed = String::new();
    ui::step("Waiting for `xtask up`", || {
        process::wait_for("it is not up", COME_UP, slice::from_mut(&mut up), || {
            printed = fs::read_to_string(folder.join("up.log"))?;
            ensure!(
                printed.contains("Ctrl-C stops everything"),
                "nothing printed"
            );
            Ok(())
        })
    })?;
    let gateway = address_in(&printed).context("`xtask up` printed no MCP endpoint")?;
    let call = between(&printed, "-d '", "'").context("`xtask up` printed no call")?;
    let answer = http::post_mcp(gateway, "/bookshop/mcp", call)?;
    let is_good = answer.status == 200 && answer.body.contains("structuredContent");
    ensure!(is_good, "HTTP {}: {}", answer.status, answer.body);

    let id = i32::try_from(up.id()).context("a process id")?;
    kill(Pid::from_raw(id), Signal::SIGINT)?;
    process::wait_for("Ctrl-C does not end `xtask up`", GO_DOWN, &mut [], || {
        let status = up.ended()?.context("still running")?;
        ensure!(status.success(), "{status}");
        Ok(())
    })?;
    let is_gone = TcpStream::connect_timeout(&gateway, Duration::from_secs(1)).is_err();
    ensure!(is_gone, "Envoy still listens on {gateway}");
    Ok(())
}

/// The address of the MCP endpoint in what `up` printed.
fn address_in(printed: &str) -> Option<SocketAddr> {
    between(printed, "MCP endpoint    http://", "/")?
        .parse()
        .ok()
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(before)?;
    rest.split_once(after).map(|(found, _)| found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_is_printed() {
        let printed =
            "  MCP endpoint    http://127.0.0.1:10000/bookshop/mcp   (x)\n  -d '{\"a\":1}'\n";
        assert_eq!(address_in(printed), "127.0.0.1:10000".parse().ok());
        assert_eq!(between(printed, "-d '", "'"), Some("{\"a\":1}"));
        assert_eq!(address_in("nothing"), None);
    }
}
