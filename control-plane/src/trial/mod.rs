//! Trying a tool, prompt or resource: the request that a call becomes, made here by the engine that the filter has, and,
//! if that is wanted, the call itself, sent through the gateway.
//!
//! The control plane never sends a request to an upstream: `gateway` knows one address, the
//! gateway's own.

mod call;
mod gateway;
mod translation;

pub use call::{Call, CallError, Revision};
pub use gateway::{GatewayUrl, SendError, Sent, endpoint, send};
pub use translation::{
    GivenResponse, Outcome, Part, ShownHeader, ShownRequest, TrialError, translate,
};
