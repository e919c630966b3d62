//! `Server`: one virtual MCP server.

use super::{Limits, Millis, Prompt, RawJson, Resource, Tool, default_tenant};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A virtual MCP server that clients connect to at `{path}/mcp`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Server {
    /// Unique among the tenant's servers: 1 to 63 of `[a-z0-9-]`, a letter or digit at both ends.
    /// The MCP `serverInfo.name`.
    pub name: String,
    /// Owner; `default` where absent. Of the same characters as `name`.
    #[serde(default = "default_tenant")]
    pub tenant: String,
    /// Path prefix: `/petstore` serves `/petstore/mcp`, and `/` serves `/mcp`. Unique among all
    /// servers of all tenants. Of characters that need no percent-encoding, without `/` at its end,
    /// without `.` and `..` segments, and not ending in `/mcp`, `/sse` or `/message`.
    pub path: String,
    /// MCP `serverInfo.title`, for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// MCP `serverInfo.version`; `1.0.0` where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// MCP `serverInfo.description`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// MCP `serverInfo.websiteUrl`: an `https:` or `http:` URL.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub website_url: Option<String>,
    /// MCP `serverInfo.icons`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub icons: Vec<Icon>,
    /// Hints for the model on how to use the server.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instructions: Option<String>,
    /// Who may call.
    #[serde(default)]
    pub access: Access,
    /// Values of the `Origin` header that are accepted besides loopback ones, as browsers send them:
    /// `https://app.example.com`, `http://dev.example.com:8080`. `*` accepts all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub allowed_origins: Vec<String>,
    /// Sessions of legacy clients.
    #[serde(default)]
    pub sessions: Sessions,
    /// Most entries of one page of a list, 1 to 10000; 1000 where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page_size: Option<u32>,
    /// What 2026-07-28 clients are told about caching lists and resources.
    #[serde(default)]
    pub cache: Cache,
    /// Bounds of what clients may send, and upstreams answer.
    #[serde(default, skip_serializing_if = "Limits::is_default")]
    pub limits: Limits,
    /// Fixed values that templates use as `config.name`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub config: BTreeMap<String, RawJson>,
    /// The server's tools.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tools: Vec<Tool>,
    /// The server's prompts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub prompts: Vec<Prompt>,
    /// The server's resources and resource templates.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub resources: Vec<Resource>,
}

impl Server {
    /// The server alone, without its tools, prompts and resources.
    #[must_use]
    pub fn without_parts(&self) -> Self {
        // Field by field, so that thousands of tools are not cloned to be thrown away.
        Self {
            name: self.name.clone(),
            tenant: self.tenant.clone(),
            path: self.path.clone(),
            title: self.title.clone(),
            version: self.version.clone(),
            description: self.description.clone(),
            website_url: self.website_url.clone(),
            icons: self.icons.clone(),
            instructions: self.instructions.clone(),
            access: self.access.clone(),
            allowed_origins: self.allowed_origins.clone(),
            sessions: self.sessions,
            page_size: self.page_size,
            cache: self.cache.clone(),
            limits: self.limits,
            config: self.config.clone(),
            tools: Vec::new(),
            prompts: Vec::new(),
            resources: Vec::new(),
        }
    }
}

/// Who may call a server.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Access {
    /// How callers are told apart.
    pub mode: AccessMode,
}

/// How callers are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AccessMode {
    /// They are not: everyone who reaches Envoy may call.
    #[default]
    Open,
}

/// Sessions of legacy (`initialize`) clients.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sessions {
    /// No session id is issued.
    #[default]
    Stateless,
    /// A session id is issued that holds its own state, so that any worker of any Envoy serves it.
    Token,
}

/// What 2026-07-28 clients are told about caching (`ttlMs`, `cacheScope`).
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Cache {
    /// How long a list may be kept, at most 8760 h; not at all where absent, as a change is live at
    /// once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ttl: Option<Millis>,
    /// Who may share a kept answer.
    #[serde(default)]
    pub scope: CacheScope,
}

/// Who may share a cached answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CacheScope {
    /// Anyone.
    #[default]
    Public,
    /// Only the same authorization context.
    Private,
}

/// MCP `Icon`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Icon {
    /// `https:` or `data:` URI.
    pub src: String,
    /// MIME type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mime_type: Option<String>,
    /// Each `48x48` or `any`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sizes: Vec<String>,
    /// `light` or `dark`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theme: Option<String>,
}
