//! Where a value of the request comes from: an argument, a default in its place, or a template.

use crate::argument::{Argument, ArgumentError, Arguments, dotted};
use crate::json::RawJson;
use crate::parameter::Shape;
use crate::template::Template;
use std::borrow::Cow;

/// What fills a parameter.
#[derive(Debug)]
pub(crate) struct Source {
    origin: Origin,
    default: Option<RawJson>,
}

#[derive(Debug)]
enum Origin {
    /// The path of an argument.
    Argument(Vec<String>),
    /// The template of the parameter of that name.
    Template(String, Box<Template>),
}

impl Source {
    pub(crate) fn new(path: Vec<String>, default: Option<RawJson>) -> Self {
        Self {
            origin: Origin::Argument(path),
            default,
        }
    }

    /// The text that `template` makes for the parameter `name`.
    pub(crate) fn template(name: &str, template: Template) -> Self {
        Self {
            origin: Origin::Template(name.to_owned(), Box::new(template)),
            default: None,
        }
    }

    /// The argument's name for error messages, as a dotted path, or the parameter's.
    pub(crate) fn name(&self) -> String {
        match &self.origin {
            Origin::Argument(path) => dotted(path),
            Origin::Template(name, _) => name.clone(),
        }
    }

    /// The value as JSON; null counts as a value.
    pub(crate) fn argument<'v>(
        &'v self,
        arguments: &'v Arguments<'_>,
    ) -> Result<Option<Argument<'v>>, ArgumentError> {
        let given = match &self.origin {
            Origin::Argument(path) => arguments.get(path)?,
            Origin::Template(..) => None,
        };
        Ok(given.or_else(|| self.default_argument()))
    }

    /// The value to be laid out by a style; null counts as absent, and so does the empty text of a
    /// template.
    pub(crate) fn shape<'v>(
        &'v self,
        arguments: &'v Arguments<'_>,
    ) -> Result<Option<Shape<'v>>, ArgumentError> {
        if let Some(text) = self.made(arguments)? {
            return Ok((!text.is_empty()).then_some(Shape::Scalar(Cow::Owned(text))));
        }
        match self.given(arguments)? {
            Some(argument) => Shape::read(argument).map_err(|expected| self.unexpected(expected)),
            None => Ok(None),
        }
    }

    /// The argument or its default; null counts as absent.
    pub(crate) fn given<'v>(
        &'v self,
        arguments: &'v Arguments<'_>,
    ) -> Result<Option<Argument<'v>>, ArgumentError> {
        let given = match &self.origin {
            Origin::Argument(path) => arguments.get(path)?.filter(|argument| !argument.is_null()),
            Origin::Template(..) => None,
        };
        Ok(given.or_else(|| self.default_argument()))
    }

    /// What the template makes, where there is one.
    pub(crate) fn made(&self, arguments: &Arguments<'_>) -> Result<Option<String>, ArgumentError> {
        match &self.origin {
            Origin::Argument(_) => Ok(None),
            Origin::Template(name, template) => arguments.text(name, template).map(Some),
        }
    }

    /// The error for a value that is not what was `expected`.
    pub(crate) fn unexpected(&self, expected: &'static str) -> ArgumentError {
        match &self.origin {
            Origin::Argument(path) => ArgumentError::Unexpected {
                argument: dotted(path),
                expected,
            },
            Origin::Template(name, _) => ArgumentError::Unmakeable {
                what: format!("`{name}` of the request"),
                reason: format!("it must be {expected}"),
            },
        }
    }

    fn default_argument(&self) -> Option<Argument<'_>> {
        self.default.as_ref().map(|json| Argument::Json(json.get()))
    }
}
