//! What security is made of now: read from files, and again when they change.

use super::settings::SecurityConfig;
use super::tls::TlsContent;
use super::token::Tokens;
use anyhow::{Context, Result};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::sleep;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::server::danger::ClientCertVerifier;

/// How often the files are looked at.
const POLL: Duration = Duration::from_secs(2);

/// What is asked of clients at this moment.
#[derive(Debug, Clone, Default)]
pub struct Security {
    /// TLS, where there is any.
    pub(super) tls: Option<Arc<ServerConfig>>,
    /// What judges certificates of clients, where they are asked for.
    pub(super) verifier: Option<Arc<dyn ClientCertVerifier>>,
    /// Tokens, where they are asked for.
    pub(super) tokens: Option<Arc<Tokens>>,
}

/// Content of the files.
#[derive(Clone, PartialEq, Eq)]
struct Content {
    tls: Option<TlsContent>,
    tokens: Option<String>,
}

impl Content {
    fn read(config: &SecurityConfig) -> Result<Self> {
        let tokens = config.tokens.as_deref().map(|path| {
            let context = || format!("cannot read the tokens {}", path.display());
            std::fs::read_to_string(path).with_context(context)
        });
        Ok(Self {
            tls: config.tls.as_ref().map(|files| files.read()).transpose()?,
            tokens: tokens.transpose()?,
        })
    }

    fn security(&self) -> Result<Security> {
        let tokens = self.tokens.as_deref().map(Tokens::parse).transpose();
        let verifier = self.tls.as_ref().map(TlsContent::verifier).transpose()?;
        let verifier = verifier.flatten();
        let tls = self.tls.as_ref();
        let tls = tls.map(|content| content.config(verifier.clone()));
        Ok(Security {
            tls: tls.transpose()?,
            verifier,
            tokens: tokens.context("the tokens")?.map(Arc::new),
        })
    }
}

/// Reads the files of `config`, now and whenever they change: the future never ends. Files that
/// cannot be used are reported, and what was read before stays.
///
/// # Errors
/// If they cannot be used now.
pub fn follow_files(
    config: SecurityConfig,
) -> Result<(watch::Receiver<Security>, impl Future<Output = ()>)> {
    let mut known = Content::read(&config)?;
    let (sender, receiver) = watch::channel(known.security()?);
    let following = async move {
        let mut reported = String::new();
        loop {
            sleep(POLL).await;
            let outcome = Content::read(&config).and_then(|content| {
                let changed = content != known;
                let security = changed.then(|| content.security()).transpose()?;
                Ok((content, security))
            });
            match outcome {
                Ok((content, Some(security))) => {
                    tracing::info!("certificates or tokens of the xDS address changed");
                    known = content;
                    sender.send_replace(security);
                    reported.clear();
                }
                Ok((_, None)) => reported.clear(),
                Err(error) => {
                    let message = format!("{error:#}");
                    if message != reported {
                        tracing::error!("the files of the xDS address cannot be used: {message}");
                        reported = message;
                    }
                }
            }
        }
    };
    Ok((receiver, following))
}
