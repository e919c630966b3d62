//! The gate itself: tenants, CSRF, origins, and what is told of refusals.

use crate::app::{Answer, Caller, TestApp};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, header};
use portico_control_plane::api::ApiState;
use portico_control_plane::api::table::Table;
use portico_control_plane::auth::actor::{Actor, Reach};
use portico_control_plane::auth::permission::Action;
use portico_control_plane::auth::session::csrf_token;
use serde_json::{Value, json};
use utoipa::OpenApi;
use utoipa_axum::routes;

#[derive(OpenApi)]
struct Description;

/// A list such as that of documents.
#[utoipa::path(get, path = "/list")]
async fn list(actor: Actor) -> String {
    match actor.reach(Action::ReadDocuments) {
        Reach::All => "\"all\"".to_owned(),
        Reach::Only(tenants) => serde_json::to_string(&tenants).unwrap(),
    }
}

/// A change of a document.
#[utoipa::path(put, path = "/change/{tenant}")]
async fn change(actor: Actor) -> String {
    format!("\"{}\"", actor.name)
}

fn documents(state: ApiState) -> Router {
    Table::new::<Description>()
        .add(Action::ReadDocuments, routes!(list))
        .add(Action::ChangeDocuments, routes!(change))
        .into_router(&state)
        .with_state(state)
}

#[tokio::test]
async fn lists_keep_to_the_tenants_in_reach() {
    let app = TestApp::with_routes(documents).await;
    let ann = app.user("ann", &["a:viewer"]).await;
    let ann = app.session(&ann).await;
    assert_eq!(app.get(&ann, "/list").await.body, json!(["a"]));
    assert_eq!(app.get(&ann, "/list?tenant=a").await.status, 200);
    for other in ["b", "", "A", "a%00", "a&tenant=b", "unknown"] {
        let answer = app.get(&ann, &format!("/list?tenant={other}")).await;
        assert_eq!(answer.status, 403, "{other}");
    }
    let admin = app.admin().await;
    assert_eq!(app.get(&admin, "/list").await.body, json!("all"));
}

#[tokio::test]
async fn the_tenant_of_the_path_is_the_decoded_one() {
    let app = TestApp::with_routes(documents).await;
    let ed = app.user("ed", &["a:editor", "b:viewer"]).await;
    let ed = app.session(&ed).await;
    let put = async |path: &str| app.call(&ed, "PUT", path, Value::Null).await.status;
    assert_eq!(put("/change/a").await, 200);
    assert_eq!(put("/change/%61").await, 200);
    assert_eq!(put("/change/b").await, 403);
    assert_eq!(put("/change/%62").await, 403);
    assert_eq!(put("/change/a%2Fb").await, 403);
    assert_eq!(put("/change/a?tenant=b").await, 403);
    assert_eq!(put("/change/b?tenant=a").await, 403);
}

/// A change with exactly these headers.
async fn change_with(app: &TestApp, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::put("/change/a");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    app.send(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn a_cookie_alone_changes_nothing() {
    let app = TestApp::with_routes(documents).await;
    let ed = app.user("ed", &["a:editor"]).await;
    let Caller::Session(secret) = app.session(&ed).await else {
        panic!("not a session");
    };
    let Caller::Session(other) = app.session(&ed).await else {
        panic!("not a session");
    };
    let cookie = format!("portico_session={}", secret.reveal());
    let cookie = ("cookie", cookie.as_str());
    let token = csrf_token(&secret);
    let good = ("x-csrf-token", token.reveal());
    assert_eq!(change_with(&app, &[cookie]).await.status, 403);
    assert_eq!(change_with(&app, &[good]).await.status, 401);
    let others = csrf_token(&other);
    for wrong in ["", "x", secret.reveal(), others.reveal()] {
        let answer = change_with(&app, &[cookie, ("x-csrf-token", wrong)]).await;
        assert_eq!(answer.status, 403, "{wrong}");
    }
    assert_eq!(change_with(&app, &[cookie, good]).await.status, 200);
    let foreign = ("origin", "https://evil.example");
    assert_eq!(
        change_with(&app, &[cookie, good, foreign]).await.status,
        403
    );
    let own = [cookie, good, ("host", "h:1"), ("origin", "http://h:1")];
    assert_eq!(change_with(&app, &own).await.status, 200);
}

#[tokio::test]
async fn a_bad_token_is_not_made_good_by_a_cookie() {
    let app = TestApp::with_routes(documents).await;
    let ed = app.user("ed", &["a:editor"]).await;
    let Caller::Session(secret) = app.session(&ed).await else {
        panic!("not a session");
    };
    let request = Request::get("/list")
        .header(
            header::COOKIE,
            format!("portico_session={}", secret.reveal()),
        )
        .header(header::AUTHORIZATION, "Bearer ptc_unknown");
    let answer = app.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status, 401);
}

#[tokio::test]
async fn what_is_no_route_is_a_problem_too() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let answer = app.get(&admin, "/api/v1/nothing").await;
    assert_eq!(
        (answer.status.as_u16(), &answer.body["status"]),
        (404, &json!(404))
    );
    let answer = app.call(&admin, "PATCH", "/api/v1/me", Value::Null).await;
    assert_eq!(
        (answer.status.as_u16(), &answer.body["status"]),
        (405, &json!(405))
    );
    assert_eq!(answer.headers["allow"], "GET,HEAD");
    assert_eq!(answer.headers["cache-control"], "no-store");
}
