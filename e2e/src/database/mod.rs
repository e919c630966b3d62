//! Database servers of Debian's packages, each on a free loopback port with its data in a temporary
//! directory. No service of the system is used or touched.
//!
//! The programs are looked for where Debian puts them; `PORTICO_POSTGRES_DIR` and
//! `PORTICO_MARIADB_DIR` name other folders.

mod mariadb;
mod postgres;
mod programs;
mod shared;

pub use mariadb::Mariadb;
pub use postgres::Postgres;
pub use shared::Shared;

use anyhow::Result;
use std::path::PathBuf;
use tempfile::TempDir;

/// The kinds of databases that everything is tested on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Kind {
    Sqlite,
    Postgres,
    Mariadb,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Sqlite, Self::Postgres, Self::Mariadb];
}

/// A database server of one's own, which can be stopped and started again.
#[derive(Debug)]
#[expect(missing_docs, reason = "documented at the types")]
pub enum Server {
    Postgres(Postgres),
    Mariadb(Mariadb),
}

impl Server {
    /// A running server; `None` for SQLite, which has none.
    pub async fn start(kind: Kind) -> Result<Option<Self>> {
        Ok(match kind {
            Kind::Sqlite => None,
            Kind::Postgres => Some(Self::Postgres(Postgres::start().await?)),
            Kind::Mariadb => Some(Self::Mariadb(Mariadb::start().await?)),
        })
    }

    /// Creates an empty database and gives its URL.
    pub fn create(&self, name: &str) -> Result<String> {
        match self {
            Self::Postgres(server) => server.create(name),
            Self::Mariadb(server) => server.create(name),
        }
    }

    /// Ends the server at once; all connections break.
    pub fn stop(&mut self) -> Result<()> {
        match self {
            Self::Postgres(server) => server.stop(),
            Self::Mariadb(server) => server.stop(),
        }
    }

    /// Starts it again on the same port with the data that it had.
    pub async fn start_again(&mut self) -> Result<()> {
        match self {
            Self::Postgres(server) => server.run().await,
            Self::Mariadb(server) => server.run().await,
        }
    }
}

/// An empty database of a test.
#[derive(Debug)]
pub struct Database {
    /// Its URL, as `--config-store` takes it.
    pub url: String,
    /// The folder of an SQLite file.
    _folder: Option<TempDir>,
}

impl Database {
    /// A new SQLite file, or a new database of a server that all tests of this process share.
    pub async fn new(kind: Kind) -> Result<Self> {
        if kind == Kind::Sqlite {
            let folder = tempfile::Builder::new().prefix("portico-db-").tempdir()?;
            return Ok(Self {
                url: format!("sqlite:{}", folder.path().join("portico.db").display()),
                _folder: Some(folder),
            });
        }
        let url = Shared::create(kind).await?;
        Ok(Self { url, _folder: None })
    }
}

/// Makes a test on each kind of database of each of these functions, which take the
/// [`Kind`](crate::database::Kind).
#[macro_export]
macro_rules! on_all_databases {
    ($($name:ident),* $(,)?) => {
        $(mod $name {
            use $crate::database::Kind;

            #[tokio::test(flavor = "multi_thread")]
            async fn sqlite() {
                super::$name(Kind::Sqlite).await;
            }

            #[tokio::test(flavor = "multi_thread")]
            async fn postgres() {
                super::$name(Kind::Postgres).await;
            }

            #[tokio::test(flavor = "multi_thread")]
            async fn mariadb() {
                super::$name(Kind::Mariadb).await;
            }
        })*
    };
}

/// A server's folder below the system's temporary one, which the server's user can get at.
fn folder(prefix: &str, user: Option<&programs::User>) -> Result<(TempDir, PathBuf)> {
    let folder = tempfile::Builder::new().prefix(prefix).tempdir()?;
    if let Some(user) = user {
        std::os::unix::fs::chown(folder.path(), Some(user.uid), Some(user.gid))?;
    }
    let data = folder.path().join("data");
    Ok((folder, data))
}
