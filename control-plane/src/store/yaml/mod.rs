//! YAML text to JSON text, with the line of every field.
//!
//! The order of keys and the text of numbers are kept, so that a schema or a large integer reaches
//! the client exactly as it was written. Plain scalars follow the YAML 1.2 core schema.

mod compose;
mod node;
mod scalar;
mod split;

pub(crate) use compose::{YamlError, compose};
pub(crate) use node::Node;
pub(crate) use split::split;
