//! Logging in and out, and passwords.

use crate::app::{Answer, Caller, PASSWORD, TestApp};
use chrono::{TimeDelta, Utc};
use diesel::prelude::*;
use portico_control_plane::auth::opaque::Opaque;
use portico_control_plane::auth::session::IDLE;
use portico_control_plane::storage::schema::login_sessions;
use serde_json::{Value, json};

async fn log_in(app: &TestApp, name: &str, password: &str) -> Answer {
    let body = json!({ "name": name, "password": password });
    let path = "/api/v1/sessions";
    app.call(&Caller::Anonymous, "POST", path, body).await
}

/// The session of a good login.
fn caller(answer: &Answer) -> Caller {
    assert_eq!(answer.status, 201, "{}", answer.body);
    let cookie = answer.headers["set-cookie"].to_str().unwrap();
    let value = cookie.strip_prefix("portico_session=").unwrap();
    let value = value.split(';').next().unwrap();
    Caller::Session(Opaque::presented(value, "").unwrap())
}

#[tokio::test]
async fn a_login_gives_a_cookie_and_a_csrf_token() {
    let app = TestApp::new().await;
    app.user("ann", &["a:viewer"]).await;
    let answer = log_in(&app, " Ann", PASSWORD).await;
    let ann = caller(&answer);
    let cookie = answer.headers["set-cookie"].to_str().unwrap();
    assert!(cookie.contains("; HttpOnly; SameSite=Lax"), "{cookie}");
    let me = app.get(&ann, "/api/v1/me").await.body;
    let expected = json!({
        "name": "ann",
        "isAdmin": false,
        "tenants": [{ "tenant": "a", "role": "viewer" }],
        "csrfToken": answer.body["csrfToken"],
    });
    assert_eq!(me, expected);
}

#[tokio::test]
async fn wrong_names_and_passwords_are_told_alike() {
    let app = TestApp::new().await;
    app.user("ann", &[]).await;
    app.user("gone", &["disabled"]).await;
    let admin = app.admin().await;
    let bodies = [
        log_in(&app, "ann", "wrong password").await.body,
        log_in(&app, "nobody", PASSWORD).await.body,
        log_in(&app, "gone", PASSWORD).await.body,
    ];
    for body in bodies {
        let expected =
            json!({"status": 401, "title": "Unauthorized", "detail": "wrong name or password"});
        assert_eq!(body, expected);
    }
    let expected = [
        "anonymous session.refuse user/gone",
        "anonymous session.refuse user",
        "anonymous session.refuse user/ann",
    ];
    assert_eq!(app.audited(&admin).await, expected);
}

#[tokio::test]
async fn guessing_is_slowed_down() {
    let app = TestApp::new().await;
    app.user("ann", &[]).await;
    for _ in 0..5 {
        assert_eq!(log_in(&app, "ann", "wrong password").await.status, 401);
    }
    let answer = log_in(&app, "ann", PASSWORD).await;
    assert_eq!(answer.status, 429, "though the password is right");
    assert_eq!(answer.headers["retry-after"], "1");
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    assert_eq!(log_in(&app, "ann", PASSWORD).await.status, 201);
}

#[tokio::test]
async fn sessions_are_listed_and_ended() {
    let app = TestApp::new().await;
    app.user("ann", &[]).await;
    let first = caller(&log_in(&app, "ann", PASSWORD).await);
    let second = caller(&log_in(&app, "ann", PASSWORD).await);
    let listed = app.get(&second, "/api/v1/sessions").await.body;
    let current = |n: usize| listed["items"][n]["isCurrent"].as_bool().unwrap();
    assert_eq!((current(0), current(1)), (true, false));
    let id = listed["items"][1]["id"].as_str().unwrap();
    let end = async |who: &Caller, id: &str| {
        let path = format!("/api/v1/sessions/{id}");
        app.call(who, "DELETE", &path, Value::Null).await
    };
    assert_eq!(end(&second, id).await.status, 204);
    assert_eq!(app.get(&first, "/api/v1/me").await.status, 401);
    assert_eq!(end(&second, id).await.status, 404);
    let answer = end(&second, "current").await;
    let cookie = answer.headers["set-cookie"].to_str().unwrap();
    assert!(cookie.contains("Max-Age=0"), "{cookie}");
    assert_eq!(app.get(&second, "/api/v1/me").await.status, 401);
}

