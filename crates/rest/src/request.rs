//! The HTTP request that a call becomes.

use std::borrow::Cow;

/// What to send to the upstream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request<'a> {
    /// The HTTP method.
    pub method: &'static str,
    /// Path and query, from the upstream's base path on.
    pub path: String,
    /// The upstream's and the operation's headers, names in lower case, each once; with a body also
    /// `content-type`.
    pub headers: Vec<(&'a str, Cow<'a, str>)>,
    /// The body, never empty.
    pub body: Option<Vec<u8>>,
}
