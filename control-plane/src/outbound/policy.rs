//! Which addresses may be reached.

use super::address::is_public;
use super::allowed::Allowed;
use super::error::OutboundError;
use super::target::Target;
use std::net::SocketAddr;
use tokio::net::lookup_host;

/// Which addresses may be reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Policy {
    /// All: for what an operator configures.
    Any,
    /// Those of the internet, and what an operator allows: for what users enter.
    Public(Allowed),
}

impl Policy {
    /// The addresses of the target's host, each of which may be reached. If one of them may not, none
    /// is given: who has a name point at the inside and the outside means no good.
    ///
    /// # Errors
    /// If the name is not known, or an address is refused.
    pub(super) async fn resolve(&self, target: &Target) -> Result<Vec<SocketAddr>, OutboundError> {
        let host = target.host();
        let found = lookup_host((host, target.port())).await;
        let unknown = |reason: String| OutboundError::Unknown {
            host: host.to_owned(),
            reason,
        };
        let addresses: Vec<SocketAddr> =
            found.map_err(|error| unknown(error.to_string()))?.collect();
        if addresses.is_empty() {
            return Err(unknown("it has no address".to_owned()));
        }
        match addresses
            .iter()
            .find(|address| !self.admits(host, **address))
        {
            Some(address) => Err(OutboundError::Refused {
                host: host.to_owned(),
                address: address.ip(),
            }),
            None => Ok(addresses),
        }
    }

    fn admits(&self, host: &str, address: SocketAddr) -> bool {
        match self {
            Self::Any => true,
            Self::Public(allowed) => {
                is_public(address.ip()) || allowed.names(host) || allowed.contains(address.ip())
            }
        }
    }
}
