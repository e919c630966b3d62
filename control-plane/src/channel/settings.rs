//! The flags of the xDS address's security.

use super::tls::TlsFiles;
use anyhow::{Result, bail, ensure};
use std::net::SocketAddr;
use std::path::PathBuf;

/// Flags of `serve` about who may connect to the xDS address.
#[derive(Debug, Clone, clap::Args)]
pub struct SecurityArguments {
    /// The xDS address's certificate chain (PEM), read again when it changes.
    #[arg(
        long,
        env = "PORTICO_XDS_TLS_CERT",
        value_name = "FILE",
        requires = "xds_tls_key"
    )]
    xds_tls_cert: Option<PathBuf>,
    /// The private key of the certificate (PEM).
    #[arg(
        long,
        env = "PORTICO_XDS_TLS_KEY",
        value_name = "FILE",
        requires = "xds_tls_cert"
    )]
    xds_tls_key: Option<PathBuf>,
    /// CA that signed the certificates of Envoys (PEM): those without one are turned away.
    #[arg(
        long,
        env = "PORTICO_XDS_CLIENT_CA",
        value_name = "FILE",
        requires = "xds_tls_cert"
    )]
    xds_client_ca: Option<PathBuf>,
    /// Tokens of Envoys, a line `NAME TOKEN` for each: those without one are turned away.
    #[arg(long, env = "PORTICO_XDS_TOKENS", value_name = "FILE")]
    xds_tokens: Option<PathBuf>,
    /// Serve the whole configuration to whoever reaches the xDS address.
    #[arg(long, env = "PORTICO_INSECURE_XDS")]
    insecure_xds: bool,
}

/// Who may connect to the xDS address. Everyone by default, who can then only be on this machine.
#[derive(Debug, Clone, Default)]
pub struct SecurityConfig {
    pub(super) tls: Option<TlsFiles>,
    pub(super) tokens: Option<PathBuf>,
}

impl SecurityArguments {
    /// The settings for an xDS address of `listen`.
    ///
    /// # Errors
    /// If others than this machine could read the configuration.
    pub fn config(self, listen: SocketAddr) -> Result<SecurityConfig> {
        let tls = match (self.xds_tls_cert, self.xds_tls_key) {
            (Some(certificate), Some(key)) => Some(TlsFiles {
                certificate,
                key,
                client_ca: self.xds_client_ca,
            }),
            (None, None) => None,
            _ => bail!("--xds-tls-cert and --xds-tls-key belong together"),
        };
        let tokens = self.xds_tokens;
        let known = tokens.is_some() || tls.as_ref().is_some_and(|tls| tls.client_ca.is_some());
        ensure!(
            known || self.insecure_xds || listen.ip().is_loopback(),
            "--xds-listen {listen} gives the whole configuration, with the credentials of upstreams, \
             to whoever reaches it: set --xds-client-ca or --xds-tokens, or listen on the loopback \
             (--insecure-xds does without)"
        );
        if tls.is_none() && !listen.ip().is_loopback() {
            tracing::warn!(%listen, "the xDS address has no TLS: the network can read all of it");
        }
        Ok(SecurityConfig { tls, tokens })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    #[derive(Parser)]
    struct Command {
        #[command(flatten)]
        security: SecurityArguments,
    }

    fn check(listen: &str, flags: &[&str]) -> bool {
        let flags = std::iter::once("portico").chain(flags.iter().copied());
        let arguments = Command::try_parse_from(flags);
        arguments.is_ok_and(|it| it.security.config(listen.parse().unwrap()).is_ok())
    }

    #[test]
    fn only_the_loopback_may_be_open() {
        let tls = ["--xds-tls-cert", "c", "--xds-tls-key", "k"];
        let mtls = [&tls[..], &["--xds-client-ca", "a"]].concat();
        let table: [(&str, &[&str], bool); 9] = [
            ("127.0.0.1:1", &[], true),
            ("[::1]:1", &[], true),
            ("0.0.0.0:1", &[], false),
            ("192.0.2.1:1", &tls, false),
            ("192.0.2.1:1", &mtls, true),
            ("192.0.2.1:1", &["--xds-tokens", "t"], true),
            ("192.0.2.1:1", &["--insecure-xds"], true),
            ("127.0.0.1:1", &["--xds-tls-cert", "c"], false),
            ("127.0.0.1:1", &["--xds-client-ca", "a"], false),
        ];
        for (listen, flags, expected) in table {
            assert_eq!(check(listen, flags), expected, "{listen} {flags:?}");
        }
    }
}
