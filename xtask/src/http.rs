//! A minimal HTTP/1.1 client for loopback: one request per connection.

use anyhow::{Context, bail};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// A whole answer.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    /// The status code.
    pub(crate) status: u16,
    /// The body, without its transfer coding.
    pub(crate) body: String,
}

/// `GET path`.
pub(crate) fn get(address: SocketAddr, path: &str) -> anyhow::Result<Answer> {
    exchange(address, &format!("GET {path} HTTP/1.1\r\n"), "")
}

/// `POST path` with a JSON body, as an MCP client sends it.
pub(crate) fn post_mcp(address: SocketAddr, path: &str, body: &str) -> anyhow::Result<Answer> {
    let head = format!(
        "POST {path} HTTP/1.1\r\ncontent-type: application/json\r\n\
         accept: application/json, text/event-stream\r\ncontent-length: {}\r\n",
        body.len()
    );
    exchange(address, &head, body)
}

/// The data of the first event of the stream at `path`.
pub(crate) fn first_event(address: SocketAddr, path: &str) -> anyhow::Result<String> {
    let head = format!("GET {path} HTTP/1.1\r\naccept: text/event-stream\r\n");
    let stream = BufReader::new(send(address, &head, "")?);
    for line in stream.lines() {
        if let Some(data) = line?.strip_prefix("data: ") {
            return Ok(data.to_owned());
        }
    }
    bail!("no event at {path}")
}

fn exchange(address: SocketAddr, head: &str, body: &str) -> anyhow::Result<Answer> {
    let mut stream = send(address, head, body)?;
    let mut raw = Vec::new();
    stream.read_to_end(&mut raw)?;
    parse(&raw)
}

/// Sends a request; the answer can be read from the connection.
fn send(address: SocketAddr, head: &str, body: &str) -> anyhow::Result<TcpStream> {
    let limit = Duration::from_secs(5);
    let mut stream = TcpStream::connect_timeout(&address, limit)?;
    stream.set_read_timeout(Some(limit))?;
    stream.set_write_timeout(Some(limit))?;
    let request = format!("{head}host: {address}\r\nconnection: close\r\n\r\n{body}");
    stream.write_all(request.as_bytes())?;
    Ok(stream)
}

fn parse(raw: &[u8]) -> anyhow::Result<Answer> {
    let text = String::from_utf8_lossy(raw);
    let (head, body) = text
        .split_once("\r\n\r\n")
        .context("the answer has no end of headers")?;
    let status = head
        .split(' ')
        .nth(1)
        .and_then(|code| code.parse().ok())
        .context("the answer has no status")?;
    let chunked = head
        .to_ascii_lowercase()
        .contains("\r\ntransfer-encoding: chunked");
    let body = if chunked {
        unchunk(body)?
    } else {
        body.to_owned()
    };
    Ok(Answer { status, body })
}

/// Undoes the chunked transfer coding (RFC 9112 section 7.1).
fn unchunk(mut coded: &str) -> anyhow::Result<String> {
    let mut body = String::new();
    loop {
        let (size, rest) = coded.split_once("\r\n").context("a chunk has no size")?;
        let size = usize::from_str_radix(size.trim(), 16).context("a chunk's size is no number")?;
        if size == 0 {
            return Ok(body);
        }
        let Some((chunk, rest)) = rest.split_at_checked(size) else {
            bail!("a chunk is cut off");
        };
        body.push_str(chunk);
        coded = rest.strip_prefix("\r\n").context("a chunk has no end")?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;
    use std::thread;

    #[test]
    fn reads_plain_and_chunked_answers() {
        let plain = parse(b"HTTP/1.1 404 Not Found\r\ncontent-length: 2\r\n\r\nno").unwrap();
        assert_eq!((plain.status, plain.body.as_str()), (404, "no"));
        let coded = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\n";
        assert_eq!(parse(coded).unwrap().body, "abc0123456789");
    }

    #[test]
    fn refuses_what_is_cut_off() {
        assert!(parse(b"HTTP/1.1 200 OK\r\n").is_err());
        assert!(parse(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nab").is_err());
    }

    #[test]
    fn reads_the_first_event_of_a_stream_that_goes_on() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let server = thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let head = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
            let chunk = "1e\r\nevent: endpoint\ndata: /a?b=c\n\n\r\n";
            stream
                .write_all(format!("{head}{chunk}").as_bytes())
                .unwrap();
            // Open until the client goes away.
            let _ = stream.read_to_end(&mut Vec::new());
        });
        assert_eq!(first_event(address, "/sse").unwrap(), "/a?b=c");
        server.join().unwrap();
    }
}
