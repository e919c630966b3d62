//! Where a value of the request comes from: an argument, or a default in its place.

use crate::argument::{Argument, ArgumentError, Arguments, dotted};
use crate::json::RawJson;
use crate::parameter::Shape;

/// An argument and its default.
#[derive(Debug)]
pub(crate) struct Source {
    path: Vec<String>,
    default: Option<RawJson>,
}

impl Source {
    pub(crate) fn new(path: Vec<String>, default: Option<RawJson>) -> Self {
        Self { path, default }
    }

    /// The argument's name for error messages, as a dotted path.
    pub(crate) fn name(&self) -> String {
        dotted(&self.path)
    }

    /// The value as JSON; null counts as a value.
    pub(crate) fn argument<'v>(
        &'v self,
        arguments: &'v Arguments<'_>,
    ) -> Result<Option<Argument<'v>>, ArgumentError> {
        Ok(arguments
            .get(&self.path)?
            .or_else(|| self.default_argument()))
    }

    /// The value to be laid out by a style; null counts as absent.
    pub(crate) fn shape<'v>(
        &'v self,
        arguments: &'v Arguments<'_>,
    ) -> Result<Option<Shape<'v>>, ArgumentError> {
        let given = arguments
            .get(&self.path)?
            .filter(|argument| !argument.is_null());
        match given.or_else(|| self.default_argument()) {
            Some(argument) => Shape::read(argument).map_err(|expected| self.unexpected(expected)),
            None => Ok(None),
        }
    }

    /// The error for an argument that is not what was `expected`.
    pub(crate) fn unexpected(&self, expected: &'static str) -> ArgumentError {
        ArgumentError::Unexpected {
            argument: self.name(),
            expected,
        }
    }

    fn default_argument(&self) -> Option<Argument<'_>> {
        self.default.as_ref().map(|json| Argument::Json(json.get()))
    }
}
