//! A resource or resource template, compiled.

use crate::list::Listed;
use crate::tool::serialize;
use crate::upstream::first;
use portico_config::model::{Completion, Icon, RawJson, Resource as Document};
use portico_config::{FieldError, UriTemplate};
use portico_mcp::Era;
use portico_mcp::jsonrpc::write_string;
use portico_rest::{Operation, Presenter};
use serde::Serialize;
use std::collections::BTreeMap;

/// A resource ready to be listed and read.
#[derive(Debug)]
pub(crate) struct Resource {
    pub(crate) address: Address,
    pub(crate) mime_type: Option<String>,
    pub(crate) source: Source,
    pub(crate) completion: BTreeMap<String, Completion>,
    json: Box<str>,
}

/// Which URIs the resource answers to.
#[derive(Debug)]
pub(crate) enum Address {
    Uri(String),
    Template { text: String, template: UriTemplate },
}

/// Where the contents are from.
#[derive(Debug)]
pub(crate) enum Source {
    /// `"mimeType":…,"text":…` or `"blob":…`.
    Fixed(Vec<u8>),
    Rest(Box<Operation>, Box<Presenter>),
}

impl Resource {
    /// Whether its contents are in the configuration.
    pub(crate) fn is_fixed(&self) -> bool {
        matches!(self.source, Source::Fixed(_))
    }

    /// How responses become contents, where there is something to ask for.
    pub(crate) fn presenter(&self) -> Option<&Presenter> {
        match &self.source {
            Source::Rest(_, presenter) => Some(presenter),
            Source::Fixed(_) => None,
        }
    }

    /// Compiles the document.
    ///
    /// # Errors
    /// A URI template or binding that cannot be used, with its path.
    pub(crate) fn compile(document: &Document) -> Result<Self, FieldError> {
        let address = address(document)?;
        Ok(Self {
            source: source(document, &address)?,
            address,
            mime_type: document.mime_type.clone(),
            completion: document.completion.clone(),
            json: entry(document)?,
        })
    }
}

fn address(document: &Document) -> Result<Address, FieldError> {
    match (&document.uri, &document.uri_template) {
        (Some(uri), None) => Ok(Address::Uri(uri.clone())),
        (None, Some(text)) => match UriTemplate::parse(text) {
            Ok(template) => Ok(Address::Template {
                text: text.clone(),
                template,
            }),
            Err(reason) => Err(FieldError::new("uriTemplate", reason)),
        },
        _ => Err(FieldError::new(
            "uri",
            "set exactly one of `uri` and `uriTemplate`",
        )),
    }
}

fn source(document: &Document, address: &Address) -> Result<Source, FieldError> {
    let (member, value) = match (&document.text, &document.blob, &document.http) {
        (Some(text), None, None) => ("text", text),
        (None, Some(blob), None) => ("blob", blob),
        (None, None, Some(binding)) => {
            let variables: Vec<&str> = match address {
                Address::Uri(_) => Vec::new(),
                Address::Template { template, .. } => template.variables().collect(),
            };
            let operation = Operation::compile_resource(binding, variables.iter().copied())
                .map_err(|errors| first(errors).under("http"))?;
            let presenter = match &document.result {
                Some(result) => Presenter::compile_resource(result, variables)
                    .map_err(|errors| first(errors).under("result"))?,
                None => Presenter::default(),
            };
            return Ok(Source::Rest(Box::new(operation), Box::new(presenter)));
        }
        _ => {
            return Err(FieldError::new(
                "text",
                "set exactly one of `text`, `blob` and `http`",
            ));
        }
    };
    let mut fixed = Vec::new();
    if let Some(mime_type) = &document.mime_type {
        fixed.extend_from_slice(b"\"mimeType\":");
        write_string(&mut fixed, mime_type);
        fixed.push(b',');
    }
    write_string(&mut fixed, member);
    fixed.push(b':');
    write_string(&mut fixed, value);
    Ok(Source::Fixed(fixed))
}

impl Listed for Resource {
    fn json(&self, _: Era) -> &str {
        &self.json
    }
}

/// MCP's `Resource` and `ResourceTemplate`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Entry<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    uri: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri_template: Option<&'a str>,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mime_type: Option<&'a str>,
    #[serde(skip_serializing_if = "<[Icon]>::is_empty")]
    icons: &'a [Icon],
    #[serde(skip_serializing_if = "Option::is_none")]
    annotations: Option<RawJson>,
}

fn entry(document: &Document) -> Result<Box<str>, FieldError> {
    serialize(&Entry {
        uri: document.uri.as_deref(),
        uri_template: document.uri_template.as_deref(),
        name: &document.name,
        title: document.title.as_deref(),
        description: document.description.as_deref(),
        mime_type: document.mime_type.as_deref(),
        icons: &document.icons,
        annotations: document.annotations.as_ref().map(RawJson::compact),
    })
}
