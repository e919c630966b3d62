//! The loopback addresses of what `up` starts.

use crate::layout;
use crate::process::free_port;
use std::net::SocketAddr;
use std::path::PathBuf;

/// The ports that are used if they are free. Those of Envoy are the ones in `envoy/bootstrap.yaml`.
pub(super) const GATEWAY: u16 = 10000;
pub(super) const XDS: u16 = 18000;
pub(super) const ADMIN: u16 = 8081;
pub(super) const ENVOY_ADMIN: u16 = 9901;
pub(super) const DEMO_API: u16 = 8090;
pub(super) const BRIDGE: u16 = 8095;
pub(super) const BRIDGE_ADMIN: u16 = 8096;

/// Where everything listens.
pub(super) struct Addresses {
    pub(super) gateway: SocketAddr,
    pub(super) xds: SocketAddr,
    pub(super) admin: SocketAddr,
    pub(super) envoy_admin: SocketAddr,
    pub(super) demo_api: SocketAddr,
    pub(super) bridge: SocketAddr,
    pub(super) bridge_admin: SocketAddr,
}

impl Addresses {
    /// The usual ports, each replaced by a free one where it is taken.
    pub(super) fn choose() -> anyhow::Result<Self> {
        Ok(Self {
            gateway: free_port(GATEWAY)?,
            xds: free_port(XDS)?,
            admin: free_port(ADMIN)?,
            envoy_admin: free_port(ENVOY_ADMIN)?,
            demo_api: free_port(DEMO_API)?,
            bridge: free_port(BRIDGE)?,
            bridge_admin: free_port(BRIDGE_ADMIN)?,
        })
    }

    /// Where logs and generated configuration go: a folder that no other `up` writes to.
    pub(super) fn folder(&self) -> PathBuf {
        let folder = layout::run_dir();
        match self.gateway.port() {
            GATEWAY => folder,
            other => folder.join(other.to_string()),
        }
    }
}
