//! Bringing tables up to date.

use crate::{ALL, empty};
use diesel::prelude::*;
use portico_control_plane::storage::MigrationSet;
use portico_control_plane::storage::schema::{documents, memberships, tenants};
use portico_e2e::database::Kind;
use portico_e2e::on_all_databases;

on_all_databases!(
    from_empty_and_again,
    from_every_earlier_version,
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

/// What a database holds that the first so many migrations of a set made. A new migration needs an
/// entry: rows that it must keep.
const ROWS: [(MigrationSet, &[&str]); 2] = [
    (
        MigrationSet::Configuration,
        &["INSERT INTO revisions VALUES (1, '2026-01-02 03:04:05', 'zoe', '', 'put');
           INSERT INTO documents VALUES ('Upstream', 'default', 'a', '{}', '0000000000000000', 1);
           INSERT INTO document_versions VALUES ('Upstream', 'default', 'a', 1, '{}', '0000000000000000')"],
    ),
    (
        MigrationSet::Data,
        &["INSERT INTO users VALUES ('1', 'zoe', NULL, NULL, TRUE, FALSE, '2026-01-02 03:04:05');
           INSERT INTO memberships VALUES ('1', 'default', 'editor')",
          "INSERT INTO users VALUES ('1', 'zoe', NULL, NULL, TRUE, FALSE, '2026-01-02 03:04:05');
           INSERT INTO memberships VALUES ('1', 'default', 'editor');
           INSERT INTO model_providers VALUES ('2', 'default', 'p', 'P', 'openai', 'http://p', 'm', '[]', NULL, NULL, '2026-01-02 03:04:05');
           INSERT INTO conversations VALUES ('3', '1', 'default', 'Talk', 'p', 'm', '{}', 'talk', '2026-01-02 03:04:05', '2026-01-02 03:04:05');
           INSERT INTO messages VALUES ('4', '3', 0, '{}', '')",
          "INSERT INTO users VALUES ('1', 'zoe', NULL, NULL, TRUE, FALSE, '2026-01-02 03:04:05');
           INSERT INTO memberships VALUES ('1', 'default', 'editor');
           INSERT INTO imports VALUES ('default', 'pets', 'OpenAPI 3.1', NULL, '{}', '[]', '2026-01-02 03:04:05')",
          "INSERT INTO users VALUES ('1', 'zoe', NULL, NULL, TRUE, FALSE, '2026-01-02 03:04:05');
           INSERT INTO memberships VALUES ('1', 'default', 'editor');
           INSERT INTO replicas VALUES ('5', 'here:8081', 1, 0, '2026-01-02 03:04:05', FALSE, '[]');
           INSERT INTO node_states VALUES ('5', 'a', 1, '{}')"],
    ),
];

/// A database is made by the first migrations, filled, and brought up to date.
async fn from_every_earlier_version(kind: Kind) {
    for (set, rows) in ROWS {
        for (index, filling) in rows.iter().enumerate() {
            let (_keep, database) = empty(kind).await;
            assert!(database.migrate_first(set, index + 1).await.unwrap());
            for statement in filling.split(';') {
                let insert = database.run(move |c| diesel::sql_query(statement).execute(c));
                insert.await.unwrap();
            }
            database.migrate(ALL).await.unwrap();
            let kept = database.run(|c| {
                Ok((
                    documents::table.count().get_result::<i64>(c)?,
                    memberships::table.count().get_result::<i64>(c)?,
                ))
            });
            let expected = match set {
                MigrationSet::Configuration => (1, 0),
                MigrationSet::Data => (0, 1),
            };
            assert_eq!(kept.await.unwrap(), expected);
        }
        let (_keep, database) = empty(kind).await;
        let is_complete = !database.migrate_first(set, rows.len() + 1).await.unwrap();
        assert!(
            is_complete,
            "{set:?} has a migration that no rows are given for"
        );
    }
}
