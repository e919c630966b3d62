//! An upstream that keeps no rule of HTTP that it is not told to keep.

use crate::script::{Act, play};
use anyhow::{Context, Result};
use std::{collections::HashMap, net::SocketAddr, sync::Arc};
use tokio::{
    io::AsyncReadExt as _,
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

/// The upstream, stopped when dropped. A request for `/NAME` is answered by the script of that
/// name; then the next request is awaited on the same connection.
#[derive(Debug)]
pub struct Rogue {
    address: SocketAddr,
    server: JoinHandle<()>,
}

impl Rogue {
    /// Starts it on a free port with these scripts.
    pub async fn start(scripts: HashMap<String, Vec<Act>>) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let scripts = Arc::new(scripts);
        let server = tokio::spawn(async move {
            while let Ok((connection, _)) = listener.accept().await {
                let scripts = scripts.clone();
                tokio::spawn(async move {
                    // Whatever became of it, the connection closes.
                    let _ = serve(connection, &scripts).await;
                });
            }
        });
        Ok(Self { address, server })
    }

    /// `http://127.0.0.1:PORT`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }
}

impl Drop for Rogue {
    fn drop(&mut self) {
        self.server.abort();
    }
}

async fn serve(mut connection: TcpStream, scripts: &HashMap<String, Vec<Act>>) -> Result<()> {
    loop {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(connection.read_u8().await?);
        }
        let head = String::from_utf8(head)?;
        let name = head
            .split_once(" /")
            .and_then(|(_, rest)| rest.split_once(' '))
            .map(|(name, _)| name)
            .context("no request")?;
        let script = scripts
            .get(name)
            .with_context(|| format!("no script {name}"))?;
        if !play(&mut connection, script).await {
            return Ok(());
        }
    }
}
