//! Control planes on one store: when each was last there, and how far it has written.

use super::AnyConnection;
use super::node_state::{self, NodeState};
use super::schema::replicas;
use chrono::{NaiveDateTime, TimeDelta, Utc};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Timestamp;

/// A control plane from its start to its end, as stored and as inserted.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = replicas)]
pub struct Replica {
    /// UUID (version 7), made at its start.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Grows with each writing.
    pub beat: i64,
    /// Grows whenever nodes are taken away.
    pub removals: i64,
    /// When it last wrote, by the database's clock (UTC).
    pub seen_at: NaiveDateTime,
    /// Whether it has ended.
    pub ended: bool,
    /// The times of its latest revisions, as JSON.
    pub timeline: String,
}

/// What the database's clock says (UTC). Times of several machines are compared by it alone. SQLite has
/// that of this machine.
///
/// # Errors
/// If the database fails.
pub fn now(connection: &mut AnyConnection) -> QueryResult<NaiveDateTime> {
    match connection {
        AnyConnection::Sqlite(_) => Ok(Utc::now().naive_utc()),
        AnyConnection::Postgres(c) => {
            diesel::select(sql::<Timestamp>("clock_timestamp() AT TIME ZONE 'UTC'")).get_result(c)
        }
        AnyConnection::Mysql(c) => {
            diesel::select(sql::<Timestamp>("UTC_TIMESTAMP(6)")).get_result(c)
        }
    }
}

/// All of them, by id.
///
/// # Errors
/// If the database fails.
pub fn list(connection: &mut AnyConnection) -> QueryResult<Vec<Replica>> {
    replicas::table
        .order(replicas::id)
        .select(Replica::as_select())
        .load(connection)
}

/// Writes how this one is, with the nodes that changed and without those with the keys `removed`; its
/// `seen_at` is put in by the database's clock. False if it was not there: then the rows that it wrote
/// earlier are not there either, and those of its name that ended unseen are noted to have ended.
///
/// # Errors
/// If the database fails.
pub fn write(
    connection: &mut AnyConnection,
    replica: &Replica,
    changed: &[NodeState],
    removed: &[String],
) -> QueryResult<bool> {
    let seen_at = now(connection)?;
    let updated = diesel::update(replicas::table.filter(replicas::id.eq(&replica.id)))
        .set((
            replicas::beat.eq(replica.beat),
            replicas::removals.eq(replica.removals),
            replicas::seen_at.eq(seen_at),
            replicas::ended.eq(replica.ended),
            replicas::timeline.eq(&replica.timeline),
        ))
        .execute(connection)?;
    let is_known = updated > 0;
    if !is_known {
        let row = Replica {
            seen_at,
            ..replica.clone()
        };
        diesel::insert_into(replicas::table)
            .values(&row)
            .execute(connection)?;
        let earlier = replicas::table
            .filter(replicas::name.eq(&row.name))
            .filter(replicas::id.ne(&row.id));
        diesel::update(earlier)
            .set(replicas::ended.eq(true))
            .execute(connection)?;
    }
    node_state::put(connection, changed)?;
    node_state::delete(connection, &replica.id, removed)?;
    Ok(is_known)
}

/// Removes those that last wrote longer ago than `age`, with their nodes. Gives their number.
///
/// # Errors
/// If the database fails.
pub fn sweep(connection: &mut AnyConnection, age: TimeDelta) -> QueryResult<usize> {
    let before = now(connection)? - age;
    diesel::delete(replicas::table.filter(replicas::seen_at.lt(before))).execute(connection)
}
