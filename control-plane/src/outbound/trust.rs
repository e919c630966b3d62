//! Whose certificates are trusted.

use anyhow::{Context, Result};
use std::path::Path;
use std::sync::Arc;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::pki_types::CertificateDer;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

/// Whose certificates are trusted.
#[derive(Debug, Clone)]
pub struct Trust {
    tls: Option<Arc<ClientConfig>>,
}

impl Trust {
    /// Nobody's: only plain HTTP can be spoken.
    pub fn none() -> Self {
        Self { tls: None }
    }

    /// Those of the CA certificates in a PEM file.
    ///
    /// # Errors
    /// If it cannot be read, or holds none.
    pub fn in_file(ca_file: &Path) -> Result<Self> {
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

    /// For TLS; `None` if there is nobody to trust.
    pub(super) fn tls(&self) -> Option<Arc<ClientConfig>> {
        self.tls.clone()
    }
}
