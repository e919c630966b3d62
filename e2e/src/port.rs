//! Free loopback ports that stay free.

use anyhow::{Result, bail};
use std::{
    net::{Ipv4Addr, TcpListener, UdpSocket},
    sync::atomic::{AtomicU16, Ordering},
};

/// Ports below the range that Linux gives to outgoing connections, so that no client of a test can
/// take the port of a server that is being restarted.
const FIRST: u16 = 20_000;
const COUNT: u16 = 12_000;

static NEXT: AtomicU16 = AtomicU16::new(0);

/// A TCP port of 127.0.0.1 that no other test uses while this value lives.
#[derive(Debug)]
pub struct Port {
    number: u16,
    /// Tests in other processes cannot bind the same UDP port, which is how they see that the TCP
    /// port of that number is taken even while nothing listens on it.
    _claim: UdpSocket,
}

impl Port {
    /// Claims a free port.
    pub fn free() -> Result<Self> {
        let seed = u16::try_from(std::process::id() % u32::from(COUNT))?;
        for _ in 0..COUNT {
            let number = FIRST + (seed + NEXT.fetch_add(1, Ordering::Relaxed) % COUNT) % COUNT;
            let Ok(claim) = UdpSocket::bind((Ipv4Addr::LOCALHOST, number)) else {
                continue;
            };
            if TcpListener::bind((Ipv4Addr::LOCALHOST, number)).is_ok() {
                return Ok(Self {
                    number,
                    _claim: claim,
                });
            }
        }
        bail!("no free port between {FIRST} and {}", FIRST + COUNT)
    }

    /// The port's number.
    pub fn number(&self) -> u16 {
        self.number
    }

    /// `127.0.0.1:PORT`.
    pub fn address(&self) -> String {
        format!("127.0.0.1:{}", self.number)
    }
}
