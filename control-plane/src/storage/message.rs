//! Messages of conversations. Who asks for them has found the conversation by its user before.

use super::AnyConnection;
use super::schema::messages;
use diesel::prelude::*;

/// A message, as stored and as inserted.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = messages)]
pub struct Message {
    /// UUID (version 7).
    pub id: String,
    /// Of which conversation.
    pub conversation_id: String,
    /// Its place there.
    pub position: i64,
    /// What it holds: JSON.
    pub content: String,
    /// Its text in lower case.
    pub searched: String,
}

/// The messages of a conversation in their order, after the one at the position `after`.
///
/// # Errors
/// If the database fails.
pub fn list(
    connection: &mut AnyConnection,
    conversation_id: &str,
    after: Option<i64>,
    limit: Option<i64>,
) -> QueryResult<Vec<Message>> {
    let mut query = messages::table
        .filter(messages::conversation_id.eq(conversation_id.to_owned()))
        .order(messages::position)
        .select(Message::as_select())
        .into_boxed();
    if let Some(after) = after {
        query = query.filter(messages::position.gt(after));
    }
    if let Some(limit) = limit {
        query = query.limit(limit);
    }
    query.load(connection)
}

/// Stores a message as it is now, new or not.
///
/// # Errors
/// If its conversation is gone, or the database fails.
pub fn put(connection: &mut AnyConnection, message: &Message) -> QueryResult<()> {
    let count = diesel::update(messages::table.filter(messages::id.eq(&message.id)))
        .set(message)
        .execute(connection)?;
    // MySQL counts the rows that differ: an equal one is found again by the insert.
    if count == 0 && !is_there(connection, &message.id)? {
        diesel::insert_into(messages::table)
            .values(message)
            .execute(connection)?;
    }
    Ok(())
}

/// Removes the messages of a conversation from this position on.
///
/// # Errors
/// If the database fails.
pub fn delete_from(
    connection: &mut AnyConnection,
    conversation_id: &str,
    position: i64,
) -> QueryResult<()> {
    diesel::delete(
        messages::table
            .filter(messages::conversation_id.eq(conversation_id))
            .filter(messages::position.ge(position)),
    )
    .execute(connection)?;
    Ok(())
}

fn is_there(connection: &mut AnyConnection, id: &str) -> QueryResult<bool> {
    let count: i64 = messages::table
        .filter(messages::id.eq(id))
        .count()
        .get_result(connection)?;
    Ok(count > 0)
}
