//! The database goes away and comes back.

use crate::{commit, contents, open, put, until, upstream};
use portico_control_plane::configuration::ConfigurationError;
use portico_e2e::database::{Kind, Server};

async fn recovers_by_itself(kind: Kind) {
    let mut server = Server::start(kind).await.unwrap().unwrap();
    let url = server.create("portico").unwrap();
    let (store, other) = (open(&url).await, open(&url).await);
    let following = store.clone();
    tokio::spawn(async move { following.follow().await });
    commit(&store, vec![put(&upstream("api", 1))])
        .await
        .unwrap();

    server.stop().unwrap();
    until("trouble is told", || store.trouble().borrow().is_some()).await;
    // What is in force can still be read.
    assert_eq!(contents(&store), [upstream("api", 1)]);
    let refused = commit(&store, vec![put(&upstream("api", 2))]).await;
    assert!(
        matches!(refused, Err(ConfigurationError::Unavailable(_))),
        "{refused:?}"
    );
    let refused = store.revisions(None, 1).await;
    assert!(
        matches!(refused, Err(ConfigurationError::Unavailable(_))),
        "{refused:?}"
    );

    server.start_again().await.unwrap();
    until("it recovers", || store.trouble().borrow().is_none()).await;
    commit(&other, vec![put(&upstream("api", 3))])
        .await
        .unwrap();
    until("it follows again", || {
        contents(&store) == [upstream("api", 3)]
    })
    .await;
    commit(&store, vec![put(&upstream("api", 4))])
        .await
        .unwrap();
    assert_eq!(contents(&open(&url).await), [upstream("api", 4)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn postgres() {
    recovers_by_itself(Kind::Postgres).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn mariadb() {
    recovers_by_itself(Kind::Mariadb).await;
}
