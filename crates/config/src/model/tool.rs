//! A tool of a server.

use super::{Icon, Millis, RawJson, ToolRetries};
use portico_rest::mapping::Binding;
use portico_rest::presentation::Presentation;
use serde::{Deserialize, Serialize};

/// An MCP tool that is a REST operation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Tool {
    /// 1 to 128 of `[A-Za-z0-9_.-]`, unique in its server.
    pub name: String,
    /// For people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// For the model: what the tool does and when to use it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// MCP `icons`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub icons: Vec<Icon>,
    /// JSON Schema (2020-12) of the arguments, `type: object` at its root, `$ref` only to its own
    /// parts; no arguments where absent. `x-mcp-header: Region` beside a string, integer or boolean
    /// has clients of 2026-07-28 repeat it in the header `Mcp-Param-Region`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub input_schema: Option<RawJson>,
    /// JSON Schema of `structuredContent`, `$ref` only to its own parts. With it, the JSON response
    /// is also given as `structuredContent`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output_schema: Option<RawJson>,
    /// Hints on what the tool does to the world.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub annotations: Option<Annotations>,
    /// MCP `_meta`: an object.
    #[serde(rename = "_meta", default, skip_serializing_if = "Option::is_none")]
    pub meta: Option<RawJson>,
    /// Time allowed for the whole response, 1 ms to 1 h; the upstream's where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timeout: Option<Millis>,
    /// Retries by Envoy's router; the upstream's where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retries: Option<ToolRetries>,
    /// The REST operation.
    pub http: Binding,
    /// How the response becomes the result, where it is not to go by the response alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<Presentation>,
}

/// MCP `ToolAnnotations`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[expect(missing_docs, reason = "MCP schema: ToolAnnotations")]
pub struct Annotations {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_only_hint: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub destructive_hint: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub idempotent_hint: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open_world_hint: Option<bool>,
}
