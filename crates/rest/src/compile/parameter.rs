//! Compiling single parameters. `None` from these functions: an error was noted.

use super::Compiler;
use crate::body::Field;
use crate::cookie::Cookie;
use crate::header;
use crate::mapping::{Location, Method, Parameter};
use crate::media::is_json;
use crate::operation::{COOKIE, Header, HeaderValue};
use crate::parameter::Shape;
use crate::path::{PathValue, Piece};
use crate::query::{Query, QueryValue};
use crate::source::Source;
use crate::style;
use crate::template::Escape;

/// What fills a parameter.
enum Given<'p> {
    Fixed(Shape<'p>),
    Argument(Source),
}

impl Compiler<'_> {
    pub(super) fn parameter(&mut self, at: &str, parameter: &Parameter) {
        if parameter.name.is_empty() {
            self.parameter_error(at, "name", "must not be empty");
        } else if parameter.value.is_some() && parameter.arg.is_some() {
            self.parameter_error(at, "value", "must not be set together with `arg`");
        } else if parameter.value.is_some() && parameter.default.is_some() {
            self.parameter_error(at, "default", "must not be set together with `value`");
        } else if parameter.template.is_some()
            && (parameter.arg.is_some() || parameter.value.is_some() || parameter.default.is_some())
        {
            let message = "must not be set together with `arg`, `value` or `default`";
            self.parameter_error(at, "template", message);
        } else {
            match parameter.location {
                // Done with the path.
                Location::Path => {}
                Location::Query => drop(self.query_parameter(at, parameter)),
                Location::Header => drop(self.header_parameter(at, parameter)),
                Location::Cookie => drop(self.cookie_parameter(at, parameter)),
                Location::Body => drop(self.body_parameter(at, parameter)),
            }
        }
    }

    fn query_parameter(&mut self, at: &str, parameter: &Parameter) -> Option<()> {
        let style = self.style(at, style::query(parameter))?;
        let given = self.given(at, parameter)?;
        if self.query.has(&parameter.name) {
            let message = "is given twice, or is in the path's fixed query too";
            self.parameter_error(at, "name", message);
            return None;
        }
        let value = QueryValue::new(&parameter.name, style);
        match given {
            Given::Fixed(shape) => {
                let pushed = self.query.push_value(&value, &shape);
                self.expect(at, "value", pushed)
            }
            Given::Argument(source) => {
                self.try_default(at, parameter, |shape| {
                    value.write(&mut Query::new(&mut String::new()), shape)
                });
                self.query.push(source, value);
                Some(())
            }
        }
    }

    fn header_parameter(&mut self, at: &str, parameter: &Parameter) -> Option<()> {
        self.style(at, style::header(parameter))?;
        let name = match header::check_name(&parameter.name) {
            Ok(name) => name,
            Err(message) => {
                self.parameter_error(at, "name", message);
                return None;
            }
        };
        if name == "content-type" {
            return self.content_type(at, parameter);
        }
        let explode = parameter.explode.unwrap_or(false);
        let value = match self.given(at, parameter)? {
            Given::Fixed(shape) => {
                let text = header::value(&shape, explode);
                HeaderValue::Fixed(self.expect(at, "value", text)?)
            }
            Given::Argument(source) => {
                self.try_default(at, parameter, |shape| {
                    header::value(shape, explode).map(drop)
                });
                HeaderValue::Argument { source, explode }
            }
        };
        if self.headers.iter().any(|header| header.name == name)
            || (name == COOKIE && !self.cookies.is_empty())
        {
            self.parameter_error(at, "name", "is given twice");
            return None;
        }
        self.headers.push(Header { name, value });
        Some(())
    }

    fn cookie_parameter(&mut self, at: &str, parameter: &Parameter) -> Option<()> {
        self.style(at, style::cookie(parameter))?;
        if let Err(message) = header::lower_case(&parameter.name) {
            self.parameter_error(at, "name", message.replace("header", "cookie"));
            return None;
        }
        if self.cookies.has(&parameter.name)
            || self.headers.iter().any(|header| header.name == COOKIE)
        {
            self.parameter_error(at, "name", "is given twice");
            return None;
        }
        let cookie = Cookie::new(&parameter.name, parameter.explode.unwrap_or(true));
        match self.given(at, parameter)? {
            Given::Fixed(shape) => {
                let pushed = self.cookies.push_value(&cookie, &shape);
                self.expect(at, "value", pushed)
            }
            Given::Argument(source) => {
                self.try_default(at, parameter, |shape| {
                    cookie.write(&mut String::new(), shape)
                });
                self.cookies.push(source, cookie);
                Some(())
            }
        }
    }

    /// The body is JSON, so only another JSON type may be named: `application/merge-patch+json`.
    fn content_type(&mut self, at: &str, parameter: &Parameter) -> Option<()> {
        match self.given(at, parameter)? {
            Given::Fixed(Shape::Scalar(text))
                if is_json(&text) && header::check_value(&text).is_ok() =>
            {
                if self
                    .content_type
                    .replace((at.to_owned(), text.into_owned()))
                    .is_some()
                {
                    self.parameter_error(at, "name", "is given twice");
                }
                Some(())
            }
            _ => {
                self.parameter_error(at, "value", "must be a JSON media type, fixed by `value`");
                None
            }
        }
    }

    fn body_parameter(&mut self, at: &str, parameter: &Parameter) -> Option<()> {
        if matches!(self.binding.method, Method::Get | Method::Head) {
            let method = self.binding.method.as_str();
            self.parameter_error(at, "in", format!("a {method} request has no body"));
            return None;
        }
        self.style(at, style::body(parameter))?;
        let field = match (&parameter.value, &parameter.template) {
            (Some(json), _) => {
                self.mentioned.push(parameter.name.clone());
                Field::Fixed(json.clone())
            }
            (None, Some(source)) => {
                self.mentioned.push(parameter.name.clone());
                let template = self.template(&format!("{at}.template"), source, Escape::Json)?;
                Field::Template(parameter.name.clone(), Box::new(template))
            }
            (None, None) => Field::Argument(self.source(at, parameter)?),
        };
        let path: Vec<String> = parameter.name.split('.').map(str::to_owned).collect();
        if path.iter().any(String::is_empty) {
            self.parameter_error(at, "name", "must be a dotted path such as `order.id`");
        } else if !self.fields.insert(&path, field) {
            self.parameter_error(
                at,
                "name",
                "is given twice, or lies inside another body parameter",
            );
        }
        Some(())
    }

    pub(super) fn path_parameter(&mut self, at: &str, parameter: &Parameter) -> Option<Piece> {
        let style = self.style(at, style::path(parameter))?;
        let value = PathValue::new(&parameter.name, style, parameter.explode.unwrap_or(false));
        match self.given(at, parameter)? {
            Given::Fixed(shape) => {
                let mut text = String::new();
                let written = value.write(&mut text, &shape);
                self.expect(at, "value", written)?;
                Some(Piece::Literal(text))
            }
            Given::Argument(source) => {
                self.try_default(at, parameter, |shape| {
                    value.write(&mut String::new(), shape)
                });
                Some(Piece::Value(source, value))
            }
        }
    }

    /// What fills the parameter, which is laid out by a style.
    fn given<'p>(&mut self, at: &str, parameter: &'p Parameter) -> Option<Given<'p>> {
        let Some(json) = &parameter.value else {
            return self.source(at, parameter).map(Given::Argument);
        };
        self.mentioned.push(parameter.name.clone());
        self.expect(at, "value", style::read(json))
            .map(Given::Fixed)
    }

    fn source(&mut self, at: &str, parameter: &Parameter) -> Option<Source> {
        if let Some(source) = &parameter.template {
            self.mentioned.push(parameter.name.clone());
            let template = self.template(&format!("{at}.template"), source, Escape::Text)?;
            return Some(Source::template(&parameter.name, template));
        }
        let (field, name) = match &parameter.arg {
            Some(arg) => ("arg", arg),
            None => ("name", &parameter.name),
        };
        let path = self.argument(format!("{at}.{field}"), name)?;
        Some(Source::new(path, parameter.default.clone()))
    }

    /// Tries to send the default, so that a bad one is found now.
    fn try_default(
        &mut self,
        at: &str,
        parameter: &Parameter,
        write: impl FnOnce(&Shape<'_>) -> Result<(), &'static str>,
    ) {
        if let Some(json) = &parameter.default {
            let written = style::read(json).and_then(|shape| write(&shape));
            self.expect(at, "default", written);
        }
    }

    /// Notes what was expected of a field.
    fn expect<T>(&mut self, at: &str, field: &str, result: Result<T, &'static str>) -> Option<T> {
        result
            .map_err(|expected| self.parameter_error(at, field, format!("must be {expected}")))
            .ok()
    }

    fn style<T>(&mut self, at: &str, style: Result<T, (&'static str, &'static str)>) -> Option<T> {
        style
            .map_err(|(field, message)| self.parameter_error(at, field, message))
            .ok()
    }

    /// An error in a field of a parameter.
    pub(super) fn parameter_error(&mut self, at: &str, field: &str, message: impl Into<String>) {
        self.error(format!("{at}.{field}"), message);
    }
}
