//! How the operator says what may be reached: flags and environment.

use super::allowed::{AllowRule, Allowed};
use super::client::Client;
use super::policy::Policy;
use super::trust::Trust;
use std::path::PathBuf;

/// Flags of `serve` about addresses that users enter.
#[derive(Debug, Clone, clap::Args)]
pub struct OutboundArguments {
    /// An address, a block of addresses (10.1.0.0/16) or a host that this program may send requests
    /// to when a user says so, besides the public internet: a model provider or an API's description
    /// of your own network. May be repeated; in the environment with commas between.
    #[arg(
        long,
        env = "PORTICO_OUTBOUND_ALLOW",
        value_name = "CIDR_OR_HOST",
        value_delimiter = ',',
        value_parser = AllowRule::parse
    )]
    outbound_allow: Vec<AllowRule>,
    /// File with the CA certificates that are trusted there.
    #[arg(
        long,
        env = "PORTICO_OUTBOUND_CA_FILE",
        value_name = "FILE",
        default_value = "/etc/ssl/certs/ca-certificates.crt"
    )]
    outbound_ca_file: PathBuf,
}

/// What may be reached when a user says so.
#[derive(Debug, Clone, Default)]
pub struct OutboundConfig {
    /// Besides the public internet.
    pub allowed: Allowed,
    /// CA certificates, PEM; without them there is only plain HTTP.
    pub ca_file: Option<PathBuf>,
}

impl OutboundArguments {
    /// The settings that the flags stand for.
    pub fn config(self) -> OutboundConfig {
        OutboundConfig {
            allowed: Allowed::new(self.outbound_allow),
            ca_file: Some(self.outbound_ca_file),
        }
    }
}

impl OutboundConfig {
    /// The client for addresses that users enter. Without readable CA certificates it speaks plain
    /// HTTP only, and says so when it is asked for more: a machine without them serves all the rest.
    pub fn client(self) -> Client {
        let trust = self.ca_file.map(|file| Trust::in_file(&file));
        let trust = trust.unwrap_or_else(|| Ok(Trust::none()));
        let trust = trust.unwrap_or_else(|error| {
            tracing::warn!(
                "--outbound-ca-file: {error:#}: no https for addresses that users enter"
            );
            Trust::none()
        });
        Client::new(trust, Policy::Public(self.allowed))
    }
}
