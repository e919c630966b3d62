//! What becomes of a document before it is stored: plain values are sealed.

use super::keyring::Keyring;
use super::redact::REDACTED;
use portico_config::model::Secret;
use portico_config::{Document, FieldError};

/// A document that cannot be stored.
pub type Refused = FieldError;

/// `document` as it may be stored in the place of `current`, the secret of that name now. A plain
/// value is sealed; if it is the one that is stored already, that one stays, so that writing the
/// same twice changes nothing. What [`super::redact`] put in the place of a value means the stored
/// one.
///
/// # Errors
/// If there is no key to seal with, a sealed value does not open, or there is no value to keep.
pub fn admit(
    document: Document,
    current: Option<&Secret>,
    keyring: Option<&Keyring>,
) -> Result<Document, Refused> {
    let Document::Secret(mut secret) = document else {
        return Ok(document);
    };
    let stored = current.and_then(|current| current.sealed.as_deref());
    if secret.sealed.as_deref() == Some(REDACTED) {
        let kept = stored.ok_or_else(|| {
            let message = "there is no stored value to keep: give a `value`";
            FieldError::new("sealed", message)
        })?;
        secret.sealed = Some(kept.to_owned());
        return Ok(Document::Secret(secret));
    }
    let keys = || {
        keyring.ok_or_else(|| {
            let message =
                "there is no key to seal with: start the control plane with --secret-key-file";
            FieldError::new("value", message)
        })
    };
    if let Some(value) = secret.value.take() {
        let keys = keys()?;
        let (tenant, name) = (&secret.tenant, &secret.name);
        let same = stored.filter(|stored| {
            keys.open(tenant, name, stored)
                .is_ok_and(|old| old == value)
        });
        let sealed = match same {
            Some(same) => Some(same.to_owned()),
            None => keys.seal(tenant, name, &value),
        };
        let failed = || FieldError::new("value", "the system gives no random numbers");
        secret.sealed = Some(sealed.ok_or_else(failed)?);
    } else if let Some(sealed) = &secret.sealed {
        let opened = keys()?.open(&secret.tenant, &secret.name, sealed);
        opened.map_err(|error| FieldError::new("sealed", error.to_string()))?;
    }
    Ok(Document::Secret(secret))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(fields: &str) -> Document {
        let json = format!(r#"{{"kind":"Secret","name":"s",{fields}}}"#);
        portico_config::parse(&json).unwrap()
    }

    fn into_secret(document: Document) -> Secret {
        match document {
            Document::Secret(secret) => secret,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn values_are_sealed_once() {
        let keyring = Keyring::parse("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=").unwrap();
        let admit = |fields: &str, current: Option<&Secret>| {
            admit(secret(fields), current, Some(&keyring)).map(into_secret)
        };
        let first = admit(r#""value":"a""#, None).unwrap();
        assert!(first.value.is_none() && first.sealed.is_some());
        assert_eq!(admit(r#""value":"a""#, Some(&first)).unwrap(), first);
        let kept = format!(r#""sealed":"{REDACTED}""#);
        assert_eq!(admit(&kept, Some(&first)).unwrap(), first);
        assert_ne!(
            admit(r#""value":"b""#, Some(&first)).unwrap().sealed,
            first.sealed
        );
        assert_eq!(admit(&kept, None).unwrap_err().path, "sealed");
        assert_eq!(
            admit(r#""sealed":"v1.00000000.AAAA""#, None)
                .unwrap_err()
                .path,
            "sealed"
        );
    }

    #[test]
    fn without_a_key_only_references_are_stored() {
        let admit = |fields: &str| admit(secret(fields), None, None);
        assert!(admit(r#""from":{"env":"KEY"}"#).is_ok());
        assert_eq!(admit(r#""value":"a""#).unwrap_err().path, "value");
    }
}
