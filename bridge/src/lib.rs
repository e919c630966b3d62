//! Portico's bridge: holds the event streams that a filter inside Envoy cannot hold.
//!
//! It is always an upstream of Envoy. The filter has checked a request and named the server that it
//! is for before it comes here; the bridge decides nothing about routing, access or translation.
//!
//! ```text
//! client ─▶ Envoy, filter ─▶ bridge      GET …/sse, GET …/mcp, subscriptions/listen: the streams
//! bridge ─▶ Envoy, filter ─▶ upstream    each message of an HTTP+SSE session, by POST …/mcp
//! control plane ─▶ bridge                what every server lists, to tell clients when it changes
//! ```
//!
//! Replicas share nothing. Envoy's consistent hashing on the session's id finds the one that holds
//! the session, and event ids say what their client knows, so that any replica can resume a stream.

pub mod app;
pub mod cli;
pub mod config;

mod admin;
mod caller;
mod catalog;
mod discovery;
mod endpoint;
mod gateway;
mod hub;
mod interest;
mod listener;
mod message;
mod metrics;
mod serve;
mod session;
mod share;
mod stream;
