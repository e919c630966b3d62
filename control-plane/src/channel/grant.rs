//! What a client was let in by, and whether it still is enough.

use super::reload::Security;
use super::token;
use axum::http::HeaderValue;
use std::future::pending;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::{Instant, timeout_at};
use tokio_rustls::rustls::pki_types::{CertificateDer, UnixTime};

/// How often it is looked whether a certificate has expired.
const EXPIRY: Duration = Duration::from_secs(10 * 60);

/// Certificates of a client, its own first.
pub(super) type Certificates = Arc<[CertificateDer<'static>]>;

/// The token and the certificate of a client. Goes with each of its requests.
#[derive(Clone)]
pub struct Grant {
    security: watch::Receiver<Security>,
    token: Option<[u8; 32]>,
    certificates: Option<Certificates>,
    /// When it is looked at again although nothing has changed.
    due: Instant,
}

impl Grant {
    /// What a client shows.
    pub(super) fn new(
        security: watch::Receiver<Security>,
        authorization: Option<&HeaderValue>,
        certificates: Option<Certificates>,
    ) -> Self {
        let token = authorization.and_then(|value| token::digest(value.as_bytes()));
        Self {
            security,
            token,
            certificates,
            due: Instant::now() + EXPIRY,
        }
    }

    /// Why the client may not be here now; `None` if it may.
    pub(super) fn refusal(&self) -> Option<&'static str> {
        let security = self.security.borrow();
        if let Some(tokens) = &security.tokens {
            let Some(token) = &self.token else {
                return Some("there is no token");
            };
            if tokens.name_of(token).is_none() {
                return Some("the token is unknown");
            }
        }
        let verifier = security.verifier.as_ref()?;
        let Some((own, others)) = self.certificates.as_ref().and_then(|it| it.split_first()) else {
            return Some("there is no certificate");
        };
        let verified = verifier.verify_client_cert(own, others, UnixTime::now());
        verified
            .is_err()
            .then_some("the certificate is not accepted any more")
    }

    /// Waits until the client may be here no longer, and tells why: tokens or certificates changed, or
    /// its certificate has expired.
    pub async fn revoked(&mut self) -> &'static str {
        loop {
            let changed = timeout_at(self.due, self.security.changed()).await;
            if let Ok(Err(_)) = changed {
                // Nothing is followed any more: the process ends.
                pending::<()>().await;
            }
            if let Some(reason) = self.refusal() {
                return reason;
            }
            self.due = Instant::now() + EXPIRY;
        }
    }
}
