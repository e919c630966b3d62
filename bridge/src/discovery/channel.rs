//! The way to the control plane: plain, or with TLS, a certificate and a token of its own.

use crate::config::ControlPlane;
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::Path;
use std::time::Duration;
use tonic::metadata::{Ascii, MetadataValue};
use tonic::transport::{Certificate, ClientTlsConfig, Endpoint, Identity};

/// How soon a vanished control plane is noticed.
const KEEPALIVE: Duration = Duration::from_secs(10);

/// Where to connect, and what to show there. The files are read anew for each stream.
///
/// # Errors
/// A file cannot be read or used.
pub(super) fn endpoint(control_plane: &ControlPlane) -> Result<Endpoint> {
    let endpoint = Endpoint::from_shared(control_plane.url.to_string())?
        .connect_timeout(Duration::from_secs(5))
        .http2_keep_alive_interval(KEEPALIVE)
        .keep_alive_timeout(KEEPALIVE)
        .keep_alive_while_idle(true)
        .tcp_nodelay(true);
    if control_plane.url.scheme_str() != Some("https") {
        return Ok(endpoint);
    }
    let mut tls = ClientTlsConfig::new();
    if let Some(file) = &control_plane.ca {
        tls = tls.ca_certificate(Certificate::from_pem(read(file)?));
    }
    if let Some((certificate, key)) = &control_plane.identity {
        tls = tls.identity(Identity::from_pem(read(certificate)?, read(key)?));
    }
    Ok(endpoint.tls_config(tls)?)
}

/// The `authorization` of the stream, where there is a token.
///
/// # Errors
/// The file cannot be read, or holds no token.
pub(super) fn authorization(control_plane: &ControlPlane) -> Result<Option<MetadataValue<Ascii>>> {
    let Some(file) = &control_plane.token else {
        return Ok(None);
    };
    let text = read(file)?;
    let token = std::str::from_utf8(&text).ok().map(str::trim);
    let token = token.unwrap_or_default();
    ensure!(!token.is_empty(), "{} holds no token", file.display());
    let mut value: MetadataValue<Ascii> = format!("Bearer {token}").parse()?;
    value.set_sensitive(true);
    Ok(Some(value))
}

fn read(file: &Path) -> Result<Vec<u8>> {
    fs::read(file).with_context(|| format!("cannot read {}", file.display()))
}
