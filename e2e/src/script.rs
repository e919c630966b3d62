//! What a peer does on a TCP connection, byte for byte.

use std::{io::ErrorKind, time::Duration};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

/// Bytes that [`Act::Flood`] writes at once.
const PIECE: usize = 64 << 10;

/// One thing that a peer does.
#[derive(Debug, Clone)]
pub enum Act {
    /// Sends these bytes.
    Send(Vec<u8>),
    /// Sends these bytes one by one, with this pause after each.
    Drip(Vec<u8>, Duration),
    /// Sends so many bytes `x`.
    Flood(usize),
    /// Does nothing for this time.
    Wait(Duration),
    /// Does nothing until the other side closes.
    Hang,
    /// Closes its side for writing.
    Finish,
    /// Makes the end of the connection a TCP reset, and ends it.
    Reset,
}

/// Sends text.
pub fn send(text: impl AsRef<[u8]>) -> Act {
    Act::Send(text.as_ref().to_vec())
}

/// Does all of it, as far as the other side lets it. False where the connection is to be dropped.
pub async fn play(stream: &mut TcpStream, acts: &[Act]) -> bool {
    for act in acts {
        if perform(stream, act).await.is_err() {
            return false;
        }
    }
    true
}

async fn perform(stream: &mut TcpStream, act: &Act) -> std::io::Result<()> {
    match act {
        Act::Send(bytes) => stream.write_all(bytes).await,
        Act::Drip(bytes, pause) => {
            for byte in bytes {
                stream.write_all(&[*byte]).await?;
                tokio::time::sleep(*pause).await;
            }
            Ok(())
        }
        Act::Flood(size) => {
            let piece = vec![b'x'; PIECE];
            let mut left = *size;
            while left > 0 {
                let now = left.min(PIECE);
                stream
                    .write_all(piece.get(..now).unwrap_or_default())
                    .await?;
                left -= now;
            }
            Ok(())
        }
        Act::Wait(time) => {
            tokio::time::sleep(*time).await;
            Ok(())
        }
        Act::Hang => {
            let mut unread = [0; 1024];
            while stream.read(&mut unread).await? > 0 {}
            Ok(())
        }
        Act::Finish => stream.shutdown().await,
        Act::Reset => {
            stream.set_zero_linger()?;
            Err(ErrorKind::ConnectionReset.into())
        }
    }
}
