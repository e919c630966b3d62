//! The `Cookie` header of a request, by OpenAPI's style `form`.
//!
//! Values are percent-encoded, so that none of them can end its cookie and begin another.

use crate::argument::{ArgumentError, Arguments};
use crate::parameter::{Shape, percent};
use crate::source::Source;

/// A cookie.
#[derive(Debug)]
pub(crate) struct Cookie {
    name: String,
    explode: bool,
}

impl Cookie {
    /// `name` must be a token (RFC 6265 section 4.1.1).
    pub(crate) fn new(name: &str, explode: bool) -> Self {
        Self {
            name: name.to_owned(),
            explode,
        }
    }

    /// Appends `shape`; the error is what was expected.
    pub(crate) fn write(&self, out: &mut String, shape: &Shape<'_>) -> Result<(), &'static str> {
        match shape {
            Shape::List(items) if self.explode => {
                for item in items {
                    self.begin(out);
                    percent(out, item)?;
                }
                Ok(())
            }
            // Its members would be cookies of any name.
            Shape::Object(_) if self.explode => Err("a plain value or a list of plain values"),
            _ => {
                self.begin(out);
                shape.join(out, ",", ",", percent)
            }
        }
    }

    fn begin(&self, out: &mut String) {
        if !out.is_empty() {
            out.push_str("; ");
        }
        out.push_str(&self.name);
        out.push('=');
    }
}

/// The compiled cookies of an operation.
#[derive(Debug, Default)]
pub(crate) struct Cookies {
    names: Vec<String>,
    fixed: String,
    cookies: Vec<(Source, Cookie)>,
}

impl Cookies {
    /// Whether a cookie is called `name`.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.names.iter().any(|known| known == name)
    }

    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// Adds a cookie with a fixed value; the error is what was expected.
    pub(crate) fn push_value(
        &mut self,
        cookie: &Cookie,
        shape: &Shape<'_>,
    ) -> Result<(), &'static str> {
        cookie.write(&mut self.fixed, shape)?;
        self.names.push(cookie.name.clone());
        Ok(())
    }

    /// Adds a cookie that an argument fills.
    pub(crate) fn push(&mut self, source: Source, cookie: Cookie) {
        self.names.push(cookie.name.clone());
        self.cookies.push((source, cookie));
    }

    /// The header's value; `None` where there are no cookies to send.
    pub(crate) fn write(&self, arguments: &Arguments<'_>) -> Result<Option<String>, ArgumentError> {
        let mut out = self.fixed.clone();
        for (source, cookie) in &self.cookies {
            if let Some(shape) = source.shape(arguments)? {
                cookie
                    .write(&mut out, &shape)
                    .map_err(|expected| source.unexpected(expected))?;
            }
        }
        Ok((!out.is_empty()).then_some(out))
    }
}
