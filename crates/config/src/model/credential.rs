//! How an upstream's requests carry a secret.

use serde::{Deserialize, Serialize};

/// A secret that every request to an upstream carries: in a header, as the password of basic
/// authentication, or in the query. Only the control plane knows secrets: what it pushes has their
/// values in `headers` and `query`, and no `credential`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Credential {
    /// Name of a `Secret` of the same tenant.
    pub secret: String,
    /// The header that carries it: `X-Api-Key`, `Authorization`. One of `header`, `basic` and
    /// `query` is set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub header: Option<String>,
    /// Text before the secret in the header: `Bearer `, with its blank. Nothing where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefix: Option<String>,
    /// The secret is a password, sent by basic authentication (RFC 7617).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basic: Option<Basic>,
    /// The query parameter that carries it. Prefer a header: URLs are logged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub query: Option<String>,
}

/// Basic authentication.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Basic {
    /// The user name, without `:`.
    pub username: String,
}
