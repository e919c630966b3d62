//! `xtask up` as a user runs it: it comes up, the first call that it prints works, Ctrl-C stops all
//! of it, and the next start has what was changed.

use crate::http;
use crate::layout;
use crate::process::{self, Child};
use crate::{shell, ui};
use anyhow::{Context, ensure};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use std::env;
use std::fs;
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::Command;
use std::slice;
use std::time::Duration;

/// Time for `up` to build and start everything; by now most is built.
const COME_UP: Duration = Duration::from_secs(15 * 60);

/// Time for everything to end.
const GO_DOWN: Duration = Duration::from_secs(60);

/// A server that is added between the two starts.
const KEPT: &str = "{kind: Server, name: kept, path: /kept, sessions: stateless}\n";

/// Runs `xtask up` twice and uses it.
///
/// # Errors
/// It does not come up, a call fails, something is left running, or a change is forgotten.
pub(super) fn check() -> anyhow::Result<()> {
    let folder = layout::run_dir().join("test-up");
    fs::create_dir_all(&folder)?;
    let state = folder.join("state");
    if state.exists() {
        fs::remove_dir_all(&state)?;
    }
    let mut command = Command::new(env::current_exe()?);
    command.env("PORTICO_STATE_DIR", &state).arg("up");
    let mut store = String::new();
    run(&folder, &mut command, |gateway, printed| {
        let call = between(printed, "-d '", "'").context("`xtask up` printed no call")?;
        let answer = http::post_mcp(gateway, "/bookshop/mcp", call)?;
        let is_good = answer.status == 200 && answer.body.contains("structuredContent");
        ensure!(is_good, "HTTP {}: {}", answer.status, answer.body);
        opens_a_stream(gateway)?;
        let shown = between(printed, "Configuration   ", " ");
        shown
            .context("`xtask up` printed no configuration store")?
            .clone_into(&mut store);
        import(&folder, &store)
    })?;
    // The ports, which the name of the store may hold, may be others at the second start.
    run(&folder, command.args(["--config-store", &store]), is_kept)
}

/// Starts `up`, does something with its gateway and what it printed, and stops it.
fn run(
    folder: &Path,
    command: &mut Command,
    work: impl FnOnce(SocketAddr, &str) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let mut up = Child::start(folder, "up", command)?;
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
    work(gateway, &printed)?;

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

/// The bridge is there.
fn opens_a_stream(gateway: SocketAddr) -> anyhow::Result<()> {
    process::wait_for("there is no bridge", GO_DOWN, &mut [], || {
        let endpoint = http::first_event(gateway, "/bookshop/sse")?;
        let is_good = endpoint.starts_with("/bookshop/message?sessionId=");
        ensure!(is_good, "{endpoint}");
        Ok(())
    })
}

/// Adds a server to the configuration.
fn import(folder: &Path, store: &str) -> anyhow::Result<()> {
    let file = folder.join("kept.yaml");
    fs::write(&file, KEPT)?;
    let mut import = Command::new(layout::debug_binary("portico-control-plane"));
    import.current_dir(layout::root()).arg("import").arg(&file);
    shell::run(import.args(["--config-store", store]))
}

/// The server that was added is served.
fn is_kept(gateway: SocketAddr, _: &str) -> anyhow::Result<()> {
    let ping = r#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#;
    process::wait_for("the added server is not served", GO_DOWN, &mut [], || {
        let answer = http::post_mcp(gateway, "/kept/mcp", ping)?;
        let is_good = answer.status == 200 && answer.body.contains("result");
        ensure!(is_good, "HTTP {}: {}", answer.status, answer.body);
        Ok(())
    })
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
