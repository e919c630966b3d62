//! Rules of upstreams.

use super::{at, limits, name};
use crate::model::{Retries, Upstream};
use portico_rest::FieldError;

/// Headers that Envoy or the gateway sets: what is configured would be overwritten or break the
/// connection.
const RESERVED: [&str; 9] = [
    "connection",
    "content-length",
    "host",
    "keep-alive",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];
/// Beginnings of names of headers that steer Envoy's router.
const RESERVED_PREFIXES: [&str; 2] = ["x-envoy-", "x-portico-"];

/// The errors of one upstream.
pub(super) fn check(upstream: &Upstream) -> Vec<FieldError> {
    let mut errors = Vec::new();
    errors.extend(at("name", name::document(&upstream.name)));
    errors.extend(at("tenant", name::document(&upstream.tenant)));
    errors.extend(target(upstream));
    if let Some(timeout) = upstream.timeout {
        errors.extend(at("timeout", limits::timeout(timeout)));
    }
    errors.extend(upstream.retries.iter().flat_map(retries));
    errors.extend(headers(upstream));
    errors.extend(tls(upstream));
    errors
}

fn target(upstream: &Upstream) -> Vec<FieldError> {
    if upstream.url.is_none() && upstream.cluster.is_none() {
        return vec![FieldError::new(
            "",
            "set `url`, or `cluster` for a cluster that Envoy has already",
        )];
    }
    upstream
        .cluster
        .as_deref()
        .and_then(|cluster| at("cluster", cluster_name(cluster)))
        .into_iter()
        .collect()
}

/// The name is sent in a header to Envoy's router.
fn cluster_name(name: &str) -> Result<(), String> {
    if !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Ok(());
    }
    Err("use visible ASCII characters, without blanks".to_owned())
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

fn headers(upstream: &Upstream) -> Vec<FieldError> {
    let mut errors = Vec::new();
    let mut seen: Vec<String> = Vec::new();
    for (name, value) in &upstream.headers {
        let lower = name.to_ascii_lowercase();
        let path = format!("headers.{name}");
        errors.extend(at(&path, header_name(&lower)));
        errors.extend(at(&path, header_value(value)));
        if seen.contains(&lower) {
            errors.push(FieldError::new(
                path,
                "this header is set already with other letter case: remove one",
            ));
        }
        seen.push(lower);
    }
    errors
}

/// A field name (RFC 9110 section 5.1), in lower case.
fn header_name(name: &str) -> Result<(), String> {
    let legal = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    if name.is_empty() || !name.bytes().all(legal) {
        return Err("this is no name of a header: use letters, digits and `-`".to_owned());
    }
    if RESERVED.contains(&name)
        || RESERVED_PREFIXES
            .iter()
            .any(|prefix| name.starts_with(prefix))
    {
        return Err("this header is set by the gateway: remove it".to_owned());
    }
    Ok(())
}

/// A field value (RFC 9110 section 5.5), in ASCII.
fn header_value(value: &str) -> Result<(), String> {
    let legal = |byte: u8| byte.is_ascii_graphic() || byte == b' ' || byte == b'\t';
    if !value.bytes().all(legal) {
        return Err("use ASCII characters in one line".to_owned());
    }
    if value.trim() != value {
        return Err("remove the blanks at its ends".to_owned());
    }
    Ok(())
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
