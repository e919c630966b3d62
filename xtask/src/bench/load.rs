//! Load by `wrk`, and what it measured.

use super::case::Request;
use crate::shell;
use anyhow::{Context, ensure};
use std::fmt::Write as _;
use std::fs;
use std::net::SocketAddr;
use std::process::Command;

/// What one run of the load measured. Times are in microseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Load {
    /// Whole answers.
    pub(super) requests: u64,
    /// Length of the run.
    pub(super) duration: u64,
    /// Median latency.
    pub(super) p50: u64,
    /// Latency that 99 % of the requests keep.
    pub(super) p99: u64,
    /// Bytes received, headers included.
    pub(super) bytes: u64,
}

impl Load {
    /// Whether the answers had on average this length, give or take headers and what was on its way
    /// at the end: a part of them that is an error would show.
    pub(super) fn check_length(&self, body: usize) -> anyhow::Result<()> {
        let average = self.bytes.checked_div(self.requests).unwrap_or_default();
        let body = u64::try_from(body)?;
        let most = body.saturating_add(body / 20).saturating_add(1_024);
        ensure!(
            (body..=most).contains(&average),
            "answers of {average} bytes on average, but a right one has a body of {body}"
        );
        Ok(())
    }
}

/// Keeps the connections busy for some seconds.
///
/// # Errors
/// Any request failed or was answered with a status of 400 or more.
pub(super) fn run(
    request: &Request,
    address: SocketAddr,
    seconds: u32,
    connections: u32,
) -> anyhow::Result<Load> {
    let path = super::folder()?.join("wrk.lua");
    fs::write(&path, script(request))?;
    let mut wrk = Command::new("wrk");
    wrk.args(["--threads", "1", "--connections", &connections.to_string()]);
    wrk.args([
        "--duration",
        &format!("{seconds}s"),
        "--timeout",
        "5s",
        "--latency",
    ]);
    wrk.arg("--script").arg(&path);
    let output = shell::output(wrk.arg(format!("http://{address}{}", request.path)))?;
    let (load, errors) = parse(&output).with_context(|| format!("wrk said: {output}"))?;
    ensure!(errors == 0, "{errors} failed requests\n{output}");
    ensure!(load.requests > 0, "no request was answered");
    Ok(load)
}

/// The Lua script that makes `wrk` send this request and print one line of numbers.
fn script(request: &Request) -> String {
    let mut lua = format!("wrk.method = \"{}\"\n", request.method);
    for (name, value) in request.headers {
        // Writing to a String cannot fail.
        let _ = writeln!(lua, "wrk.headers[\"{name}\"] = \"{value}\"");
    }
    if !request.body.is_empty() {
        let _ = writeln!(lua, "wrk.body = [==[{}]==]", request.body);
    }
    lua + r#"
done = function(summary, latency)
  local e = summary.errors
  io.write(string.format("MEASURED %d %d %d %d %d %d\n", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99), summary.bytes,
    e.connect + e.read + e.write + e.status + e.timeout))
end
"#
}

/// The load and the number of failed requests.
fn parse(output: &str) -> Option<(Load, u64)> {
    let line = output
        .lines()
        .find_map(|line| line.strip_prefix("MEASURED "))?;
    let mut numbers = line.split(' ').map(|number| number.parse::<u64>().ok());
    let mut next = || numbers.next().flatten();
    let load = Load {
        requests: next()?,
        duration: next()?,
        p50: next()?,
        p99: next()?,
        bytes: next()?,
    };
    Some((load, next()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_the_script_prints() {
        let output = "Running 1s test\nMEASURED 1000 1000123 512 1830 90000 2\n";
        let (load, errors) = parse(output).unwrap();
        assert_eq!(
            (load.requests, load.p50, load.p99, load.bytes, errors),
            (1000, 512, 1830, 90_000, 2)
        );
        assert!(parse("MEASURED 1 2").is_none());
    }

    #[test]
    fn puts_the_request_into_the_script() {
        let request = Request {
            method: "POST",
            path: "/".to_owned(),
            headers: &[("A", "b")],
            body: "{\"x\":1}".to_owned(),
        };
        let lua = script(&request);
        assert!(lua.contains("wrk.method = \"POST\""));
        assert!(lua.contains("wrk.headers[\"A\"] = \"b\""));
        assert!(lua.contains("wrk.body = [==[{\"x\":1}]==]"));
    }
}
