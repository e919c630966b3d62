//! Sending calls through the gateway. Nothing else is ever asked: the address is the operator's, and
//! the path that of a server in force.

use super::call::Call;
use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper::client::conn::http1;
use hyper::{Request, Uri, header};
use hyper_util::rt::TokioIo;
use std::fmt;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout};

/// How long the gateway may take: longer than any but the slowest tools.
const ANSWER: Duration = Duration::from_secs(60);

/// Most bytes of an answer.
const LARGEST: usize = 16 << 20;

/// Where the gateway is, as in `http://127.0.0.1:10000`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GatewayUrl {
    authority: String,
    host: String,
    port: u16,
    prefix: String,
}

impl GatewayUrl {
    /// Reads a URL.
    ///
    /// # Errors
    /// If it is none that calls can be sent to.
    pub fn parse(text: &str) -> Result<Self, String> {
        let uri: Uri = text.parse().map_err(|error| format!("{error}"))?;
        if uri.scheme_str() != Some("http") {
            return Err("use http://HOST:PORT".to_owned());
        }
        let authority = uri.authority().ok_or("a host is missing")?;
        if authority.as_str().contains('@') || uri.query().is_some() {
            return Err("use http://HOST:PORT, and a path if need be".to_owned());
        }
        let host = authority.host();
        let host = host.strip_prefix('[').unwrap_or(host);
        Ok(Self {
            authority: authority.to_string(),
            host: host.strip_suffix(']').unwrap_or(host).to_owned(),
            port: authority.port_u16().unwrap_or(80),
            prefix: uri.path().trim_end_matches('/').to_owned(),
        })
    }

    /// The gateway that listens there, asked from this machine.
    pub fn of_listener(listen: SocketAddr) -> Self {
        let ip = match listen {
            SocketAddr::V4(v4) if v4.ip().is_unspecified() => "127.0.0.1".to_owned(),
            SocketAddr::V6(v6) if v6.ip().is_unspecified() => "::1".to_owned(),
            other => other.ip().to_string(),
        };
        let shown = if ip.contains(':') {
            format!("[{ip}]")
        } else {
            ip.clone()
        };
        Self {
            authority: format!("{shown}:{}", listen.port()),
            host: ip,
            port: listen.port(),
            prefix: String::new(),
        }
    }
}

impl fmt::Display for GatewayUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "http://{}{}", self.authority, self.prefix)
    }
}

/// The gateway's answer.
#[derive(Debug, Clone)]
pub struct Sent {
    /// HTTP status.
    pub status: u16,
    /// Its headers, names in lower case; values that are no text are left out.
    pub headers: Vec<(String, String)>,
    /// The session that it began, if it did.
    pub session: Option<String>,
    /// The body.
    pub body: Bytes,
    /// Time to a connection.
    pub connected: Duration,
    /// Time to the headers of the answer.
    pub answered: Duration,
    /// Time to the end of the answer.
    pub took: Duration,
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum SendError {
    /// The gateway is not there, or breaks off.
    #[error("the gateway at {0} does not answer: {1}")]
    Gone(GatewayUrl, String),
    /// It takes too long.
    #[error("the gateway at {0} did not answer within {1} s")]
    Slow(GatewayUrl, u64),
    /// The call has a header that cannot be sent.
    #[error("the call cannot be sent: {0}")]
    Call(String),
}

/// Where the server with this path is reached.
pub fn endpoint(gateway: &GatewayUrl, path: &str) -> String {
    format!("{gateway}{}/mcp", path.strip_suffix('/').unwrap_or(path))
}

/// Sends `call` to the server with this path.
///
/// # Errors
/// [`SendError`].
pub async fn send(gateway: &GatewayUrl, path: &str, call: &Call) -> Result<Sent, SendError> {
    let path = path.strip_suffix('/').unwrap_or(path);
    let mut request = Request::post(format!("{}{path}/mcp", gateway.prefix))
        .header(header::HOST, &gateway.authority);
    for (name, value) in &call.headers {
        request = request.header(name, value);
    }
    let request = request
        .body(Full::new(Bytes::from(call.body.clone())))
        .map_err(|error| SendError::Call(error.to_string()))?;
    match timeout(ANSWER, exchange(gateway, request)).await {
        Ok(Ok(sent)) => Ok(sent),
        Ok(Err(error)) => Err(SendError::Gone(gateway.clone(), error.to_string())),
        Err(_) => Err(SendError::Slow(gateway.clone(), ANSWER.as_secs())),
    }
}

async fn exchange(
    gateway: &GatewayUrl,
    request: Request<Full<Bytes>>,
) -> Result<Sent, Box<dyn std::error::Error + Send + Sync>> {
    let begin = Instant::now();
    let stream = TcpStream::connect((gateway.host.as_str(), gateway.port)).await?;
    stream.set_nodelay(true)?;
    let connected = begin.elapsed();
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
    let driver = tokio::spawn(connection);
    let response = sender.send_request(request).await?;
    let answered = begin.elapsed();
    let (head, body) = response.into_parts();
    let body = Limited::new(body, LARGEST).collect().await?.to_bytes();
    let took = begin.elapsed();
    driver.abort();
    let session = head.headers.get(portico_mcp::header::SESSION_ID);
    let headers = head.headers.iter();
    let headers = headers
        .filter_map(|(name, value)| Some((name.to_string(), value.to_str().ok()?.to_owned())));
    Ok(Sent {
        status: head.status.as_u16(),
        headers: headers.collect(),
        session: session.and_then(|id| id.to_str().ok()).map(str::to_owned),
        body,
        connected,
        answered,
        took,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_of_gateways() {
        for good in [
            "http://127.0.0.1:10000",
            "http://[::1]:1",
            "http://gateway/base",
        ] {
            assert_eq!(GatewayUrl::parse(good).unwrap().to_string(), good);
        }
        for bad in [
            "",
            "gateway",
            "https://gateway",
            "http://u:p@gateway",
            "http://g/?q",
        ] {
            GatewayUrl::parse(bad).unwrap_err();
        }
        let table = [
            ("0.0.0.0:1", "http://127.0.0.1:1"),
            ("[::]:1", "http://[::1]:1"),
            ("192.0.2.1:8", "http://192.0.2.1:8"),
        ];
        for (listen, url) in table {
            assert_eq!(
                GatewayUrl::of_listener(listen.parse().unwrap()).to_string(),
                url
            );
        }
    }
}
