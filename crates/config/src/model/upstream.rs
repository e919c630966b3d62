//! `Upstream`: what Envoy sends to.

use super::{Credential, Millis, default_tenant};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A REST API that tools and resources send their requests to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Upstream {
    /// Unique among the tenant's upstreams: 1 to 63 of `[a-z0-9-]`, a letter or digit at both ends.
    pub name: String,
    /// Owner; `default` where absent. Of the same characters as `name`.
    #[serde(default = "default_tenant")]
    pub tenant: String,
    /// Scheme, host, port and base path: `https://petstore.example.com/v3`. Gives the `Host` header
    /// and the path prefix; for a standalone Envoy the control plane makes a cluster of it. At least
    /// one of `url` and `cluster` is set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// An Envoy cluster that exists already: `outbound|8080||petstore.shop.svc.cluster.local`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    /// Time allowed for the whole response, 1 ms to 1 h; 15 s where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timeout: Option<Millis>,
    /// Retries by Envoy's router; none where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retries: Option<Retries>,
    /// Headers that every request to this upstream carries. Those of the connection (`Host`,
    /// `Content-Length`) and of the gateway (`x-envoy-*`, `x-portico-*`) are refused.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub headers: BTreeMap<String, String>,
    /// Parameters that the query of every request to this upstream ends with. An argument of the
    /// same name is left out.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub query: BTreeMap<String, String>,
    /// A secret that every request to this upstream carries; needs a control plane.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credential: Option<Credential>,
    /// Names of headers of the client's request that every request to this upstream carries, too:
    /// none where absent. `authorization` and `cookie` only where they are named. Headers that are
    /// configured go before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub forward_headers: Vec<String>,
    /// TLS settings; only with an `https` URL.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tls: Option<Tls>,
}

/// Retry policy, carried out by Envoy's router. Only idempotent methods (RFC 9110 section 9.2.2)
/// are retried.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Retries {
    /// Number of retries after the first try, 1 to 10.
    pub attempts: u32,
    /// What is retried: at least one condition.
    pub on: Vec<RetryOn>,
}

/// Retry policy of a tool, in place of its upstream's.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ToolRetries {
    /// Number of retries after the first try, 0 to 10; 0 is none.
    pub attempts: u32,
    /// What is retried: at least one condition, but with 0 attempts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub on: Vec<RetryOn>,
    /// POST and PATCH are retried, too: the upstream may carry a request out more than once.
    #[serde(default, skip_serializing_if = "is_false")]
    pub any_method: bool,
}

fn is_false(value: &bool) -> bool {
    !value
}

/// Envoy's `retry-on` conditions that Portico offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RetryOn {
    /// The connection could not be made.
    ConnectFailure,
    /// 502, 503 or 504.
    GatewayError,
    /// The upstream closed the connection before it answered.
    Reset,
    /// HTTP/2 REFUSED_STREAM.
    RefusedStream,
    /// Any 5xx, or no answer at all.
    #[serde(rename = "5xx")]
    ServerError,
}

impl RetryOn {
    /// The name in Envoy's `x-envoy-retry-on` header.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ConnectFailure => "connect-failure",
            Self::GatewayError => "gateway-error",
            Self::Reset => "reset",
            Self::RefusedStream => "refused-stream",
            Self::ServerError => "5xx",
        }
    }
}

/// TLS towards the upstream. Certificates are always verified, against the host name.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Tls {
    /// File with the trusted CA certificates (PEM) on Envoy's machine; the system's where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ca_file: Option<String>,
    /// Name sent as SNI and expected in the certificate; the URL's host where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub server_name: Option<String>,
}
