//! Tenants.

use super::AnyConnection;
use super::schema::tenants;
use diesel::prelude::*;

/// A part of an organization with documents of its own, as stored and as inserted.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = tenants)]
pub struct Tenant {
    /// Its name, which documents give as `tenant`.
    pub name: String,
    /// What people call it.
    pub title: String,
    /// Its servers' paths lie below this one.
    pub path_prefix: String,
}

/// The tenant of this name.
///
/// # Errors
/// If the database fails.
pub fn find(connection: &mut AnyConnection, name: &str) -> QueryResult<Option<Tenant>> {
    tenants::table
        .filter(tenants::name.eq(name))
        .select(Tenant::as_select())
        .first(connection)
        .optional()
}

/// Every tenant, by name.
///
/// # Errors
/// If the database fails.
pub fn all(connection: &mut AnyConnection) -> QueryResult<Vec<Tenant>> {
    tenants::table
        .order(tenants::name)
        .select(Tenant::as_select())
        .load(connection)
}

/// Adds a tenant.
///
/// # Errors
/// If the name or the prefix is taken, or the database fails.
pub fn insert(connection: &mut AnyConnection, tenant: &Tenant) -> QueryResult<()> {
    diesel::insert_into(tenants::table)
        .values(tenant)
        .execute(connection)?;
    Ok(())
}

/// Changes title and prefix of the tenant of this name.
///
/// # Errors
/// If the prefix is taken, or the database fails.
pub fn update(connection: &mut AnyConnection, tenant: &Tenant) -> QueryResult<()> {
    diesel::update(tenants::table.filter(tenants::name.eq(&tenant.name)))
        .set((
            tenants::title.eq(&tenant.title),
            tenants::path_prefix.eq(&tenant.path_prefix),
        ))
        .execute(connection)?;
    Ok(())
}

/// Removes a tenant, with its memberships; false if it was not there.
///
/// # Errors
/// If the database fails.
pub fn delete(connection: &mut AnyConnection, name: &str) -> QueryResult<bool> {
    let count =
        diesel::delete(tenants::table.filter(tenants::name.eq(name))).execute(connection)?;
    Ok(count > 0)
}
