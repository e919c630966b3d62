//! What is known of the provider: asked when it is needed, kept for a while, asked again after a
//! failure. The process starts without it.

use super::claims;
use super::error::OidcError;
use super::fetch::Fetcher;
use super::jwk::Keys;
use super::metadata::{Metadata, fetch_json};
use super::pending::CookieKey;
use super::settings::OidcConfig;
use anyhow::Context;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Mutex;
use tokio::time::Instant;

/// How long what the provider publishes is believed.
const FRESH: Duration = Duration::from_secs(3600);

/// How long after a failure the next login asks again. Those who come meanwhile get the failure.
const AFTER_FAILURE: Duration = Duration::from_secs(1);

/// How long after the keys were read an unknown key makes them be read again: others can make up
/// names of keys as often as they like.
const BETWEEN_KEYS: Duration = Duration::from_secs(5);

/// A configured identity provider.
#[derive(Debug)]
pub struct Provider {
    /// What the operator said.
    pub(super) config: OidcConfig,
    /// What sends requests.
    pub(super) fetcher: Fetcher,
    /// What seals cookies.
    pub(super) cookie_key: CookieKey,
    metadata: Mutex<Cached<Metadata>>,
    keys: Mutex<Cached<Keys>>,
}

#[derive(Debug)]
struct Cached<T> {
    value: Option<(Instant, Arc<T>)>,
    failure: Option<(Instant, String)>,
}

impl<T> Default for Cached<T> {
    fn default() -> Self {
        Self {
            value: None,
            failure: None,
        }
    }
}

impl<T> Cached<T> {
    /// The value, if it is younger than `age`; else what `fetch` gives.
    async fn get(
        &mut self,
        age: Duration,
        fetch: impl Future<Output = Result<T, OidcError>>,
    ) -> Result<Arc<T>, OidcError> {
        if let Some((at, value)) = &self.value
            && at.elapsed() < age
        {
            return Ok(Arc::clone(value));
        }
        if let Some((at, reason)) = &self.failure
            && at.elapsed() < AFTER_FAILURE
        {
            return Err(OidcError::Unavailable(reason.clone()));
        }
        match fetch.await {
            Ok(value) => {
                let value = Arc::new(value);
                self.value = Some((Instant::now(), Arc::clone(&value)));
                self.failure = None;
                Ok(value)
            }
            Err(error) => {
                self.failure = Some((Instant::now(), error.to_string()));
                Err(error)
            }
        }
    }
}

impl Provider {
    /// A provider of which nothing is known yet.
    ///
    /// # Errors
    /// If the CA certificates cannot be read.
    pub fn new(config: OidcConfig) -> anyhow::Result<Self> {
        let fetcher = if config.issuer.starts_with("https://") {
            Fetcher::trusting(&config.ca_file).context("--oidc-ca-file")?
        } else {
            Fetcher::plain()
        };
        let cookie_key = CookieKey::derive(config.client_secret.reveal());
        Ok(Self {
            cookie_key: cookie_key
                .map_err(|_| anyhow::anyhow!("no key can be made of the client secret"))?,
            fetcher,
            config,
            metadata: Mutex::default(),
            keys: Mutex::default(),
        })
    }

    /// What the user with this subject is found by; `None` if it is empty or too long.
    pub fn identity(&self, subject: &str) -> Option<String> {
        claims::key(&self.config.issuer, subject)
    }

    /// What the provider publishes about itself.
    ///
    /// # Errors
    /// [`OidcError::Unavailable`]
    pub(super) async fn metadata(&self) -> Result<Arc<Metadata>, OidcError> {
        let fetch = Metadata::fetch(&self.fetcher, &self.config.issuer);
        self.metadata.lock().await.get(FRESH, fetch).await
    }

    /// The provider's keys.
    ///
    /// # Errors
    /// [`OidcError::Unavailable`]
    pub(super) async fn keys(&self) -> Result<Arc<Keys>, OidcError> {
        self.keys_younger_than(FRESH).await
    }

    /// The provider's keys after one was met that is not among [`Self::keys`].
    ///
    /// # Errors
    /// [`OidcError::Unavailable`]
    pub(super) async fn newer_keys(&self) -> Result<Arc<Keys>, OidcError> {
        self.keys_younger_than(BETWEEN_KEYS).await
    }

    async fn keys_younger_than(&self, age: Duration) -> Result<Arc<Keys>, OidcError> {
        let metadata = self.metadata().await?;
        let fetch = fetch_json(&self.fetcher, &metadata.jwks_uri);
        self.keys.lock().await.get(age, fetch).await
    }
}
