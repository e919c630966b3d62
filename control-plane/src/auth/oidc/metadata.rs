//! What the provider publishes about itself (OpenID Connect Discovery 1.0, section 3).

use super::endpoint::Endpoint;
use super::error::OidcError;
use super::fetch::{Ask, Fetcher};
use axum::http::StatusCode;
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// The provider's metadata, as far as it is used.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Metadata {
    issuer: String,
    /// Where browsers log in.
    pub(super) authorization_endpoint: Endpoint,
    /// Where codes become tokens.
    pub(super) token_endpoint: Endpoint,
    /// The provider's keys.
    pub(super) jwks_uri: Endpoint,
    /// More about a user.
    pub(super) userinfo_endpoint: Option<Endpoint>,
    token_endpoint_auth_methods_supported: Option<Vec<String>>,
}

impl Metadata {
    /// Asks the issuer.
    ///
    /// # Errors
    /// [`OidcError::Unavailable`] if it does not answer with its own metadata.
    pub(super) async fn fetch(fetcher: &Fetcher, issuer: &str) -> Result<Self, OidcError> {
        let base = issuer.strip_suffix('/').unwrap_or(issuer);
        let url = format!("{base}/.well-known/openid-configuration");
        let url = Endpoint::parse(&url).map_err(OidcError::Unavailable)?;
        let metadata: Self = fetch_json(fetcher, &url).await?;
        if metadata.issuer == issuer {
            return Ok(metadata);
        }
        let other = metadata.issuer;
        Err(OidcError::Unavailable(format!(
            "{url}: it is of the issuer {other:?}, not {issuer:?}"
        )))
    }

    /// Whether the client's secret goes into the form and not into `Authorization`, which is what
    /// all know that say nothing.
    pub(super) fn wants_secret_in_form(&self) -> bool {
        let methods = self.token_endpoint_auth_methods_supported.as_ref();
        methods.is_some_and(|methods| {
            let knows = |name: &str| methods.iter().any(|method| method == name);
            !knows("client_secret_basic") && knows("client_secret_post")
        })
    }
}

/// A JSON document of the provider.
///
/// # Errors
/// [`OidcError::Unavailable`] if it does not come, or is another.
pub(super) async fn fetch_json<T: DeserializeOwned>(
    fetcher: &Fetcher,
    url: &Endpoint,
) -> Result<T, OidcError> {
    let ask = Ask {
        url,
        authorization: None,
        form: None,
    };
    let answer = fetcher.send(ask).await?;
    if answer.status != StatusCode::OK {
        let status = answer.status;
        return Err(OidcError::Unavailable(format!("{url}: {status}")));
    }
    serde_json::from_slice(&answer.body)
        .map_err(|error| OidcError::Unavailable(format!("{url}: {error}")))
}
