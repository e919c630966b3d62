//! Tests of the whole crate through its public interface.

mod conversation;
mod properties;
mod server;
