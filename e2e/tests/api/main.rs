//! The admin API of a real control plane over SQLite: what its guide shows, and what a program that
//! knows nothing of it but its OpenAPI document finds.

mod guide;
mod schemathesis;
mod server;
