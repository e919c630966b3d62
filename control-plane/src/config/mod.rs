//! Settings of the process, a struct for each concern.

mod address;
mod clients_url;
mod network;

pub use address::HostPort;
pub use clients_url::ClientsUrl;
pub use network::Network;

use crate::auth::client_address::TrustedProxies;
use crate::auth::oidc::OidcConfig;
use crate::auth::origin::PublicUrl;
use crate::channel::SecurityConfig;
use crate::configuration::StoreUrl;
use crate::filter_code::FilterCode;
use crate::outbound::OutboundConfig;
use crate::secret::Resolver;
use crate::storage::DatabaseUrl;
use crate::trial::GatewayUrl;
use std::fmt;
use std::net::SocketAddr;

/// All settings of `serve`.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where the configuration comes from.
    pub store: StoreConfig,
    /// Where Envoys and filters connect to.
    pub xds: XdsConfig,
    /// Where people and monitors connect to.
    pub admin: AdminConfig,
    /// Where users, sessions and the audit log are.
    pub data: DataConfig,
    /// What is pushed besides the configuration.
    pub gateway: GatewayConfig,
    /// What opens secrets.
    pub secrets: Resolver,
    /// What may be reached when a user says so.
    pub outbound: OutboundConfig,
}

/// Where users, sessions and the audit log are.
#[derive(Debug, Clone)]
pub struct DataConfig {
    /// The database.
    pub url: DatabaseUrl,
    /// The first user's password; without one it is made.
    pub admin_password: Option<AdminPassword>,
}

/// A password that was given to the process. It is not printed by accident.
#[derive(Clone)]
pub struct AdminPassword(String);

impl AdminPassword {
    /// The variable that gives it.
    pub const VARIABLE: &str = "PORTICO_ADMIN_PASSWORD";

    /// This password.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// What the environment gives; nothing if it is empty.
    pub fn from_environment() -> Option<Self> {
        let text = std::env::var(Self::VARIABLE).ok();
        text.filter(|text| !text.is_empty()).map(Self)
    }

    /// The password itself.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for AdminPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AdminPassword(…)")
    }
}

/// Where the configuration comes from.
#[derive(Debug, Clone)]
pub struct StoreConfig {
    /// The store.
    pub url: StoreUrl,
}

/// Where Envoys and filters connect to.
#[derive(Debug, Clone)]
pub struct XdsConfig {
    /// Address of the gRPC service and of the filter's code.
    pub listen: SocketAddr,
    /// Who may connect.
    pub security: SecurityConfig,
}

/// Where people and monitors connect to.
#[derive(Debug, Clone)]
pub struct AdminConfig {
    /// Address of the HTTP API.
    pub listen: SocketAddr,
    /// Where browsers reach it, if that was said.
    pub public_url: PublicUrl,
    /// Where the gateway is reached; where its listener is if nothing was said.
    pub gateway_url: Option<GatewayUrl>,
    /// The proxies that are believed where requests come from.
    pub trusted_proxies: TrustedProxies,
    /// Whether `/status` is for everyone who reaches the address.
    pub open_status: bool,
    /// Where MCP clients reach it, if that is elsewhere.
    pub clients_url: Option<ClientsUrl>,
    /// What people log in by besides passwords.
    pub oidc: Option<OidcConfig>,
}

/// What is pushed besides the configuration.
#[derive(Debug, Clone)]
pub struct GatewayConfig {
    /// Address of the Envoy listener.
    pub listen: SocketAddr,
    /// The filter; without one no listener is pushed.
    pub filter: Option<FilterCode>,
    /// What the filter does with a request that is for no server.
    pub unmatched: Unmatched,
    /// File on Envoy's machine that the access log is written to.
    pub access_log: Option<String>,
    /// File on Envoy's machine with the CA certificates that are trusted where an upstream names none.
    pub ca_file: String,
    /// The bridge's replicas; without any, no event streams are offered.
    pub bridges: Vec<HostPort>,
}

/// What the filter does with a request that is for no server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, clap::ValueEnum)]
#[serde(rename_all = "snake_case")]
#[value(rename_all = "snake_case")]
pub enum Unmatched {
    /// It answers 404.
    #[default]
    NotFound,
    /// It lets the request pass.
    Continue,
}
