//! REST translation: a tool's arguments become an HTTP request, an HTTP response becomes a tool
//! result. Pure: no I/O, no clock.
//!
//! When the configuration is loaded, a [`mapping::Binding`] is compiled to an [`Operation`] and an
//! upstream to a [`Target`], and a [`presentation::Presentation`] to a [`Presenter`]. A call gives
//! its [`Arguments`] to [`Operation::request`], and the [`Response`] goes to [`Presenter::write`] or
//! [`Presenter::write_contents`].

mod argument;
mod blob;
mod body;
mod charset;
mod compile;
pub mod content;
mod cookie;
pub mod error;
pub mod failure;
mod header;
pub mod json;
pub mod limits;
pub mod mapping;
mod media;
mod multipart;
mod operation;
mod parameter;
mod path;
pub mod presentation;
mod presenter;
mod projection;
mod query;
mod reading;
mod request;
mod response;
mod schema;
mod source;
mod style;
mod surroundings;
pub mod tagged;
mod target;
pub mod template;
mod uri;
mod url;

pub use argument::{Argument, ArgumentError, Arguments};
pub use error::FieldError;
pub use json::RawJson;
pub use operation::Operation;
pub use presenter::{Call, Check, Presenter};
pub use request::Request;
pub use response::{Headers, Response, Structured, tool_error};
pub use surroundings::Surroundings;
pub use target::{Target, check_header};
pub use url::{BaseUrl, Scheme};
