//! Compiling a [`Binding`]: every mistake in it is found here, not in a call.

use crate::body::{BodyPlan, Field, Fields};
use crate::error::FieldError;
use crate::header;
use crate::mapping::{Binding, Location, Method, Parameter};
use crate::media::is_json;
use crate::operation::{Header, HeaderValue, Operation};
use crate::parameter::Shape;
use crate::path::{Path, PathStyle, PathValue, Piece, Template, Token};
use crate::query::{Query, QueryPlan, QueryStyle, QueryValue};
use crate::schema::Inputs;
use crate::source::Source;
use crate::style;
use std::borrow::Cow;

/// Compiles `binding`; returns all errors, with paths relative to it.
pub(crate) fn compile(
    binding: &Binding,
    inputs: &Inputs<'_>,
) -> Result<Operation, Vec<FieldError>> {
    let mut compiler = Compiler::new(binding, inputs);
    let path = compiler.path();
    for (index, parameter) in binding.parameters.iter().enumerate() {
        compiler.parameter(index, parameter);
    }
    compiler.whole_body();
    compiler.implicit();
    compiler.finish(path)
}

struct Compiler<'b> {
    binding: &'b Binding,
    inputs: &'b Inputs<'b>,
    errors: Vec<FieldError>,
    /// First names of all arguments that the binding mentions.
    mentioned: Vec<String>,
    query: QueryPlan,
    headers: Vec<Header>,
    /// The content type and the parameter that gives it.
    content_type: Option<(usize, String)>,
    fields: Fields,
    body: BodyPlan,
}

impl<'b> Compiler<'b> {
    fn new(binding: &'b Binding, inputs: &'b Inputs<'b>) -> Self {
        Self {
            binding,
            inputs,
            errors: Vec::new(),
            mentioned: Vec::new(),
            query: QueryPlan::default(),
            headers: Vec::new(),
            content_type: None,
            fields: Fields::default(),
            body: BodyPlan::None,
        }
    }

    fn error(&mut self, path: impl Into<String>, message: impl Into<String>) {
        self.errors.push(FieldError::new(path, message));
    }

    /// An error in a field of a parameter.
    fn parameter_error(&mut self, index: usize, field: &str, message: impl Into<String>) {
        self.error(format!("parameters[{index}].{field}"), message);
    }

    /// The path of an argument, noted as mentioned.
    fn argument(&mut self, at: impl Into<String>, name: &str) -> Option<Vec<String>> {
        match self.inputs.resolve(name) {
            Ok(path) => {
                self.mentioned.extend(path.first().cloned());
                Some(path)
            }
            Err(message) => {
                self.error(at, message);
                None
            }
        }
    }

    fn path(&mut self) -> Path {
        let binding = self.binding;
        let mut path = Path::default();
        let template = match Template::parse(&binding.path) {
            Ok(template) => template,
            Err(message) => {
                self.error("path", message);
                return path;
            }
        };
        self.query.push_fixed(template.query);
        for segment in &template.segments {
            let pieces = segment
                .iter()
                .filter_map(|token| self.piece(*token))
                .collect();
            if let Err(message) = path.push_segment(pieces) {
                self.error("path", message);
            }
        }
        self.check_path_parameters(&template);
        path
    }

    fn piece(&mut self, token: Token<'_>) -> Option<Piece> {
        let name = match token {
            Token::Literal(text) => return Some(Piece::Literal(text.to_owned())),
            Token::Placeholder(name) => name,
        };
        let mut parameters = self.binding.parameters.iter().enumerate();
        match parameters
            .find(|(_, parameter)| parameter.location == Location::Path && parameter.name == name)
        {
            Some((index, parameter)) => self.path_parameter(index, parameter),
            None => {
                let source = Source::new(self.argument("path", name)?, None);
                Some(Piece::Value(
                    source,
                    PathValue::new(name, PathStyle::Simple, false),
                ))
            }
        }
    }

    fn path_parameter(&mut self, index: usize, parameter: &Parameter) -> Option<Piece> {
        let style = self.style(index, style::path(parameter))?;
        let value = PathValue::new(&parameter.name, style, parameter.explode.unwrap_or(false));
        if let Some(shape) = self.fixed(index, parameter)? {
            let mut text = String::new();
            let written = value.write(&mut text, &shape);
            return self
                .expect(index, "value", written)
                .map(|()| Piece::Literal(text));
        }
        let source = self.source(index, parameter)?;
        self.try_default(index, parameter, |shape| {
            value.write(&mut String::new(), shape)
        });
        Some(Piece::Value(source, value))
    }

