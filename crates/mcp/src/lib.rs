//! The Model Context Protocol as a gateway needs it: JSON-RPC envelopes, protocol revisions, the
//! `Mcp-*` headers, `_meta`, and which error goes with which HTTP status. Pure: no I/O, no clock.
//!
//! What passes through is kept as the raw JSON text it arrived in, so ids and numbers of any size
//! survive and nothing is serialized twice.

mod decimal;
pub mod error;
pub mod header;
pub mod inbound;
pub mod jsonrpc;
pub mod meta;
pub mod modern;
pub mod parameter;
mod params;
pub mod sse;
pub mod version;

pub use error::RpcError;
pub use inbound::Era;
pub use version::Revision;
