//! Two processes on one database.

use crate::{commit, contents, delete, empty, key, open, put, server, until, upstream};
use portico_e2e::database::Kind;
use portico_e2e::on_all_databases;
use std::time::{Duration, Instant};

on_all_databases!(each_follows_the_other, one_commit_among_many_tools_is_quick);

async fn each_follows_the_other(kind: Kind) {
    let (database, one) = empty(kind).await;
    let two = open(&database.url).await;
    let following = [&one, &two].map(|store| {
        let store = store.clone();
        tokio::spawn(async move { store.follow().await })
    });
    commit(&one, vec![put(&upstream("api", 1))]).await.unwrap();
    until("the second follows", || contents(&two) == contents(&one)).await;
    let api = two.current().get(&key("Upstream", "api")).cloned().unwrap();
    commit(&two, vec![put(&server("shop", 1))]).await.unwrap();
    until("the first follows", || contents(&one) == contents(&two)).await;
    // A document that did not change is the very same: nothing is sent again for it.
    let same = two.current().get(&key("Upstream", "api")).cloned().unwrap();
    assert!(std::sync::Arc::ptr_eq(&api, &same));

    // Cut off for a while, it catches up.
    let [_first, second] = following;
    second.abort();
    for port in 2..10 {
        commit(&one, vec![put(&upstream("api", port))])
            .await
            .unwrap();
    }
    commit(&one, vec![delete(key("Server", "shop"))])
        .await
        .unwrap();
    assert_ne!(contents(&two), contents(&one));
    two.poll().await;
    assert_eq!(contents(&two), contents(&one));
    assert_eq!(two.current().revision, one.current().revision);
}

/// 100 servers with 100 tools each. The bound is for a busy machine and a debug build; the figure of
/// a release build is in docs/BENCHMARKS.md.
async fn one_commit_among_many_tools_is_quick(kind: Kind) {
    let (database, store) = empty(kind).await;
    let mut edits = vec![put(&upstream("api", 1))];
    edits.extend((0..100).map(|n| put(&server(&format!("s-{n}"), 100))));
    commit(&store, edits).await.unwrap();
    let other = open(&database.url).await;
    let mut best = Duration::MAX;
    for round in 0..5 {
        let text = server("s-50", 100).replace("Does thing", &format!("Does {round} thing"));
        let start = Instant::now();
        commit(&store, vec![put(&text)]).await.unwrap();
        let committed = start.elapsed();
        other.poll().await;
        best = best.min(committed);
    }
    assert_eq!(contents(&other), contents(&store));
    assert!(best < Duration::from_millis(500), "{best:?}");
    println!("{kind:?}: a commit among 10,000 tools takes {best:?}");
}
