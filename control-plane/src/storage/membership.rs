//! Who belongs to which tenant.

use super::AnyConnection;
use super::schema::{memberships, users};
use diesel::prelude::*;

/// A user's role in a tenant, as stored and as inserted.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = memberships)]
pub struct Membership {
    /// The user's id.
    pub user_id: String,
    /// The tenant's name.
    pub tenant: String,
    /// `viewer` or `editor`.
    pub role: String,
}

/// The memberships of a user, by tenant.
///
/// # Errors
/// If the database fails.
pub fn of_user(connection: &mut AnyConnection, user_id: &str) -> QueryResult<Vec<Membership>> {
    memberships::table
        .filter(memberships::user_id.eq(user_id))
        .order(memberships::tenant)
        .select(Membership::as_select())
        .load(connection)
}

/// Names and roles of a tenant's members, by name, after the name `after`.
///
/// # Errors
/// If the database fails.
pub fn of_tenant(
    connection: &mut AnyConnection,
    tenant: &str,
    after: Option<&str>,
    limit: i64,
) -> QueryResult<Vec<(String, String)>> {
    memberships::table
        .inner_join(users::table)
        .filter(memberships::tenant.eq(tenant))
        .filter(users::name.gt(after.unwrap_or_default()))
        .order(users::name)
        .limit(limit)
        .select((users::name, memberships::role))
        .load(connection)
}

/// Makes the user a member with this role, and of no other; gives the role before.
///
/// # Errors
/// If the user or the tenant does not exist, or the database fails.
pub fn set(connection: &mut AnyConnection, membership: &Membership) -> QueryResult<Option<String>> {
    let before = role(connection, &membership.user_id, &membership.tenant)?;
    if before.is_some() {
        diesel::update(
            memberships::table
                .filter(memberships::user_id.eq(&membership.user_id))
                .filter(memberships::tenant.eq(&membership.tenant)),
        )
        .set(memberships::role.eq(&membership.role))
        .execute(connection)?;
    } else {
        diesel::insert_into(memberships::table)
            .values(membership)
            .execute(connection)?;
    }
    Ok(before)
}

/// Ends a membership; false if there was none.
///
/// # Errors
/// If the database fails.
pub fn delete(connection: &mut AnyConnection, user_id: &str, tenant: &str) -> QueryResult<bool> {
    let count = diesel::delete(
        memberships::table
            .filter(memberships::user_id.eq(user_id))
            .filter(memberships::tenant.eq(tenant)),
    )
    .execute(connection)?;
    Ok(count > 0)
}

fn role(
    connection: &mut AnyConnection,
    user_id: &str,
    tenant: &str,
) -> QueryResult<Option<String>> {
    memberships::table
        .filter(memberships::user_id.eq(user_id))
        .filter(memberships::tenant.eq(tenant))
        .select(memberships::role)
        .first(connection)
        .optional()
}
