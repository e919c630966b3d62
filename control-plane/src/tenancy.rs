//! Which tenant owns which paths: a server's path lies below its own tenant's prefix, and not below
//! a longer one of another tenant.
//!
//! Who has the files of a directory store in hand may write into them what they like; everything
//! that comes through the API is held to this.

use crate::storage::{Database, StorageError, tenant};
use parking_lot::RwLock;
use portico_config::{Document, FieldError};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The prefixes by tenant.
pub type Prefixes = BTreeMap<String, String>;

/// Reads the prefixes.
///
/// # Errors
/// If the database fails.
pub async fn prefixes(data: &Database) -> Result<Prefixes, StorageError> {
    let rows = data.run(tenant::all).await?;
    let prefixes = rows.into_iter().map(|row| (row.name, row.path_prefix));
    Ok(prefixes.collect())
}

/// The first of these documents that may be where it is by the prefixes `now`, and may not by `then`.
pub fn displaced<'d>(
    now: &Prefixes,
    then: &Prefixes,
    documents: impl IntoIterator<Item = &'d Document>,
) -> Option<&'d Document> {
    let is_displaced = |d: &&Document| check(now, d).is_ok() && check(then, d).is_err();
    documents.into_iter().find(is_displaced)
}

/// The tenants as they were last read. Clones share them.
#[derive(Debug, Clone, Default)]
pub struct Tenancy(Arc<RwLock<Option<Arc<Prefixes>>>>);

impl Tenancy {
    /// Reads the tenants. Done before every change that the API makes, as another process may have
    /// changed them.
    ///
    /// # Errors
    /// If the database fails; what was read last stays.
    pub async fn refresh(&self, data: &Database) -> Result<(), StorageError> {
        let prefixes = Arc::new(prefixes(data).await?);
        *self.0.write() = Some(prefixes);
        Ok(())
    }

    /// The prefix of a tenant, as it was last read; `None` if there is no such tenant.
    pub fn prefix(&self, tenant: &str) -> Option<String> {
        let known = self.0.read();
        known.as_ref()?.get(tenant).cloned()
    }

    /// Whether the document may be stored. Before the tenants were ever read, all may: then it is
    /// not the API that stores them.
    ///
    /// # Errors
    /// If there is no such tenant, or the path is not the tenant's.
    pub fn check(&self, document: &Document) -> Result<(), FieldError> {
        let known = self.0.read();
        let Some(prefixes) = known.clone() else {
            return Ok(());
        };
        drop(known);
        check(&prefixes, document)
    }
}

/// [`Tenancy::check`] for these tenants.
///
/// # Errors
/// If there is no such tenant, or the path is not the tenant's.
pub fn check(prefixes: &Prefixes, document: &Document) -> Result<(), FieldError> {
    let tenant = document.tenant();
    let Some(own) = prefixes.get(tenant) else {
        let message = format!("there is no tenant `{tenant}`");
        return Err(FieldError::new("tenant", message));
    };
    let Document::Server(server) = document else {
        return Ok(());
    };
    if !is_below(&server.path, own) {
        let message = format!("must lie below `{own}`, the path prefix of tenant `{tenant}`");
        return Err(FieldError::new("path", message));
    }
    let nearer = prefixes
        .iter()
        .filter(|(_, prefix)| prefix.len() > own.len());
    let mut nearer = nearer.filter(|(_, prefix)| is_below(&server.path, prefix));
    match nearer.next() {
        None => Ok(()),
        // Who else there is, is nobody's business.
        Some((_, prefix)) => {
            let message = format!("paths below `{prefix}` belong to another tenant");
            Err(FieldError::new("path", message))
        }
    }
}

fn is_below(path: &str, prefix: &str) -> bool {
    let rest = path.strip_prefix(prefix);
    prefix == "/" || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(tenant: &str, path: &str) -> Option<String> {
        let prefixes = [("default", "/"), ("a", "/a"), ("eu", "/a/eu")];
        let prefixes = prefixes.map(|(name, prefix)| (name.to_owned(), prefix.to_owned()));
        let json = format!(r#"{{"kind":"Server","name":"s","tenant":"{tenant}","path":"{path}"}}"#);
        let document = portico_config::parse(&json).unwrap();
        check(&prefixes.into(), &document)
            .err()
            .map(|error| error.path)
    }

    #[test]
    fn the_longest_prefix_owns_a_path() {
        for (tenant, path) in [
            ("default", "/"),
            ("default", "/shop"),
            ("default", "/ab"),
            ("a", "/a"),
            ("a", "/a/b"),
            ("eu", "/a/eu/x"),
        ] {
            assert_eq!(told(tenant, path), None, "{tenant} {path}");
        }
        for (tenant, path) in [
            ("default", "/a/b"),
            ("a", "/b"),
            ("a", "/ab"),
            ("a", "/a/eu"),
            ("eu", "/a"),
        ] {
            assert_eq!(
                told(tenant, path).as_deref(),
                Some("path"),
                "{tenant} {path}"
            );
        }
        assert_eq!(told("nobody", "/").as_deref(), Some("tenant"));
    }

    #[test]
    fn nothing_is_refused_before_tenants_are_known() {
        let document = portico_config::parse(r#"{"kind":"Server","name":"s","path":"/s"}"#);
        Tenancy::default().check(&document.unwrap()).unwrap();
    }
}
