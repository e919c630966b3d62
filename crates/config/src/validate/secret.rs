//! Rules of secrets.

use super::{at, name};
use crate::model::{Plain, Secret, Source};
use portico_rest::FieldError;

/// Longest value, in bytes.
const MAX_VALUE: usize = 16 * 1024;

/// The errors of one secret.
pub(super) fn check(secret: &Secret) -> Vec<FieldError> {
    let mut errors = Vec::new();
    errors.extend(at("name", name::document(&secret.name)));
    errors.extend(at("tenant", name::document(&secret.tenant)));
    let given = [
        secret.value.is_some(),
        secret.sealed.is_some(),
        secret.from.is_some(),
    ];
    if given.into_iter().filter(|set| *set).count() != 1 {
        let message = "set exactly one of `value`, `sealed` and `from`";
        errors.push(FieldError::new("", message));
    }
    errors.extend(at("value", value(secret.value.as_ref())));
    errors.extend(at("from", source(secret.from.as_ref())));
    errors
}

fn value(value: Option<&Plain>) -> Result<(), String> {
    match value.map(Plain::expose) {
        Some("") => Err("must not be empty".to_owned()),
        Some(text) if text.len() > MAX_VALUE => Err(format!("must have at most {MAX_VALUE} bytes")),
        _ => Ok(()),
    }
}

fn source(source: Option<&Source>) -> Result<(), String> {
    let legal = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    match source {
        Some(Source::Env(name)) if name.is_empty() || !name.bytes().all(legal) => {
            Err("`env` is not the name of an environment variable".to_owned())
        }
        Some(Source::File(path)) if !path.starts_with('/') || path.contains('\0') => {
            Err("`file` must be an absolute path".to_owned())
        }
        _ => Ok(()),
    }
}