    /// Path parameters without a placeholder, and doubled ones.
    fn check_path_parameters(&mut self, template: &Template<'_>) {
        let mut seen: Vec<&str> = Vec::new();
        for (index, parameter) in self.binding.parameters.iter().enumerate() {
            if parameter.location != Location::Path {
                continue;
            }
            let name = parameter.name.as_str();
            if !template
                .segments
                .iter()
                .flatten()
                .any(|token| *token == Token::Placeholder(name))
            {
                self.parameter_error(
                    index,
                    "name",
                    format!("the path has no placeholder `{{{name}}}`"),
                );
            } else if seen.contains(&name) {
                self.parameter_error(index, "name", "is given twice");
            }
            seen.push(name);
        }
    }

    fn parameter(&mut self, index: usize, parameter: &Parameter) {
        if parameter.name.is_empty() {
            self.parameter_error(index, "name", "must not be empty");
        } else if parameter.value.is_some() && parameter.arg.is_some() {
            self.parameter_error(index, "value", "must not be set together with `arg`");
        } else if parameter.value.is_some() && parameter.default.is_some() {
            self.parameter_error(index, "default", "must not be set together with `value`");
        } else {
            match parameter.location {
                // Done with the path.
                Location::Path => {}
                Location::Query => drop(self.query_parameter(index, parameter)),
                Location::Header => drop(self.header_parameter(index, parameter)),
                Location::Body => drop(self.body_parameter(index, parameter)),
            }
        }
    }

    // `None` of the following: an error was noted.

    fn query_parameter(&mut self, index: usize, parameter: &Parameter) -> Option<()> {
        let style = self.style(index, style::query(parameter))?;
        if self.query.has(&parameter.name) {
            self.parameter_error(
                index,
                "name",
                "is given twice, or is in the path's fixed query too",
            );
            return None;
        }
        let value = QueryValue::new(&parameter.name, style);
        if let Some(shape) = self.fixed(index, parameter)? {
            let pushed = self.query.push_value(&value, &shape);
            return self.expect(index, "value", pushed);
        }
        let source = self.source(index, parameter)?;
        self.try_default(index, parameter, |shape| {
            value.write(&mut Query::new(&mut String::new()), shape)
        });
        self.query.push(source, value);
        Some(())
    }

    fn header_parameter(&mut self, index: usize, parameter: &Parameter) -> Option<()> {
        self.style(index, style::header(parameter))?;
        let name = match header::check_name(&parameter.name) {
            Ok(name) => name,
            Err(message) => {
                self.parameter_error(index, "name", message);
                return None;
            }
        };
        if name == "content-type" {
            return self.content_type(index, parameter);
        }
        if self.headers.iter().any(|header| header.name == name) {
            self.parameter_error(index, "name", "is given twice");
            return None;
        }
        let explode = parameter.explode.unwrap_or(false);
        let value = if let Some(shape) = self.fixed(index, parameter)? {
            let text = header::value(&shape, explode);
            HeaderValue::Fixed(self.expect(index, "value", text)?)
        } else {
            let source = self.source(index, parameter)?;
            self.try_default(index, parameter, |shape| {
                header::value(shape, explode).map(drop)
            });
            HeaderValue::Argument { source, explode }
        };
        self.headers.push(Header { name, value });
        Some(())
    }

    /// The body is JSON, so only another JSON type may be named: `application/merge-patch+json`.
    fn content_type(&mut self, index: usize, parameter: &Parameter) -> Option<()> {
        match self.fixed(index, parameter)? {
            Some(Shape::Scalar(text)) if is_json(&text) && header::check_value(&text).is_ok() => {
                if self
                    .content_type
                    .replace((index, text.into_owned()))
                    .is_some()
                {
                    self.parameter_error(index, "name", "is given twice");
                }
                Some(())
            }
            _ => {
                self.parameter_error(
                    index,
                    "value",
                    "must be a JSON media type, fixed by `value`",
                );
                None
            }
        }
    }

    fn body_parameter(&mut self, index: usize, parameter: &Parameter) -> Option<()> {
        if matches!(self.binding.method, Method::Get | Method::Head) {
            let method = self.binding.method.as_str();
            self.parameter_error(index, "in", format!("a {method} request has no body"));
            return None;
        }
        self.style(index, style::body(parameter))?;
        let field = match &parameter.value {
            Some(json) => {
                self.mentioned.push(parameter.name.clone());
                Field::Fixed(json.clone())
            }
            None => Field::Argument(self.source(index, parameter)?),
        };
        let path: Vec<String> = parameter.name.split('.').map(str::to_owned).collect();
        if path.iter().any(String::is_empty) {
            self.parameter_error(index, "name", "must be a dotted path such as `order.id`");
        } else if !self.fields.insert(&path, field) {
            self.parameter_error(
                index,
                "name",
                "is given twice, or lies inside another body parameter",
            );
        }
        Some(())
    }

