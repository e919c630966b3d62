//! Compiling a [`Binding`]: every mistake in it is found here, not in a call.

mod parameter;

use crate::body::{BodyPlan, Field, Fields};
use crate::error::FieldError;
use crate::mapping::{Binding, Location, Method};
use crate::operation::{Header, Operation};
use crate::path::{Path, PathStyle, PathValue, Piece, Template, Token};
use crate::query::{QueryPlan, QueryStyle, QueryValue};
use crate::schema::Inputs;
use crate::source::Source;
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
}