#[tokio::test]
async fn nobody_ends_sessions_of_others() {
    let app = TestApp::new().await;
    app.user("ann", &[]).await;
    let bob = app.user("bob", &[]).await;
    let ann = caller(&log_in(&app, "ann", PASSWORD).await);
    let bob = app.session(&bob).await;
    let listed = app.get(&ann, "/api/v1/sessions").await.body;
    let path = format!(
        "/api/v1/sessions/{}",
        listed["items"][0]["id"].as_str().unwrap()
    );
    assert_eq!(
        app.call(&bob, "DELETE", &path, Value::Null).await.status,
        404
    );
    assert_eq!(app.get(&ann, "/api/v1/me").await.status, 200);
}

#[tokio::test]
async fn sessions_end_by_themselves() {
    let app = TestApp::new().await;
    let ann = app.user("ann", &[]).await;
    let idle = app.session(&ann).await;
    set_times(&app, IDLE, TimeDelta::days(1)).await;
    assert_eq!(app.get(&idle, "/api/v1/me").await.status, 401);
    let expired = app.session(&ann).await;
    set_times(&app, TimeDelta::zero(), TimeDelta::zero()).await;
    assert_eq!(app.get(&expired, "/api/v1/me").await.status, 401);
    let good = app.session(&ann).await;
    set_times(&app, IDLE - TimeDelta::minutes(5), TimeDelta::days(1)).await;
    assert_eq!(app.get(&good, "/api/v1/me").await.status, 200);
    let used = app.get(&good, "/api/v1/sessions").await.body;
    let last = used["items"][0]["lastUsedAt"].as_str().unwrap().to_owned();
    let last: chrono::DateTime<Utc> = last.parse().unwrap();
    assert!(Utc::now() - last < TimeDelta::minutes(1), "use is noted");
}

/// All sessions were last used so long ago and end so much later.
async fn set_times(app: &TestApp, idle: TimeDelta, left: TimeDelta) {
    let now = Utc::now().naive_utc();
    let data = &app.state.data;
    let updated = data.run(move |connection| {
        diesel::update(login_sessions::table)
            .set((
                login_sessions::last_used_at.eq(now - idle),
                login_sessions::expires_at.eq(now + left),
            ))
            .execute(connection)
    });
    updated.await.unwrap();
}

#[tokio::test]
async fn a_new_password_ends_other_sessions() {
    let app = TestApp::new().await;
    app.user("ann", &[]).await;
    let other = caller(&log_in(&app, "ann", PASSWORD).await);
    let own = caller(&log_in(&app, "ann", PASSWORD).await);
    let change = async |current: &str, new: &str| {
        let body = json!({ "current": current, "new": new });
        app.call(&own, "PUT", "/api/v1/me/password", body).await
    };
    let wrong = change("wrong password", "another good one").await;
    assert_eq!(wrong.status, 422);
    assert_eq!(wrong.body["errors"][0]["path"], "current");
    let poor = change(PASSWORD, "short").await;
    assert_eq!(poor.status, 422);
    assert_eq!(change(PASSWORD, "another good one").await.status, 204);
    assert_eq!(app.get(&other, "/api/v1/me").await.status, 401);
    assert_eq!(app.get(&own, "/api/v1/me").await.status, 200);
    assert_eq!(log_in(&app, "ann", PASSWORD).await.status, 401);
    assert_eq!(log_in(&app, "ann", "another good one").await.status, 201);
}

#[tokio::test]
async fn other_sites_do_not_log_people_in() {
    let app = TestApp::new().await;
    app.user("ann", &[]).await;
    let body = json!({ "name": "ann", "password": PASSWORD });
    let request = axum::http::Request::post("/api/v1/sessions")
        .header("content-type", "application/json")
        .header("host", "portico.example")
        .header("origin", "https://evil.example")
        .body(axum::body::Body::from(body.to_string()));
    assert_eq!(app.send(request.unwrap()).await.status, 403);
}
