//! The HTTP API for people and monitors. Its handlers read state; they never touch xDS.
//!
//! [`router`] is the table of all routes. A resource is one file: its JSON types and its handlers,
//! each with `#[utoipa::path]`, which take what the [`crate::auth::gate`] has let through.

mod audit;
mod change;
mod change_set;
mod conversation;
mod conversation_messages;
mod deletion;
mod document;
mod document_routes;
mod draft;
mod earlier_import;
mod filter;
mod health;
mod importing;
pub mod input;
mod me;
mod media;
mod member;
mod metrics;
mod no_login;
mod node;
mod oidc;
pub mod page;
mod part_trial;
mod precondition;
pub mod problem;
mod provider;
mod provider_change;
mod reason;
mod revision;
pub mod router;
mod secret;
mod server;
mod session;
mod settings;
mod sign_in;
mod status;
pub mod table;
mod tenant;
mod token;
mod transfer;
mod trial;
mod trial_result;
mod turn;
mod upstream;
mod upstream_check;
mod usage;
mod user;

use crate::auth::client_address::TrustedProxies;
use crate::auth::oidc::Provider;
use crate::auth::origin::PublicUrl;
use crate::auth::password::Passwords;
use crate::auth::remembered::Remembered;
use crate::auth::session::Cookie;
use crate::auth::throttle::Throttle;
use crate::channel::Refusals;
use crate::chat::running::Running;
use crate::config::{ClientsUrl, GatewayConfig};
use crate::configuration::ConfigurationStore;
use crate::filter_code::FilterCode;
use crate::fleet::Fleet;
use crate::importing::Readers;
use crate::metrics::Requests;
use crate::outbound::Client;
use crate::secret::Resolver;
use crate::storage::Database;
use crate::store::ConfigError;
use crate::tenancy::Tenancy;
use crate::trial::GatewayUrl;
use crate::xds::publication::Publication;
use axum::Router;
use axum::routing::get;
use std::sync::Arc;
use tokio::sync::watch;

/// What the handlers read.
#[derive(Debug, Clone)]
pub struct ApiState {
    /// What is pushed.
    pub publications: watch::Receiver<Publication>,
    /// What is wrong with the files.
    pub errors: watch::Receiver<Arc<[ConfigError]>>,
    /// Who is connected, here and to other replicas.
    pub fleet: Fleet,
    /// Who was turned away from the xDS address.
    pub refusals: Refusals,
    /// Becomes true when the process is to end.
    pub stopping: watch::Receiver<bool>,
    /// Where people reach the API.
    pub public_url: PublicUrl,
    /// The proxies that are believed where requests come from.
    pub trusted_proxies: TrustedProxies,
    /// Whether `/status` is for everyone.
    pub open_status: bool,
    /// The documents in force and their history.
    pub configuration: ConfigurationStore,
    /// What is pushed besides them.
    pub gateway: GatewayConfig,
    /// What opens secrets.
    pub resolver: Resolver,
    /// The gateway, to which calls are sent that somebody tries.
    pub gateway_url: GatewayUrl,
    /// What sends requests to addresses that users enter.
    pub outbound: Client,
    /// Where MCP clients reach the gateway.
    pub clients_url: ClientsUrl,
    /// The turns of conversations that are under way.
    pub running: Running,
    /// Where descriptions are read.
    pub readers: Readers,
    /// What was asked of the API, counted.
    pub requests: Requests,
    /// Which tenant owns which paths.
    pub tenancy: Tenancy,
    /// Users, tenants, sessions, tokens, audit.
    pub data: Database,
    /// Hashes and verifies passwords.
    pub passwords: Passwords,
    /// Slows down who guesses them.
    pub throttle: Arc<Throttle>,
    /// Who was recognized lately, for when the store of users is away.
    pub remembered: Arc<Remembered>,
    /// The identity provider, if one is configured.
    pub oidc: Option<Arc<Provider>>,
}

impl ApiState {
    /// How the login cookie is written.
    pub fn cookie(&self) -> Cookie {
        Cookie {
            secure: self.public_url.is_secure(),
        }
    }
}

/// What Envoys fetch by plain HTTP from the xDS address.
pub fn code_router(code: Option<FilterCode>) -> Router {
    Router::new()
        .route("/filter/{file}", get(filter::download))
        .with_state(code)
}
