//! How connections are made, and transactions on them.

use super::any::AnyConnection;
use super::url::{DatabaseUrl, Dialect};
use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager};
use diesel::mysql::MysqlConnection;
use diesel::pg::PgConnection;
use diesel::r2d2::{Error, ManageConnection, R2D2Connection};
use diesel::sqlite::SqliteConnection;
use diesel::{Connection as _, ConnectionResult, QueryResult};

/// Nothing that was answered for is lost, not even by a power cut; readers do not wait for writers.
const SQLITE_SETUP: &str = "
    PRAGMA busy_timeout = 5000;
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA foreign_keys = ON;
";

/// A value that does not fit is an error, whatever the server's default.
const MYSQL_SETUP: &str = "SET sql_mode = CONCAT(@@sql_mode, ',STRICT_ALL_TABLES')";

/// A server that stopped answering is not waited for without end.
const POSTGRES_SETUP: &str = "SET statement_timeout = '10s'; SET lock_timeout = '5s'";

impl AnyConnection {
    /// Connects. The scheme of the URL chooses: the `establish` that Diesel derives tries one kind
    /// after the other, and SQLite takes any text for a file.
    pub(super) fn open(url: &DatabaseUrl) -> ConnectionResult<Self> {
        let target = url.target();
        let (mut connection, setup) = match url.dialect() {
            Dialect::Sqlite => (
                Self::Sqlite(SqliteConnection::establish(target)?),
                SQLITE_SETUP,
            ),
            Dialect::Postgres => (
                Self::Postgres(PgConnection::establish(target)?),
                POSTGRES_SETUP,
            ),
            Dialect::Mysql => (
                Self::Mysql(MysqlConnection::establish(target)?),
                MYSQL_SETUP,
            ),
        };
        connection
            .batch_execute(setup)
            .map_err(diesel::ConnectionError::CouldntSetupConfiguration)?;
        Ok(connection)
    }

    /// Runs `work` in a transaction, undone if it fails. On SQLite the transaction has the right to
    /// write from its beginning: one that asks for it later may be refused.
    pub(super) fn in_transaction<T>(
        &mut self,
        work: impl FnOnce(&mut Self) -> QueryResult<T>,
    ) -> QueryResult<T> {
        match self {
            Self::Sqlite(sqlite) => {
                AnsiTransactionManager::begin_transaction_sql(sqlite, "BEGIN IMMEDIATE")?;
            }
            Self::Postgres(postgres) => AnsiTransactionManager::begin_transaction(postgres)?,
            Self::Mysql(mysql) => AnsiTransactionManager::begin_transaction(mysql)?,
        }
        let outcome = work(self);
        match outcome {
            Ok(value) => {
                self.end(true)?;
                Ok(value)
            }
            Err(error) => {
                // If that fails too, the connection is broken, and the pool drops it.
                let _ = self.end(false);
                Err(error)
            }
        }
    }

    /// Whether a notification has arrived; all that have are taken.
    pub(super) fn take_notifications(&mut self) -> QueryResult<bool> {
        let Self::Postgres(connection) = self else {
            return Ok(false);
        };
        let mut any = false;
        for notification in connection.notifications_iter() {
            notification?;
            any = true;
        }
        Ok(any)
    }

    fn end(&mut self, commit: bool) -> QueryResult<()> {
        match self {
            Self::Sqlite(c) => end::<SqliteConnection>(c, commit),
            Self::Postgres(c) => end::<PgConnection>(c, commit),
            Self::Mysql(c) => end::<MysqlConnection>(c, commit),
        }
    }
}

fn end<C: diesel::Connection>(connection: &mut C, commit: bool) -> QueryResult<()> {
    if commit {
        C::TransactionManager::commit_transaction(connection)
    } else {
        C::TransactionManager::rollback_transaction(connection)
    }
}

impl std::fmt::Debug for AnyConnection {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Sqlite(_) => "AnyConnection::Sqlite",
            Self::Postgres(_) => "AnyConnection::Postgres",
            Self::Mysql(_) => "AnyConnection::Mysql",
        })
    }
}

/// Makes the connections of a pool.
#[derive(Debug)]
pub(super) struct Maker {
    /// Where to.
    pub(super) url: DatabaseUrl,
}

impl ManageConnection for Maker {
    type Connection = AnyConnection;
    type Error = Error;

    fn connect(&self) -> Result<AnyConnection, Error> {
        AnyConnection::open(&self.url).map_err(Error::ConnectionError)
    }

    fn is_valid(&self, connection: &mut AnyConnection) -> Result<(), Error> {
        connection.ping().map_err(Error::QueryError)
    }

    fn has_broken(&self, connection: &mut AnyConnection) -> bool {
        connection.is_broken()
    }
}
