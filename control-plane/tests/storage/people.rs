//! Users and what belongs to them.

use crate::migrated;
use chrono::{NaiveDateTime, TimeDelta, Utc};
use diesel::QueryResult;
use portico_control_plane::storage::api_token::{self, ApiToken};
use portico_control_plane::storage::audit::{self, AuditEntry, AuditFilter};
use portico_control_plane::storage::login_session::{self, LoginSession};
use portico_control_plane::storage::membership::{self, Membership};
use portico_control_plane::storage::tenant::{self, Tenant};
use portico_control_plane::storage::user::{self, User};
use portico_control_plane::storage::{Database, StorageError};
use portico_e2e::database::Kind;
use portico_e2e::on_all_databases;

on_all_databases!(
    users_are_found_by_name_and_listed,
    names_and_subjects_are_taken_once,
    what_belongs_to_a_user_goes_with_the_user,
    one_of_two_last_admins_stays,
    sessions_are_swept,
    memberships_have_one_role,
    audit_is_filtered_and_paged,
);

/// Now, to the microsecond, as all databases keep it.
fn now() -> NaiveDateTime {
    let now = Utc::now();
    chrono::DateTime::from_timestamp_micros(now.timestamp_micros())
        .unwrap()
        .naive_utc()
}

fn person(name: &str, is_admin: bool) -> User {
    User {
        id: format!("id-of-{name}"),
        name: name.to_owned(),
        password_hash: Some("$argon2id$".to_owned()),
        oidc_subject: None,
        is_admin,
        disabled: false,
        created_at: now(),
    }
}

async fn insert(database: &Database, user: &User) {
    let user = user.clone();
    database.run(move |c| user::insert(c, &user)).await.unwrap();
}

fn session(user: &User, hash: &str, used: NaiveDateTime) -> LoginSession {
    LoginSession {
        id_hash: hash.to_owned(),
        user_id: user.id.clone(),
        csrf_hash: "csrf".to_owned(),
        created_at: used,
        last_used_at: used,
        expires_at: used + TimeDelta::days(1),
        user_agent: "Zwölf 🦀".to_owned(),
    }
}

async fn users_are_found_by_name_and_listed(kind: Kind) {
    let (_keep, database) = migrated(kind).await;
    assert!(!database.run(user::any).await.unwrap());
    for name in ["c", "a", "b"] {
        insert(&database, &person(name, false)).await;
    }
    assert!(database.run(user::any).await.unwrap());
    let mut a = person("a", true);
    let found = database.run(|c| {
        user::set_standing(c, "id-of-a", true, true)?;
        user::set_password(c, "id-of-a", "another")?;
        user::find(c, "a")
    });
    let found = found.await.unwrap().unwrap();
    (a.disabled, a.password_hash) = (true, Some("another".to_owned()));
    a.created_at = found.created_at;
    assert_eq!(found, a);
    assert_eq!(database.run(|c| user::find(c, "A")).await.unwrap(), None);
    let page = database.run(|c| user::list(c, Some("a"), 1)).await.unwrap();
    let names: Vec<&str> = page.iter().map(|user| user.name.as_str()).collect();
    assert_eq!(names, ["b"]);
}

async fn names_and_subjects_are_taken_once(kind: Kind) {
    let (_keep, database) = migrated(kind).await;
    let mut first = person("a", false);
    first.oidc_subject = Some("issuer#1".to_owned());
    insert(&database, &first).await;
    let mut same_name = person("a", false);
    same_name.id = "another".to_owned();
    let mut same_subject = person("b", false);
    same_subject.oidc_subject.clone_from(&first.oidc_subject);
    for second in [same_name, same_subject] {
        let outcome = database.run(move |c| user::insert(c, &second)).await;
        assert!(matches!(outcome, Err(StorageError::Duplicate(_))));
    }
    let found = database.run(|c| user::find_by_subject(c, "issuer#1")).await;
    assert_eq!(found.unwrap().unwrap().name, "a");
    // Many have none.
    insert(&database, &person("c", false)).await;
    insert(&database, &person("d", false)).await;
}

async fn what_belongs_to_a_user_goes_with_the_user(kind: Kind) {
    let (_keep, database) = migrated(kind).await;
    let ann = person("ann", false);
    insert(&database, &ann).await;
    let row = session(&ann, "hash", now());
    let token = ApiToken {
        id: "1".to_owned(),
        user_id: ann.id.clone(),
        name: "ci".to_owned(),
        token_hash: "token".to_owned(),
        scopes: "read write".to_owned(),
        expires_at: Some(now()),
        created_at: now(),
        last_used_at: None,
    };
    let stored = database.transaction(move |c| {
        login_session::insert(c, &row)?;
        api_token::insert(c, &token)?;
        let membership = Membership {
            user_id: ann.id.clone(),
            tenant: "default".to_owned(),
            role: "viewer".to_owned(),
        };
        membership::set(c, &membership)?;
        let (found, owner) = login_session::find(c, "hash")?.unwrap();
        assert_eq!((&found, &owner.name), (&row, &ann.name));
        let (found, _) = api_token::find(c, "token")?.unwrap();
        assert_eq!(found, token);
        api_token::touch(c, "1", token.created_at)?;
        let tokens = api_token::of_user(c, &ann.id, None, 10)?;
        assert_eq!(tokens.len(), 1);
        assert_eq!(tokens.first().unwrap().last_used_at, Some(token.created_at));
        user::delete(c, &ann.id)
    });
    stored.await.unwrap();
    let left = database.run(|c| {
        let members = membership::of_tenant(c, "default", None, 10)?;
        let session = login_session::find(c, "hash")?;
        Ok((members.len(), session, api_token::find(c, "token")?))
    });
    assert_eq!(left.await.unwrap(), (0, None, None));
}

