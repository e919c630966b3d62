//! Sealing all secrets anew, as one change.

use super::change::{Change, Committed, Edit, Expected};
use super::error::ConfigurationError;
use super::state::State;
use super::store::ConfigurationStore;
use crate::secret::{Keyring, RotateError, rotate};
use portico_config::Document;

/// How often it is tried while others change the same secrets.
const ATTEMPTS: u32 = 5;

/// Why secrets are not sealed anew.
#[derive(Debug, thiserror::Error)]
pub enum RotationError {
    /// One cannot be.
    #[error(transparent)]
    Secret(#[from] RotateError),
    /// The change cannot be made.
    #[error(transparent)]
    Store(#[from] ConfigurationError),
}

impl ConfigurationStore {
    /// Seals the secrets that are sealed with another key anew with the first one of `keyring`, in one
    /// revision; in none if there are none. The history keeps what was sealed before, so going back to
    /// it needs the former key.
    ///
    /// # Errors
    /// [`RotationError`]; but for `Unavailable`, nothing was changed.
    pub async fn rotate_secrets(
        &self,
        keyring: &Keyring,
        author: &str,
    ) -> Result<Committed, RotationError> {
        for _ in 0..ATTEMPTS {
            let change = Change {
                edits: edits(&self.current(), keyring)?,
                author: author.to_owned(),
                reason: format!("sealed with key {}", keyring.sealing_key()),
            };
            match self.commit(change).await {
                Err(ConfigurationError::Conflict(_)) => {}
                outcome => return Ok(outcome?),
            }
        }
        Err(ConfigurationError::Busy.into())
    }
}

fn edits(state: &State, keyring: &Keyring) -> Result<Vec<Edit>, RotateError> {
    let mut edits = Vec::new();
    for entry in state.entries.values() {
        let Some(Document::Secret(secret)) = entry.document.as_deref() else {
            continue;
        };
        let rotated = rotate(secret, keyring)?.and_then(|rotated| rotated.sealed);
        if let (Some(old), Some(new)) = (&secret.sealed, rotated) {
            edits.push(Edit::Put {
                content: entry.content().replace(old, &new),
                expected: Expected::Etags(vec![entry.etag().to_string()]),
            });
        }
    }
    Ok(edits)
}
