//! What each control plane knows of its nodes.

use super::AnyConnection;
use super::schema::node_states;
use diesel::prelude::*;
use diesel::upsert::excluded;

/// Rows of one statement: a few hundred kilobytes, so that every server takes it.
const AT_ONCE: usize = 50;

/// A node as one control plane knows it, as stored and as inserted.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = node_states)]
pub struct NodeState {
    /// The control plane.
    pub replica: String,
    /// SHA-256 of the node's id, in hexadecimal digits.
    pub node: String,
    /// The beat of the control plane with which it was written.
    pub beat: i64,
    /// What it knows, as JSON.
    pub state: String,
}

/// The rows of a control plane that were written after its beat `after`.
///
/// # Errors
/// If the database fails.
pub fn since(
    connection: &mut AnyConnection,
    replica: &str,
    after: i64,
) -> QueryResult<Vec<NodeState>> {
    node_states::table
        .filter(node_states::replica.eq(replica))
        .filter(node_states::beat.gt(after))
        .select(NodeState::as_select())
        .load(connection)
}

/// The keys of all nodes of a control plane.
///
/// # Errors
/// If the database fails.
pub fn keys(connection: &mut AnyConnection, replica: &str) -> QueryResult<Vec<String>> {
    node_states::table
        .filter(node_states::replica.eq(replica))
        .select(node_states::node)
        .load(connection)
}

/// Puts rows in the place of those that are there, many with one statement where the database can.
///
/// # Errors
/// If there is no such control plane, or the database fails.
pub fn put(connection: &mut AnyConnection, rows: &[NodeState]) -> QueryResult<()> {
    match connection {
        AnyConnection::Sqlite(c) => {
            for row in rows {
                diesel::replace_into(node_states::table)
                    .values(row)
                    .execute(c)?;
            }
        }
        AnyConnection::Postgres(c) => {
            for rows in rows.chunks(AT_ONCE) {
                diesel::insert_into(node_states::table)
                    .values(rows)
                    .on_conflict((node_states::replica, node_states::node))
                    .do_update()
                    .set((
                        node_states::beat.eq(excluded(node_states::beat)),
                        node_states::state.eq(excluded(node_states::state)),
                    ))
                    .execute(c)?;
            }
        }
        AnyConnection::Mysql(c) => {
            for rows in rows.chunks(AT_ONCE) {
                diesel::replace_into(node_states::table)
                    .values(rows)
                    .execute(c)?;
            }
        }
    }
    Ok(())
}

/// Removes rows of a control plane by their keys.
///
/// # Errors
/// If the database fails.
pub fn delete(connection: &mut AnyConnection, replica: &str, keys: &[String]) -> QueryResult<()> {
    for keys in keys.chunks(AT_ONCE) {
        let gone = node_states::table
            .filter(node_states::replica.eq(replica))
            .filter(node_states::node.eq_any(keys.to_vec()));
        diesel::delete(gone).execute(connection)?;
    }
    Ok(())
}
