//! `/tenants/{tenant}/members`: who belongs to a tenant.

use super::ApiState;
use super::input::{Json, Path};
use super::page::{Page, PageQuery};
use super::problem::Problem;
use super::tenant::no_tenant;
use super::user::{find_user, no_user};
use crate::auth::actor::Actor;
use crate::auth::permission::Role;
use crate::storage::audit::{self, AuditEntry};
use crate::storage::membership::{self as row, Membership};
use crate::storage::{tenant, user};
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

/// A tenant that a user belongs to.
#[derive(Serialize, ToSchema)]
pub(super) struct MemberOf {
    /// The tenant's name.
    pub(super) tenant: String,
    /// What the user is there.
    pub(super) role: Role,
}

/// A user who belongs to a tenant.
#[derive(Serialize, ToSchema)]
pub(super) struct Member {
    /// The user's name.
    user: String,
    /// What the user is there.
    role: Role,
}

/// Every tenant that a user belongs to.
#[derive(Serialize, ToSchema)]
pub(super) struct Memberships {
    /// By tenant.
    items: Vec<MemberOf>,
}

/// What a user is to be in a tenant.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct MemberChange {
    /// The role.
    role: Role,
}

enum Outcome {
    Made,
    Changed,
    Removed,
    NoTenant,
    NoUser,
    NoMember,
}

impl Outcome {
    fn status(self, tenant: &str, user: &str) -> Result<StatusCode, Problem> {
        match self {
            Self::Made => Ok(StatusCode::CREATED),
            Self::Changed => Ok(StatusCode::OK),
            Self::Removed => Ok(StatusCode::NO_CONTENT),
            Self::NoTenant => Err(no_tenant(tenant)),
            Self::NoUser => Err(no_user(user)),
            Self::NoMember => Err(Problem::not_found(format_args!(
                "member `{user}` of `{tenant}`"
            ))),
        }
    }
}

/// Members of a tenant, by name
#[utoipa::path(
    get, path = "/api/v1/tenants/{tenant}/members", tag = "tenants",
    params(("tenant" = String, Path, description = "The tenant's name"), PageQuery),
    responses((status = 200, body = Page<Member>)),
)]
pub(super) async fn list_members(
    State(state): State<ApiState>,
    Path(tenant): Path<String>,
    page: PageQuery,
) -> Result<axum::Json<Page<Member>>, Problem> {
    let after: Option<String> = page.after()?;
    let (limit, wanted) = (page.rows(), tenant.clone());
    let rows = state.data.run(move |connection| {
        if tenant::find(connection, &wanted)?.is_none() {
            return Ok(None);
        }
        row::of_tenant(connection, &wanted, after.as_deref(), limit).map(Some)
    });
    let rows = rows.await?.ok_or_else(|| no_tenant(&tenant))?;
    let members = rows.into_iter().map(|(user, role)| {
        let role = read_role(&role)?;
        Ok(Member { user, role })
    });
    let members = members.collect::<Result<Vec<Member>, Problem>>()?;
    Ok(axum::Json(
        page.page(members, |member| member.user.clone())?,
    ))
}

/// The tenants that a user belongs to
#[utoipa::path(
    get, path = "/api/v1/users/{user}/tenants", tag = "users",
    params(("user" = String, Path, description = "The user's name")),
    responses((status = 200, body = Memberships)),
)]
pub(super) async fn list_user_tenants(
    State(state): State<ApiState>,
    Path(name): Path<String>,
) -> Result<axum::Json<Memberships>, Problem> {
    let user = find_user(&state, name).await?;
    let rows = state
        .data
        .run(move |connection| row::of_user(connection, &user.id))
        .await?;
    let memberships = rows.into_iter().map(|Membership { tenant, role, .. }| {
        let role = read_role(&role)?;
        Ok(MemberOf { tenant, role })
    });
    let items = memberships.collect::<Result<Vec<MemberOf>, Problem>>()?;
    Ok(axum::Json(Memberships { items }))
}

/// A role as it is stored.
fn read_role(role: &str) -> Result<Role, Problem> {
    let unknown = || Problem::internal(format_args!("role `{role}` in the database"));
    Role::of_name(role).ok_or_else(unknown)
}

/// Make a user a member, or change the role
#[utoipa::path(
    put, path = "/api/v1/tenants/{tenant}/members/{user}", tag = "tenants",
    params(
        ("tenant" = String, Path, description = "The tenant's name"),
        ("user" = String, Path, description = "The user's name"),
    ),
    request_body = MemberChange,
    responses(
        (status = 200, body = Member, description = "Changed"),
        (status = 201, body = Member, description = "Made a member"),
    ),
)]
pub(super) async fn put_member(
    State(state): State<ApiState>,
    actor: Actor,
    Path((tenant, name)): Path<(String, String)>,
    Json(change): Json<MemberChange>,
) -> Result<(StatusCode, axum::Json<Member>), Problem> {
    let (wanted, member) = (tenant.clone(), name.clone());
    let outcome = state.data.transaction(move |connection| {
        if tenant::find(connection, &wanted)?.is_none() {
            return Ok(Outcome::NoTenant);
        }
        let Some(user) = user::find(connection, &member)? else {
            return Ok(Outcome::NoUser);
        };
        let membership = Membership {
            user_id: user.id,
            tenant: wanted.clone(),
            role: change.role.name().to_owned(),
        };
        let before = row::set(connection, &membership)?;
        let detail = json!({ "role": [before, change.role] });
        let entry = entry(&actor, "member.set", &wanted, &member).detail(&detail);
        audit::insert(connection, &entry)?;
        Ok(if before.is_some() {
            Outcome::Changed
        } else {
            Outcome::Made
        })
    });
    let status = outcome.await?.status(&tenant, &name)?;
    let member = Member {
        user: name,
        role: change.role,
    };
    Ok((status, axum::Json(member)))
}

/// End a membership
#[utoipa::path(
    delete, path = "/api/v1/tenants/{tenant}/members/{user}", tag = "tenants",
    params(
        ("tenant" = String, Path, description = "The tenant's name"),
        ("user" = String, Path, description = "The user's name"),
    ),
    responses((status = 204, description = "Ended")),
)]
pub(super) async fn delete_member(
    State(state): State<ApiState>,
    actor: Actor,
    Path((tenant, name)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    let (wanted, member) = (tenant.clone(), name.clone());
    let outcome = state.data.transaction(move |connection| {
        let Some(user) = user::find(connection, &member)? else {
            return Ok(Outcome::NoUser);
        };
        if !row::delete(connection, &user.id, &wanted)? {
            return Ok(Outcome::NoMember);
        }
        let entry = entry(&actor, "member.delete", &wanted, &member);
        audit::insert(connection, &entry)?;
        Ok(Outcome::Removed)
    });
    outcome.await?.status(&tenant, &name)
}

fn entry(actor: &Actor, action: &str, tenant: &str, user: &str) -> AuditEntry {
    AuditEntry::new(&actor.name, action, &format!("user/{user}")).tenant(tenant)
}
