//! The API while its database gives no answer. That of servers that are stopped and started is tested
//! with real processes.

use crate::app::{Caller, TestApp};
use crate::documents::{shop, with_shop};
use diesel::connection::SimpleConnection;
use portico_control_plane::storage::{Database, DatabaseUrl};
use serde_json::{Value, json};
use std::sync::mpsc;
use std::time::Duration;

/// Users are elsewhere, in a database that is not there.
fn take_users_away(app: &mut TestApp) -> Database {
    let url = DatabaseUrl::parse("postgres://nobody@127.0.0.1:1/none").unwrap();
    let gone = Database::lazy(url).unwrap();
    let there = app.state.data.clone();
    app.change(|state| state.data = gone);
    there
}

#[tokio::test]
async fn who_was_recognized_reads_on_and_changes_nothing() {
    let (mut app, editor) = with_shop().await;
    let admin = app.admin().await;
    let stranger = app.user("late", &["a:viewer"]).await;
    let stranger = app.session(&stranger).await;
    let leaver = app.user("leaver", &["a:viewer"]).await;
    let leaver = app.session(&leaver).await;
    for caller in [&editor, &admin, &leaver] {
        assert_eq!(app.get(caller, "/api/v1/me").await.status, 200);
    }
    let disabled = json!({ "isAdmin": false, "disabled": true });
    let path = "/api/v1/users/leaver";
    assert_eq!(app.call(&admin, "PUT", path, disabled).await.status, 200);
    assert_eq!(app.get(&leaver, "/api/v1/me").await.status, 401);

    let there = take_users_away(&mut app);
    let path = "/api/v1/servers/a/shop";
    for caller in [&editor, &admin] {
        let read = app.get(caller, path).await;
        assert_eq!((read.status.as_u16(), read.body), (200, shop("Shop")));
    }
    // Roles are what they were.
    assert_eq!(app.get(&editor, "/api/v1/servers/b/shop").await.status, 403);
    let refused = [
        // Whom the database never confirmed, and who was refused since.
        app.get(&stranger, path).await,
        app.get(&leaver, path).await,
        app.call(&editor, "PUT", path, shop("Other")).await,
        app.call(&editor, "DELETE", path, Value::Null).await,
        app.get(&admin, "/api/v1/users").await,
    ];
    for answer in refused {
        assert_eq!(answer.status, 503, "{}", answer.body);
        assert_eq!(answer.header("retry-after"), "1");
        assert_eq!(answer.header("content-type"), "application/problem+json");
    }
    assert_eq!(app.get(&Caller::Anonymous, path).await.status, 401);

    app.change(|state| state.data = there);
    let changed = app.call(&editor, "PUT", path, shop("Other")).await;
    assert_eq!(changed.status, 200, "{}", changed.body);
    assert_eq!(app.get(&stranger, path).await.status, 200);
}

/// Somebody else holds SQLite's lock on writing for longer than anyone waits for it.
#[tokio::test(flavor = "multi_thread")]
async fn a_locked_file_is_503_for_writers_and_nothing_for_readers() {
    let (app, editor) = with_shop().await;
    let url = app.state.configuration.database().unwrap().url().clone();
    let other = Database::connect(url).await.unwrap();
    let (locked, is_locked) = mpsc::channel();
    let (release, released) = mpsc::channel::<()>();
    let holding = tokio::spawn(async move {
        let hold = other.run(move |connection| {
            connection.batch_execute("BEGIN IMMEDIATE")?;
            locked.send(()).unwrap();
            released.recv().unwrap();
            connection.batch_execute("ROLLBACK")
        });
        // It takes longer than a request may; what was asked is done all the same.
        let _ = hold.await;
    });
    is_locked.recv_timeout(Duration::from_secs(60)).unwrap();
    let path = "/api/v1/servers/a/shop";
    let refused = app.call(&editor, "PUT", path, shop("Locked")).await;
    assert_eq!(refused.status, 503, "{}", refused.body);
    assert_eq!(refused.header("retry-after"), "1");
    assert_eq!(app.get(&editor, path).await.status, 200);
    assert_eq!(app.get(&editor, "/api/v1/revisions").await.status, 200);
    release.send(()).unwrap();
    let changed = app.call(&editor, "PUT", path, shop("Free")).await;
    assert_eq!(changed.status, 200, "{}", changed.body);
    assert_eq!(app.get(&editor, path).await.body, shop("Free"));
    holding.await.unwrap();
}
