//! What descriptions gave when they were last imported.

use super::AnyConnection;
use super::schema::imports;
use chrono::NaiveDateTime;
use diesel::prelude::*;

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
