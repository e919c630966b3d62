//! Rules of upstreams.

use super::{at, limits, name};
use crate::model::{Retries, Upstream};
use portico_rest::{FieldError, Target};

/// The errors of one upstream.
pub(super) fn check(upstream: &Upstream) -> Vec<FieldError> {
    let mut errors = Vec::new();
    errors.extend(at("name", name::document(&upstream.name)));
    errors.extend(at("tenant", name::document(&upstream.tenant)));
    errors.extend(target(upstream));
    #[cfg(feature = "secrets")]
    errors.extend(super::credential::check(upstream));
    if let Some(timeout) = upstream.timeout {
        errors.extend(at("timeout", limits::timeout(timeout)));
    }
    errors.extend(upstream.retries.iter().flat_map(retries));
    errors.extend(tls(upstream));
    errors
}

/// URL, cluster and headers: what cannot be made a target of requests.
fn target(upstream: &Upstream) -> Vec<FieldError> {
    let headers = upstream
        .headers
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()));
    let target = Target::new(
        upstream.url.as_deref(),
        upstream.cluster.as_deref(),
        headers,
    );
    target
        .and_then(|target| target.forwarding(&upstream.forward_headers))
        .and_then(|target| target.with_query(&upstream.query))
        .err()
        .unwrap_or_default()
}

fn retries(retries: &Retries) -> Vec<FieldError> {
    let empty = if retries.on.is_empty() {
        Err("add at least one condition, such as `connect-failure`".to_owned())
    } else {
        Ok(())
    };
    let attempts = at("retries.attempts", limits::retries(retries.attempts));
    attempts
        .into_iter()
        .chain(at("retries.on", empty))
        .collect()
}

fn tls(upstream: &Upstream) -> Vec<FieldError> {
    let Some(tls) = &upstream.tls else {
        return Vec::new();
    };
    let mut errors = Vec::new();
    let is_https = upstream
        .url
        .as_deref()
        .is_some_and(|url| url.to_ascii_lowercase().starts_with("https:"));
    if !is_https {
        errors.push(FieldError::new(
            "tls",
            "remove it, or set an `https` URL: there is no TLS without",
        ));
    }
    if tls.ca_file.as_deref() == Some("") {
        errors.push(FieldError::new("tls.caFile", "name a file, or remove it"));
    }
    errors.extend(
        tls.server_name
            .as_deref()
            .and_then(|name| at("tls.serverName", host_name(name))),
    );
    errors
}

/// A DNS name, which SNI carries (RFC 6066 section 3).
fn host_name(name: &str) -> Result<(), String> {
    let legal = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
    if (1..=253).contains(&name.len()) && name.bytes().all(legal) {
        return Ok(());
    }
    Err("write a host name such as petstore.example.com".to_owned())
}
