//! The command line.

use crate::auth::client_address::TrustedProxies;
use crate::auth::first_admin;
use crate::auth::oidc::OidcArguments;
use crate::auth::origin::PublicUrl;
use crate::channel::SecurityArguments;
use crate::config::{
    AdminConfig, AdminPassword, ClientsUrl, Config, DataConfig, GatewayConfig, HostPort, Network,
    StoreConfig, Unmatched, XdsConfig,
};
use crate::configuration::StoreUrl;
use crate::filter_code::FilterCode;
use crate::outbound::OutboundArguments;
use crate::secret::{KeyArguments, SecretArguments};
use crate::storage::DatabaseUrl;
use crate::trial::GatewayUrl;
use anyhow::{Context, Result, ensure};
use std::net::SocketAddr;
use std::path::PathBuf;

/// The default database of users, beside the configuration directory.
const DATA_FILE: &str = "portico-data.db";

/// Portico's control plane: validates the configuration and pushes it to Envoys.
#[derive(Debug, clap::Parser)]
#[command(version)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Serves the configuration to Envoys and follows its changes.
    Serve(Box<ServeArguments>),
    /// Prints every error of a configuration; exits with 1 if there is any.
    Validate(StoreArguments),
    /// Brings a database's tables up to date, which `serve` does too when it starts.
    Migrate(StoreArguments),
    /// Prints all documents as YAML.
    Export(ExportArguments),
    /// Puts the documents of a YAML file, or those that a description becomes (OpenAPI 3, Swagger 2.0,
    /// Unla), as one change.
    Import(Box<ImportArguments>),
    /// Makes an admin, or makes a user an admin who can log in, with a new password. It is
    /// PORTICO_ADMIN_PASSWORD, or made and printed.
    CreateAdmin(CreateAdminArguments),
    /// Prints the OpenAPI document of the admin API.
    Openapi,
    /// Reads a secret value from standard input and prints it sealed, for a Secret's `sealed`.
    Seal(SealArguments),
    /// Seals all secrets of a configuration, and the keys of model providers, anew with the first key: in
    /// a database the secrets as one revision.
    RotateSecrets(RotateArguments),
}

/// Where the configuration is kept.
#[derive(Debug, clap::Args)]
pub struct StoreArguments {
    /// Where the configuration is kept: sqlite:FILE, postgres://…, mysql://…, or file:DIR for a
    /// directory of YAML files (*.yaml, *.yml, subdirectories too). Changes there are followed.
    #[arg(
        long,
        env = "PORTICO_CONFIG_STORE",
        value_name = "URL",
        required_unless_present = "config_dir"
    )]
    config_store: Option<StoreUrl>,
    /// The same as --config-store file:DIR.
    #[arg(
        long,
        env = "PORTICO_CONFIG_DIR",
        value_name = "DIR",
        hide = true,
        conflicts_with = "config_store"
    )]
    config_dir: Option<PathBuf>,
}

impl StoreArguments {
    /// The store that the flags name.
    ///
    /// # Errors
    /// If they name none.
    pub fn into_url(self) -> Result<StoreUrl> {
        let directory = self.config_dir.map(StoreUrl::Directory);
        let url = self.config_store.or(directory);
        url.context("give --config-store")
    }
}

/// Where the web data is.
#[derive(Debug, clap::Args)]
pub struct DataArguments {
    /// Where users, sessions and the audit log are: sqlite:PATH, postgres://… or mysql://…
    /// By
    /// default the configuration's database, or portico-data.db beside its directory.
    #[arg(long, env = "PORTICO_DATA_STORE", value_name = "URL", value_parser = DatabaseUrl::parse)]
    data_store: Option<DatabaseUrl>,
}

impl DataArguments {
    /// As [`Self::into_url`]; `None` for the file beside a directory where the first start has not made
    /// it yet.
    pub fn into_existing_url(self, store: &StoreUrl) -> Option<DatabaseUrl> {
        let is_named = self.data_store.is_some();
        let url = self.into_url(store);
        let is_there = url.file().is_none_or(|file| file.exists());
        (is_named || is_there).then_some(url)
    }

    /// The database that the flag names, or the one that belongs to `store`.
    pub fn into_url(self, store: &StoreUrl) -> DatabaseUrl {
        self.data_store.unwrap_or_else(|| match store {
            StoreUrl::Database(url) => url.clone(),
            StoreUrl::Directory(dir) => DatabaseUrl::sqlite(&dir.with_file_name(DATA_FILE)),
        })
    }
}

/// Flags of `export`.
#[derive(Debug, clap::Args)]
pub struct ExportArguments {
    /// Where the configuration is.
    #[command(flatten)]
    pub store: StoreArguments,
    /// Secrets as they are stored, sealed: for a store that has the same key. Without it they are
    /// left out.
    #[arg(long)]
    pub sealed_secrets: bool,
}

