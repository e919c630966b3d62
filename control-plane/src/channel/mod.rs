//! Who may connect to the xDS address, and over what: TLS, client certificates, tokens.

mod admit;
mod connection;
mod grant;
mod refusals;
mod reload;
mod settings;
#[cfg(test)]
mod tests;
mod tls;
mod token;

pub use admit::admit;
pub use connection::{Connection, Peer, accept};
pub use grant::Grant;
pub use refusals::{Refusal, Refusals};
pub use reload::{Security, follow_files};
pub use settings::{SecurityArguments, SecurityConfig};
