//! Administering users.

use crate::app::{Caller, PASSWORD, TestApp};
use portico_control_plane::auth::permission::Scope;
use serde_json::{Value, json};

#[tokio::test]
async fn users_are_made_changed_and_removed() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let body = json!({ "name": "ann", "password": PASSWORD });
    let made = app
        .call(&admin, "POST", "/api/v1/users", body.clone())
        .await;
    assert_eq!(made.status, 201, "{}", made.body);
    assert_eq!(made.headers["location"], "/api/v1/users/ann");
    assert_eq!(made.body["hasPassword"], true);
    let again = app
        .call(&admin, "POST", "/api/v1/users", body.clone())
        .await;
    assert_eq!(again.status, 409);
    let log_in = app.call(&Caller::Anonymous, "POST", "/api/v1/sessions", body);
    assert_eq!(log_in.await.status, 201);
    let change = json!({ "isAdmin": true, "disabled": false });
    for _ in 0..2 {
        let path = "/api/v1/users/ann";
        let changed = app.call(&admin, "PUT", path, change.clone()).await;
        assert_eq!(changed.status, 200);
        assert_eq!(changed.body["isAdmin"], true);
    }
    let gone = app
        .call(&admin, "DELETE", "/api/v1/users/ann", Value::Null)
        .await;
    assert_eq!(gone.status, 204);
    assert_eq!(app.get(&admin, "/api/v1/users/ann").await.status, 404);
    let expected = [
        "root user.delete user/ann",
        "root user.update user/ann",
        "root user.update user/ann",
        "ann session.create user/ann",
        "root user.create user/ann",
    ];
    assert_eq!(app.audited(&admin).await, expected);
}

#[tokio::test]
async fn bad_users_are_refused() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let table = [
        (json!({ "name": "Ann" }), 422),
        (json!({ "name": "a/b" }), 422),
        (json!({ "name": "ann", "password": "short" }), 422),
        (json!({ "name": "ann", "isadmin": true }), 422),
        (json!({}), 422),
        (json!("ann"), 422),
    ];
    for (body, expected) in table {
        let answer = app
            .call(&admin, "POST", "/api/v1/users", body.clone())
            .await;
        assert_eq!(answer.status, expected, "{body}");
        assert_eq!(answer.body["status"], expected);
    }
    assert_eq!(app.get(&admin, "/api/v1/users/ann").await.status, 404);
}

#[tokio::test]
async fn disabled_users_and_changed_roles_count_at_once() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let ann = app.user("ann", &["a:viewer"]).await;
    let session = app.session(&ann).await;
    let token = app.token(&ann, Scope::Read).await;
    let members = "/api/v1/tenants/a/members";
    assert_eq!(app.get(&session, members).await.status, 200);
    let path = "/api/v1/tenants/a/members/ann";
    let removed = app.call(&admin, "DELETE", path, Value::Null).await;
    assert_eq!(removed.status, 204);
    assert_eq!(app.get(&session, members).await.status, 403);
    assert_eq!(app.get(&token, members).await.status, 403);
    let standing = |disabled| json!({ "isAdmin": false, "disabled": disabled });
    let disable = async |disabled| {
        let body = standing(disabled);
        app.call(&admin, "PUT", "/api/v1/users/ann", body).await
    };
    assert_eq!(disable(true).await.status, 200);
    assert_eq!(app.get(&session, "/api/v1/me").await.status, 401);
    assert_eq!(app.get(&token, "/api/v1/me").await.status, 401);
    assert_eq!(disable(false).await.status, 200);
    assert_eq!(
        app.get(&session, "/api/v1/me").await.status,
        401,
        "it ended"
    );
    assert_eq!(app.get(&token, "/api/v1/me").await.status, 200);
}

#[tokio::test]
async fn the_last_admin_stays() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    app.user("out", &["admin", "disabled"]).await;
    let put = async |is_admin, disabled| {
        let body = json!({ "isAdmin": is_admin, "disabled": disabled });
        app.call(&admin, "PUT", "/api/v1/users/root", body)
            .await
            .status
    };
    let delete = async || {
        let path = "/api/v1/users/root";
        app.call(&admin, "DELETE", path, Value::Null).await.status
    };
    assert_eq!(put(false, false).await, 409);
    assert_eq!(put(true, true).await, 409);
    assert_eq!(delete().await, 409);
    assert_eq!(put(true, false).await, 200);
    app.user("second", &["admin"]).await;
    assert_eq!(delete().await, 204);
}

#[tokio::test]
async fn admins_see_and_end_sessions_and_tokens() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let ann = app.user("ann", &[]).await;
    let session = app.session(&ann).await;
    let token = app.token(&ann, Scope::Write).await;
    let sessions = app.get(&admin, "/api/v1/users/ann/sessions").await.body;
    assert_eq!(sessions["items"].as_array().unwrap().len(), 1);
    let path = "/api/v1/users/ann/sessions";
    assert_eq!(
        app.call(&admin, "DELETE", path, Value::Null).await.status,
        204
    );
    assert_eq!(app.get(&session, "/api/v1/me").await.status, 401);
    let tokens = app.get(&admin, "/api/v1/users/ann/tokens").await.body;
    let id = tokens["items"][0]["id"].as_str().unwrap();
    assert_eq!(
        app.get(&token, "/api/v1/me").await.body["scopes"],
        json!(["write"])
    );
    let path = format!("/api/v1/users/ann/tokens/{id}");
    assert_eq!(
        app.call(&admin, "DELETE", &path, Value::Null).await.status,
        204
    );
    assert_eq!(app.get(&token, "/api/v1/me").await.status, 401);
}

#[tokio::test]
async fn lists_have_pages() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    for n in 0..4 {
        app.user(&format!("user{n}"), &[]).await;
    }
    let mut names = Vec::new();
    let mut path = "/api/v1/users?limit=2".to_owned();
    loop {
        let page = app.get(&admin, &path).await.body;
        let items = page["items"].as_array().unwrap().iter();
        names.push(items.map(|i| i["name"].clone()).collect::<Vec<Value>>());
        let Some(next) = page["next"].as_str() else {
            break;
        };
        path = format!("/api/v1/users?limit=2&cursor={next}");
    }
    let expected = json!([["root", "user0"], ["user1", "user2"], ["user3"]]);
    assert_eq!(json!(names), expected);
    for bad in ["limit=0", "limit=201", "cursor=x"] {
        let path = format!("/api/v1/users?{bad}");
        assert_eq!(app.get(&admin, &path).await.status, 400, "{bad}");
    }
}
