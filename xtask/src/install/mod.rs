//! Installing what tasks need from the public registries: into `.tools/`, `node_modules/` or, for
//! Debian's packages, the system.

mod browser;
mod database;
mod debian;
mod node;
mod python;
mod schema_suite;

pub(crate) use browser::browser;
pub(crate) use database::{database_clients, database_servers};
pub(crate) use debian::install_programs;
pub(crate) use node::install_locked;
pub(crate) use python::{envoy, openapi_validator, test_packages};
pub(crate) use schema_suite::json_schema_suite;
