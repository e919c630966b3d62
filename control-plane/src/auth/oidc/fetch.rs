//! Requests to the provider: one connection each, within a time and a size.

use super::endpoint::Endpoint;
use super::error::OidcError;
use anyhow::{Context, Result};
use axum::body::Bytes;
use axum::http::{HeaderValue, Method, Request, StatusCode, header};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper_util::rt::TokioIo;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

/// How long a request may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// Most bytes of an answer.
const LARGEST: usize = 1 << 20;

/// What sends requests.
#[derive(Debug, Clone)]
pub(super) struct Fetcher {
    tls: Option<Arc<ClientConfig>>,
}

/// What the provider answered.
#[derive(Debug)]
pub(super) struct Fetched {
    /// HTTP status.
    pub(super) status: StatusCode,
    /// Body.
    pub(super) body: Bytes,
}

/// A request.
#[derive(Debug)]
pub(super) struct Ask<'a> {
    /// Where to.
    pub(super) url: &'a Endpoint,
    /// The header `Authorization`, if any.
    pub(super) authorization: Option<HeaderValue>,
    /// An encoded form makes it a POST.
    pub(super) form: Option<String>,
}

impl Fetcher {
    /// Speaks plain HTTP only.
    pub(super) fn plain() -> Self {
        Self { tls: None }
    }

    /// Trusts the CA certificates of a PEM file.
    ///
    /// # Errors
    /// If it cannot be read, or holds none.
    pub(super) fn trusting(ca_file: &Path) -> Result<Self> {
        let shown = || format!("the CA certificates {}", ca_file.display());
        let pem = std::fs::read(ca_file).with_context(shown)?;
        let mut roots = RootCertStore::empty();
        let certificates = CertificateDer::pem_slice_iter(&pem).filter_map(Result::ok);
        // Bundles of systems may hold certificates that this library does not know.
        let (added, _) = roots.add_parsable_certificates(certificates);
        anyhow::ensure!(added > 0, "{}: there are none", shown());
        let config = ClientConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Self {
            tls: Some(Arc::new(config)),
        })
    }

    /// Sends a request. Redirects are not followed.
    ///
    /// # Errors
    /// [`OidcError::Unavailable`] if no whole answer comes in time.
    pub(super) async fn send(&self, ask: Ask<'_>) -> Result<Fetched, OidcError> {
        let url = ask.url.to_string();
        let outcome = timeout(PATIENCE, self.try_send(ask)).await;
        outcome
            .unwrap_or_else(|_| Err(anyhow::anyhow!("no answer within {PATIENCE:?}")))
            .map_err(|error| OidcError::Unavailable(format!("{url}: {error:#}")))
    }

    async fn try_send(&self, ask: Ask<'_>) -> Result<Fetched> {
        let url = ask.url;
        let stream = TcpStream::connect((url.host(), url.port())).await?;
        if !url.is_secure() {
            return exchange(stream, ask).await;
        }
        let tls = self.tls.clone().context("no CA certificates are known")?;
        let name = ServerName::try_from(url.host().to_owned())?;
        let stream = TlsConnector::from(tls).connect(name, stream).await?;
        exchange(stream, ask).await
    }
}

async fn exchange(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    ask: Ask<'_>,
) -> Result<Fetched> {
    let (mut sender, connection) =
        hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
    // It ends with the sender; what fails there is seen by the request.
    let connection = tokio::spawn(async move {
        let _ = connection.await;
    });
    let outcome = async {
        let response = sender.send_request(request(ask)?).await?;
        let (parts, body) = response.into_parts();
        let body = Limited::new(body, LARGEST).collect().await;
        let body = body.map_err(|error| anyhow::anyhow!("the body: {error}"))?;
        Ok(Fetched {
            status: parts.status,
            body: body.to_bytes(),
        })
    }
    .await;
    connection.abort();
    outcome
}

fn request(ask: Ask<'_>) -> Result<Request<Full<Bytes>>> {
    let mut request = Request::builder()
        .uri(ask.url.target())
        .header(header::HOST, ask.url.authority())
        .header(header::ACCEPT, "application/json")
        .header(header::USER_AGENT, "portico");
    if let Some(authorization) = ask.authorization {
        request = request.header(header::AUTHORIZATION, authorization);
    }
    let body = match ask.form {
        Some(form) => {
            request = request
                .method(Method::POST)
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
            Full::from(form)
        }
        None => Full::default(),
    };
    Ok(request.body(body)?)
}

#[cfg(test)]
mod tests;
