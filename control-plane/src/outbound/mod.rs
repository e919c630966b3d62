//! Requests to addresses that people enter: an identity provider, a model provider, a description to
//! import. One client, with limits of time and size, and a policy of which addresses it may reach.
//!
//! A name is resolved here, every address of it is judged, and the connection goes to an address that
//! was judged: there is no second look-up that could give another one. Redirects are not followed; who
//! follows one asks again, by [`Target::join`] and the same client.

mod address;
mod allowed;
mod answer;
mod client;
mod error;
mod policy;
mod probe;
mod settings;
mod target;
mod trust;

pub use address::is_public;
pub use allowed::{AllowRule, Allowed};
pub use answer::{Answer, Body, Whole};
pub use client::{Client, Limits, Outgoing};
pub use error::OutboundError;
pub use policy::Policy;
pub use probe::{Probe, ProbeStep, ProbedStep};
pub use settings::{OutboundArguments, OutboundConfig};
pub use target::Target;
pub use trust::Trust;

#[cfg(test)]
mod tests;
