//! OpenAPI 3.0 and 3.1 and Swagger 2.0.
//!
//! `source` follows references, `read` brings the versions into one form, the others make of that
//! the parts of a tool.

mod argument;
mod body;
mod describe;
mod flat;
mod form;
mod import;
mod json_body;
mod parameter;
mod path;
mod read;
mod schema;
mod security;
mod server;
mod source;
mod tool;

pub(crate) use body::is_json;
pub(crate) use import::import;
pub(crate) use security::{is_omitted, secret};
pub(crate) use source::{Part, inside};
