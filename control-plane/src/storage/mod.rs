//! Databases: SQLite, PostgreSQL, MySQL and MariaDB, chosen at run time by URL.
//!
//! All of Diesel is in here. `any` and `connection` tell the databases apart, `database` is the pool that
//! everything else asks, `migrate` brings the tables up to date, `schema` names them. Rows and
//! queries of a table are in the module of that table.
//!
//! One schema serves all three, at a price: no `RETURNING`, no `ON CONFLICT`, no insert of several
//! rows at once, no `FOR UPDATE`. Keys are made by this program, times are UTC with microseconds,
//! and MySQL takes keys that differ in trailing spaces for the same.

mod any;
pub mod api_token;
pub mod audit;
mod connection;
pub mod conversation;
pub mod database;
mod error;
pub mod import_record;
pub mod login_session;
pub mod membership;
pub mod message;
pub mod migrate;
pub mod model_provider;
pub mod node_state;
pub mod replica;
pub mod schema;
pub mod tenant;
mod url;
pub mod user;

pub use any::AnyConnection;
pub use database::Database;
pub use error::StorageError;
pub use migrate::MigrationSet;
pub use url::{DatabaseUrl, Dialect};
