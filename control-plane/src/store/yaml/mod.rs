//! YAML text to JSON text, with the line of every field.
//!
//! The order of keys and the text of numbers are kept, so that a schema or a large integer reaches
//! the client exactly as it was written. Plain scalars follow the YAML 1.2 core schema.

mod compose;
mod node;
mod scalar;
mod split;

pub(crate) use compose::YamlError;
#[cfg(test)]
pub(crate) use compose::compose;
pub(crate) use node::Node;
pub(crate) use split::split;

use std::panic::catch_unwind;
use std::rc::Rc;

/// The documents of a stream. A bug of the YAML parser must not end the following of all other files.
///
/// # Errors
/// What is wrong with the text.
pub(crate) fn compose_safely(text: &str) -> Result<Vec<Rc<Node>>, Vec<YamlError>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    catch_unwind(|| compose::compose(text)).unwrap_or_else(|_| {
        let message = "the YAML parser gave up on this file".to_owned();
        Err(vec![YamlError {
            line: 1,
            path: String::new(),
            message,
        }])
    })
}
