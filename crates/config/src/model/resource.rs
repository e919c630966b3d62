//! A resource or resource template of a server.

use super::{Icon, RawJson};
use portico_rest::mapping::Binding;
use portico_rest::presentation::Presentation;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// An MCP resource (`uri`) or resource template (`uriTemplate`): a fixed text or blob, or read from
/// a REST API.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Resource {
    /// The resource's URI. Exactly one of `uri` and `uriTemplate` is set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uri: Option<String>,
    /// RFC 6570 level 1 template: `pets://{petId}`. Its variables, of letters, digits and `_`, are
    /// arguments of `http`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uri_template: Option<String>,
    /// Unique in its server: 1 to 128 characters.
    pub name: String,
    /// For people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// MIME type; what the upstream says where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mime_type: Option<String>,
    /// MCP `icons`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub icons: Vec<Icon>,
    /// MCP `annotations`: an object.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub annotations: Option<RawJson>,
    /// Fixed text. Exactly one of `text`, `blob` and `http` is set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Fixed bytes: base64 with padding.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blob: Option<String>,
    /// Read from a REST API.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub http: Option<Binding>,
    /// How the response of `http` becomes the contents, as with tools; without `content` and
    /// `headers`, and `as` is `text` or `json`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<Presentation>,
    /// By template variable: values that `completion/complete` offers.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub completion: BTreeMap<String, Completion>,
}

/// Values offered for an argument.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Completion {
    /// Those that begin with what was typed are offered, at most 100.
    pub values: Vec<String>,
}
