//! Creating, changing and deleting documents.

use crate::{commit, contents, delete, empty, key, open, put, put_if, server, upstream};
use portico_control_plane::configuration::{ConfigurationError, Expected};
use portico_e2e::database::Kind;
use portico_e2e::on_all_databases;

on_all_databases!(
    documents_come_and_go,
    a_change_is_made_as_a_whole,
    one_of_two_writers_wins,
    many_writers_lose_nothing,
    what_is_stored_twice_is_one_revision,
);

async fn documents_come_and_go(kind: Kind) {
    let (database, store) = empty(kind).await;
    let first = commit(
        &store,
        vec![put(&upstream("api", 1)), put(&server("shop", 2))],
    )
    .await;
    let first = first.unwrap();
    assert_eq!((first.revision, first.changed.len()), (1, 2));
    let second = commit(&store, vec![put(&upstream("api", 2))])
        .await
        .unwrap();
    assert_eq!(
        (second.revision, second.changed),
        (2, vec![key("Upstream", "api")])
    );
    let third = commit(&store, vec![delete(key("Server", "shop"))])
        .await
        .unwrap();
    assert_eq!(third.revision, 3);
    for store in [&store, &open(&database.url).await] {
        assert_eq!(contents(store), [upstream("api", 2)]);
        let entry = store
            .current()
            .get(&key("Upstream", "api"))
            .cloned()
            .unwrap();
        assert_eq!((store.current().revision, entry.revision), (3, 2));
    }
    let gone = commit(&store, vec![delete(key("Server", "shop"))]).await;
    assert!(
        matches!(gone, Err(ConfigurationError::NoDocument(_))),
        "{gone:?}"
    );
}

async fn a_change_is_made_as_a_whole(kind: Kind) {
    let (database, store) = empty(kind).await;
    let edits = vec![put(&upstream("good", 1)), put(&server("shop", 1))];
    let refused = commit(&store, edits).await.unwrap_err();
    let ConfigurationError::Invalid(errors) = refused else {
        panic!("{refused}");
    };
    assert_eq!(errors.len(), 1);
    assert_eq!(errors.first().unwrap().path, "tools[0].http.upstream");
    assert!(contents(&store).is_empty());
    assert!(contents(&open(&database.url).await).is_empty());
}

async fn one_of_two_writers_wins(kind: Kind) {
    let (database, one) = empty(kind).await;
    commit(&one, vec![put(&upstream("api", 1))]).await.unwrap();
    let two = open(&database.url).await;
    for round in 0..10_u16 {
        two.poll().await;
        one.poll().await;
        let etag = one
            .current()
            .get(&key("Upstream", "api"))
            .unwrap()
            .etag()
            .to_string();
        let expected = || Expected::Etags(vec![etag.clone()]);
        let (a, b) = (upstream("api", 100 + round), upstream("api", 200 + round));
        let (first, second) = tokio::join!(
            commit(&one, vec![put_if(&a, expected())]),
            commit(&two, vec![put_if(&b, expected())]),
        );
        let (won, lost, text, other) = match (first, second) {
            (Ok(won), Err(lost)) => (won, lost, a, b),
            (Err(lost), Ok(won)) => (won, lost, b, a),
            both => panic!("{both:?}"),
        };
        assert_eq!(won.revision, i64::from(round) + 2);
        let ConfigurationError::Conflict(conflict) = lost else {
            panic!("{lost}");
        };
        assert_eq!(conflict.current.as_deref(), Some(text.as_str()));
        assert_eq!(conflict.yours.as_deref(), Some(other.as_str()));
        assert_ne!(conflict.current_etag, Some(etag));
    }
}

async fn many_writers_lose_nothing(kind: Kind) {
    let (database, store) = empty(kind).await;
    let writers: Vec<_> = (0..4_u16)
        .map(|writer| {
            let url = database.url.clone();
            tokio::spawn(async move {
                let store = open(&url).await;
                for n in 0..5 {
                    let text = upstream(&format!("u-{writer}-{n}"), n + 1);
                    commit(&store, vec![put(&text)]).await.unwrap();
                }
            })
        })
        .collect();
    for writer in writers {
        writer.await.unwrap();
    }
    store.poll().await;
    assert_eq!((store.current().revision, contents(&store).len()), (20, 20));
    assert_eq!(contents(&open(&database.url).await), contents(&store));
}

async fn what_is_stored_twice_is_one_revision(kind: Kind) {
    let (_database, store) = empty(kind).await;
    commit(&store, vec![put(&upstream("api", 1))])
        .await
        .unwrap();
    let again = commit(&store, vec![put(&upstream("api", 1))])
        .await
        .unwrap();
    assert_eq!((again.revision, again.changed), (1, vec![]));
}
