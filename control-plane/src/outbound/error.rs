//! Why a request has no answer.

use std::net::IpAddr;
use std::time::Duration;

/// Why a request has no answer, or not a whole one. The texts say nothing of headers and bodies, which
/// may hold secrets.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OutboundError {
    /// The host's name does not resolve.
    #[error("the host `{host}` is not known: {reason}")]
    Unknown {
        /// The host.
        host: String,
        /// What the resolver says.
        reason: String,
    },
    /// The policy forbids an address of the host.
    #[error(
        "`{host}` is at {address}, which is not on the public internet; an operator can allow it \
         with --outbound-allow"
    )]
    Refused {
        /// The host.
        host: String,
        /// Its address.
        address: IpAddr,
    },
    /// A secret would cross the internet in clear text.
    #[error("`{0}` is on the internet, and a secret goes there by https:// only")]
    InClear(String),
    /// No connection comes about.
    #[error("no connection to {authority}: {reason}")]
    Connect {
        /// Host and port.
        authority: String,
        /// Why.
        reason: String,
    },
    /// The request cannot be written.
    #[error("the request cannot be sent: {0}")]
    Request(String),
    /// Nothing comes, or not in time.
    #[error("no answer within {} s", .0.as_secs())]
    Slow(Duration),
    /// The answer broke off.
    #[error("the answer broke off: {0}")]
    Broken(String),
    /// The answer is too large.
    #[error("the answer is larger than {0} bytes")]
    TooLarge(usize),
}
