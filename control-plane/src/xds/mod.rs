//! Pushing snapshots to Envoys and filters over incremental (delta) xDS.
//!
//! [`session`] and [`pacing`] are pure; [`server`] connects them to gRPC, and [`node`] knows who
//! is connected.

mod codec;
pub mod node;
pub mod pacing;
pub mod publication;
pub mod resource;
pub mod server;
pub mod session;
