//! What the fuzz targets do with their bytes. A broken property is a panic.
//!
//! Most inputs are lines of text, so that a person can read and write the corpus: each module says
//! which line is what. What needs structure (`discovery`, `engine`) takes it from the bytes by
//! `arbitrary`.

pub mod configuration;
pub mod discovery;
pub mod engine;
pub mod header;
pub mod import;
pub mod jsonrpc;
mod message;
mod play;
pub mod request;
pub mod response;
pub mod schema;
mod split;
pub mod sse;
pub mod template;
mod wire;