/// Flags of `import`.
#[derive(Debug, clap::Args)]
pub struct ImportArguments {
    /// Where the documents go.
    #[command(flatten)]
    pub store: StoreArguments,
    /// The file or, of a description, the URL; - for standard input.
    #[arg(value_name = "FILE_OR_URL")]
    pub file: String,
    /// Delete the documents that the file does not have. Of a description: let its server take the place
    /// of the one that is there.
    #[arg(long)]
    pub replace: bool,
    /// How to import a description.
    #[command(flatten)]
    pub description: DescriptionArguments,
    /// Where it is kept for later updates what a description gave.
    #[command(flatten)]
    pub data: DataArguments,
    /// Only if there are no documents yet, and in a database never were; else nothing is done.
    #[arg(long)]
    pub if_empty: bool,
    /// The keys that seal secrets.
    #[command(flatten)]
    pub keys: KeyArguments,
    /// Who is named in the history.
    #[arg(long, default_value = "import")]
    pub author: String,
    /// Why, for the history.
    #[arg(long, default_value = "")]
    pub reason: String,
}

/// Flags of `import` for descriptions.
#[derive(Debug, clap::Args)]
pub struct DescriptionArguments {
    /// Print the report, and change nothing.
    #[arg(long)]
    pub preview: bool,
    /// Put together what a description changed since its last import and what was edited here; of a
    /// conflict, the edit stays. Flags go before what that import was made with.
    #[arg(long, conflicts_with_all = ["replace", "if_empty"])]
    pub update: bool,
    /// Owner of the documents.
    #[arg(long, value_name = "NAME")]
    pub tenant: Option<String>,
    /// Name of the server.
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// Path of the server; / and its name by default.
    #[arg(long, value_name = "PATH")]
    pub path: Option<String>,
    /// The URL of the API, in the place of the one that the description names.
    #[arg(long, value_name = "URL")]
    pub server_url: Option<String>,
    /// An operation that becomes a tool, as in 'GET /pets/{petId}'; all by default. May be repeated.
    #[arg(long, value_name = "OPERATION")]
    pub only: Vec<String>,
    /// Where descriptions may be fetched from.
    #[command(flatten)]
    pub outbound: OutboundArguments,
}

impl DescriptionArguments {
    /// The first flag that was given and says how to read a description.
    pub fn first_given(&self) -> Option<&'static str> {
        let given = [
            ("--preview", self.preview),
            ("--update", self.update),
            ("--tenant", self.tenant.is_some()),
            ("--name", self.name.is_some()),
            ("--path", self.path.is_some()),
            ("--server-url", self.server_url.is_some()),
            ("--only", !self.only.is_empty()),
        ];
        let first = given.into_iter().find(|(_, is_given)| *is_given);
        first.map(|(flag, _)| flag)
    }
}

/// Flags of `seal`.
#[derive(Debug, clap::Args)]
pub struct SealArguments {
    /// Tenant of the Secret.
    #[arg(long, value_name = "NAME", default_value = portico_config::model::DEFAULT_TENANT)]
    pub tenant: String,
    /// Name of the Secret.
    #[arg(long, value_name = "NAME")]
    pub name: String,
    /// The keys.
    #[command(flatten)]
    pub keys: KeyArguments,
}

/// Flags of `rotate-secrets`.
#[derive(Debug, clap::Args)]
pub struct RotateArguments {
    /// Where the configuration is.
    #[command(flatten)]
    pub store: StoreArguments,
    /// Where model providers are.
    #[command(flatten)]
    pub data: DataArguments,
    /// The keys.
    #[command(flatten)]
    pub keys: KeyArguments,
}

/// Flags of `create-admin`.
#[derive(Debug, clap::Args)]
pub struct CreateAdminArguments {
    /// Where users are: sqlite:PATH, postgres://… or mysql://…
    #[arg(long, env = "PORTICO_DATA_STORE", value_name = "URL", value_parser = DatabaseUrl::parse)]
    pub data_store: DatabaseUrl,
    /// The user's name.
    #[arg(long, default_value = first_admin::NAME)]
    pub name: String,
}

