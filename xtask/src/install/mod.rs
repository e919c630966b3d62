//! Installing what tasks need, into `.tools/` and `node_modules/`, from the public registries.

mod node;
mod python;

pub(crate) use node::install_locked;
pub(crate) use python::{envoy, mcp_sdk};
