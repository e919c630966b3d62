//! What a replica is called.

use std::fs;
use std::net::SocketAddr;

/// Where Linux keeps the machine's name.
const HOST_NAME: &str = "/proc/sys/kernel/hostname";

/// Longest name of a machine, as Linux has it.
const LONGEST: usize = 64;

/// The name of the control plane on this machine whose admin address is `admin`: `HOST:PORT`. After a
/// restart it is the same.
pub fn of_this(admin: SocketAddr) -> String {
    let host = fs::read_to_string(HOST_NAME).unwrap_or_default();
    let host: String = host.trim().chars().take(LONGEST).collect();
    if host.is_empty() {
        return admin.to_string();
    }
    format!("{host}:{}", admin.port())
}
