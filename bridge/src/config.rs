//! Settings of the process, a struct for each concern.

use axum::http::{HeaderName, Uri};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

/// All settings.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where Envoy connects to.
    pub listen: SocketAddr,
    /// Where monitors connect to.
    pub admin_listen: SocketAddr,
    /// Envoy's listener, to which messages of HTTP+SSE sessions go: `http://host:port`.
    pub gateway: Uri,
    /// Where the configuration comes from.
    pub control_plane: ControlPlane,
    /// What the control plane knows this bridge by.
    pub node_id: String,
    /// Headers that say who a caller is.
    pub owner_headers: Vec<HeaderName>,
    /// What is bounded.
    pub limits: Limits,
    /// How it ends.
    pub shutdown: Shutdown,
}

/// Where the configuration comes from.
#[derive(Debug, Clone)]
pub struct ControlPlane {
    /// The control plane's address for Envoys: `http://host:port` or `https://host:port`.
    pub url: Uri,
    /// File of the CA certificate (PEM) that its own must be of.
    pub ca: Option<PathBuf>,
    /// Files of this bridge's certificate chain and private key (PEM).
    pub identity: Option<(PathBuf, PathBuf)>,
    /// File of this bridge's token.
    pub token: Option<PathBuf>,
}

/// What is bounded.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Most streams at once.
    pub streams: usize,
    /// Most streams of one caller, as far as callers say who they are.
    pub streams_per_owner: usize,
    /// Most streams of one address.
    pub streams_per_address: usize,
    /// Most bytes that wait for a slow reader. One message may be larger.
    pub queue_bytes: usize,
    /// Most bytes of a message of a client.
    pub message_bytes: usize,
    /// Most messages of one HTTP+SSE session that are being answered.
    pub calls_per_session: usize,
    /// An HTTP+SSE session ends after so long without a message of its client.
    pub idle: Duration,
    /// Every stream ends after so long.
    pub lifetime: Duration,
}

/// How it ends.
#[derive(Debug, Clone)]
pub struct Shutdown {
    /// Time for the Envoys to notice that this replica takes no more streams.
    pub notice: Duration,
    /// Longest time for calls under way.
    pub calls: Duration,
}
