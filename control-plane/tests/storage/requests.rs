//! Queries, transactions and what they fail with.

use crate::migrated;
use chrono::{DateTime, NaiveDateTime};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::result::Error;
use portico_control_plane::storage::schema::{memberships, revisions, tenants, users};
use portico_control_plane::storage::{AnyConnection, Database, DatabaseUrl, StorageError};
use portico_e2e::database::Kind;
use portico_e2e::on_all_databases;

on_all_databases!(
    values_come_back,
    keys_tell_case,
    failures_are_told_apart,
    a_failed_transaction_leaves_nothing,
    writers_do_not_lose,
);

/// With microseconds.
fn now() -> NaiveDateTime {
    DateTime::from_timestamp_micros(1_800_000_000_123_456)
        .unwrap()
        .naive_utc()
}

fn add_tenant(c: &mut AnyConnection, name: &str) -> QueryResult<usize> {
    let prefix = format!("/{name}");
    let row = (
        tenants::name.eq(name),
        tenants::title.eq(name),
        tenants::path_prefix.eq(prefix),
    );
    diesel::insert_into(tenants::table).values(row).execute(c)
}

async fn values_come_back(kind: Kind) {
    let (_keep, database) = migrated(kind).await;
    let long = "ä😀'\"\\\n".repeat(100_000);
    let expected = long.clone();
    let found = database.transaction(move |c| {
        let row = (
            revisions::number.eq(i64::MAX),
            revisions::committed_at.eq(now()),
            revisions::author.eq("zoë 😀"),
            revisions::reason.eq(""),
            revisions::summary.eq(&long),
        );
        diesel::insert_into(revisions::table)
            .values(row)
            .execute(c)?;
        revisions::table.first::<(i64, NaiveDateTime, String, String, String)>(c)
    });
    let row = (
        i64::MAX,
        now(),
        "zoë 😀".to_owned(),
        String::new(),
        expected,
    );
    assert!(found.await.unwrap() == row);
}

async fn keys_tell_case(kind: Kind) {
    let (_keep, database) = migrated(kind).await;
    let count = database.transaction(|c| {
        for name in ["a", "A", "ä"] {
            add_tenant(c, name)?;
        }
        tenants::table
            .filter(tenants::name.eq("a"))
            .count()
            .get_result::<i64>(c)
    });
    assert_eq!(count.await.unwrap(), 1);
}

async fn failures_are_told_apart(kind: Kind) {
    let (_keep, database) = migrated(kind).await;
    let twice = database.run(|c| add_tenant(c, "default")).await;
    assert!(
        matches!(twice, Err(StorageError::Duplicate(_))),
        "{twice:?}"
    );
    let missing = database
        .run(|c| users::table.select(users::id).first::<String>(c))
        .await;
    assert!(matches!(missing, Err(StorageError::Missing)), "{missing:?}");
    let dangling = database.run(|c| {
        let row = (
            memberships::user_id.eq("nobody"),
            memberships::tenant.eq("default"),
            memberships::role.eq("viewer"),
        );
        diesel::insert_into(memberships::table)
            .values(row)
            .execute(c)
    });
    let dangling = dangling.await;
    assert!(
        matches!(dangling, Err(StorageError::Refused(_))),
        "{dangling:?}"
    );
}

/// There is no room: somebody has to make some, and then it goes on.
#[tokio::test]
async fn a_full_disk_is_told_as_unavailable() {
    let (_keep, database) = migrated(Kind::Sqlite).await;
    let refused = database.run(|c| {
        // No smaller than it is now.
        c.batch_execute("PRAGMA max_page_count = 1")?;
        let long = "x".repeat(1 << 20);
        let outcome = add_tenant(c, &long);
        c.batch_execute("PRAGMA max_page_count = 1000000")?;
        outcome
    });
    let refused = refused.await;
    assert!(
        matches!(refused, Err(StorageError::Unavailable(_))),
        "{refused:?}"
    );
    database.run(|c| add_tenant(c, "short")).await.unwrap();
}

async fn a_failed_transaction_leaves_nothing(kind: Kind) {
    let (_keep, database) = migrated(kind).await;
    let failed = database.transaction(|c| {
        add_tenant(c, "new")?;
        Err::<(), _>(Error::RollbackTransaction)
    });
    failed.await.unwrap_err();
    let twice = database.transaction(|c| {
        add_tenant(c, "new")?;
        add_tenant(c, "default")
    });
    assert!(matches!(twice.await, Err(StorageError::Duplicate(_))));
    let count = database.run(|c| tenants::table.count().get_result::<i64>(c));
    assert_eq!(count.await.unwrap(), 1);
}

/// Transactions that read what they change, many at once: one runs again if another was in its way.
async fn writers_do_not_lose(kind: Kind) {
    let (_keep, database) = migrated(kind).await;
    let writers: Vec<_> = (0..6)
        .map(|_| {
            let database = database.clone();
            tokio::spawn(async move {
                for _ in 0..5 {
                    while let Err(error) = database.transaction(next_number).await {
                        assert!(matches!(error, StorageError::Duplicate(_)), "{error:?}");
                    }
                }
            })
        })
        .collect();
    for writer in writers {
        writer.await.unwrap();
    }
    let highest = database.run(highest).await.unwrap();
    assert_eq!(highest, Some(30));
}

fn highest(c: &mut AnyConnection) -> QueryResult<Option<i64>> {
    revisions::table
        .select(diesel::dsl::max(revisions::number))
        .first(c)
}

fn next_number(c: &mut AnyConnection) -> QueryResult<usize> {
    let number = highest(c)?.unwrap_or(0) + 1;
    let row = (
        revisions::number.eq(number),
        revisions::committed_at.eq(now()),
        revisions::author.eq(""),
        revisions::reason.eq(""),
        revisions::summary.eq(""),
    );
    diesel::insert_into(revisions::table).values(row).execute(c)
}

#[tokio::test]
async fn a_database_that_is_not_there_is_unavailable() {
    for url in [
        "postgres://portico@127.0.0.1:1/x",
        "mysql://portico@127.0.0.1:1/x",
        "sqlite:/proc/no/such/folder/x.db",
    ] {
        let outcome = Database::connect(DatabaseUrl::parse(url).unwrap()).await;
        assert!(
            matches!(outcome, Err(StorageError::Unavailable(_))),
            "{outcome:?}"
        );
    }
}