/// Flags of `serve`.
#[derive(Debug, clap::Args)]
pub struct ServeArguments {
    #[command(flatten)]
    store: StoreArguments,
    #[command(flatten)]
    data: DataArguments,
    /// Address for Envoys and filters: gRPC (delta xDS), and the filter's code by HTTP.
    #[arg(
        long,
        env = "PORTICO_XDS_LISTEN",
        value_name = "ADDRESS",
        default_value = "127.0.0.1:18000"
    )]
    xds_listen: SocketAddr,
    /// Address for people and monitors: the console, /api/v1, /healthz, /readyz and /status.
    #[arg(
        long,
        env = "PORTICO_ADMIN_LISTEN",
        value_name = "ADDRESS",
        default_value = "127.0.0.1:8081"
    )]
    admin_listen: SocketAddr,
    /// Listen for people on an address that others reach, without TLS: a proxy in front has it, and
    /// nobody goes around the proxy.
    #[arg(long, env = "PORTICO_INSECURE_ADMIN")]
    insecure_admin: bool,
    /// A proxy in front of the admin address, as an address or a range (10.0.0.0/8): where requests
    /// come from is read from its `X-Forwarded-For`. May be repeated.
    #[arg(
        long,
        env = "PORTICO_TRUSTED_PROXIES",
        value_name = "CIDR",
        value_delimiter = ','
    )]
    trusted_proxy: Vec<Network>,
    /// Show /status, with the names of all that is served, to everyone who reaches the admin
    /// address; otherwise to admins.
    #[arg(long, env = "PORTICO_OPEN_STATUS")]
    open_status: bool,
    /// Where browsers reach the admin address, as in `https://portico.example.com`. With https the
    /// login cookie is kept to HTTPS.
    #[arg(long, env = "PORTICO_PUBLIC_URL", value_name = "URL", value_parser = PublicUrl::parse)]
    public_url: Option<PublicUrl>,
    /// Address of the listener that Envoys open for MCP clients.
    #[arg(
        long,
        env = "PORTICO_GATEWAY_LISTEN",
        value_name = "ADDRESS",
        default_value = "127.0.0.1:10000"
    )]
    gateway_listen: SocketAddr,
    /// Where this program reaches the gateway, to send calls that somebody tries: http://HOST:PORT.
    /// By default --gateway-listen.
    #[arg(long, env = "PORTICO_GATEWAY_URL", value_name = "URL", value_parser = GatewayUrl::parse)]
    gateway_url: Option<GatewayUrl>,
    /// Where MCP clients reach the gateway, as in `https://mcp.example.com`: the console shows it. By
    /// default --gateway-url.
    #[arg(long, env = "PORTICO_CLIENTS_URL", value_name = "URL")]
    clients_url: Option<ClientsUrl>,
    /// The filter (portico_filter.wasm). Without it no listener is pushed: for Envoys in a mesh.
    #[arg(long, env = "PORTICO_FILTER", value_name = "FILE")]
    filter: Option<PathBuf>,
    /// What becomes of a request that is for no server.
    #[arg(long, env = "PORTICO_UNMATCHED", value_enum, default_value_t)]
    unmatched: Unmatched,
    /// File that Envoys write an access log to; /dev/stdout works too. None by default.
    #[arg(long, env = "PORTICO_ACCESS_LOG", value_name = "FILE")]
    access_log: Option<String>,
    /// File on the Envoys' machines with the trusted CA certificates.
    #[arg(
        long,
        env = "PORTICO_CA_FILE",
        value_name = "FILE",
        default_value = "/etc/ssl/certs/ca-certificates.crt"
    )]
    ca_file: String,
    /// The bridge's replicas as host:port, with commas between. Without any, no event streams are
    /// offered.
    #[arg(
        long,
        env = "PORTICO_BRIDGES",
        value_name = "ADDRESS",
        value_delimiter = ','
    )]
    bridge: Vec<HostPort>,
    #[command(flatten)]
    oidc: OidcArguments,
    #[command(flatten)]
    outbound: OutboundArguments,
    #[command(flatten)]
    security: SecurityArguments,
    #[command(flatten)]
    secrets: SecretArguments,
}

impl ServeArguments {
    /// The settings that the flags stand for. Reads the filter.
    ///
    /// # Errors
    /// If no store is named, the filter or the keys of secrets cannot be read, or an address would be
    /// open to others.
    pub fn into_config(self) -> Result<Config> {
        let listen = self.admin_listen;
        ensure!(
            self.insecure_admin || listen.ip().is_loopback(),
            "--admin-listen {listen} has no TLS, so the network could read passwords: listen on the \
             loopback behind a proxy with TLS, or say --insecure-admin where the proxy is elsewhere"
        );
        let store = self.store.into_url()?;
        let data = self.data.into_url(&store);
        Ok(Config {
            data: DataConfig {
                url: data,
                admin_password: AdminPassword::from_environment(),
            },
            store: StoreConfig { url: store },
            xds: XdsConfig {
                listen: self.xds_listen,
                security: self.security.config(self.xds_listen)?,
            },
            admin: AdminConfig {
                listen: self.admin_listen,
                oidc: self.oidc.config(self.public_url.as_ref())?,
                public_url: self.public_url.unwrap_or_default(),
                gateway_url: self.gateway_url,
                trusted_proxies: TrustedProxies::new(self.trusted_proxy),
                open_status: self.open_status,
                clients_url: self.clients_url,
            },
            gateway: GatewayConfig {
                listen: self.gateway_listen,
                filter: self.filter.as_deref().map(FilterCode::read).transpose()?,
                unmatched: self.unmatched,
                access_log: self.access_log,
                ca_file: self.ca_file,
                bridges: self.bridge,
            },
            secrets: self.secrets.resolver()?,
            outbound: self.outbound.config(),
        })
    }
}

#[cfg(test)]
mod tests;
