//! The compiled form of a [`Binding`](crate::mapping::Binding): what is fixed is encoded once, when
//! the configuration is loaded.

use crate::argument::{ArgumentError, Arguments};
use crate::body::BodyPlan;
use crate::compile::compile;
use crate::cookie::Cookies;
use crate::error::FieldError;
use crate::header;
use crate::json::RawJson;
use crate::mapping::{Binding, Method};
use crate::path::Path;
use crate::query::QueryPlan;
use crate::request::Request;
use crate::schema::Inputs;
use crate::source::Source;
use crate::target::Target;
use std::borrow::Cow;

/// The header of all cookies.
pub(crate) const COOKIE: &str = "cookie";

/// A REST operation, ready to be called.
#[derive(Debug)]
pub struct Operation {
    pub(crate) upstream: String,
    pub(crate) method: Method,
    pub(crate) path: Path,
    pub(crate) query: QueryPlan,
    pub(crate) headers: Vec<Header>,
    pub(crate) cookies: Cookies,
    pub(crate) forwarded: Vec<String>,
    pub(crate) config: Vec<(String, String)>,
    pub(crate) content_type: Cow<'static, str>,
    pub(crate) body: BodyPlan,
}

/// A header of the operation.
#[derive(Debug)]
pub(crate) struct Header {
    /// In lower case.
    pub(crate) name: String,
    pub(crate) value: HeaderValue,
}

/// Where a header's value comes from.
#[derive(Debug)]
pub(crate) enum HeaderValue {
    Fixed(String),
    Argument { source: Source, explode: bool },
}

impl Operation {
    /// Compiles the operation of a tool with this input schema (none: no arguments). Returns all
    /// errors, with paths relative to the binding: `path`, `parameters[1].style`.
    pub fn compile(
        binding: &Binding,
        input_schema: Option<&RawJson>,
    ) -> Result<Self, Vec<FieldError>> {
        let inputs = input_schema.map(Inputs::from_schema).transpose();
        match inputs {
            Ok(inputs) => compile(binding, &inputs.unwrap_or_default()),
            Err(message) => Err(vec![FieldError::new("", message)]),
        }
    }

    /// Compiles the operation behind a resource, whose arguments are the `variables` of its URI
    /// template. Errors as with [`Operation::compile`].
    pub fn compile_resource<'v>(
        binding: &Binding,
        variables: impl IntoIterator<Item = &'v str>,
    ) -> Result<Self, Vec<FieldError>> {
        compile(binding, &Inputs::from_variables(variables))
    }

    /// Name of the upstream that the request is sent to.
    pub fn upstream(&self) -> &str {
        &self.upstream
    }

    /// The HTTP method.
    pub fn method(&self) -> Method {
        self.method
    }

    /// Names of the client's headers that are passed on, in lower case.
    pub fn forwarded(&self) -> &[String] {
        &self.forwarded
    }

    /// The server's fixed values that templates use: where, relative to the binding, and which.
    pub fn config(&self) -> impl Iterator<Item = (&str, &str)> {
        self.config
            .iter()
            .map(|(at, name)| (at.as_str(), name.as_str()))
    }

    /// The request of a call with `arguments`, sent to `target`. Fails where an argument that is
    /// part of the path is absent, or a value cannot be sent where it belongs.
    pub fn request<'a>(
        &'a self,
        target: &'a Target,
        arguments: &Arguments<'_>,
    ) -> Result<Request<'a>, ArgumentError> {
        let mut path = String::with_capacity(target.base_path().len() + 128);
        path.push_str(target.base_path());
        self.path.write(&mut path, arguments)?;
        self.query.write(&mut path, arguments)?;
        target.finish_query(&mut path);
        let mut headers = self.headers(target, arguments)?;
        let body = match self.body.write(arguments)? {
            Some((content_type, body)) => {
                let content_type = content_type.unwrap_or(Cow::Borrowed(&*self.content_type));
                headers.push(("content-type", content_type));
                Some(body)
            }
            None => None,
        };
        Ok(Request {
            method: self.method.as_str(),
            path,
            headers,
            body,
        })
    }

    fn headers<'a>(
        &'a self,
        target: &'a Target,
        arguments: &Arguments<'_>,
    ) -> Result<Vec<(&'a str, Cow<'a, str>)>, ArgumentError> {
        let mut headers: Vec<(&str, Cow<'_, str>)> =
            Vec::with_capacity(target.headers().len() + self.headers.len() + 1);
        for Header { name, value } in &self.headers {
            match value {
                HeaderValue::Fixed(text) => headers.push((name, Cow::Borrowed(text))),
                HeaderValue::Argument { source, explode } => {
                    if let Some(shape) = source.shape(arguments)? {
                        let text = header::value(&shape, *explode)
                            .map_err(|expected| source.unexpected(expected))?;
                        headers.push((name, Cow::Owned(text)));
                    }
                }
            }
        }
        if let Some(cookies) = self.cookies.write(arguments)? {
            headers.push((COOKIE, Cow::Owned(cookies)));
        }
        // The operation's own headers go before those of its upstream.
        for (name, value) in target.headers() {
            match headers.iter_mut().find(|(own, _)| own == name) {
                Some((_, cookies)) if name == COOKIE && !self.cookies.is_empty() => {
                    *cookies = Cow::Owned(format!("{value}; {cookies}"));
                }
                Some(_) => {}
                None => headers.push((name, Cow::Borrowed(value))),
            }
        }
        Ok(headers)
    }
}
