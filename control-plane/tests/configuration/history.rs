//! Revisions, differences, going back.

use crate::{commit, contents, delete, empty, key, put, server, upstream};
use chrono::{TimeDelta, Utc};
use portico_control_plane::configuration::{ConfigurationError, ConfigurationStore};
use portico_e2e::database::Kind;
use portico_e2e::on_all_databases;

on_all_databases!(
    revisions_tell_who_when_and_why,
    differences_have_paths,
    going_back_is_a_new_revision,
    one_document_goes_back,
    deleted_documents_are_restored,
);

/// Three revisions: api and shop; api changed; shop deleted.
async fn three(kind: Kind) -> (portico_e2e::database::Database, ConfigurationStore) {
    let (database, store) = empty(kind).await;
    commit(
        &store,
        vec![put(&upstream("api", 1)), put(&server("shop", 2))],
    )
    .await
    .unwrap();
    commit(&store, vec![put(&upstream("api", 2))])
        .await
        .unwrap();
    commit(&store, vec![delete(key("Server", "shop"))])
        .await
        .unwrap();
    (database, store)
}

async fn revisions_tell_who_when_and_why(kind: Kind) {
    let (_database, store) = three(kind).await;
    let revisions = store.revisions(None, 2).await.unwrap();
    let numbers: Vec<i64> = revisions.iter().map(|revision| revision.number).collect();
    assert_eq!(numbers, [3, 2]);
    let older = store.revisions(Some(2), 10).await.unwrap();
    assert_eq!(older.len(), 1);
    let (first, keys) = store.revision(1).await.unwrap();
    assert_eq!(keys, [key("Server", "shop"), key("Upstream", "api")]);
    assert_eq!(
        (first.author.as_str(), first.reason.as_str()),
        ("zoë", "a test")
    );
    assert_eq!(
        first.summary,
        "put Server default/shop, put Upstream default/api"
    );
    assert!(
        Utc::now() - first.committed_at < TimeDelta::minutes(2),
        "{first:?}"
    );
    let none = store.revision(9).await;
    assert!(matches!(none, Err(ConfigurationError::NoRevision(9))));
    let versions = store
        .versions(&key("Server", "shop"), None, 10)
        .await
        .unwrap();
    let versions: Vec<_> = versions
        .iter()
        .map(|v| (v.revision, v.content.is_some()))
        .collect();
    assert_eq!(versions, [(3, false), (1, true)]);
}

async fn differences_have_paths(kind: Kind) {
    let (_database, store) = three(kind).await;
    let forth = store.difference(1, 2).await.unwrap();
    assert_eq!(forth.len(), 1);
    let api = forth.first().unwrap();
    let field = api.fields.first().unwrap();
    assert_eq!((api.fields.len(), field.path.as_str()), (1, "url"));
    assert_eq!(field.before.as_deref(), Some(r#""http://127.0.0.1:1""#));
    let back = store.difference(2, 1).await.unwrap();
    assert_eq!(
        back.first().unwrap().fields.first().unwrap().after,
        field.before
    );
    let all = store.difference(0, 3).await.unwrap();
    let all: Vec<_> = all
        .iter()
        .map(|d| (&d.key.name, d.before.is_some(), d.after.is_some()))
        .collect();
    assert_eq!(all, [(&"api".to_owned(), false, true)]);
    assert_eq!(store.difference(3, 3).await.unwrap(), []);
}

async fn going_back_is_a_new_revision(kind: Kind) {
    let (_database, store) = three(kind).await;
    let back = store
        .rollback(1, None, "me", "it was better")
        .await
        .unwrap();
    assert_eq!((back.revision, back.changed.len()), (4, 2));
    assert_eq!(contents(&store), [server("shop", 2), upstream("api", 1)]);
    assert_eq!(store.difference(1, 4).await.unwrap(), []);
    let nothing = store.rollback(0, None, "me", "").await.unwrap();
    assert_eq!((nothing.revision, contents(&store).len()), (5, 0));
}

async fn one_document_goes_back(kind: Kind) {
    let (_database, store) = three(kind).await;
    let api = key("Upstream", "api");
    let back = store.rollback(1, Some(&api), "me", "").await.unwrap();
    assert_eq!((back.revision, back.changed), (4, vec![api]));
    assert_eq!(contents(&store), [upstream("api", 1)]);
}

async fn deleted_documents_are_restored(kind: Kind) {
    let (_database, store) = three(kind).await;
    let shop = key("Server", "shop");
    assert_eq!(store.restore(&shop, "me", "").await.unwrap().revision, 4);
    assert_eq!(contents(&store), [server("shop", 2), upstream("api", 2)]);
    let twice = store.restore(&shop, "me", "").await;
    assert!(
        matches!(twice, Err(ConfigurationError::Conflict(_))),
        "{twice:?}"
    );
    let never = store.restore(&key("Server", "x"), "me", "").await;
    assert!(
        matches!(never, Err(ConfigurationError::NoDocument(_))),
        "{never:?}"
    );
}
