//! The configuration of one REST operation: how a tool's arguments become an HTTP request.
//!
//! This is the `http:` part of a tool or resource, as it stands in a document. [`crate::Operation`]
//! is its compiled form.

mod body;

pub use body::{Binary, Body, Field, Part, Text};

use crate::json::RawJson;
use serde::{Deserialize, Serialize};

/// The HTTP operation behind a tool or a resource.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Binding {
    /// Name of the `Upstream` document that the request is sent to.
    pub upstream: String,
    /// HTTP method; GET where absent.
    #[serde(default)]
    pub method: Method,
    /// Path below the upstream's base path, with `{argument}` placeholders: `/pet/{petId}`,
    /// `/users/{user.id}`. May carry a fixed query: `/search?kind=all`.
    pub path: String,
    /// How single arguments are sent. Properties of the input schema that neither a placeholder nor
    /// a parameter mentions go into the query (GET, HEAD, DELETE, OPTIONS, and where `body` is set)
    /// or the JSON body (other methods); with a `form` or `multipart` body they become its fields.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parameters: Vec<Parameter>,
    /// The body, where it is not a JSON object of parameters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<Body>,
    /// Names of headers of the client's request that are passed on, besides those of the upstream's
    /// list. Headers that the operation or the upstream sets go before. Templates see them as
    /// `request.headers['x-user-id']`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub forward_headers: Vec<String>,
}

/// HTTP methods that an operation may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[expect(missing_docs, reason = "RFC 9110 section 9")]
pub enum Method {
    #[default]
    Get,
    Head,
    Post,
    Put,
    Patch,
    Delete,
    Options,
}

impl Method {
    /// As on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Head => "HEAD",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
        }
    }

    /// Whether arguments go into the body unless it is said where they go.
    pub(crate) fn has_body(self) -> bool {
        matches!(self, Self::Post | Self::Put | Self::Patch)
    }
}

/// One value of the request, in the manner of an OpenAPI 3.1 Parameter Object.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Parameter {
    /// Its name on the wire: placeholder, query key, header name, or dotted path in the JSON body
    /// (`order.lines`).
    pub name: String,
    /// Where it is sent.
    #[serde(rename = "in")]
    pub location: Location,
    /// The argument that fills it, as a dotted path (`customer.id`); `name` where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arg: Option<String>,
    /// A fixed value instead of an argument.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<RawJson>,
    /// A template instead of an argument, over `args`, `config` and `request.headers`. It makes a
    /// text, which is not sent where it is empty; in the body it makes a JSON value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub template: Option<String>,
    /// Sent where the argument is absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<RawJson>,
    /// OpenAPI serialization style; the location's default where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub style: Option<Style>,
    /// OpenAPI `explode`; true for `form`, false for the other styles, where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explode: Option<bool>,
}

/// Where a parameter is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Location {
    Path,
    Query,
    Header,
    Cookie,
    Body,
}

/// OpenAPI 3.1 parameter styles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "OpenAPI 3.1 section 4.8.12.3")]
pub enum Style {
    Matrix,
    Label,
    Simple,
    Form,
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
}
