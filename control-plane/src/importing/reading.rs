//! Reading descriptions beside everything else that the process does: few at a time, and none for long.

use portico_import::{Import, ImportError, Options, import_while};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;
use tokio::time::timeout;

/// How many are read at a time. Each keeps a thread busy, and memory of many times its size.
const PLACES: usize = 2;

/// How long a place is waited for.
const PATIENCE: Duration = Duration::from_secs(20);

/// How long reading may take.
const LONGEST: Duration = Duration::from_secs(60);

/// The places in which descriptions are read. Clones share them.
#[derive(Debug, Clone)]
pub struct Readers(Arc<Semaphore>);

/// Why a description was not read.
#[derive(Debug, thiserror::Error)]
pub enum ReadingError {
    /// Others are being read.
    #[error("other descriptions are being imported: try again in a while")]
    Busy,
    /// It cannot be imported.
    #[error(transparent)]
    Import(#[from] ImportError),
    /// A mistake of ours.
    #[error("the import failed: {0}")]
    Failed(#[from] tokio::task::JoinError),
}

impl Default for Readers {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(PLACES)))
    }
}

impl Readers {
    /// Reads a description. When this is dropped, reading ends soon.
    ///
    /// # Errors
    /// [`ReadingError`].
    pub async fn read(&self, text: String, options: Options) -> Result<Import, ReadingError> {
        let place = Arc::clone(&self.0).acquire_owned();
        let Ok(Ok(place)) = timeout(PATIENCE, place).await else {
            return Err(ReadingError::Busy);
        };
        let wanted = Arc::new(());
        let is_wanted = Arc::downgrade(&wanted);
        let end = Instant::now() + LONGEST;
        let reading = tokio::task::spawn_blocking(move || {
            // Held until the end, whoever still waits for it.
            let _place = place;
            let goes_on = || Instant::now() < end && is_wanted.strong_count() > 0;
            import_while(&text, &options, &goes_on)
        });
        let import = reading.await?;
        drop(wanted);
        Ok(import?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_place_is_waited_for_and_not_forever() {
        let readers = Readers::default();
        let text = r#"{"openapi": "3.0.0", "info": {}, "paths": {}}"#.to_owned();
        let read = || readers.read(text.clone(), Options::default());
        assert!(read().await.is_ok());
        let others = Arc::clone(&readers.0).acquire_many_owned(2).await.unwrap();
        assert!(matches!(read().await, Err(ReadingError::Busy)));
        drop(others);
        assert!(read().await.is_ok());
    }
}
