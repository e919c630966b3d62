//! Installing what tasks need from the public registries: into `.tools/`, `node_modules/` or, for
//! Debian's packages, the system.

mod debian;
mod node;
mod python;

pub(crate) use debian::install_programs;
pub(crate) use node::install_locked;
pub(crate) use python::{envoy, mcp_sdk};
