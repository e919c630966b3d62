//! Login by an identity provider: OpenID Connect's authorization code flow with PKCE.
//!
//! [`Provider`] holds what is known of the provider, which is asked only when somebody logs in.
//! Between the two requests of a login the browser keeps its state in a sealed cookie, so that any
//! replica can finish what another one began.
//!
//! Sources: OpenID Connect Core 1.0, OpenID Connect Discovery 1.0, RFC 7636 (PKCE), RFC 9207 (`iss`
//! of the answer), RFC 7517 (keys), RFC 9700 (security).

mod account;
mod claims;
mod endpoint;
mod error;
mod fetch;
mod flow;
mod id_token;
mod jwk;
mod metadata;
mod pending;
mod provider;
mod roles;
mod settings;

pub use error::OidcError;
pub use flow::{Answer, Begun, Finished};
pub use pending::{ReturnTo, cookie_name};
pub use provider::Provider;
pub use roles::{MemberRule, RoleRules};
pub use settings::{ClientSecret, OidcArguments, OidcConfig};

/// Path of the admin address that the provider sends browsers back to.
pub const CALLBACK: &str = "/api/v1/oidc/callback";
