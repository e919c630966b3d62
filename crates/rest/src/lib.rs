//! REST translation: a tool's arguments become an HTTP request, an HTTP response becomes a tool
//! result. Pure: no I/O, no clock.

pub mod error;
pub mod json;
pub mod mapping;

pub use error::FieldError;
pub use json::RawJson;
