//! The pool of connections that everything else asks.

use super::any::AnyConnection;
use super::connection::Maker;
use super::error::{StorageError, is_passing};
use super::migrate::{self, MigrationSet};
use super::url::{DatabaseUrl, Dialect};
use diesel::QueryResult;
use diesel::connection::SimpleConnection;
use diesel::r2d2::{NopErrorHandler, Pool, PooledConnection, R2D2Connection};
use diesel::result::Error;
use std::fs;
use std::sync::Arc;
use std::thread::sleep;
use std::time::Duration;
use tokio::sync::Notify;
use tokio::task::spawn_blocking;
use tokio::time::timeout;

/// Most connections of one process.
const CONNECTIONS: u32 = 8;

/// How long to wait for a connection before the database counts as gone.
const CONNECT: Duration = Duration::from_secs(3);

/// How long a request may take before the database counts as gone. What becomes of it then is not
/// known.
const ANSWER: Duration = Duration::from_secs(20);

/// How often notifications are looked for.
const LISTEN: Duration = Duration::from_millis(20);

/// How often a transaction is run that others are in the way of, and the pause after the first time;
/// it grows.
const ATTEMPTS: u32 = 12;
const PAUSE: Duration = Duration::from_millis(2);

/// A database. Clones share one pool.
#[derive(Debug, Clone)]
pub struct Database {
    pool: Pool<Maker>,
    url: DatabaseUrl,
}

impl Database {
    /// A database whose pool connects when it is first asked: the database need not be there yet. The
    /// folder of an SQLite file is created.
    ///
    /// # Errors
    /// [`StorageError::Unavailable`] if that folder cannot be created.
    pub fn lazy(url: DatabaseUrl) -> Result<Self, StorageError> {
        if let Some(folder) = url.file().as_deref().and_then(|file| file.parent()) {
            fs::create_dir_all(folder).map_err(|error| {
                StorageError::Unavailable(format!("{}: {error}", folder.display()))
            })?;
        }
        let pool = Pool::builder()
            .max_size(CONNECTIONS)
            .min_idle(Some(0))
            .connection_timeout(CONNECT)
            .error_handler(Box::new(NopErrorHandler))
            .build_unchecked(Maker { url: url.clone() });
        Ok(Self { pool, url })
    }

    /// Connects to the database.
    ///
    /// # Errors
    /// [`StorageError::Unavailable`] if it is not there.
    pub async fn connect(url: DatabaseUrl) -> Result<Self, StorageError> {
        let database = Self::lazy(url)?;
        database.run(|connection| connection.ping()).await?;
        Ok(database)
    }

    /// Asks whether it is there.
    ///
    /// # Errors
    /// [`StorageError::Unavailable`] if it is not.
    pub async fn ping(&self) -> Result<(), StorageError> {
        self.run(|connection| connection.ping()).await
    }

    /// Where it is; shown without its password.
    #[must_use]
    pub fn url(&self) -> &DatabaseUrl {
        &self.url
    }

    /// Which kind of database.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        self.url.dialect()
    }

    /// Brings the tables of these sets up to date.
    ///
    /// # Errors
    /// [`StorageError::Migration`] if a migration fails, [`StorageError::Unavailable`] if the
    /// database is not there.
    pub async fn migrate(&self, sets: &'static [MigrationSet]) -> Result<(), StorageError> {
        let pool = self.pool.clone();
        blocking(move || {
            let mut connection = connection(&pool)?;
            migrate::run(&mut connection, sets)
        })
        .await
    }

    /// Makes the tables what they were after the first `count` migrations of a set, for tests of
    /// upgrades; false if there are fewer.
    ///
    /// # Errors
    /// As [`Self::migrate`].
    pub async fn migrate_first(
        &self,
        set: MigrationSet,
        count: usize,
    ) -> Result<bool, StorageError> {
        let pool = self.pool.clone();
        blocking(move || migrate::run_first(&mut *connection(&pool)?, set, count)).await
    }

    /// Runs queries on one connection, each a transaction of its own.
    ///
    /// # Errors
    /// That of `work`, as a [`StorageError`].
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut AnyConnection) -> QueryResult<T> + Send + 'static,
    ) -> Result<T, StorageError> {
        let pool = self.pool.clone();
        blocking(move || {
            let mut connection = connection(&pool)?;
            work(&mut connection).map_err(|error| judge(&mut connection, error))
        })
        .await
    }

    /// Runs queries in one transaction. It is undone if `work` fails, and run again a few times if
    /// only another transaction was in its way.
    ///
    /// # Errors
    /// That of `work`, as a [`StorageError`]. After [`StorageError::Unavailable`] it is not known
    /// whether the transaction took place.
    pub async fn transaction<T: Send + 'static>(
        &self,
        work: impl Fn(&mut AnyConnection) -> QueryResult<T> + Send + 'static,
    ) -> Result<T, StorageError> {
        let pool = self.pool.clone();
        blocking(move || {
            let mut connection = connection(&pool)?;
            let mut attempt = 1;
            loop {
                match connection.in_transaction(&work) {
                    Ok(value) => return Ok(value),
                    Err(error) if attempt < ATTEMPTS && is_passing(&error) => {
                        sleep(PAUSE * attempt);
                        attempt += 1;
                    }
                    Err(error) => return Err(judge(&mut connection, error)),
                }
            }
        })
        .await
    }
}

impl Database {
    /// Wakes `news` whenever `channel` is notified. Returns when the connection is lost; on databases
    /// other than PostgreSQL, which cannot tell, never.
    ///
    /// # Errors
    /// Why the connection is lost.
    pub async fn listen(&self, channel: &str, news: Arc<Notify>) -> Result<(), StorageError> {
        if self.dialect() != Dialect::Postgres {
            std::future::pending::<()>().await;
        }
        let (url, listen) = (self.url.clone(), format!("LISTEN {channel}"));
        let mut connection = blocking(move || {
            let mut connection = AnyConnection::open(&url)
                .map_err(|error| StorageError::Unavailable(error.to_string()))?;
            let listening = connection.batch_execute(&listen);
            listening.map_err(|error| StorageError::Unavailable(error.to_string()))?;
            Ok(connection)
        })
        .await?;
        loop {
            // Looks at what has arrived already, so it does not block.
            match connection.take_notifications() {
                Ok(true) => news.notify_one(),
                Ok(false) => {}
                Err(error) => return Err(StorageError::Unavailable(error.to_string())),
            }
            tokio::time::sleep(LISTEN).await;
        }
    }
}

fn connection(pool: &Pool<Maker>) -> Result<PooledConnection<Maker>, StorageError> {
    pool.get()
        .map_err(|error| StorageError::Unavailable(error.to_string()))
}

/// What a failure means. Databases have many ways to say that they are gone, so the connection is
/// tried where the failure itself does not tell.
fn judge(connection: &mut AnyConnection, error: Error) -> StorageError {
    let error = match error {
        Error::NotFound => return StorageError::Missing,
        other => other,
    };
    match StorageError::of(error) {
        StorageError::Refused(reason) if connection.ping().is_err() => {
            StorageError::Unavailable(reason)
        }
        other => other,
    }
}

/// Diesel blocks, so it runs on a thread where that is allowed.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, StorageError> + Send + 'static,
) -> Result<T, StorageError> {
    match timeout(ANSWER, spawn_blocking(work)).await {
        Ok(Ok(outcome)) => outcome,
        Ok(Err(error)) => Err(StorageError::Refused(error.to_string())),
        Err(_) => Err(StorageError::Unavailable(format!(
            "no answer within {} s",
            ANSWER.as_secs()
        ))),
    }
}
