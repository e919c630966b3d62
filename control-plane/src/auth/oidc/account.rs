//! From a user of the provider to a user here.

use super::claims::Person;
use super::error::OidcError;
use super::roles::Granted;
use crate::auth::permission::Role;
use crate::storage::audit::{self, AuditEntry};
use crate::storage::membership::{self, Membership};
use crate::storage::user::{self, User};
use crate::storage::{AnyConnection, Database, StorageError, tenant};
use chrono::Utc;
use diesel::QueryResult;
use serde_json::json;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Who is named in the audit log.
const ACTOR: &str = "oidc";

enum Outcome {
    Admitted(User),
    Disabled,
    Unknown,
    NoName,
    NameTaken(String),
}

/// The user that the provider's user is, made if `create`, with the roles that are granted. Users
/// are never found by their name: who may choose names at the provider would be whom they like.
///
/// # Errors
/// If there is no such user, or the user is disabled.
pub(super) async fn admit(
    data: &Database,
    person: Person,
    create: bool,
) -> Result<User, OidcError> {
    let outcome = match try_admit(data, &person, create).await {
        // Another login of the same user was faster.
        Err(StorageError::Duplicate(_)) => try_admit(data, &person, create).await?,
        other => other?,
    };
    Err(match outcome {
        Outcome::Admitted(user) => return Ok(user),
        Outcome::Disabled => OidcError::Disabled,
        Outcome::Unknown => {
            let why = "no user here belongs to this account of the identity provider";
            OidcError::NoUser(why.to_owned())
        }
        Outcome::NoName => {
            let why = "neither `preferred_username` nor `email` can be a user's name here";
            OidcError::NoUser(why.to_owned())
        }
        Outcome::NameTaken(name) => OidcError::NoUser(format!(
            "there is another user `{name}` here; an admin can link or remove it"
        )),
    })
}

async fn try_admit(
    data: &Database,
    person: &Person,
    create: bool,
) -> Result<Outcome, StorageError> {
    let person = person.clone();
    data.transaction(move |connection| find_or_make(connection, &person, create))
        .await
}

fn find_or_make(
    connection: &mut AnyConnection,
    person: &Person,
    create: bool,
) -> QueryResult<Outcome> {
    let mut user = match user::find_by_subject(connection, &person.key)? {
        Some(user) if user.disabled => {
            let target = format!("user/{}", user.name);
            let detail = json!({ "by": ACTOR, "disabled": true });
            let entry = AuditEntry::new("anonymous", "session.refuse", &target).detail(&detail);
            audit::insert(connection, &entry)?;
            return Ok(Outcome::Disabled);
        }
        Some(user) => user,
        None if !create => return Ok(Outcome::Unknown),
        None => {
            let Some(name) = &person.name else {
                return Ok(Outcome::NoName);
            };
            match user::find(connection, name)? {
                None => make(connection, name, &person.key)?,
                // Another login of the same user was faster, after the look by its subject.
                Some(user) if user.oidc_subject.as_ref() == Some(&person.key) => {
                    return find_or_make(connection, person, create);
                }
                Some(_) => return Ok(Outcome::NameTaken(name.clone())),
            }
        }
    };
    follow(connection, &mut user, &person.granted)?;
    Ok(Outcome::Admitted(user))
}

fn make(connection: &mut AnyConnection, name: &str, key: &str) -> QueryResult<User> {
    let user = User {
        id: Uuid::now_v7().to_string(),
        name: name.to_owned(),
        password_hash: None,
        oidc_subject: Some(key.to_owned()),
        is_admin: false,
        disabled: false,
        created_at: Utc::now().naive_utc(),
    };
    user::insert(connection, &user)?;
    note(connection, "user.create", name, &json!({ "identity": key }))?;
    Ok(user)
}

/// Gives the user what is granted, and takes what is not.
fn follow(connection: &mut AnyConnection, user: &mut User, granted: &Granted) -> QueryResult<()> {
    if let Some(is_admin) = granted.is_admin
        && is_admin != user.is_admin
    {
        user::set_standing(connection, &user.id, is_admin, user.disabled)?;
        user.is_admin = is_admin;
        let detail = json!({ "isAdmin": is_admin });
        note(connection, "user.update", &user.name, &detail)?;
    }
    if let Some(wanted) = &granted.members {
        follow_members(connection, user, wanted)?;
    }
    Ok(())
}

fn follow_members(
    connection: &mut AnyConnection,
    user: &User,
    wanted: &BTreeMap<String, Role>,
) -> QueryResult<()> {
    let before: BTreeMap<String, String> = membership::of_user(connection, &user.id)?
        .into_iter()
        .map(|member| (member.tenant, member.role))
        .collect();
    for tenant in before.keys().filter(|tenant| !wanted.contains_key(*tenant)) {
        membership::delete(connection, &user.id, tenant)?;
        note_member(connection, "member.delete", tenant, user, &json!({}))?;
    }
    for (tenant, role) in wanted {
        if before.get(tenant).is_some_and(|is| is == role.name()) {
            continue;
        }
        if tenant::find(connection, tenant)?.is_none() {
            tracing::warn!(%tenant, "--oidc-member names a tenant that does not exist");
            continue;
        }
        let member = Membership {
            user_id: user.id.clone(),
            tenant: tenant.clone(),
            role: role.name().to_owned(),
        };
        membership::set(connection, &member)?;
        let detail = json!({ "role": [before.get(tenant), role] });
        note_member(connection, "member.set", tenant, user, &detail)?;
    }
    Ok(())
}

fn note(
    connection: &mut AnyConnection,
    action: &str,
    name: &str,
    detail: &serde_json::Value,
) -> QueryResult<()> {
    let entry = AuditEntry::new(ACTOR, action, &format!("user/{name}")).detail(detail);
    audit::insert(connection, &entry)
}

fn note_member(
    connection: &mut AnyConnection,
    action: &str,
    tenant: &str,
    user: &User,
    detail: &serde_json::Value,
) -> QueryResult<()> {
    let target = format!("user/{}", user.name);
    let entry = AuditEntry::new(ACTOR, action, &target).tenant(tenant);
    audit::insert(connection, &entry.detail(detail))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::{DatabaseUrl, MigrationSet};
    use portico_e2e::database::{self, Kind};
    use portico_e2e::on_all_databases;
    use std::collections::BTreeSet;
    use tokio::task::JoinSet;

    on_all_databases!(first_logins_at_once_make_one_user);

    async fn first_logins_at_once_make_one_user(kind: Kind) {
        let keep = database::Database::new(kind).await.unwrap();
        let url = DatabaseUrl::parse(&keep.url).unwrap();
        let data = Database::connect(url).await.unwrap();
        data.migrate(&[MigrationSet::Data]).await.unwrap();
        for round in 0..20 {
            let person = Person {
                key: format!("http://provider {round}"),
                name: Some(format!("user-{round}")),
                granted: Granted {
                    is_admin: None,
                    members: None,
                },
            };
            let mut logins = JoinSet::new();
            for _ in 0..4 {
                let (data, person) = (data.clone(), person.clone());
                logins.spawn(async move { admit(&data, person, true).await.unwrap().id });
            }
            let made: BTreeSet<String> = logins.join_all().await.into_iter().collect();
            assert_eq!(made.len(), 1, "round {round}");
        }
    }
}
