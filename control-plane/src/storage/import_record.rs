//! What descriptions gave when they were last imported.

use super::AnyConnection;
use super::schema::imports;
use chrono::NaiveDateTime;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use std::collections::BTreeSet;

/// The last import of a server, as stored and as inserted.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = imports)]
pub struct ImportRecord {
    /// The owner.
    pub tenant: String,
    /// The server's name.
    pub server: String,
    /// What kind of description it was.
    pub format: String,
    /// Where it was found; `None` if it was given as a text.
    pub url: Option<String>,
    /// How it was imported, as JSON.
    pub options: String,
    /// The documents that it gave, as a JSON array.
    pub documents: String,
    /// When, UTC.
    pub imported_at: NaiveDateTime,
}

/// The last import of this server.
///
/// # Errors
/// If the database fails.
pub fn find(
    connection: &mut AnyConnection,
    tenant: &str,
    server: &str,
) -> QueryResult<Option<ImportRecord>> {
    imports::table
        .find((tenant, server))
        .select(ImportRecord::as_select())
        .first(connection)
        .optional()
}

/// The last imports of the servers of these tenants (of all where `None`) that are called `name` (all
/// where `None`), by tenant and name, from behind `after`; at most `limit`.
///
/// # Errors
/// If the database fails.
pub fn list(
    connection: &mut AnyConnection,
    tenants: Option<&BTreeSet<String>>,
    name: Option<&str>,
    after: Option<&(String, String)>,
    limit: i64,
) -> QueryResult<Vec<ImportRecord>> {
    let (tenant, server) = after.cloned().unwrap_or_default();
    let behind = imports::tenant
        .gt(tenant.clone())
        .or(imports::tenant.eq(tenant).and(imports::server.gt(server)));
    let of = tenants.cloned().unwrap_or_default();
    let of_all = tenants.is_none().into_sql::<Bool>();
    let of_any_name = name.is_none().into_sql::<Bool>();
    let wanted = name.unwrap_or_default().to_owned();
    imports::table
        .filter(behind)
        .filter(imports::tenant.eq_any(of).or(of_all))
        .filter(imports::server.eq(wanted).or(of_any_name))
        .order((imports::tenant.asc(), imports::server.asc()))
        .limit(limit)
        .select(ImportRecord::as_select())
        .load(connection)
}

/// Puts the record in the place of the one before.
///
/// # Errors
/// If there is no such tenant, or the database fails.
pub fn put(connection: &mut AnyConnection, record: &ImportRecord) -> QueryResult<()> {
    connection.transaction(|connection| {
        let key = (&record.tenant, &record.server);
        diesel::delete(imports::table.find(key)).execute(connection)?;
        diesel::insert_into(imports::table)
            .values(record)
            .execute(connection)?;
        Ok(())
    })
}
