//! Portico's Proxy-Wasm filter: maps Envoy's callbacks to events of the engine, and the engine's
//! effects to hostcalls. Nothing is decided here.

mod abi;
mod contexts;
mod host;
mod http;
mod perform;
mod root;
mod stream;
mod worker;
