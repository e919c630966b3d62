//! A connection to a server that can be cut, mended, or led elsewhere.

use anyhow::{Context, Result};
use std::net::SocketAddr;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// Hands bytes on between those who connect to it and a server on this machine; ended when dropped.
#[derive(Debug)]
pub struct Relay {
    address: SocketAddr,
    target: watch::Sender<Option<u16>>,
    task: JoinHandle<()>,
}

impl Relay {
    /// A relay to the server on this port of the loopback.
    pub async fn start(port: u16) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let (target, leads_to) = watch::channel(Some(port));
        let task = tokio::spawn(async move {
            while let Ok((connection, _)) = listener.accept().await {
                tokio::spawn(hand_on(connection, leads_to.clone()));
            }
        });
        Ok(Self {
            address,
            target,
            task,
        })
    }

    /// Its own port.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// The URL, which leads to a port of the loopback, by way of the relay.
    pub fn instead_of_port(&self, url: &str) -> Result<String> {
        let (before, after) = url
            .split_once("127.0.0.1:")
            .with_context(|| format!("{url} does not lead here"))?;
        let path = after.trim_start_matches(|c: char| c.is_ascii_digit());
        Ok(format!("{before}127.0.0.1:{}{path}", self.port()))
    }

    /// Breaks all connections, and makes none.
    pub fn cut(&self) {
        self.target.send_replace(None);
    }

    /// From now on it leads to this port; connections to another one break.
    pub fn lead_to(&self, port: u16) {
        self.target.send_replace(Some(port));
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.cut();
        self.task.abort();
    }
}

async fn hand_on(mut connection: TcpStream, mut leads_to: watch::Receiver<Option<u16>>) {
    let Some(port) = *leads_to.borrow_and_update() else {
        return;
    };
    let handing_on = async {
        let mut server = TcpStream::connect(("127.0.0.1", port)).await?;
        copy_bidirectional(&mut connection, &mut server).await
    };
    // However it ends, both connections are closed.
    tokio::select! {
        _ = handing_on => {}
        _ = leads_to.changed() => {}
    }
}
