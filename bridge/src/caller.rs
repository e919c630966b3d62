//! Who asks for what, as the filter and Envoy say it.

use crate::config::Config;
use axum::http::{HeaderMap, HeaderName};
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// The filter's headers.
const SERVER: &str = "x-portico-server";
const PATH: &str = "x-portico-path";
const SESSION: &str = "x-portico-session";

/// Envoy's headers: the client's address where it is no internal one, and the list of addresses that
/// the request came by, of which Envoy appended the last.
const EXTERNAL: &str = "x-envoy-external-address";
const FORWARDED_FOR: &str = "x-forwarded-for";

/// One request's origin and aim.
#[derive(Debug, Clone)]
pub(crate) struct Caller {
    /// `tenant/name` of the server.
    pub(crate) server: Arc<str>,
    /// The server's path prefix.
    pub(crate) path: String,
    /// The session or stream: an id that the filter made or checked.
    pub(crate) session: String,
    /// Who it is.
    pub(crate) owner: Owner,
    /// The client's address.
    pub(crate) address: Box<str>,
}

/// Who a caller is: a hash of what it presents. Not the thing itself, which would be a secret kept
/// in memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Owner {
    digest: [u8; 32],
    /// Whether it presented anything.
    pub(crate) known: bool,
}

impl Caller {
    /// Reads a request's headers; `None` where the filter did not send it.
    pub(crate) fn read(headers: &HeaderMap, config: &Config) -> Option<Self> {
        let text = |name| headers.get(name)?.to_str().ok();
        let address = text(EXTERNAL).or_else(|| text(FORWARDED_FOR)?.rsplit(',').next());
        Some(Self {
            server: text(SERVER)?.into(),
            path: text(PATH)?.to_owned(),
            session: text(SESSION)?.to_owned(),
            owner: Owner::read(headers, &config.owner_headers),
            address: address.unwrap_or_default().trim().into(),
        })
    }

    /// The path of the server's endpoint with that suffix, such as `/mcp`.
    pub(crate) fn endpoint(&self, suffix: &str) -> String {
        format!("{}{suffix}", self.path.trim_end_matches('/'))
    }
}

impl Owner {
    fn read(headers: &HeaderMap, names: &[HeaderName]) -> Self {
        let mut digest = Sha256::new();
        let mut known = false;
        for name in names {
            for value in headers.get_all(name) {
                known = true;
                for part in [name.as_str().as_bytes(), value.as_bytes()] {
                    digest.update(part.len().to_be_bytes());
                    digest.update(part);
                }
            }
        }
        Self {
            digest: digest.finalize().into(),
            known,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(list: &[(&'static str, &str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in list {
            headers.append(*name, value.parse().unwrap());
        }
        headers
    }

    fn owner(list: &[(&'static str, &str)]) -> Owner {
        let names = ["authorization", "x-user"].map(HeaderName::from_static);
        Owner::read(&headers(list), &names)
    }

    #[test]
    fn owners_differ_by_the_headers_that_count() {
        let nobody = owner(&[("cookie", "a")]);
        assert!(!nobody.known);
        assert_eq!(nobody, owner(&[]));
        let one = owner(&[("authorization", "Bearer a"), ("cookie", "x")]);
        assert!(one.known);
        assert_eq!(one, owner(&[("authorization", "Bearer a")]));
        let others = [
            owner(&[("authorization", "Bearer b")]),
            owner(&[("x-user", "Bearer a")]),
            owner(&[("authorization", "Bearer a"), ("x-user", "u")]),
            owner(&[("authorization", "Bearer"), ("authorization", " a")]),
            nobody,
        ];
        assert!(!others.contains(&one));
    }
}
