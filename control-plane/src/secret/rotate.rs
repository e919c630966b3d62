//! Sealing everything anew with the first key.

use super::keyring::{Keyring, OpenError};
use portico_config::model::Secret;

/// Why a secret cannot be sealed anew.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RotateError {
    /// It does not open.
    #[error("secret `{tenant}/{name}` {error}")]
    Open {
        /// Owner.
        tenant: String,
        /// Name.
        name: String,
        /// Why.
        error: OpenError,
    },
    /// The system gives no randomness.
    #[error("the system gives no random numbers")]
    Random,
}

/// `secret` sealed with the first key; `None` if there is nothing to do.
///
/// # Errors
/// If it does not open.
pub fn rotate(secret: &Secret, keyring: &Keyring) -> Result<Option<Secret>, RotateError> {
    let sealed = secret.sealed.as_deref();
    let Some(sealed) = sealed.filter(|sealed| !keyring.is_current(sealed)) else {
        return Ok(None);
    };
    let (tenant, name) = (&secret.tenant, &secret.name);
    let value = keyring.open(tenant, name, sealed);
    let value = value.map_err(|error| RotateError::Open {
        tenant: tenant.clone(),
        name: name.clone(),
        error,
    })?;
    let sealed = keyring
        .seal(tenant, name, &value)
        .ok_or(RotateError::Random)?;
    Ok(Some(Secret {
        sealed: Some(sealed),
        ..secret.clone()
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use portico_config::model::Plain;

    #[test]
    fn old_secrets_are_sealed_with_the_new_key() {
        let (old, new) = (
            "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
            "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=",
        );
        let value = Plain::new("v".to_owned());
        let sealed = Keyring::parse(old).unwrap().seal("t", "n", &value);
        let secret = Secret {
            name: "n".to_owned(),
            tenant: "t".to_owned(),
            value: None,
            sealed,
            from: None,
        };
        let both = Keyring::parse(&format!("{new} {old}")).unwrap();
        let rotated = rotate(&secret, &both).unwrap().unwrap();
        assert_eq!(rotate(&rotated, &both).unwrap(), None);
        let alone = Keyring::parse(new).unwrap();
        assert_eq!(
            alone.open("t", "n", rotated.sealed.as_deref().unwrap()),
            Ok(value)
        );
        assert!(matches!(
            rotate(&secret, &alone),
            Err(RotateError::Open { .. })
        ));
    }
}