    fn whole_body(&mut self) {
        let Some(body) = &self.binding.body else {
            return;
        };
        if matches!(self.binding.method, Method::Get | Method::Head) {
            let method = self.binding.method.as_str();
            self.error("body", format!("a {method} request has no body"));
        }
        if !self.fields.is_empty() {
            self.error(
                "body",
                "must not be set together with parameters that are `in: body`",
            );
        }
        match (&body.arg, &body.value) {
            (Some(name), None) => {
                if let Some(path) = self.argument("body.arg", name) {
                    self.body = BodyPlan::Argument(Source::new(path, None));
                }
            }
            (None, Some(json)) => self.body = BodyPlan::Fixed(json.get().into()),
            _ => self.error("body", "must have exactly one of `arg` and `value`"),
        }
    }

    /// Sends what the binding does not mention.
    fn implicit(&mut self) {
        let in_body = self.binding.method.has_body() && self.binding.body.is_none();
        for name in self.inputs.names() {
            if self.mentioned.iter().any(|mentioned| mentioned == name) {
                continue;
            }
            let path = vec![name.to_owned()];
            let source = Source::new(path.clone(), None);
            let sent = if in_body {
                self.fields.insert(&path, Field::Argument(source))
            } else if self.query.has(name) {
                false
            } else {
                self.query
                    .push(source, QueryValue::new(name, QueryStyle::Exploded));
                true
            };
            if !sent {
                let message = format!(
                    "the argument `{name}` would be sent under a name that is taken: say where it goes by a parameter \
                     with `arg: {name}`"
                );
                self.error("parameters", message);
            }
        }
    }

    fn finish(mut self, path: Path) -> Result<Operation, Vec<FieldError>> {
        if !self.fields.is_empty() {
            self.body = BodyPlan::Object(std::mem::take(&mut self.fields));
        }
        let content_type = match self.content_type.take() {
            Some((index, _)) if matches!(self.body, BodyPlan::None) => {
                self.parameter_error(
                    index,
                    "name",
                    "the request has no body that this could be the type of",
                );
                Cow::Borrowed("")
            }
            Some((_, content_type)) => Cow::Owned(content_type),
            None => Cow::Borrowed("application/json"),
        };
        if !self.errors.is_empty() {
            return Err(self.errors);
        }
        Ok(Operation {
            upstream: self.binding.upstream.clone(),
            method: self.binding.method,
            path,
            query: self.query,
            headers: self.headers,
            content_type,
            body: self.body,
        })
    }

    /// The parameter's fixed value, `None` inside where an argument fills it.
    fn fixed<'p>(&mut self, index: usize, parameter: &'p Parameter) -> Option<Option<Shape<'p>>> {
        let Some(json) = &parameter.value else {
            return Some(None);
        };
        self.mentioned.push(parameter.name.clone());
        let shape = self.expect(index, "value", style::read(json))?;
        Some(Some(shape))
    }

    fn source(&mut self, index: usize, parameter: &Parameter) -> Option<Source> {
        let (field, name) = match &parameter.arg {
            Some(arg) => ("arg", arg),
            None => ("name", &parameter.name),
        };
        let path = self.argument(format!("parameters[{index}].{field}"), name)?;
        Some(Source::new(path, parameter.default.clone()))
    }

    /// Tries to send the default, so that a bad one is found now.
    fn try_default(
        &mut self,
        index: usize,
        parameter: &Parameter,
        write: impl FnOnce(&Shape<'_>) -> Result<(), &'static str>,
    ) {
        if let Some(json) = &parameter.default {
            let written = style::read(json).and_then(|shape| write(&shape));
            self.expect(index, "default", written);
        }
    }

    /// Notes what was expected of a field.
    fn expect<T>(
        &mut self,
        index: usize,
        field: &str,
        result: Result<T, &'static str>,
    ) -> Option<T> {
        result
            .map_err(|expected| self.parameter_error(index, field, format!("must be {expected}")))
            .ok()
    }

    fn style<T>(
        &mut self,
        index: usize,
        style: Result<T, (&'static str, &'static str)>,
    ) -> Option<T> {
        style
            .map_err(|(field, message)| self.parameter_error(index, field, message))
            .ok()
    }
}
