//! The command line.

use crate::config::{Config, ControlPlane, Limits, Shutdown};
use anyhow::{Result, ensure};
use axum::http::{HeaderName, Uri};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

/// Portico's bridge: holds event streams for the filter in Envoy.
///
/// It believes the headers of the filter, so nothing but Envoy may reach its address.
#[derive(Debug, clap::Parser)]
#[command(version)]
pub struct Arguments {
    /// Address for Envoy.
    #[arg(
        long,
        env = "PORTICO_BRIDGE_LISTEN",
        value_name = "ADDRESS",
        default_value = "127.0.0.1:8095"
    )]
    listen: SocketAddr,
    /// Address for /healthz, /readyz and /metrics.
    #[arg(
        long,
        env = "PORTICO_BRIDGE_ADMIN_LISTEN",
        value_name = "ADDRESS",
        default_value = "127.0.0.1:8096"
    )]
    admin_listen: SocketAddr,
    /// Envoy's listener for MCP clients: messages of HTTP+SSE sessions go through it.
    #[arg(
        long,
        env = "PORTICO_BRIDGE_GATEWAY",
        value_name = "URL",
        default_value = "http://127.0.0.1:10000"
    )]
    gateway: Uri,
    /// The control plane's address for Envoys.
    #[arg(
        long,
        env = "PORTICO_BRIDGE_CONTROL_PLANE",
        value_name = "URL",
        default_value = "http://127.0.0.1:18000"
    )]
    control_plane: Uri,
    /// File of the CA certificate (PEM) that the control plane's must be of, for https.
    #[arg(long, value_name = "FILE")]
    control_plane_ca: Option<PathBuf>,
    /// File of a certificate chain (PEM) to show the control plane.
    #[arg(long, value_name = "FILE", requires = "control_plane_key")]
    control_plane_cert: Option<PathBuf>,
    /// File of the certificate's private key (PEM).
    #[arg(long, value_name = "FILE", requires = "control_plane_cert")]
    control_plane_key: Option<PathBuf>,
    /// File of a token to show the control plane.
    #[arg(long, value_name = "FILE")]
    control_plane_token: Option<PathBuf>,
    /// What the control plane knows this bridge by; by default `bridge-` and the address for Envoy.
    #[arg(long, env = "PORTICO_BRIDGE_NODE_ID", value_name = "ID")]
    node_id: Option<String>,
    /// A request header that says who a caller is; may be given several times. A session can be used
    /// only with the values that it was opened with.
    #[arg(
        long,
        env = "PORTICO_BRIDGE_OWNER_HEADERS",
        value_name = "NAME",
        value_delimiter = ',',
        default_value = "authorization"
    )]
    owner_header: Vec<HeaderName>,
    /// Most streams at once.
    #[arg(long, value_name = "COUNT", default_value_t = 20_000)]
    max_streams: usize,
    /// Most streams of one caller, as far as callers say who they are.
    #[arg(long, value_name = "COUNT", default_value_t = 200)]
    max_streams_per_owner: usize,
    /// Most streams of one client address.
    #[arg(long, value_name = "COUNT", default_value_t = 1_000)]
    max_streams_per_address: usize,
    /// Most bytes that wait for a slow reader.
    #[arg(long, value_name = "BYTES", default_value_t = 1 << 20)]
    max_queue: usize,
    /// Most bytes of a client's message.
    #[arg(long, value_name = "BYTES", default_value_t = 4 << 20)]
    max_message: usize,
    /// Most messages of an HTTP+SSE session that are being answered at once.
    #[arg(long, value_name = "COUNT", default_value_t = 64)]
    max_calls: usize,
    /// Seconds after which an HTTP+SSE session without a message of its client ends.
    #[arg(long, value_name = "SECONDS", default_value_t = 3_600)]
    idle: u64,
    /// Seconds after which every stream ends. Clients open it again.
    #[arg(long, value_name = "SECONDS", default_value_t = 43_200)]
    lifetime: u64,
    /// Seconds between the signal to stop and the end of the streams, in which Envoys notice.
    #[arg(long, value_name = "SECONDS", default_value_t = 3)]
    stop_notice: u64,
    /// Most seconds that calls under way are waited for then.
    #[arg(long, value_name = "SECONDS", default_value_t = 20)]
    stop_calls: u64,
}

impl Arguments {
    /// The settings that the flags stand for.
    ///
    /// # Errors
    /// A URL that is not `http://host:port`.
    pub fn into_config(self) -> Result<Config> {
        for (url, secure) in [(&self.gateway, false), (&self.control_plane, true)] {
            let scheme = url.scheme_str();
            let known = scheme == Some("http") || (secure && scheme == Some("https"));
            ensure!(
                known && url.authority().is_some(),
                "{url}: give it as http://host:port"
            );
        }
        let default_id = || format!("bridge-{}", self.listen);
        Ok(Config {
            node_id: self.node_id.unwrap_or_else(default_id),
            listen: self.listen,
            admin_listen: self.admin_listen,
            gateway: self.gateway,
            control_plane: ControlPlane {
                url: self.control_plane,
                ca: self.control_plane_ca,
                identity: self.control_plane_cert.zip(self.control_plane_key),
                token: self.control_plane_token,
            },
            owner_headers: self.owner_header,
            limits: Limits {
                streams: self.max_streams,
                streams_per_owner: self.max_streams_per_owner,
                streams_per_address: self.max_streams_per_address,
                queue_bytes: self.max_queue,
                message_bytes: self.max_message,
                calls_per_session: self.max_calls,
                idle: Duration::from_secs(self.idle),
                lifetime: Duration::from_secs(self.lifetime),
            },
            shutdown: Shutdown {
                notice: Duration::from_secs(self.stop_notice),
                calls: Duration::from_secs(self.stop_calls),
            },
        })
    }
}
