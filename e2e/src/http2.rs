//! An HTTP/2 client that writes its frames by hand (RFC 9113), so that they can be wrong.

use anyhow::{Context, Result, bail};
use std::time::Duration;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    time::timeout,
};

const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/// Longest time for an answer.
const PATIENCE: Duration = Duration::from_secs(60);

const DATA: u8 = 0;
const HEADERS: u8 = 1;
const RST_STREAM: u8 = 3;
const SETTINGS: u8 = 4;
const PING: u8 = 6;
const GOAWAY: u8 = 7;

const END_STREAM: u8 = 1;
const ACK: u8 = 1;
const END_HEADERS: u8 = 4;

/// A frame.
#[derive(Debug, Clone)]
pub struct Frame {
    kind: u8,
    flags: u8,
    stream: u32,
    payload: Vec<u8>,
}

impl Frame {
    fn new(kind: u8, flags: u8, stream: u32, payload: impl AsRef<[u8]>) -> Self {
        let payload = payload.as_ref().to_vec();
        Self {
            kind,
            flags,
            stream,
            payload,
        }
    }

    /// A part of a body; `last` ends the stream.
    pub fn data(stream: u32, payload: impl AsRef<[u8]>, last: bool) -> Self {
        Self::new(DATA, if last { END_STREAM } else { 0 }, stream, payload)
    }

    /// Headers or trailers as HPACK; `last` ends the stream.
    pub fn headers(stream: u32, payload: impl AsRef<[u8]>, last: bool) -> Self {
        let end = if last { END_STREAM } else { 0 };
        Self::new(HEADERS, END_HEADERS | end, stream, payload)
    }

    /// Resets a stream (CANCEL).
    pub fn reset(stream: u32) -> Self {
        Self::new(RST_STREAM, 0, stream, 8_u32.to_be_bytes())
    }

    fn bytes(&self) -> Vec<u8> {
        let length = u32::try_from(self.payload.len()).unwrap_or(u32::MAX);
        let [_, a, b, c] = length.to_be_bytes();
        let mut bytes = vec![a, b, c, self.kind, self.flags];
        bytes.extend(self.stream.to_be_bytes());
        bytes.extend(&self.payload);
        bytes
    }
}

/// Header fields, written without any compression (RFC 7541 section 6.2.2).
#[derive(Debug, Clone, Default)]
pub struct Headers(Vec<u8>);

impl Headers {
    /// What a client of MCP 2025-11-25 sends.
    pub fn post(path: &str) -> Self {
        Self::default()
            .and(":method", b"POST")
            .and(":scheme", b"http")
            .and(":authority", b"gateway")
            .and(":path", path.as_bytes())
            .and("content-type", b"application/json")
            .and("mcp-protocol-version", b"2025-11-25")
    }

    /// One more.
    #[must_use]
    pub fn and(mut self, name: &str, value: &[u8]) -> Self {
        self.0.push(0);
        for text in [name.as_bytes(), value] {
            // Nothing here is longer than what fits into one byte.
            self.0.push(u8::try_from(text.len()).unwrap_or(0x7e) & 0x7f);
            self.0.extend_from_slice(text);
        }
        self
    }

    /// The frame with them.
    pub fn frame(&self, stream: u32, last: bool) -> Frame {
        Frame::headers(stream, &self.0, last)
    }
}

/// What the other side says.
#[derive(Debug, Clone)]
pub enum Heard {
    /// An answer: status and body.
    Answer(u16, Vec<u8>),
    /// The stream was reset, with this error code.
    Reset(u32),
    /// The connection is over, with this error code.
    GoneAway(u32),
    /// The connection is closed without a word.
    Closed,
}

/// A connection.
#[derive(Debug)]
pub struct Connection {
    stream: TcpStream,
    /// The newest stream.
    newest: u32,
}

impl Connection {
    /// Connects to `host:port`.
    pub async fn open(address: &str) -> Result<Self> {
        let mut stream = TcpStream::connect(address).await?;
        stream.write_all(PREFACE).await?;
        let settings = Frame::new(SETTINGS, 0, 0, []);
        stream.write_all(&settings.bytes()).await?;
        Ok(Self { stream, newest: 0 })
    }

    /// Sends frames. That the other side takes no more of them is no error: its answer says why.
    pub async fn send(&mut self, frames: &[Frame]) -> Result<()> {
        for frame in frames {
            self.newest = self.newest.max(frame.stream);
            if self.stream.write_all(&frame.bytes()).await.is_err() {
                break;
            }
        }
        Ok(())
    }

