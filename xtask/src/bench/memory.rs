//! Memory of processes.

use crate::http;
use anyhow::Context;
use serde_json::Value;
use std::fs;
use std::net::SocketAddr;

/// Resident memory of a process in bytes: `VmRSS` of `/proc/PID/status` (proc(5)).
pub(in crate::bench) fn resident(process: u32) -> anyhow::Result<u64> {
    let path = format!("/proc/{process}/status");
    let status = fs::read_to_string(&path).with_context(|| format!("cannot read {path}"))?;
    resident_of(&status).with_context(|| format!("{path} has an unknown form"))
}

fn resident_of(status: &str) -> Option<u64> {
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kib: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    kib.checked_mul(1024)
}

/// What Envoy itself has allocated, in bytes; V8's heaps and the filters' memories are not in it.
pub(super) fn allocated(admin: SocketAddr) -> anyhow::Result<u64> {
    let answer: Value = serde_json::from_str(&http::get(admin, "/memory")?.body)?;
    let allocated = answer.get("allocated").and_then(Value::as_str);
    Ok(allocated.context("/memory has an unknown form")?.parse()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_resident_size() {
        let status = "Name:\tenvoy\nVmHWM:\t  200 kB\nVmRSS:\t  150 kB\n";
        assert_eq!(resident_of(status), Some(150 * 1024));
        assert_eq!(resident_of("Name:\tenvoy\n"), None);
    }
}
