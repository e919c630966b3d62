//! Users.

use super::AnyConnection;
use super::schema::users;
use chrono::NaiveDateTime;
use diesel::prelude::*;

/// A person, as stored and as inserted.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = users)]
pub struct User {
    /// UUID (version 7).
    pub id: String,
    /// What the user logs in with; it never changes.
    pub name: String,
    /// A PHC string; none for those who log in elsewhere.
    pub password_hash: Option<String>,
    /// Issuer and subject at the identity provider.
    pub oidc_subject: Option<String>,
    /// Whether the user may do everything.
    pub is_admin: bool,
    /// Whether the user may do nothing.
    pub disabled: bool,
    /// When the user was made (UTC).
    pub created_at: NaiveDateTime,
}

impl User {
    /// Whether the user is an admin who can log in.
    #[must_use]
    pub fn is_active_admin(&self) -> bool {
        self.is_admin && !self.disabled
    }
}

/// The user of this name.
///
/// # Errors
/// If the database fails.
pub fn find(connection: &mut AnyConnection, name: &str) -> QueryResult<Option<User>> {
    users::table
        .filter(users::name.eq(name))
        .select(User::as_select())
        .first(connection)
        .optional()
}

/// The user with this subject at the identity provider.
///
/// # Errors
/// If the database fails.
pub fn find_by_subject(connection: &mut AnyConnection, subject: &str) -> QueryResult<Option<User>> {
    users::table
        .filter(users::oidc_subject.eq(subject))
        .select(User::as_select())
        .first(connection)
        .optional()
}

/// Users by name, after the name `after`.
///
/// # Errors
/// If the database fails.
pub fn list(
    connection: &mut AnyConnection,
    after: Option<&str>,
    limit: i64,
) -> QueryResult<Vec<User>> {
    users::table
        .filter(users::name.gt(after.unwrap_or_default()))
        .order(users::name)
        .limit(limit)
        .select(User::as_select())
        .load(connection)
}

/// Whether there are users at all.
///
/// # Errors
/// If the database fails.
pub fn any(connection: &mut AnyConnection) -> QueryResult<bool> {
    let count: i64 = users::table.count().get_result(connection)?;
    Ok(count > 0)
}

/// Adds a user.
///
/// # Errors
/// If the name or the subject is taken, or the database fails.
pub fn insert(connection: &mut AnyConnection, user: &User) -> QueryResult<()> {
    diesel::insert_into(users::table)
        .values(user)
        .execute(connection)?;
    Ok(())
}

/// Sets what the user may do.
///
/// # Errors
/// If the database fails.
pub fn set_standing(
    connection: &mut AnyConnection,
    id: &str,
    is_admin: bool,
    disabled: bool,
) -> QueryResult<()> {
    diesel::update(users::table.filter(users::id.eq(id)))
        .set((users::is_admin.eq(is_admin), users::disabled.eq(disabled)))
        .execute(connection)?;
    Ok(())
}

/// Sets the password's hash.
///
/// # Errors
/// If the database fails.
pub fn set_password(connection: &mut AnyConnection, id: &str, hash: &str) -> QueryResult<()> {
    diesel::update(users::table.filter(users::id.eq(id)))
        .set(users::password_hash.eq(hash))
        .execute(connection)?;
    Ok(())
}

/// Sets issuer and subject at the identity provider.
///
/// # Errors
/// If another user has them, or the database fails.
pub fn set_identity(connection: &mut AnyConnection, id: &str, identity: &str) -> QueryResult<()> {
    diesel::update(users::table.filter(users::id.eq(id)))
        .set(users::oidc_subject.eq(identity))
        .execute(connection)?;
    Ok(())
}

/// Removes a user, with memberships, sessions and tokens.
///
/// # Errors
/// If the database fails.
pub fn delete(connection: &mut AnyConnection, id: &str) -> QueryResult<()> {
    diesel::delete(users::table.filter(users::id.eq(id))).execute(connection)?;
    Ok(())
}

/// How many admins can log in. Until the transaction ends nobody else can change that: the update,
/// which changes nothing, locks their rows. To be asked before anything else in the transaction is.
///
/// # Errors
/// If the database fails.
pub fn count_active_admins(connection: &mut AnyConnection) -> QueryResult<i64> {
    let active = || users::is_admin.eq(true).and(users::disabled.eq(false));
    diesel::update(users::table.filter(active()))
        .set(users::is_admin.eq(true))
        .execute(connection)?;
    users::table.filter(active()).count().get_result(connection)
}
