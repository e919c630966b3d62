//! Loopback ports.

use anyhow::Context;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};

/// Whether nothing listens on this loopback port.
fn is_free(port: u16) -> bool {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok()
}

/// The wanted loopback port if it is free, else some free one.
pub(crate) fn free_port(wanted: u16) -> anyhow::Result<SocketAddr> {
    let port = if is_free(wanted) { wanted } else { 0 };
    TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .and_then(|listener| listener.local_addr())
        .context("no free loopback port")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evades_a_taken_port() {
        let holder = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let taken = holder.local_addr().unwrap().port();
        assert!(!is_free(taken));
        assert_ne!(free_port(taken).unwrap().port(), taken);
    }
}