/// Two admins demote each other at the same time.
async fn one_of_two_last_admins_stays(kind: Kind) {
    let (_keep, database) = migrated(kind).await;
    for round in 0..10 {
        let names = [format!("a{round}"), format!("b{round}")];
        for name in &names {
            insert(&database, &person(name, true)).await;
        }
        let demote = |name: &str| {
            let (database, id) = (database.clone(), format!("id-of-{name}"));
            tokio::spawn(async move {
                database
                    .transaction(move |c| {
                        if user::count_active_admins(c)? > 1 {
                            user::set_standing(c, &id, false, false)?;
                        }
                        Ok(())
                    })
                    .await
            })
        };
        let [first, second] = &names;
        let (first, second) = (demote(first), demote(second));
        first.await.unwrap().unwrap();
        second.await.unwrap().unwrap();
        let count = database.transaction(user::count_active_admins).await;
        assert_eq!(count.unwrap(), 1, "round {round}");
        let everyone = names.map(|name| format!("id-of-{name}"));
        let removed = database.run(move |c| everyone.iter().try_for_each(|id| user::delete(c, id)));
        removed.await.unwrap();
    }
}

async fn sessions_are_swept(kind: Kind) {
    let (_keep, database) = migrated(kind).await;
    let (ann, bob) = (person("ann", false), person("bob", false));
    insert(&database, &ann).await;
    insert(&database, &bob).await;
    let now = now();
    let hours = TimeDelta::hours;
    let rows = [
        session(&ann, "good", now),
        session(&ann, "idle", now - hours(13)),
        session(&ann, "expired", now - hours(25)),
        session(&bob, "others", now - hours(25)),
    ];
    let left = database.run(move |c| {
        rows.iter()
            .try_for_each(|row| login_session::insert(c, row))?;
        assert_eq!(login_session::sweep(c, &ann.id, now, now - hours(12))?, 2);
        assert!(!login_session::delete(c, &bob.id, "good")?);
        assert_eq!(login_session::delete_of_user(c, &ann.id, Some("good"))?, 0);
        let of = |c: &mut _, user: &User| -> QueryResult<usize> {
            Ok(login_session::of_user(c, &user.id)?.len())
        };
        Ok((of(c, &ann)?, of(c, &bob)?))
    });
    assert_eq!(left.await.unwrap(), (1, 1));
}

async fn memberships_have_one_role(kind: Kind) {
    let (_keep, database) = migrated(kind).await;
    insert(&database, &person("ann", false)).await;
    let done = database.transaction(|c| {
        let shop = Tenant {
            name: "shop".to_owned(),
            title: "Shop".to_owned(),
            path_prefix: "/shop".to_owned(),
        };
        tenant::insert(c, &shop)?;
        assert_eq!(tenant::find(c, "shop")?, Some(shop));
        let as_role = |role: &str| Membership {
            user_id: "id-of-ann".to_owned(),
            tenant: "shop".to_owned(),
            role: role.to_owned(),
        };
        assert_eq!(membership::set(c, &as_role("viewer"))?, None);
        assert_eq!(
            membership::set(c, &as_role("editor"))?.as_deref(),
            Some("viewer")
        );
        assert_eq!(membership::of_user(c, "id-of-ann")?, [as_role("editor")]);
        assert!(tenant::delete(c, "shop")?);
        membership::of_user(c, "id-of-ann")
    });
    assert_eq!(done.await.unwrap(), []);
}

async fn audit_is_filtered_and_paged(kind: Kind) {
    let (_keep, database) = migrated(kind).await;
    let done = database.run(|c| {
        for n in 0..5 {
            let entry = AuditEntry::new("ann", "user.create", &format!("user/{n}"));
            let entry = if n % 2 == 0 { entry.tenant("a") } else { entry };
            audit::insert(c, &entry)?;
        }
        let targets = |filter: &AuditFilter, before: Option<&str>, c: &mut _| {
            let entries = audit::list(c, filter, before, 2)?;
            let last = entries.last().map(|entry| entry.id.clone());
            let targets: Vec<String> = entries.into_iter().map(|entry| entry.target).collect();
            QueryResult::Ok((targets, last))
        };
        let all = AuditFilter::default();
        let (first, last) = targets(&all, None, c)?;
        let (second, _) = targets(&all, last.as_deref(), c)?;
        assert_eq!(
            [first, second],
            [["user/4", "user/3"], ["user/2", "user/1"]]
        );
        let in_a = AuditFilter {
            tenant: Some("a".to_owned()),
            actor: Some("ann".to_owned()),
            since: Some(now() - TimeDelta::minutes(1)),
            ..AuditFilter::default()
        };
        assert_eq!(targets(&in_a, None, c)?.0, ["user/4", "user/2"]);
        let none = AuditFilter {
            until: Some(now() - TimeDelta::minutes(1)),
            ..AuditFilter::default()
        };
        assert!(targets(&none, None, c)?.0.is_empty());
        // What somebody typed is cut, not refused.
        audit::insert(c, &AuditEntry::new("é".repeat(300).as_str(), "x", ""))
    });
    done.await.unwrap();
}
