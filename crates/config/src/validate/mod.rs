//! The rules that documents keep besides their form, each error with the path of its field.
//!
//! All errors are reported at once. Every check returns errors with paths relative to what it
//! checks; [`FieldError::under`] puts them into place.

mod across;
mod config;
#[cfg(feature = "secrets")]
mod credential;
mod distinct;
mod limits;
mod name;
mod origin;
mod prompt;
mod resource;
mod schema;
#[cfg(feature = "secrets")]
mod secret;
mod server;
mod tool;
mod upstream;

pub use across::{validate_all, validate_together};
pub use name::document as check_name;

use crate::model::Document;
use portico_rest::FieldError;

/// All errors of one document by itself; [`validate_together`] finds those between documents, and
/// [`validate_all`] both.
pub fn validate(document: &Document) -> Vec<FieldError> {
    match document {
        Document::Upstream(upstream) => upstream::check(upstream),
        Document::Server(server) => server::check(server),
        #[cfg(feature = "secrets")]
        Document::Secret(secret) => secret::check(secret),
    }
}

/// An error of `field` where `result` is one.
fn at(field: &str, result: Result<(), String>) -> Option<FieldError> {
    result.err().map(|message| FieldError::new(field, message))
}

/// The errors of each entry of the list `field`.
fn each<'a, T: 'a>(
    field: &str,
    entries: impl IntoIterator<Item = &'a T>,
    check: impl Fn(&'a T) -> Vec<FieldError>,
) -> Vec<FieldError> {
    let entries = entries.into_iter().enumerate();
    entries
        .flat_map(|(index, entry)| under(&format!("{field}[{index}]"), check(entry)))
        .collect()
}

/// `errors` as seen from the object whose field `prefix` they are in.
fn under(prefix: &str, errors: Vec<FieldError>) -> Vec<FieldError> {
    errors
        .into_iter()
        .map(|error| error.under(prefix))
        .collect()
}

#[cfg(test)]
mod tests;
