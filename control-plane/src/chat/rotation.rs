//! Sealing the keys of model providers anew with the first key of the keyring.

use super::credential;
use crate::secret::{Keyring, RotateError};
use crate::storage::model_provider::{self, ModelProvider};
use crate::storage::{Database, DatabaseUrl, MigrationSet, StorageError};

/// Why keys are not sealed anew.
#[derive(Debug, thiserror::Error)]
pub enum ProviderRotationError {
    /// One does not open.
    #[error("the key of a model provider: {0}")]
    Key(#[from] RotateError),
    /// The store cannot be read or written.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// Somebody entered a key meanwhile.
    #[error("somebody changed a key of a model provider at this moment; run it once more")]
    Changed,
}

/// The keys of all model providers of a store, sealed anew and not yet written.
#[derive(Debug)]
pub struct Rotation {
    data: Option<Database>,
    /// The providers with their new keys, and what was there.
    keys: Vec<(ModelProvider, String)>,
}

impl Rotation {
    /// Opens the keys that are sealed with another key than the first, and seals them. A store that does
    /// not exist has none: `portico-data.db` is made by the first start.
    ///
    /// # Errors
    /// If one does not open, or the store cannot be read.
    pub async fn prepare(
        url: DatabaseUrl,
        keyring: &Keyring,
    ) -> Result<Self, ProviderRotationError> {
        if url.file().is_some_and(|file| !file.exists()) {
            let (data, keys) = (None, Vec::new());
            return Ok(Self { data, keys });
        }
        let data = Database::connect(url).await?;
        data.migrate(&[MigrationSet::Data]).await?;
        let rows = data.run(|c| model_provider::list(c, None, None, i64::MAX));
        let mut keys = Vec::new();
        for row in rows.await? {
            if let Some(rotated) = credential::rotate(&row, keyring)? {
                let old = row.sealed_key.unwrap_or_default();
                keys.push((rotated, old));
            }
        }
        let data = Some(data);
        Ok(Self { data, keys })
    }

    /// Writes all keys, or none. Gives their number.
    ///
    /// # Errors
    /// If the store cannot be written to, or somebody else was faster.
    pub async fn write(self) -> Result<usize, ProviderRotationError> {
        let (Some(data), count) = (self.data, self.keys.len()) else {
            return Ok(0);
        };
        let keys = self.keys;
        let written = data.transaction(move |c| {
            let mut keys = keys.iter();
            keys.try_for_each(|(row, old)| model_provider::replace_key(c, row, old))
        });
        match written.await {
            Ok(()) => Ok(count),
            Err(StorageError::Missing) => Err(ProviderRotationError::Changed),
            Err(error) => Err(error.into()),
        }
    }
}
