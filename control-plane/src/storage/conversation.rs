//! Conversations with models. Every query names the user, so that nobody reads another's.

use super::AnyConnection;
use super::schema::{conversations, messages};
use chrono::NaiveDateTime;
use diesel::dsl::exists;
use diesel::prelude::*;

/// Marks a character of a search that stands for itself.
const ESCAPE: char = '!';

/// A conversation, as stored and as inserted. Times are UTC, in microseconds.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = conversations)]
pub struct Conversation {
    /// UUID (version 7).
    pub id: String,
    /// Whose it is.
    pub user_id: String,
    /// The tenant of its provider and servers.
    pub tenant: String,
    /// What its user calls it.
    pub title: String,
    /// The provider's name.
    pub provider: String,
    /// The model.
    pub model: String,
    /// All other settings: JSON.
    pub settings: String,
    /// The title in lower case.
    pub searched: String,
    /// When it was made.
    pub created_at: NaiveDateTime,
    /// When it last changed or went on.
    pub updated_at: NaiveDateTime,
}

/// The conversation of this user with this id.
///
/// # Errors
/// If the database fails.
pub fn find(
    connection: &mut AnyConnection,
    user_id: &str,
    id: &str,
) -> QueryResult<Option<Conversation>> {
    conversations::table
        .filter(conversations::user_id.eq(user_id))
        .filter(conversations::id.eq(id))
        .select(Conversation::as_select())
        .first(connection)
        .optional()
}

/// Conversations of a user, the latest first, before the one with this time and id; with `search`,
/// those that have it in their title or messages, in any case.
///
/// # Errors
/// If the database fails.
pub fn list(
    connection: &mut AnyConnection,
    user_id: &str,
    search: Option<&str>,
    before: Option<(NaiveDateTime, String)>,
    limit: i64,
) -> QueryResult<Vec<Conversation>> {
    let mut query = conversations::table
        .filter(conversations::user_id.eq(user_id.to_owned()))
        .into_boxed();
    if let Some(search) = search {
        let pattern = pattern(search);
        let said = messages::table
            .filter(messages::conversation_id.eq(conversations::id))
            .filter(messages::searched.like(pattern.clone()).escape(ESCAPE))
            .select(messages::id);
        let titled = conversations::searched.like(pattern).escape(ESCAPE);
        query = query.filter(titled.or(exists(said)));
    }
    if let Some((at, id)) = before {
        let same = conversations::updated_at
            .eq(at)
            .and(conversations::id.lt(id));
        query = query.filter(conversations::updated_at.lt(at).or(same));
    }
    query
        .order((conversations::updated_at.desc(), conversations::id.desc()))
        .limit(limit)
        .select(Conversation::as_select())
        .load(connection)
}

/// Adds a conversation.
///
/// # Errors
/// If the database fails.
pub fn insert(connection: &mut AnyConnection, conversation: &Conversation) -> QueryResult<()> {
    diesel::insert_into(conversations::table)
        .values(conversation)
        .execute(connection)?;
    Ok(())
}

/// Changes the conversation with this id and user; false if it is not there.
///
/// # Errors
/// If the database fails.
pub fn update(connection: &mut AnyConnection, conversation: &Conversation) -> QueryResult<bool> {
    let count = diesel::update(
        conversations::table
            .filter(conversations::user_id.eq(&conversation.user_id))
            .filter(conversations::id.eq(&conversation.id)),
    )
    .set(conversation)
    .execute(connection)?;
    Ok(count > 0)
}

/// Removes a conversation with its messages; false if it was not there.
///
/// # Errors
/// If the database fails.
pub fn delete(connection: &mut AnyConnection, user_id: &str, id: &str) -> QueryResult<bool> {
    let count = diesel::delete(
        conversations::table
            .filter(conversations::user_id.eq(user_id))
            .filter(conversations::id.eq(id)),
    )
    .execute(connection)?;
    Ok(count > 0)
}

/// What is searched of a text: it in lower case, without NUL, which PostgreSQL does not take.
pub fn searchable(text: &str) -> String {
    text.to_lowercase().replace('\0', "")
}

fn pattern(search: &str) -> String {
    let mut pattern = String::from("%");
    for letter in searchable(search).chars() {
        if matches!(letter, '%' | '_' | ESCAPE) {
            pattern.push(ESCAPE);
        }
        pattern.push(letter);
    }
    pattern.push('%');
    pattern
}
