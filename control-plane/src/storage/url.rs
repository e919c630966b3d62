//! URLs of databases.

use super::StorageError;
use std::fmt;
use std::path::{Path, PathBuf};

/// Which kind of database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Dialect {
    Sqlite,
    Postgres,
    /// MariaDB too.
    Mysql,
}

/// Where a database is: `sqlite:PATH`, `postgres://…` or `mysql://…`.
#[derive(Clone, PartialEq, Eq)]
pub struct DatabaseUrl {
    dialect: Dialect,
    /// What the client library takes: a path for SQLite, the URL for the others.
    target: String,
}

impl DatabaseUrl {
    /// Reads a URL. `postgresql:` and `mariadb:` are other names of `postgres:` and `mysql:`.
    ///
    /// # Errors
    /// [`StorageError::Url`] for any other scheme, so that a mistyped URL does not become a file.
    pub fn parse(text: &str) -> Result<Self, StorageError> {
        let unknown = || {
            // Not the text itself: it may hold a password.
            StorageError::Url(
                "write sqlite:PATH, postgres://USER@HOST/NAME or mysql://USER@HOST/NAME".to_owned(),
            )
        };
        let (scheme, rest) = text.split_once(':').ok_or_else(unknown)?;
        let (dialect, target) = match scheme {
            "sqlite" if rest.is_empty() || rest.contains(['?', '\0']) => return Err(unknown()),
            "sqlite" => (
                Dialect::Sqlite,
                rest.strip_prefix("//").unwrap_or(rest).to_owned(),
            ),
            "postgres" | "postgresql" => (Dialect::Postgres, text.to_owned()),
            "mysql" | "mariadb" => (Dialect::Mysql, format!("mysql:{rest}")),
            _ => return Err(unknown()),
        };
        let is_network = dialect != Dialect::Sqlite;
        if is_network && !rest.starts_with("//") {
            return Err(unknown());
        }
        Ok(Self { dialect, target })
    }

    /// The SQLite database in this file.
    #[must_use]
    pub fn sqlite(path: &Path) -> Self {
        Self {
            dialect: Dialect::Sqlite,
            target: path.display().to_string(),
        }
    }

    /// Which kind of database.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// The file of an SQLite database.
    #[must_use]
    pub fn file(&self) -> Option<PathBuf> {
        (self.dialect == Dialect::Sqlite).then(|| PathBuf::from(&self.target))
    }

    /// What the client library takes.
    pub(super) fn target(&self) -> &str {
        &self.target
    }
}

/// Without the password.
impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.dialect == Dialect::Sqlite {
            return write!(f, "sqlite:{}", self.target);
        }
        let (scheme, rest) = self.target.split_once("//").unwrap_or_default();
        // Parameters may hold a password too.
        let rest = rest.split_once('?').map_or(rest, |(rest, _)| rest);
        match rest.rsplit_once('@') {
            Some((who, place)) => {
                let user = who.split_once(':').map_or(who, |(user, _)| user);
                write!(f, "{scheme}//{user}@{place}")
            }
            None => write!(f, "{scheme}//{rest}"),
        }
    }
}

/// As [`fmt::Display`], without the password.
impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scheme_chooses() {
        let table = [
            ("sqlite:a/b.db", "sqlite:a/b.db", Dialect::Sqlite),
            ("sqlite:///a/b.db", "sqlite:/a/b.db", Dialect::Sqlite),
            ("postgres://h/n", "postgres://h/n", Dialect::Postgres),
            (
                "postgresql://u:se@cret@h:1/n?password=x",
                "postgresql://u@h:1/n",
                Dialect::Postgres,
            ),
            ("mysql://u:secret@h/n", "mysql://u@h/n", Dialect::Mysql),
            ("mariadb://u@h/n", "mysql://u@h/n", Dialect::Mysql),
        ];
        for (text, shown, dialect) in table {
            let url = DatabaseUrl::parse(text).unwrap();
            assert_eq!((url.to_string().as_str(), url.dialect()), (shown, dialect));
        }
    }

    #[test]
    fn a_mistyped_url_is_no_file() {
        for text in [
            "",
            "a.db",
            "postgres:nope",
            "mysql:x",
            "sqlite:",
            "oracle://h/n",
        ] {
            let error = DatabaseUrl::parse(text).unwrap_err();
            assert!(matches!(error, StorageError::Url(_)), "{text}");
        }
    }
}
