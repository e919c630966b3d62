//! Rules of credentials and fixed query parameters of upstreams.

use super::{at, name};
use crate::model::{Credential, Upstream};
use portico_rest::FieldError;

/// The errors of the upstream's credential by itself.
pub(super) fn check(upstream: &Upstream) -> Vec<FieldError> {
    let Some(credential) = &upstream.credential else {
        return Vec::new();
    };
    let mut errors: Vec<FieldError> = Vec::new();
    errors.extend(at("credential.secret", name::document(&credential.secret)));
    errors.extend(at("credential", one_place(credential)));
    errors.extend(at("credential.header", free_header(upstream, credential)));
    errors.extend(at("credential.query", free_parameter(upstream, credential)));
    if credential.prefix.is_some() && credential.header.is_none() {
        errors.push(FieldError::new(
            "credential.prefix",
            "remove it: only a `header` has a prefix",
        ));
    }
    let username = credential.basic.as_ref().map(|basic| &basic.username);
    if username.is_some_and(|name| name.contains(':') || name.chars().any(char::is_control)) {
        errors.push(FieldError::new(
            "credential.basic.username",
            "must be without `:` and control characters (RFC 7617)",
        ));
    }
    errors
}

fn one_place(credential: &Credential) -> Result<(), String> {
    let places = [
        credential.header.is_some(),
        credential.basic.is_some(),
        credential.query.is_some(),
    ];
    match places.into_iter().filter(|set| *set).count() {
        1 => Ok(()),
        _ => Err("set exactly one of `header`, `basic` and `query`".to_owned()),
    }
}

/// The header must be one that an upstream may set, and that it does not set already.
fn free_header(upstream: &Upstream, credential: &Credential) -> Result<(), String> {
    let basic = credential.basic.as_ref().map(|_| "authorization");
    let Some(header) = credential.header.as_deref().or(basic) else {
        return Ok(());
    };
    if upstream
        .headers
        .keys()
        .any(|taken| taken.eq_ignore_ascii_case(header))
    {
        return Err(format!("`headers` has `{header}` already: remove one"));
    }
    let value = credential.prefix.as_deref().unwrap_or_default();
    portico_rest::check_header(header, value.trim_end_matches(' '))
}

fn free_parameter(upstream: &Upstream, credential: &Credential) -> Result<(), String> {
    match credential.query.as_deref() {
        Some("") => Err("name the parameter".to_owned()),
        Some(name) if upstream.query.contains_key(name) => {
            Err(format!("`query` has `{name}` already: remove one"))
        }
        _ => Ok(()),
    }
}
