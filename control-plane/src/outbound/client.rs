//! The client: one connection for each request.

use super::address::is_public;
use super::answer::{Answer, Body, Whole};
use super::error::OutboundError;
use super::policy::Policy;
use super::target::Target;
use super::trust::Trust;
use bytes::Bytes;
use http_body_util::Full;
use hyper::client::conn::http1;
use hyper::{HeaderMap, Method, Request, StatusCode, header};
use hyper_util::rt::TokioIo;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout, timeout_at};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::pki_types::ServerName;

/// What sends requests.
#[derive(Debug, Clone)]
pub struct Client {
    trust: Trust,
    policy: Policy,
}

/// What is waited for, and what is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// How long it may take until the answer begins.
    pub begin: Duration,
    /// How long the body may pause.
    pub pause: Duration,
    /// How long everything may take.
    pub whole: Duration,
    /// Most bytes of the body.
    pub size: usize,
}

impl Limits {
    /// For an answer that is wanted within this time.
    pub fn within(whole: Duration, size: usize) -> Self {
        Self {
            begin: whole,
            pause: whole,
            whole,
            size,
        }
    }
}

/// A request. `Host` and `User-Agent` are set by the client.
#[derive(Debug, Clone, Default)]
pub struct Outgoing {
    /// GET by default.
    pub method: Method,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body.
    pub body: Bytes,
    /// Whether it holds a secret: then it does not cross the internet without TLS.
    pub is_secret: bool,
}

impl Client {
    /// A client that trusts these certificates and reaches these addresses.
    pub fn new(trust: Trust, policy: Policy) -> Self {
        Self { trust, policy }
    }

    /// Sends a request and waits for the head of the answer. Redirects are not followed. When the
    /// answer is dropped, so is the connection.
    ///
    /// # Errors
    /// [`OutboundError`].
    pub async fn open(
        &self,
        target: &Target,
        outgoing: Outgoing,
        limits: Limits,
    ) -> Result<Answer, OutboundError> {
        let end = Instant::now() + limits.whole;
        let begin = limits.begin.min(limits.whole);
        let opened = timeout(begin, self.try_open(target, outgoing));
        let (head, incoming, connection) =
            opened.await.unwrap_or(Err(OutboundError::Slow(begin)))?;
        Ok(Answer {
            status: head.status,
            headers: head.headers,
            body: Body::new(incoming, connection, limits, end),
        })
    }

    /// Sends a request and waits for the whole answer.
    ///
    /// # Errors
    /// [`OutboundError`].
    pub async fn send(
        &self,
        target: &Target,
        outgoing: Outgoing,
        limits: Limits,
    ) -> Result<Whole, OutboundError> {
        let end = Instant::now() + limits.whole;
        let whole = timeout_at(end, async {
            let answer = self.open(target, outgoing, limits).await?;
            answer.whole().await
        });
        whole
            .await
            .unwrap_or(Err(OutboundError::Slow(limits.whole)))
    }

    async fn try_open(
        &self,
        target: &Target,
        outgoing: Outgoing,
    ) -> Result<
        (
            hyper::http::response::Parts,
            hyper::body::Incoming,
            Connection,
        ),
        OutboundError,
    > {
        let is_secret = outgoing.is_secret;
        let request = request(target, outgoing)?;
        let addresses = self.resolve(target).await?;
        let is_public = addresses.iter().any(|address| is_public(address.ip()));
        if is_secret && is_public && !target.is_secure() {
            return Err(OutboundError::InClear(target.host().to_owned()));
        }
        let stream = self.connect(target, &addresses).await?;
        if !target.is_secure() {
            return exchange(stream, request).await;
        }
        exchange(self.secure(target, None, stream).await?, request).await
    }

    /// The addresses of the target's host, each of which may be reached.
    pub(super) async fn resolve(&self, target: &Target) -> Result<Vec<SocketAddr>, OutboundError> {
        self.policy.resolve(target).await
    }

    /// A connection to one of the addresses.
    pub(super) async fn connect(
        &self,
        target: &Target,
        addresses: &[SocketAddr],
    ) -> Result<TcpStream, OutboundError> {
        let stream = TcpStream::connect(addresses).await;
        let stream = stream.map_err(|error| no_connection(target, error.to_string()))?;
        // Without it the answer comes too, only later.
        let _ = stream.set_nodelay(true);
        Ok(stream)
    }

    /// The same connection with TLS. The certificate has to be for `server_name`, or for the
    /// target's host where it is `None`.
    pub(super) async fn secure(
        &self,
        target: &Target,
        server_name: Option<&str>,
        stream: TcpStream,
    ) -> Result<TlsStream<TcpStream>, OutboundError> {
        let failed = |reason: String| no_connection(target, reason);
        let tls = self.trust.tls();
        let tls = tls.ok_or_else(|| failed("no CA certificates are known".to_owned()))?;
        let name = ServerName::try_from(server_name.unwrap_or(target.host()).to_owned());
        let name = name.map_err(|error| failed(error.to_string()))?;
        let stream = TlsConnector::from(tls).connect(name, stream).await;
        stream.map_err(|error| failed(error.to_string()))
    }

    /// The status of the answer to a request on this connection, which is closed then.
    pub(super) async fn status_of(
        stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
        target: &Target,
        outgoing: Outgoing,
    ) -> Result<StatusCode, OutboundError> {
        let (head, _, _) = exchange(stream, request(target, outgoing)?).await?;
        Ok(head.status)
    }
}

fn no_connection(target: &Target, reason: String) -> OutboundError {
    OutboundError::Connect {
        authority: target.authority().to_owned(),
        reason,
    }
}

/// The task that drives a connection; it ends with this.
#[derive(Debug)]
pub(super) struct Connection(tokio::task::JoinHandle<()>);

impl Drop for Connection {
    fn drop(&mut self) {
        self.0.abort();
    }
}

async fn exchange(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    request: Request<Full<Bytes>>,
) -> Result<
    (
        hyper::http::response::Parts,
        hyper::body::Incoming,
        Connection,
    ),
    OutboundError,
> {
    let broken = |error: hyper::Error| OutboundError::Broken(told(&error));
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream))
        .await
        .map_err(broken)?;
    let connection = Connection(tokio::spawn(async move {
        // What fails there is seen by the request.
        let _ = connection.await;
    }));
    let response = sender.send_request(request).await.map_err(broken)?;
    let (head, body) = response.into_parts();
    Ok((head, body, connection))
}

fn request(target: &Target, outgoing: Outgoing) -> Result<Request<Full<Bytes>>, OutboundError> {
    let mut request = Request::builder()
        .method(outgoing.method)
        .uri(target.path_and_query())
        .body(Full::from(outgoing.body))
        .map_err(|error| OutboundError::Request(error.to_string()))?;
    let host = target.authority().try_into();
    let host = host.map_err(|_| OutboundError::Request("its host".to_owned()))?;
    let headers = request.headers_mut();
    *headers = outgoing.headers;
    headers.insert(header::HOST, host);
    headers.insert(
        header::USER_AGENT,
        header::HeaderValue::from_static("portico"),
    );
    Ok(request)
}

/// An error with its causes.
pub(super) fn told(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}
