//! Compiling a [`Binding`]: every mistake in it is found here, not in a call.

mod body;
mod parameter;

use crate::body::{BodyPlan, Field, Fields};
use crate::cookie::Cookies;
use crate::error::FieldError;
use crate::header;
use crate::mapping::{Binding, Location};
use crate::multipart::{Multipart, Part};
use crate::operation::{COOKIE, Header, Operation};
use crate::path::{Path, PathStyle, PathValue, Piece, Template as PathTemplate, Token};
use crate::query::{QueryPlan, QueryStyle, QueryValue};
use crate::schema::Inputs;
use crate::source::Source;
use crate::surroundings::VARIABLES;
use crate::template::{Escape, Template};
use std::borrow::Cow;

/// Compiles `binding`; returns all errors, with paths relative to it.
pub(crate) fn compile(
    binding: &Binding,
    inputs: &Inputs<'_>,
) -> Result<Operation, Vec<FieldError>> {
    let mut compiler = Compiler::new(binding, inputs);
    let path = compiler.path();
    for (index, parameter) in binding.parameters.iter().enumerate() {
        compiler.parameter(&format!("parameters[{index}]"), parameter);
    }
    compiler.whole_body();
    let forwarded = compiler.forwarded();
    compiler.implicit();
    compiler.finish(path, forwarded)
}

struct Compiler<'b> {
    binding: &'b Binding,
    inputs: &'b Inputs<'b>,
    errors: Vec<FieldError>,
    /// First names of all arguments that the binding mentions.
    mentioned: Vec<String>,
    query: QueryPlan,
    headers: Vec<Header>,
    cookies: Cookies,
    /// The content type and the parameter that gives it.
    content_type: Option<(String, String)>,
    /// Fields of a JSON body.
    fields: Fields,
    /// Fields of a form.
    form: QueryPlan,
    /// The server's fixed values that templates use, with the places of the templates.
    config: Vec<(String, String)>,
    /// Parts of a multipart form.
    parts: Multipart,
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
            cookies: Cookies::default(),
            content_type: None,
            fields: Fields::default(),
            form: QueryPlan::default(),
            config: Vec::new(),
            parts: Multipart::default(),
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
        let template = match PathTemplate::parse(&binding.path) {
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
            Some((index, parameter)) => {
                self.path_parameter(&format!("parameters[{index}]"), parameter)
            }
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
    fn check_path_parameters(&mut self, template: &PathTemplate<'_>) {
        let mut seen: Vec<&str> = Vec::new();
        for (index, parameter) in self.binding.parameters.iter().enumerate() {
            if parameter.location != Location::Path {
                continue;
            }
            let name = parameter.name.as_str();
            let at = format!("parameters[{index}]");
            if !template
                .segments
                .iter()
                .flatten()
                .any(|token| *token == Token::Placeholder(name))
            {
                self.parameter_error(
                    &at,
                    "name",
                    format!("the path has no placeholder `{{{name}}}`"),
                );
            } else if seen.contains(&name) {
                self.parameter_error(&at, "name", "is given twice");
            }
            seen.push(name);
        }
    }

    /// A template that uses arguments, which are noted as mentioned.
    fn template(&mut self, at: &str, source: &str, escape: Escape) -> Option<Template> {
        let template = Template::compile(source, escape, &VARIABLES)
            .map_err(|message| self.error(at, message))
            .ok()?;
        let errors_before = self.errors.len();
        for path in template.uses() {
            match path.as_slice() {
                [root, name @ ..] if root == "args" && !name.is_empty() => {
                    drop(self.argument(at, &name.join(".")));
                }
                [root, name, ..] if root == "config" => {
                    self.config.push((at.to_owned(), name.clone()));
                }
                [root] if root == "args" => {
                    let names = self.inputs.names().map(str::to_owned);
                    self.mentioned.extend(names);
                }
                _ => {}
            }
        }
        (self.errors.len() == errors_before).then_some(template)
    }

    /// Sends what the binding does not mention.
    fn implicit(&mut self) {
        for name in self.inputs.names() {
            if self.mentioned.iter().any(|mentioned| mentioned == name) {
                continue;
            }
            if !self.send(name) {
                let message = format!(
                    "the argument `{name}` would be sent under a name that is taken: say where it goes by a parameter \
                     with `arg: {name}`"
                );
                self.error("parameters", message);
            }
        }
    }

    /// Sends an argument under its own name; false where that is taken.
    fn send(&mut self, name: &str) -> bool {
        let path = vec![name.to_owned()];
        let source = Source::new(path.clone(), None);
        let query = match &self.binding.body {
            Some(body) if body.multipart.is_some() => {
                let is_new = !self.parts.has(name);
                self.parts.push(Part::plain(name, source));
                return is_new;
            }
            Some(body) if body.form.is_some() => &mut self.form,
            None if self.binding.method.has_body() => {
                return self.fields.insert(&path, Field::Argument(source));
            }
            _ => &mut self.query,
        };
        if query.has(name) {
            return false;
        }
        query.push(source, QueryValue::new(name, QueryStyle::Exploded));
        true
    }

    /// The names of the client's headers that are passed on.
    fn forwarded(&mut self) -> Vec<String> {
        let binding = self.binding;
        let checked = header::forwarded(&binding.forward_headers);
        let mut names = Vec::new();
        for (index, name) in checked.into_iter().enumerate() {
            let at = format!("forwardHeaders[{index}]");
            match name {
                Ok(name) if name == COOKIE && !self.cookies.is_empty() => {
                    self.error(at, "cannot be passed on: parameters set cookies");
                }
                Ok(name) => names.push(name),
                Err(message) => self.error(at, message),
            }
        }
        names
    }

    fn finish(mut self, path: Path, forwarded: Vec<String>) -> Result<Operation, Vec<FieldError>> {
        if !self.fields.is_empty() {
            self.body = BodyPlan::Object(std::mem::take(&mut self.fields));
        }
        match &mut self.body {
            BodyPlan::Form(form) => *form = std::mem::take(&mut self.form),
            BodyPlan::Multipart(parts) => *parts = std::mem::take(&mut self.parts),
            _ => {}
        }
        let content_type = match self.content_type.take() {
            Some((at, _)) if !self.body.is_json() => {
                self.parameter_error(
                    &at,
                    "name",
                    "the request has no JSON body that this could be the type of",
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
            cookies: self.cookies,
            forwarded,
            config: self.config,
            content_type,
            body: self.body,
        })
    }
}
