//! An HTTP/1.1 client that sends what no HTTP library would.

use crate::script::{Act, play};
use anyhow::{Context, Result, bail, ensure};
use std::time::Duration;
use tokio::{io::AsyncReadExt as _, net::TcpStream, time::timeout};

/// Longest time for an answer.
const PATIENCE: Duration = Duration::from_secs(60);

/// Longest time for sending: the gateway may have stopped to read.
const SENDING: Duration = Duration::from_secs(10);

/// How long a connection must stay silent to count as open.
const SILENCE: Duration = Duration::from_millis(100);

/// A connection.
#[derive(Debug)]
pub struct Connection {
    stream: TcpStream,
    /// What was read and not taken.
    unread: Vec<u8>,
}

/// An answer, read to its end.
#[derive(Debug, Clone)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Names in lower case, and values.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Answer {
    /// The first header of that name.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(own, _)| own == name);
        found.map(|(_, value)| value.as_str())
    }
}

impl Connection {
    /// Connects to `host:port`.
    pub async fn open(address: &str) -> Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            unread: Vec::new(),
        })
    }

    /// Does this, as far as the other side lets it: whatever it answers stands to be read.
    pub async fn act(&mut self, acts: &[Act]) {
        let _ = timeout(SENDING, play(&mut self.stream, acts)).await;
    }

    /// The next answer; `None` where the connection is closed instead.
    pub async fn answer(&mut self) -> Result<Option<Answer>> {
        match timeout(PATIENCE, self.read_answer()).await {
            Ok(answer) => answer,
            Err(_) => bail!("no answer within {PATIENCE:?}"),
        }
    }

    /// Whether the other side closes it; it must not send anything more. `announced` says that its
    /// last answer did so, which gives it more time to.
    pub async fn is_closed(&mut self, announced: bool) -> Result<bool> {
        let time = if announced { PATIENCE } else { SILENCE };
        match timeout(time, self.more()).await {
            Err(_) => Ok(false),
            Ok(Ok(true)) => bail!(
                "unexpected bytes: {}",
                String::from_utf8_lossy(&self.unread)
            ),
            Ok(Ok(false) | Err(_)) => Ok(true),
        }
    }

    async fn read_answer(&mut self) -> Result<Option<Answer>> {
        let end = loop {
            if let Some(end) = position(&self.unread, b"\r\n\r\n") {
                break end + 4;
            }
            match self.more().await {
                Ok(true) => {}
                Ok(false) | Err(_) if self.unread.is_empty() => return Ok(None),
                Ok(false) => bail!("closed in the middle of an answer's head"),
                Err(error) => return Err(error),
            }
        };
        let head: Vec<u8> = self.unread.drain(..end).collect();
        let mut answer = read_head(&String::from_utf8(head)?)?;
        answer.body = self.read_body(&answer).await?;
        Ok(Some(answer))
    }

    async fn read_body(&mut self, answer: &Answer) -> Result<Vec<u8>> {
        if answer.status < 200 || matches!(answer.status, 204 | 304) {
            return Ok(Vec::new());
        }
        if answer.header("transfer-encoding") == Some("chunked") {
            return self.read_chunks().await;
        }
        match answer.header("content-length") {
            Some(length) => self.take(length.parse()?).await,
            None => {
                while self.more().await? {}
                Ok(std::mem::take(&mut self.unread))
            }
        }
    }

    async fn read_chunks(&mut self) -> Result<Vec<u8>> {
        let mut body = Vec::new();
        loop {
            let end = loop {
                match position(&self.unread, b"\r\n") {
                    Some(end) => break end + 2,
                    None => ensure!(self.more().await?, "closed in the middle of a chunk"),
                }
            };
            let line: Vec<u8> = self.unread.drain(..end).collect();
            let size = usize::from_str_radix(String::from_utf8(line)?.trim(), 16)?;
            body.extend(self.take(size).await?);
            self.take(2).await?;
            if size == 0 {
                return Ok(body);
            }
        }
    }

    async fn take(&mut self, size: usize) -> Result<Vec<u8>> {
        while self.unread.len() < size {
            ensure!(self.more().await?, "closed in the middle of a body");
        }
        Ok(self.unread.drain(..size).collect())
    }

    /// Reads something; false at the end.
    async fn more(&mut self) -> Result<bool> {
        let mut piece = vec![0; 64 << 10];
        let length = self.stream.read(&mut piece).await?;
        self.unread
            .extend_from_slice(piece.get(..length).unwrap_or_default());
        Ok(length > 0)
    }
}

fn read_head(head: &str) -> Result<Answer> {
    let mut lines = head.split("\r\n").filter(|line| !line.is_empty());
    let status = lines.next().and_then(|line| line.split(' ').nth(1));
    let headers = lines.map(|line| {
        let (name, value) = line.split_once(':').context("no header")?;
        Ok((name.to_ascii_lowercase(), value.trim().to_owned()))
    });
    Ok(Answer {
        status: status.context("no status")?.parse()?,
        headers: headers.collect::<Result<_>>()?,
        body: Vec::new(),
    })
}

fn position(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes
        .windows(wanted.len())
        .position(|window| window == wanted)
}
