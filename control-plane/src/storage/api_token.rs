//! Personal API tokens.

use super::AnyConnection;
use super::schema::{api_tokens, users};
use super::user::User;
use chrono::NaiveDateTime;
use diesel::prelude::*;

/// An API token, as stored and as inserted. Times are UTC.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = api_tokens)]
pub struct ApiToken {
    /// UUID (version 7).
    pub id: String,
    /// Whose it is.
    pub user_id: String,
    /// What its owner calls it.
    pub name: String,
    /// SHA-256 of the token.
    pub token_hash: String,
    /// Its scopes, with spaces between.
    pub scopes: String,
    /// When it ends, if ever.
    pub expires_at: Option<NaiveDateTime>,
    /// When it was made.
    pub created_at: NaiveDateTime,
    /// When it was last used, or somewhat earlier.
    pub last_used_at: Option<NaiveDateTime>,
}

/// The token with this hash, and whose it is.
///
/// # Errors
/// If the database fails.
pub fn find(
    connection: &mut AnyConnection,
    token_hash: &str,
) -> QueryResult<Option<(ApiToken, User)>> {
    api_tokens::table
        .inner_join(users::table)
        .filter(api_tokens::token_hash.eq(token_hash))
        .select((ApiToken::as_select(), User::as_select()))
        .first(connection)
        .optional()
}

/// The tokens of a user by age, after the one with the id `after`.
///
/// # Errors
/// If the database fails.
pub fn of_user(
    connection: &mut AnyConnection,
    user_id: &str,
    after: Option<&str>,
    limit: i64,
) -> QueryResult<Vec<ApiToken>> {
    api_tokens::table
        .filter(api_tokens::user_id.eq(user_id))
        .filter(api_tokens::id.gt(after.unwrap_or_default()))
        .order(api_tokens::id)
        .limit(limit)
        .select(ApiToken::as_select())
        .load(connection)
}

/// Adds a token.
///
/// # Errors
/// If the database fails.
pub fn insert(connection: &mut AnyConnection, token: &ApiToken) -> QueryResult<()> {
    diesel::insert_into(api_tokens::table)
        .values(token)
        .execute(connection)?;
    Ok(())
}

/// Notes that the token was used.
///
/// # Errors
/// If the database fails.
pub fn touch(connection: &mut AnyConnection, id: &str, now: NaiveDateTime) -> QueryResult<()> {
    diesel::update(api_tokens::table.filter(api_tokens::id.eq(id)))
        .set(api_tokens::last_used_at.eq(now))
        .execute(connection)?;
    Ok(())
}

/// Removes a token of a user; false if the user has no such token.
///
/// # Errors
/// If the database fails.
pub fn delete(connection: &mut AnyConnection, user_id: &str, id: &str) -> QueryResult<bool> {
    let count = diesel::delete(
        api_tokens::table
            .filter(api_tokens::user_id.eq(user_id))
            .filter(api_tokens::id.eq(id)),
    )
    .execute(connection)?;
    Ok(count > 0)
}
