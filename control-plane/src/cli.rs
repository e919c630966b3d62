//! The command line.

use crate::auth::first_admin;
use crate::auth::origin::PublicUrl;
use crate::channel::SecurityArguments;
use crate::config::{
    AdminConfig, AdminPassword, Config, DataConfig, GatewayConfig, StoreConfig, Unmatched,
    XdsConfig,
};
use crate::filter_code::FilterCode;
use crate::secret::{KeyArguments, SecretArguments};
use crate::storage::DatabaseUrl;
use anyhow::Result;
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
    /// Prints every error of a configuration directory; exits with 1 if there is any.
    Validate(ValidateArguments),
    /// Makes an admin, or makes a user an admin who can log in, with a new password. It is
    /// PORTICO_ADMIN_PASSWORD, or made and printed.
    CreateAdmin(CreateAdminArguments),
    /// Prints the OpenAPI document of the admin API.
    Openapi,
    /// Reads a secret value from standard input and prints it sealed, for a Secret's `sealed`.
    Seal(SealArguments),
    /// Seals all secrets of a configuration directory anew, with the first key.
    RotateSecrets(RotateArguments),
}

/// Flags of `validate`.
#[derive(Debug, clap::Args)]
pub struct ValidateArguments {
    /// Directory of YAML files.
    #[arg(long, env = "PORTICO_CONFIG_DIR", value_name = "DIR")]
    pub config_dir: PathBuf,
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
    /// Directory of YAML files.
    #[arg(long, env = "PORTICO_CONFIG_DIR", value_name = "DIR")]
    pub config_dir: PathBuf,
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
    /// Directory of YAML files (*.yaml, *.yml, subdirectories too), watched for changes.
    #[arg(long, env = "PORTICO_CONFIG_DIR", value_name = "DIR")]
    config_dir: PathBuf,
    /// Where users, sessions and the audit log are: sqlite:PATH, postgres://… or mysql://…
    /// By default portico-data.db beside the configuration directory.
    #[arg(long, env = "PORTICO_DATA_STORE", value_name = "URL", value_parser = DatabaseUrl::parse)]
    data_store: Option<DatabaseUrl>,
    /// Address for Envoys and filters: gRPC (delta xDS), and the filter's code by HTTP.
    #[arg(
        long,
        env = "PORTICO_XDS_LISTEN",
        value_name = "ADDRESS",
        default_value = "127.0.0.1:18000"
    )]
    xds_listen: SocketAddr,
    /// Address for people and monitors: /api/v1, /healthz, /readyz and /status.
    #[arg(
        long,
        env = "PORTICO_ADMIN_LISTEN",
        value_name = "ADDRESS",
        default_value = "127.0.0.1:8081"
    )]
    admin_listen: SocketAddr,
    /// Where browsers reach the admin address, as in https://portico.example.com. With https the
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
    #[command(flatten)]
    security: SecurityArguments,
    #[command(flatten)]
    secrets: SecretArguments,
}

impl ServeArguments {
    /// The settings that the flags stand for. Reads the filter.
    ///
    /// # Errors
    /// If the filter or the keys of secrets cannot be read, or an address would be open to others.
    pub fn into_config(self) -> Result<Config> {
        let data = self
            .data_store
            .unwrap_or_else(|| DatabaseUrl::sqlite(&self.config_dir.with_file_name(DATA_FILE)));
        Ok(Config {
            data: DataConfig {
                url: data,
                admin_password: AdminPassword::from_environment(),
            },
            store: StoreConfig {
                dir: self.config_dir,
            },
            xds: XdsConfig {
                listen: self.xds_listen,
                security: self.security.config(self.xds_listen)?,
            },
            admin: AdminConfig {
                listen: self.admin_listen,
                public_url: self.public_url.unwrap_or_default(),
            },
            gateway: GatewayConfig {
                listen: self.gateway_listen,
                filter: self.filter.as_deref().map(FilterCode::read).transpose()?,
                unmatched: self.unmatched,
                access_log: self.access_log,
                ca_file: self.ca_file,
            },
            secrets: self.secrets.resolver()?,
        })
    }
}
