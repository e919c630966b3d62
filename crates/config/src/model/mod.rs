//! The resource model: the documents that administrators write, the control plane stores and the
//! filter loads.

#[cfg(feature = "secrets")]
mod credential;
mod duration;
mod limits;
mod prompt;
mod resource;
#[cfg(feature = "secrets")]
mod secret;
mod server;
mod tool;
mod upstream;

#[cfg(feature = "secrets")]
pub use credential::{Basic, Credential};
pub use duration::Millis;
pub use limits::Limits;
pub use portico_rest::RawJson;
/// Not looked into: whoever has no secrets refuses it.
#[cfg(not(feature = "secrets"))]
pub use portico_rest::RawJson as Credential;
pub use prompt::{Content, Prompt, PromptArgument, PromptMessage, Role};
pub use resource::{Completion, Resource};
#[cfg(feature = "secrets")]
pub use secret::{Plain, Secret, Source};
pub use server::{Access, AccessMode, Cache, CacheScope, Icon, Server, Sessions};
pub use tool::{Annotations, Tool};
pub use upstream::{Retries, RetryOn, Tls, ToolRetries, Upstream};

/// The tenant of a document that names none.
pub const DEFAULT_TENANT: &str = "default";

pub(crate) fn default_tenant() -> String {
    DEFAULT_TENANT.to_owned()
}

/// One configuration document.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[serde(tag = "kind")]
#[expect(missing_docs, reason = "documented at the types")]
pub enum Document {
    Upstream(Upstream),
    Server(Server),
    #[cfg(feature = "secrets")]
    Secret(Secret),
}

impl Document {
    /// The document's kind, as in its `kind` field.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Upstream(_) => "Upstream",
            Self::Server(_) => "Server",
            #[cfg(feature = "secrets")]
            Self::Secret(_) => "Secret",
        }
    }

    /// The document's name, unique among its kind and tenant.
    pub fn name(&self) -> &str {
        match self {
            Self::Upstream(upstream) => &upstream.name,
            Self::Server(server) => &server.name,
            #[cfg(feature = "secrets")]
            Self::Secret(secret) => &secret.name,
        }
    }

    /// The tenant that owns the document.
    pub fn tenant(&self) -> &str {
        match self {
            Self::Upstream(upstream) => &upstream.tenant,
            Self::Server(server) => &server.tenant,
            #[cfg(feature = "secrets")]
            Self::Secret(secret) => &secret.tenant,
        }
    }
}
