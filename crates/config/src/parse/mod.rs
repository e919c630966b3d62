//! Reading documents and pushed resources from JSON text, with the path of the field in every
//! error.

mod every;
mod kind;
mod message;
mod position;

pub use every::parse_every;

use crate::model::{Document, Prompt, Resource, Server, Tool, Upstream};
use kind::WithoutKind;
use portico_rest::FieldError;
use serde::Deserialize;
use serde_json::Deserializer;

/// Reads one configuration document. Its `kind` says which fields it may have; unknown fields are
/// errors.
pub fn parse(json: &str) -> Result<Document, FieldError> {
    match kind::read(json)? {
        kind::Kind::Upstream => read(json, true).map(Document::Upstream),
        kind::Kind::Server => read(json, true).map(Document::Server),
        #[cfg(feature = "secrets")]
        kind::Kind::Secret => read(json, true).map(Document::Secret),
    }
}

/// Reads a pushed `Upstream` resource: the document's fields without `kind`.
pub fn parse_upstream(json: &str) -> Result<Upstream, FieldError> {
    read(json, false)
}

/// Reads a pushed `Server` resource: the document's fields without `kind`, `tools`, `prompts` and
/// `resources`.
pub fn parse_server(json: &str) -> Result<Server, FieldError> {
    read(json, false)
}

/// Reads a pushed `Tool` resource: one entry of a server's `tools`.
pub fn parse_tool(json: &str) -> Result<Tool, FieldError> {
    resource(json)
}

/// Reads a pushed `Prompt` resource: one entry of a server's `prompts`.
pub fn parse_prompt(json: &str) -> Result<Prompt, FieldError> {
    resource(json)
}

/// Reads a pushed `Resource` resource: one entry of a server's `resources`.
pub fn parse_resource(json: &str) -> Result<Resource, FieldError> {
    resource(json)
}

/// The path of the field that reading `json` as a value of some type failed at; empty for the text
/// as a whole.
pub fn path_of(json: &str, error: &serde_json::Error) -> String {
    position::path_at(json, error.line(), error.column())
}

/// A whole document, if `has_kind`: `kind` has been read already and is no field of the model's
/// structs. Else a resource.
fn read<'a, T: Deserialize<'a>>(json: &'a str, has_kind: bool) -> Result<T, FieldError> {
    let mut inner = Deserializer::from_str(json);
    let reader = WithoutKind {
        inner: &mut inner,
        skip: has_kind,
    };
    T::deserialize(reader)
        .and_then(|read| inner.end().map(|()| read))
        .map_err(|error| message::field_error(json, &error))
}

fn resource<'a, T: Deserialize<'a>>(json: &'a str) -> Result<T, FieldError> {
    serde_json::from_str(json).map_err(|error| message::field_error(json, &error))
}

#[cfg(test)]
mod tests;
