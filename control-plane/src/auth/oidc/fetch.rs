//! Requests to the provider, within a time and a size.

use super::endpoint::Endpoint;
use super::error::OidcError;
use crate::outbound::{Client, Limits, Outgoing, Policy, Trust, Whole};
use anyhow::Result;
use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, Method, header};
use std::path::Path;
use std::time::Duration;

/// How long a request may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// Most bytes of an answer.
const LARGEST: usize = 1 << 20;

/// What sends requests. The operator names the provider, so it may be anywhere.
#[derive(Debug, Clone)]
pub(super) struct Fetcher {
    client: Client,
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
        Self {
            client: Client::new(Trust::none(), Policy::Any),
        }
    }

    /// Trusts the CA certificates of a PEM file.
    ///
    /// # Errors
    /// If it cannot be read, or holds none.
    pub(super) fn trusting(ca_file: &Path) -> Result<Self> {
        Ok(Self {
            client: Client::new(Trust::in_file(ca_file)?, Policy::Any),
        })
    }

    /// Sends a request. Redirects are not followed.
    ///
    /// # Errors
    /// [`OidcError::Unavailable`] if no whole answer comes in time.
    pub(super) async fn send(&self, ask: Ask<'_>) -> Result<Whole, OidcError> {
        let url = ask.url;
        let limits = Limits::within(PATIENCE, LARGEST);
        let sent = self.client.send(url.target(), outgoing(ask), limits).await;
        sent.map_err(|error| OidcError::Unavailable(format!("{url}: {error}")))
    }
}

fn outgoing(ask: Ask<'_>) -> Outgoing {
    let mut headers = HeaderMap::new();
    headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
    if let Some(authorization) = ask.authorization {
        headers.insert(header::AUTHORIZATION, authorization);
    }
    let Some(form) = ask.form else {
        return Outgoing {
            headers,
            ..Outgoing::default()
        };
    };
    let form_type = HeaderValue::from_static("application/x-www-form-urlencoded");
    headers.insert(header::CONTENT_TYPE, form_type);
    Outgoing {
        method: Method::POST,
        headers,
        body: Bytes::from(form),
        is_secret: true,
    }
}
