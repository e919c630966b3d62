//! Keys of providers: sealed in the store, or the values of Secret documents.

use super::failure::{Failure, FailureKind};
use crate::configuration::{Key, State};
use crate::outbound::Target;
use crate::secret::{Keyring, Resolver, RotateError};
use crate::storage::model_provider::ModelProvider;
use portico_config::Document;
use portico_config::model::Plain;

/// Seals a key for a provider at this address; `None` if the system gives no randomness.
pub fn seal(
    keyring: &Keyring,
    (tenant, name): (&str, &str),
    base: &Target,
    key: &Plain,
) -> Option<String> {
    keyring.seal(tenant, &bound_to(name, base), key)
}

/// The provider's key; `None` if it has none.
///
/// # Errors
/// If it has one that cannot be had.
pub fn open(
    row: &ModelProvider,
    resolver: &Resolver,
    documents: &State,
) -> Result<Option<Plain>, Failure> {
    let failed = |why: String| {
        let message = format!("The key of the provider `{}` {why}.", row.name);
        Failure::new(FailureKind::Provider, message)
    };
    if let Some(secret) = &row.secret {
        let key = Key::new("Secret", &row.tenant, secret);
        let entry = documents.get(&key);
        let document = entry.and_then(|entry| entry.document.as_deref());
        let Some(Document::Secret(document)) = document else {
            return Err(failed(format!(
                "is the secret `{secret}`, which does not exist"
            )));
        };
        let value = resolver.value(document);
        return value
            .map(Some)
            .map_err(|why| failed(format!("is the secret `{secret}`, which {why}")));
    }
    let Some(sealed) = &row.sealed_key else {
        return Ok(None);
    };
    let keyring = resolver.keyring.as_ref();
    let keyring = keyring.ok_or_else(|| {
        failed(
            "is sealed, and the control plane has no key: start it with --secret-key-file".into(),
        )
    })?;
    let base = Target::parse(&row.base_url).map_err(&failed)?;
    let opened = keyring.open(&row.tenant, &bound_to(&row.name, &base), sealed);
    opened.map(Some).map_err(|error| failed(error.to_string()))
}

/// The provider with its key sealed with the first key of the keyring; `None` if there is nothing to do.
///
/// # Errors
/// If the key does not open.
pub fn rotate(
    row: &ModelProvider,
    keyring: &Keyring,
) -> Result<Option<ModelProvider>, RotateError> {
    let sealed = row.sealed_key.as_deref();
    let Some(sealed) = sealed.filter(|sealed| !keyring.is_current(sealed)) else {
        return Ok(None);
    };
    // One whose address cannot be read opens for none.
    let name = match Target::parse(&row.base_url) {
        Ok(base) => bound_to(&row.name, &base),
        Err(_) => row.name.clone(),
    };
    let opened = keyring.open(&row.tenant, &name, sealed);
    let key = opened.map_err(|error| RotateError::Open {
        tenant: row.tenant.clone(),
        name: row.name.clone(),
        error,
    })?;
    let sealed = keyring.seal(&row.tenant, &name, &key);
    Ok(Some(ModelProvider {
        sealed_key: Some(sealed.ok_or(RotateError::Random)?),
        ..row.clone()
    }))
}

/// What the key is sealed for. With the address in it nobody who may change a provider, or the store,
/// can have its key sent elsewhere. Names of secrets hold no blank.
fn bound_to(name: &str, base: &Target) -> String {
    format!("provider {name} {}", base.origin())
}
