//! Filling secrets in: the upstream that is pushed has values where the document has a name.

use crate::secret::{Resolved, Unresolved};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use portico_config::Document;
use portico_config::model::{Credential, Plain, Upstream};

/// The secret that `upstream` needs; `None` if it needs none.
///
/// # Errors
/// If the secret has no value now.
pub(super) fn needed<'s>(
    upstream: &Upstream,
    secrets: &'s Resolved,
) -> Result<Option<&'s Plain>, Unresolved> {
    let Some(credential) = &upstream.credential else {
        return Ok(None);
    };
    let value = secrets.get(&upstream.tenant, &credential.secret);
    value
        .map(Some)
        .map_err(|message| unresolved(upstream, credential, message))
}

/// `upstream` with `value` in the place of its credential.
///
/// # Errors
/// If the value cannot be sent where it belongs. The message does not show it.
pub(super) fn filled(upstream: &Upstream, value: &Plain) -> Result<Upstream, Unresolved> {
    let mut filled = upstream.clone();
    let Some(credential) = filled.credential.take() else {
        return Ok(filled);
    };
    let value = value.expose();
    if let Some(header) = &credential.header {
        let prefix = credential.prefix.as_deref().unwrap_or_default();
        filled
            .headers
            .insert(header.clone(), format!("{prefix}{value}"));
    }
    if let Some(basic) = &credential.basic {
        // RFC 7617 section 2.
        let pair = BASE64_STANDARD.encode(format!("{}:{value}", basic.username));
        let header = "authorization".to_owned();
        filled.headers.insert(header, format!("Basic {pair}"));
    }
    if let Some(parameter) = &credential.query {
        filled.query.insert(parameter.clone(), value.to_owned());
    }
    let document = Document::Upstream(filled);
    match (
        portico_config::validate(&document).into_iter().next(),
        document,
    ) {
        (None, Document::Upstream(filled)) => Ok(filled),
        (error, _) => {
            let reason = error.map(|error| error.message).unwrap_or_default();
            let message = format!("has a value that cannot be sent: it {reason}");
            Err(unresolved(upstream, &credential, &message))
        }
    }
}

fn unresolved(upstream: &Upstream, credential: &Credential, message: &str) -> Unresolved {
    Unresolved {
        tenant: upstream.tenant.clone(),
        upstream: upstream.name.clone(),
        secret: credential.secret.clone(),
        message: message.to_owned(),
    }
}
