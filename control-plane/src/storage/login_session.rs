//! Login sessions of browsers.

use super::AnyConnection;
use super::schema::{login_sessions, users};
use super::user::User;
use chrono::NaiveDateTime;
use diesel::prelude::*;

/// A login session, as stored and as inserted. Times are UTC.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = login_sessions)]
pub struct LoginSession {
    /// SHA-256 of the cookie's value.
    pub id_hash: String,
    /// Whose it is.
    pub user_id: String,
    /// SHA-256 of the CSRF token.
    pub csrf_hash: String,
    /// When it began.
    pub created_at: NaiveDateTime,
    /// When it was last used, or somewhat earlier.
    pub last_used_at: NaiveDateTime,
    /// When it ends at the latest.
    pub expires_at: NaiveDateTime,
    /// What the browser called itself.
    pub user_agent: String,
}

/// The session with this hash, and whose it is.
///
/// # Errors
/// If the database fails.
pub fn find(
    connection: &mut AnyConnection,
    id_hash: &str,
) -> QueryResult<Option<(LoginSession, User)>> {
    login_sessions::table
        .inner_join(users::table)
        .filter(login_sessions::id_hash.eq(id_hash))
        .select((LoginSession::as_select(), User::as_select()))
        .first(connection)
        .optional()
}

/// The sessions of a user, the newest first; ended ones may be among them.
///
/// # Errors
/// If the database fails.
pub fn of_user(connection: &mut AnyConnection, user_id: &str) -> QueryResult<Vec<LoginSession>> {
    login_sessions::table
        .filter(login_sessions::user_id.eq(user_id))
        .order((
            login_sessions::created_at.desc(),
            login_sessions::id_hash.asc(),
        ))
        .select(LoginSession::as_select())
        .load(connection)
}

/// Adds a session.
///
/// # Errors
/// If the database fails.
pub fn insert(connection: &mut AnyConnection, session: &LoginSession) -> QueryResult<()> {
    diesel::insert_into(login_sessions::table)
        .values(session)
        .execute(connection)?;
    Ok(())
}

/// Notes that the session was used.
///
/// # Errors
/// If the database fails.
pub fn touch(connection: &mut AnyConnection, id_hash: &str, now: NaiveDateTime) -> QueryResult<()> {
    diesel::update(login_sessions::table.filter(login_sessions::id_hash.eq(id_hash)))
        .set(login_sessions::last_used_at.eq(now))
        .execute(connection)?;
    Ok(())
}

/// Ends one session of a user; false if the user has no such session.
///
/// # Errors
/// If the database fails.
pub fn delete(connection: &mut AnyConnection, user_id: &str, id_hash: &str) -> QueryResult<bool> {
    let count = diesel::delete(
        login_sessions::table
            .filter(login_sessions::user_id.eq(user_id))
            .filter(login_sessions::id_hash.eq(id_hash)),
    )
    .execute(connection)?;
    Ok(count > 0)
}

/// Ends all sessions of a user, but for `except`; gives their number.
///
/// # Errors
/// If the database fails.
pub fn delete_of_user(
    connection: &mut AnyConnection,
    user_id: &str,
    except: Option<&str>,
) -> QueryResult<usize> {
    // No hash is empty.
    diesel::delete(
        login_sessions::table
            .filter(login_sessions::user_id.eq(user_id))
            .filter(login_sessions::id_hash.ne(except.unwrap_or_default())),
    )
    .execute(connection)
}

/// Removes sessions of a user that ended by themselves: those that expired, and those that were
/// last used before `idle_since`.
///
/// # Errors
/// If the database fails.
pub fn sweep(
    connection: &mut AnyConnection,
    user_id: &str,
    now: NaiveDateTime,
    idle_since: NaiveDateTime,
) -> QueryResult<usize> {
    diesel::delete(
        login_sessions::table
            .filter(login_sessions::user_id.eq(user_id))
            .filter(
                login_sessions::expires_at
                    .le(now)
                    .or(login_sessions::last_used_at.le(idle_since)),
            ),
    )
    .execute(connection)
}