    /// What comes of the newest stream.
    pub async fn heard(&mut self) -> Result<Heard> {
        match timeout(PATIENCE, self.listen()).await {
            Ok(heard) => heard,
            Err(_) => bail!("nothing heard within {PATIENCE:?}"),
        }
    }

    async fn listen(&mut self) -> Result<Heard> {
        let (mut status, mut body) = (None, Vec::new());
        loop {
            let Some(frame) = self.read().await? else {
                return Ok(Heard::Closed);
            };
            let code = |at: usize| {
                let bytes = frame.payload.get(at..at + 4);
                bytes
                    .and_then(|it| it.try_into().ok())
                    .map(u32::from_be_bytes)
            };
            match frame.kind {
                SETTINGS if frame.flags & ACK == 0 => {
                    self.send(&[Frame::new(SETTINGS, ACK, 0, [])]).await?;
                }
                PING if frame.flags & ACK == 0 => {
                    self.send(&[Frame::new(PING, ACK, 0, &frame.payload)])
                        .await?;
                }
                GOAWAY => return Ok(Heard::GoneAway(code(4).context("a short GOAWAY")?)),
                _ if frame.stream != self.newest => {}
                RST_STREAM => return Ok(Heard::Reset(code(0).context("a short RST_STREAM")?)),
                HEADERS if status.is_none() => status = Some(read_status(&frame.payload)?),
                DATA => body.extend_from_slice(&frame.payload),
                _ => {}
            }
            let is_end = matches!(frame.kind, DATA | HEADERS) && frame.flags & END_STREAM != 0;
            if is_end && frame.stream == self.newest {
                return Ok(Heard::Answer(status.context("data without headers")?, body));
            }
        }
    }

    /// The next frame; `None` where the connection is closed.
    async fn read(&mut self) -> Result<Option<Frame>> {
        let mut head = [0; 9];
        if self.stream.read_exact(&mut head).await.is_err() {
            return Ok(None);
        }
        let [a, b, c, kind, flags, stream @ ..] = head;
        let length = u32::from_be_bytes([0, a, b, c]);
        let mut payload = vec![0; usize::try_from(length)?];
        self.stream.read_exact(&mut payload).await?;
        Ok(Some(Frame {
            kind,
            flags,
            stream: u32::from_be_bytes(stream) & 0x7fff_ffff,
            payload,
        }))
    }
}

/// The status, which stands first: by its index in the static table (RFC 7541 appendix A) or as
/// text.
fn read_status(block: &[u8]) -> Result<u16> {
    const INDEXED: [u16; 7] = [200, 204, 206, 304, 400, 404, 500];
    match block {
        [index @ 0x88..=0x8e, ..] => {
            let at = usize::from(index - 0x88);
            INDEXED.get(at).copied().context("no such index")
        }
        [0x48 | 0x08, 3, a, b, c, ..] => Ok(String::from_utf8(vec![*a, *b, *c])?.parse()?),
        [0x48 | 0x08, length, rest @ ..] if length & 0x80 != 0 => digits(rest),
        // The size of the dynamic table changes first.
        [0x20..=0x3e, rest @ ..] => read_status(rest),
        _ => bail!("not understood: {:x?}", block.get(..8)),
    }
}

/// Three digits in Huffman code (RFC 7541 appendix B): 0 to 2 have five bits, 3 to 9 six.
fn digits(bytes: &[u8]) -> Result<u16> {
    let mut bits = bytes
        .iter()
        .flat_map(|byte| (0..8).rev().map(move |at| byte >> at & 1));
    let mut status = 0;
    for _ in 0..3 {
        let mut code = 0;
        for _ in 0..5 {
            code = code << 1 | u16::from(bits.next().context("cut off")?);
        }
        if code > 2 {
            code = code << 1 | u16::from(bits.next().context("cut off")?);
            code = code.checked_sub(0b01_1001 - 3).context("no digit")?;
        }
        status = status * 10 + code;
    }
    Ok(status)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_statuses() {
        assert_eq!(read_status(&[0x88]).unwrap(), 200);
        assert_eq!(read_status(&[0x48, 3, b'4', b'1', b'3']).unwrap(), 413);
        // RFC 7541 appendix C.6.1 and C.6.2: 302, 307.
        assert_eq!(read_status(&[0x48, 0x82, 0x64, 0x02]).unwrap(), 302);
        assert_eq!(read_status(&[0x48, 0x83, 0x64, 0x0e, 0xff]).unwrap(), 307);
    }
}
