//! The state machine of one MCP exchange, and the catalog that it looks things up in.
//!
//! Sans-IO: what happens arrives as an [`Event`], what to do about it leaves as an [`Effect`]. The
//! filter only maps Proxy-Wasm callbacks to the former and hostcalls to the latter.

mod answer;
mod batch;
mod bridge;
mod call;
mod catalog;
mod effect;
mod endpoint;
mod event;
mod exchange;
mod gateway;
mod header_list;
mod list;
mod methods;
mod mirror;
mod passed_on;
mod plugin;
mod prompt;
mod resource;
mod schemas;
mod server;
mod session;
mod tool;
mod upstream;

pub use bridge::Legacy;
pub use catalog::{Catalog, Snapshot};
pub use effect::{Callout, Effect, Reply, Rewrite};
pub use event::{Event, RequestHead, ResponseHead};
pub use exchange::Exchange;
pub use gateway::{Gateway, ROUTING_HEADER, Route, Unmatched};
pub use header_list::HeaderList;
pub use plugin::Plugin;
pub use portico_rest::Headers;
