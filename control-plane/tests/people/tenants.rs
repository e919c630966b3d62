//! Administering tenants and their members.

use crate::app::TestApp;
use serde_json::{Value, json};

#[tokio::test]
async fn tenants_are_made_changed_and_removed() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let put = async |name: &str, title: &str, prefix: &str| {
        let body = json!({ "title": title, "pathPrefix": prefix });
        let path = format!("/api/v1/tenants/{name}");
        app.call(&admin, "PUT", &path, body).await
    };
    assert_eq!(put("shop", "Shop", "/shop").await.status, 201);
    assert_eq!(put("shop", "The shop", "/shop").await.status, 200);
    assert_eq!(
        put("shop", "The shop", "/a").await.status,
        409,
        "that of `a`"
    );
    assert_eq!(put("other", "Other", "/shop").await.status, 409);
    let bad = put("Shop", "", "shop").await;
    assert_eq!(bad.status, 422);
    let errors = bad.body["errors"].as_array().unwrap().iter();
    let paths: Vec<&str> = errors.map(|e| e["path"].as_str().unwrap()).collect();
    assert_eq!(paths, ["name", "title", "pathPrefix"]);
    let shop = app.get(&admin, "/api/v1/tenants/shop").await.body;
    let expected = json!({ "name": "shop", "title": "The shop", "pathPrefix": "/shop" });
    assert_eq!(shop, expected);
    let delete = async |name: &str| {
        let path = format!("/api/v1/tenants/{name}");
        app.call(&admin, "DELETE", &path, Value::Null).await.status
    };
    assert_eq!(delete("shop").await, 204);
    assert_eq!(delete("shop").await, 404);
    assert_eq!(delete("default").await, 409);
    assert_eq!(app.get(&admin, "/api/v1/tenants/shop").await.status, 404);
    let expected = [
        "root tenant.delete tenant/shop",
        "root tenant.update tenant/shop",
        "root tenant.create tenant/shop",
    ];
    assert_eq!(app.audited(&admin).await, expected);
}

#[tokio::test]
async fn members_see_their_tenants_only() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let ann = app.user("ann", &["b:viewer"]).await;
    let ann = app.session(&ann).await;
    let names = async |who| {
        let body = app.get(who, "/api/v1/tenants").await.body;
        let items = body["items"].as_array().unwrap().iter();
        items.map(|i| i["name"].clone()).collect::<Vec<Value>>()
    };
    assert_eq!(names(&ann).await, ["b"]);
    assert_eq!(names(&admin).await, ["a", "b", "default"]);
}

#[tokio::test]
async fn members_come_and_go() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    app.user("ann", &[]).await;
    let put = async |path: &str, role: &str| {
        let body = json!({ "role": role });
        let path = format!("/api/v1/tenants/{path}");
        app.call(&admin, "PUT", &path, body).await.status
    };
    assert_eq!(put("a/members/ann", "viewer").await, 201);
    assert_eq!(put("a/members/ann", "editor").await, 200);
    assert_eq!(put("a/members/ann", "owner").await, 422);
    assert_eq!(put("a/members/nobody", "viewer").await, 404);
    assert_eq!(put("nowhere/members/ann", "viewer").await, 404);
    let path = "/api/v1/tenants/a/members";
    let members = app.get(&admin, path).await.body;
    assert_eq!(
        members,
        json!({ "items": [{ "user": "ann", "role": "editor" }] })
    );
    let path = "/api/v1/tenants/nowhere/members";
    assert_eq!(app.get(&admin, path).await.status, 404);
    let entries = app.get(&admin, "/api/v1/audit?tenant=a&limit=1").await.body;
    assert_eq!(
        entries["items"][0]["detail"],
        json!({ "role": ["viewer", "editor"] })
    );
    let next = entries["next"].as_str().unwrap();
    let path = format!("/api/v1/audit?tenant=a&limit=1&cursor={next}");
    let entries = app.get(&admin, &path).await.body;
    assert_eq!(
        entries["items"][0]["detail"],
        json!({ "role": [null, "viewer"] })
    );
    assert_eq!(entries["next"], Value::Null);
}

#[tokio::test]
async fn admins_see_to_what_a_user_belongs() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    app.user("ann", &["b:viewer", "a:editor"]).await;
    app.user("bob", &[]).await;
    let of = async |name: &str| {
        let path = format!("/api/v1/users/{name}/tenants");
        app.get(&admin, &path).await
    };
    let expected = json!([
        { "tenant": "a", "role": "editor" },
        { "tenant": "b", "role": "viewer" },
    ]);
    assert_eq!(of("ann").await.body["items"], expected);
    assert_eq!(of("bob").await.body["items"], json!([]));
    assert_eq!(of("nobody").await.status, 404);
}
