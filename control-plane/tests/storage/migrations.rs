//! Bringing tables up to date.

use crate::{ALL, empty, on_all};
use diesel::prelude::*;
use portico_control_plane::storage::MigrationSet;
use portico_control_plane::storage::schema::{documents, tenants};
use portico_e2e::database::Kind;

on_all!(
    from_empty_and_again,
    one_set_after_the_other,
    several_at_once
);

async fn from_empty_and_again(kind: Kind) {
    let (_keep, database) = empty(kind).await;
    for _ in 0..2 {
        database.migrate(ALL).await.unwrap();
        let found = database.run(|c| {
            let tenants: Vec<(String, String)> = tenants::table
                .select((tenants::name, tenants::path_prefix))
                .load(c)?;
            Ok((tenants, documents::table.count().get_result(c)?))
        });
        let default = ("default".to_owned(), "/".to_owned());
        assert_eq!(found.await.unwrap(), (vec![default], 0_i64));
    }
}

async fn one_set_after_the_other(kind: Kind) {
    let (_keep, database) = empty(kind).await;
    database.migrate(&[MigrationSet::Data]).await.unwrap();
    let count = |c: &mut _| documents::table.count().get_result::<i64>(c);
    database.run(count).await.unwrap_err();
    database
        .migrate(&[MigrationSet::Configuration])
        .await
        .unwrap();
    assert_eq!(database.run(count).await.unwrap(), 0);
}

async fn several_at_once(kind: Kind) {
    let (_keep, database) = empty(kind).await;
    let migrating: Vec<_> = (0..4)
        .map(|_| {
            // Each with connections of its own, as processes have.
            let other = portico_control_plane::storage::Database::lazy(database.url().clone());
            tokio::spawn(async move { other.unwrap().migrate(ALL).await })
        })
        .collect();
    for migrated in migrating {
        migrated.await.unwrap().unwrap();
    }
}
