//! Databases: the client libraries that the control plane is linked with, and the servers that it is
//! tested on.

use super::debian::{install_packages, install_programs};
use std::env;
use std::path::Path;

/// Makes sure that the control plane can be built.
///
/// # Errors
/// A library is missing and this is not root on Debian.
pub(crate) fn database_clients() -> anyhow::Result<()> {
    // Each package of headers has a program that tells where they are.
    install_programs(&[
        ("pg_config", "libpq-dev"),
        ("mariadb_config", "libmariadb-dev"),
    ])
}

/// Makes sure that the tests find PostgreSQL and MariaDB, which they start themselves.
///
/// # Errors
/// One is missing and this is not root on Debian.
pub(crate) fn database_servers() -> anyhow::Result<()> {
    let mut missing = Vec::new();
    if env::var_os("PORTICO_POSTGRES_DIR").is_none() && !has_postgres() {
        missing.push("postgresql");
    }
    let mariadb = Path::new("/usr/sbin/mariadbd");
    if env::var_os("PORTICO_MARIADB_DIR").is_none() && !mariadb.exists() {
        missing.push("mariadb-server");
    }
    install_packages(&missing)
}

/// Debian has a folder for each version, and none of them on the `PATH`.
fn has_postgres() -> bool {
    let versions = Path::new("/usr/lib/postgresql").read_dir();
    let mut versions = versions.into_iter().flatten().flatten();
    versions.any(|version| version.path().join("bin/postgres").exists())
}
