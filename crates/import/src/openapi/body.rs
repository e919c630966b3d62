//! The body of an operation: which of its media types is sent, and how.

use super::argument::{Arguments, described};
use super::read::{Body, Content};
use super::schema::Schemas;
use super::source::Source;
use super::{form, json_body};
use crate::report::Warnings;
use crate::tree::{Map, Value};
use portico_rest::mapping;

/// The media type of forms.
pub(crate) const FORM: &str = "application/x-www-form-urlencoded";

/// The media type of forms with files.
pub(crate) const MULTIPART: &str = "multipart/form-data";

/// What a body becomes.
#[derive(Debug, Default)]
pub(crate) struct Sent {
    pub(crate) body: Option<mapping::Body>,
    /// Parameters in the body, and its type.
    pub(crate) parameters: Vec<mapping::Parameter>,
}

/// What bodies are made with.
pub(crate) struct Bodies<'p, 's> {
    pub(crate) source: &'s Source,
    pub(crate) schemas: &'p Schemas<'s>,
    pub(crate) arguments: &'p mut Arguments,
    pub(crate) warnings: &'p mut Warnings,
    /// Arguments that nothing mentions go into the body.
    pub(crate) body_is_implied: bool,
}

impl<'s> Bodies<'_, 's> {
    /// Adds the arguments of a body.
    ///
    /// # Errors
    /// Why the operation cannot be called.
    pub(crate) fn add(&mut self, method: &str, body: &Body<'s>) -> Result<Sent, String> {
        if matches!(method, "GET" | "HEAD") {
            if body.required {
                return Err(format!("it needs a body, and a {method} request has none"));
            }
            let message = format!("a {method} request has no body: it is left out");
            self.warnings
                .add("body-left-out", body.place.clone(), message);
            return Ok(Sent::default());
        }
        let Some(content) = chosen(&body.contents) else {
            if body.required {
                return Err("it needs a body, and no media type of it is described".to_owned());
            }
            return Ok(Sent::default());
        };
        let media_type = essence(content.media_type);
        if is_json(&media_type) || media_type == "*/*" && !is_binary(content) {
            return Ok(json_body::add(self, body, content));
        }
        match media_type.as_str() {
            FORM => form::urlencoded(self, body, content),
            _ if media_type.starts_with("multipart/") => form::multipart(self, body, content),
            _ if is_text(&media_type) && !is_binary(content) => Ok(self.text(body, &media_type)),
            _ => Ok(self.binary(body, &media_type)),
        }
    }

    /// A text that the model writes.
    fn text(&mut self, body: &Body<'s>, media_type: &str) -> Sent {
        if media_type != "text/plain" {
            let message =
                format!("the body is `{media_type}`: the model has to write it as a text");
            self.warnings
                .add("body-as-text", body.place.clone(), message);
        }
        let description = format!("The body of the request, as {media_type}");
        let arg = self.body_argument(body, &description, None);
        let text = mapping::Text {
            arg: Some(arg),
            template: None,
            content_type: concrete(media_type).filter(|name| name != "text/plain"),
        };
        Sent {
            body: Some(mapping::Body {
                text: Some(text),
                ..mapping::Body::default()
            }),
            parameters: Vec::new(),
        }
    }

    /// Bytes, as base64.
    fn binary(&mut self, body: &Body<'s>, media_type: &str) -> Sent {
        let description = "The body of the request: base64, or a data: URL";
        let arg = self.body_argument(body, description, Some("base64"));
        let binary = mapping::Binary {
            arg,
            content_type: concrete(media_type),
        };
        Sent {
            body: Some(mapping::Body {
                binary: Some(binary),
                ..mapping::Body::default()
            }),
            parameters: Vec::new(),
        }
    }

    fn body_argument(&mut self, body: &Body<'s>, text: &str, encoding: Option<&str>) -> String {
        let mut schema = Map::default();
        schema.set("type", "string");
        schema.set("minLength", Value::Number("1".to_owned()));
        if let Some(encoding) = encoding {
            schema.set("contentEncoding", encoding);
        }
        let description = match body.description {
            Some(own) => format!("{}. {text}", own.trim_end_matches(['.', ' ', '\n'])),
            None => text.to_owned(),
        };
        let schema = described(schema.into(), Some(&description));
        self.arguments.add("body", "request", schema, body.required)
    }
}

/// The content that is sent: JSON if there is any, else what can be written best. What has a schema
/// goes before what has none.
fn chosen<'b, 's>(contents: &'b [Content<'s>]) -> Option<&'b Content<'s>> {
    let rank = |content: &&Content<'s>| {
        let media_type = essence(content.media_type);
        let kind = match media_type.as_str() {
            "application/json" => 0,
            _ if is_json(&media_type) => 1,
            "*/*" | "application/*" => 2,
            FORM => 3,
            _ if media_type.starts_with("multipart/") => 4,
            "text/plain" => 5,
            _ if is_text(&media_type) => 6,
            _ => 7,
        };
        let has_nothing = content.schema.is_none() && kind <= 4;
        (has_nothing, kind)
    };
    contents.iter().min_by_key(rank)
}

/// The media type without parameters, in lower case.
pub(crate) fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// Whether bodies of this type are JSON.
pub(crate) fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type);
    matches!(
        essence.as_str(),
        "application/json" | "text/json" | "application/*"
    ) || essence.ends_with("+json")
}

fn is_text(media_type: &str) -> bool {
    media_type.starts_with("text/")
        || media_type.ends_with("+xml")
        || media_type.ends_with("/xml")
        || media_type.ends_with("yaml")
        || matches!(
            media_type,
            "application/graphql"
                | "application/javascript"
                | "application/x-ndjson"
                | "application/sql"
                | "application/sparql-query"
        )
}

/// Whether the schema says that the body is bytes.
fn is_binary(content: &Content<'_>) -> bool {
    let schema = content.schema.as_ref().map(|schema| schema.value);
    schema.is_some_and(|schema| {
        matches!(schema.text("format"), Some("binary" | "byte"))
            || schema.text("type") == Some("file")
    })
}

/// The media type, if it is one and no range.
pub(crate) fn concrete(media_type: &str) -> Option<String> {
    let is_one = !media_type.contains('*') && media_type.contains('/');
    is_one.then(|| media_type.to_owned())
}
