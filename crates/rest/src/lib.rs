//! REST translation: a tool's arguments become an HTTP request, an HTTP response becomes a tool
//! result. Pure: no I/O, no clock.
//!
//! When the configuration is loaded, a [`mapping::Binding`] is compiled to an [`Operation`] and an
//! upstream to a [`Target`]. A call gives its [`Arguments`] to [`Operation::request`], and the
//! [`Response`] goes to [`tool_result`] or [`resource_contents`].

mod argument;
mod body;
mod compile;
pub mod content;
pub mod error;
pub mod failure;
mod header;
pub mod json;
pub mod mapping;
mod media;
mod operation;
mod parameter;
mod path;
mod projection;
mod query;
mod request;
mod response;
mod schema;
mod source;
mod style;
mod target;
pub mod template;
mod url;

pub use argument::{Argument, ArgumentError, Arguments};
pub use error::FieldError;
pub use json::RawJson;
pub use operation::Operation;
pub use request::Request;
pub use response::{Response, Structured, resource_contents, tool_error, tool_result};
pub use target::Target;
pub use url::{BaseUrl, Scheme};
