//! One builder for each kind of resource: plain values in, encoded protobuf message out.

pub mod bridge;
pub mod cluster;
pub mod document;
pub mod entry;
pub mod listener;

mod http_filter;
mod local_reply;
mod value;
