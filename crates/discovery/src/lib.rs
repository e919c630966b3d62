//! The client of the configuration stream: incremental (delta) xDS without any I/O.
//!
//! The filter opens one gRPC stream per thread and the bridge one; each subscribes to Portico's own
//! resource types by wildcard. [`Client`] holds what must be remembered between streams (the version of every
//! resource) and says what to send; opening, sending and the clock are the caller's.
//! Protocol: <https://www.envoyproxy.io/docs/envoy/latest/api-docs/xds_protocol#incremental-xds>.
//!
//! ```text
//! tick ──true──▶ open the stream ──ok──▶ opened ──▶ send each request
//!                      └──failed──▶ closed (back-off)
//! message ──▶ receive ──▶ apply the update ──▶ settle ──▶ send the ACK or NACK
//! stream closed, or receive failed ──▶ closed (back-off)
//! ```

mod backoff;
mod client;
pub mod message;
mod refusal;
#[cfg(test)]
mod tests;
mod update;

pub use client::Client;
pub use refusal::Refusal;
pub use update::{ReceiveError, Update, Upsert};

/// The gRPC service that the stream is opened on, the same as Envoy's own ADS.
pub const SERVICE: &str = "envoy.service.discovery.v3.AggregatedDiscoveryService";

/// The method of [`SERVICE`].
pub const METHOD: &str = "DeltaAggregatedResources";

/// What a program says of itself when it opens a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Agent {
    /// `Node.user_agent_name`, by which the control plane tells filters and bridges from Envoys.
    pub name: &'static str,
    /// `Node.user_agent_version`: free text.
    pub version: &'static str,
}

impl Agent {
    /// The name of the filter.
    pub const FILTER: &'static str = "portico-filter";

    /// The name of the bridge.
    pub const BRIDGE: &'static str = "portico-bridge";
}
