//! Portico's control plane: reads and validates the configuration and pushes it to Envoys and to
//! the filters inside them.
//!
//! Everything flows one way:
//!
//! ```text
//! store → validate → snapshot::Builder → watch channel → xds::session → Envoy, filter
//!                                                          └ ACK, NACK → xds::node → status
//! ```
//!
//! HTTP handlers never touch xDS, and xDS never reads the store.

pub mod api;
pub mod app;
pub mod auth;
pub mod channel;
pub mod chat;
pub mod cli;
pub mod commands;
pub mod config;
pub mod configuration;
pub mod console;
pub mod filter_code;
pub mod fleet;
pub mod importing;
pub mod metrics;
pub mod outbound;
pub mod people;
pub mod publisher;
pub mod secret;
pub mod snapshot;
pub mod start;
pub mod status;
pub mod storage;
pub mod store;
pub mod tenancy;
pub mod trial;
pub mod xds;
