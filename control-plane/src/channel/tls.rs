//! TLS of the xDS address.

use anyhow::{Context, Result, ensure};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::server::WebPkiClientVerifier;
use tokio_rustls::rustls::server::danger::ClientCertVerifier;
use tokio_rustls::rustls::{RootCertStore, ServerConfig};

/// Files of the server's side, PEM.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TlsFiles {
    /// The server's certificate and those between it and the CA.
    pub(super) certificate: PathBuf,
    /// Its private key.
    pub(super) key: PathBuf,
    /// The CA whose certificates clients must have; clients need none where absent.
    pub(super) client_ca: Option<PathBuf>,
}

/// Content of the files.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct TlsContent {
    certificate: Vec<u8>,
    key: Vec<u8>,
    client_ca: Option<Vec<u8>>,
}

impl TlsFiles {
    /// Reads the files.
    ///
    /// # Errors
    /// If one cannot be read.
    pub(super) fn read(&self) -> Result<TlsContent> {
        Ok(TlsContent {
            certificate: read(&self.certificate)?,
            key: read(&self.key)?,
            client_ca: self.client_ca.as_deref().map(read).transpose()?,
        })
    }
}

impl TlsContent {
    /// What judges certificates of clients; `None` if they need none.
    ///
    /// # Errors
    /// If the CA is none.
    pub(super) fn verifier(&self) -> Result<Option<Arc<dyn ClientCertVerifier>>> {
        let Some(pem) = &self.client_ca else {
            return Ok(None);
        };
        let mut roots = RootCertStore::empty();
        for certificate in certificates(pem).context("the CA of clients")? {
            roots.add(certificate).context("the CA of clients")?;
        }
        let provider = Arc::new(default_provider());
        let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider);
        Ok(Some(verifier.build()?))
    }

    /// The server's side of TLS 1.2 and 1.3, for HTTP/2 and HTTP/1.1, with `verifier` to judge
    /// certificates of clients.
    ///
    /// # Errors
    /// If the content is not what it should be, or certificate and key do not belong together.
    pub(super) fn config(
        &self,
        verifier: Option<Arc<dyn ClientCertVerifier>>,
    ) -> Result<Arc<ServerConfig>> {
        let builder = ServerConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()?;
        let builder = match verifier {
            Some(verifier) => builder.with_client_cert_verifier(verifier),
            None => builder.with_no_client_auth(),
        };
        let chain = certificates(&self.certificate).context("the certificate")?;
        let key = PrivateKeyDer::from_pem_slice(&self.key).context("the private key")?;
        let mut config = builder.with_single_cert(chain, key)?;
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Ok(Arc::new(config))
    }
}

fn read(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

fn certificates(pem: &[u8]) -> Result<Vec<CertificateDer<'static>>> {
    let certificates: Vec<_> = CertificateDer::pem_slice_iter(pem).collect::<Result<_, _>>()?;
    ensure!(!certificates.is_empty(), "there is none in the file");
    Ok(certificates)
}
