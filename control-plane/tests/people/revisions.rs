//! History: revisions, versions, differences, and going back.

use crate::app::{Caller, TestApp};
use crate::documents::{shop, with_shop};
use serde_json::{Value, json};

const SHOP: &str = "/api/v1/servers/a/shop";

/// Revisions 1 (upstream), 2 (server), 3 (its title) and 4 (a document of tenant `b`).
async fn with_history() -> (TestApp, Caller, Caller) {
    let (app, editor) = with_shop().await;
    let why = [
        ("content-type", "application/json"),
        ("x-change-reason", "a better name"),
    ];
    let body = shop("Store").to_string();
    let changed = app.call_with(&editor, "PUT", SHOP, &why, &body).await;
    assert_eq!(changed.body["revision"], 3);
    let admin = app.admin().await;
    let other = json!({ "kind": "Server", "name": "other", "tenant": "b", "path": "/b" });
    let put = app
        .call(&admin, "PUT", "/api/v1/servers/b/other", other)
        .await;
    assert_eq!(put.body["revision"], 4);
    (app, editor, admin)
}

fn numbers(page: &Value) -> Vec<i64> {
    let items = page["items"].as_array().unwrap().iter();
    items.map(|item| item["number"].as_i64().unwrap()).collect()
}

#[tokio::test]
async fn revisions_tell_who_and_why() {
    let (app, editor, admin) = with_history().await;
    let all = app.get(&admin, "/api/v1/revisions").await.body;
    assert_eq!(numbers(&all), [4, 3, 2, 1]);
    let third = &all["items"][1];
    assert_eq!(
        (&third["author"], &third["reason"], &third["summary"]),
        (
            &json!("ed"),
            &json!("a better name"),
            &json!("put Server a/shop")
        )
    );
    let first = app.get(&admin, "/api/v1/revisions?limit=3").await.body;
    let next = first["next"].as_str().unwrap();
    let second = app
        .get(&admin, &format!("/api/v1/revisions?limit=3&cursor={next}"))
        .await
        .body;
    assert_eq!(
        (numbers(&first), numbers(&second)),
        (vec![4, 3, 2], vec![1])
    );
    // Who sees one tenant sees its history.
    let own = app.get(&editor, "/api/v1/revisions").await.body;
    assert_eq!(numbers(&own), [3, 2, 1]);
    let narrowed = async |who: &Caller, tenant: &str| {
        let path = format!("/api/v1/revisions?tenant={tenant}");
        app.get(who, &path).await
    };
    assert_eq!(numbers(&narrowed(&admin, "b").await.body), [4]);
    assert_eq!(numbers(&narrowed(&editor, "a").await.body), [3, 2, 1]);
    assert_eq!(narrowed(&editor, "b").await.status, 403);
    assert_eq!(app.get(&editor, "/api/v1/revisions/4").await.status, 404);
    let third = app.get(&editor, "/api/v1/revisions/3").await.body;
    assert_eq!(
        third["changed"],
        json!([{ "kind": "Server", "tenant": "a", "name": "shop" }])
    );
    assert_eq!(app.get(&admin, "/api/v1/revisions/9").await.status, 404);
}

#[tokio::test]
async fn differences_name_fields() {
    let (app, editor, admin) = with_history().await;
    let found = app.get(&admin, "/api/v1/revisions/2/diff/4").await.body;
    let documents = found["documents"].as_array().unwrap();
    assert_eq!(documents.len(), 2);
    let expected = json!([{ "path": "title", "before": "\"Shop\"", "after": "\"Store\"" }]);
    assert_eq!(documents[0]["fields"], expected);
    assert_eq!(documents[1]["before"], Value::Null);
    let own = app.get(&editor, "/api/v1/revisions/2/diff/4").await.body;
    assert_eq!(own["documents"].as_array().unwrap().len(), 1);
    let filtered = app
        .get(&admin, "/api/v1/revisions/0/diff/4?kind=Upstream")
        .await
        .body;
    assert_eq!(filtered["documents"][0]["key"]["name"], "api");
    assert_eq!(
        app.get(&admin, "/api/v1/revisions/2/diff/9").await.status,
        404
    );
}

#[tokio::test]
async fn everything_goes_back_as_a_new_revision() {
    let (app, editor, admin) = with_history().await;
    let path = "/api/v1/revisions/2/rollback?reason=mistake";
    assert_eq!(
        app.call(&editor, "POST", path, Value::Null).await.status,
        403
    );
    let back = app.call(&admin, "POST", path, Value::Null).await;
    assert_eq!(
        (back.status.as_u16(), &back.body["revision"]),
        (200, &json!(5))
    );
    assert_eq!(app.get(&editor, SHOP).await.body, shop("Shop"));
    assert_eq!(app.get(&admin, "/api/v1/servers/b/other").await.status, 404);
    let newest = app.get(&admin, "/api/v1/revisions/5").await.body;
    assert_eq!(
        (&newest["author"], &newest["reason"]),
        (&json!("root"), &json!("mistake"))
    );
    let missing = app
        .call(&admin, "POST", "/api/v1/revisions/99/rollback", Value::Null)
        .await;
    assert_eq!(missing.status, 404);
}

#[tokio::test]
async fn one_document_goes_back_or_comes_back() {
    let (app, editor, _) = with_history().await;
    let restore = |query: &'static str| {
        let path = format!("{SHOP}/restore{query}");
        let (app, editor) = (&app, &editor);
        async move { app.call(editor, "POST", &path, Value::Null).await }
    };
    assert_eq!(restore("").await.status, 409, "it is there");
    let back = restore("?revision=2").await;
    assert_eq!(
        (back.status.as_u16(), &back.body["revision"]),
        (200, &json!(5))
    );
    assert_eq!(app.get(&editor, SHOP).await.body, shop("Shop"));
    assert_eq!(
        app.call(&editor, "DELETE", SHOP, Value::Null).await.status,
        200
    );
    assert_eq!(restore("").await.status, 200);
    assert_eq!(app.get(&editor, SHOP).await.body, shop("Shop"));
    let versions = app.get(&editor, &format!("{SHOP}/versions")).await.body;
    let versions: Vec<_> = versions["items"].as_array().unwrap().iter().collect();
    let told: Vec<_> = versions
        .iter()
        .map(|version| {
            (
                version["revision"].as_i64().unwrap(),
                version["document"]["title"].as_str(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (7, Some("Shop")),
            (6, None),
            (5, Some("Shop")),
            (3, Some("Store")),
            (2, Some("Shop")),
        ]
    );
    let unknown = app.get(&editor, "/api/v1/servers/a/unknown/versions").await;
    assert_eq!(unknown.status, 404);
}

#[tokio::test]
async fn what_was_deleted_is_listed_until_it_is_back() {
    let (app, editor, admin) = with_history().await;
    let listed = async |who: &Caller, query: &str| {
        let path = format!("/api/v1/deletions{query}");
        let page = app.get(who, &path).await.body;
        let items = page["items"].as_array().unwrap().iter();
        let names = items.map(|item| item["name"].as_str().unwrap().to_owned());
        (names.collect::<Vec<_>>(), page)
    };
    assert_eq!(listed(&admin, "").await.0, Vec::<String>::new());
    let other = "/api/v1/servers/b/other";
    for path in [SHOP, other] {
        let gone = app.call(&admin, "DELETE", path, Value::Null).await;
        assert_eq!(gone.status, 200, "{}", gone.body);
    }
    let (names, page) = listed(&admin, "").await;
    assert_eq!(names, ["other", "shop"]);
    let last = &page["items"][1];
    assert_eq!(
        (&last["kind"], &last["tenant"], &last["revision"]),
        (&json!("Server"), &json!("a"), &json!(5))
    );
    assert!(last["deletedAt"].is_string() && last["author"].is_string());
    let (names, page) = listed(&admin, "?limit=1").await;
    assert_eq!(names, ["other"]);
    let next = page["next"].as_str().unwrap();
    assert_eq!(listed(&admin, &format!("?cursor={next}")).await.0, ["shop"]);
    // One tenant's are not another's.
    assert_eq!(listed(&editor, "").await.0, ["shop"]);
    assert_eq!(listed(&admin, "?tenant=b").await.0, ["other"]);

    let restore = format!("{SHOP}/restore");
    let back = app.call(&editor, "POST", &restore, Value::Null).await;
    assert_eq!(back.status, 200, "{}", back.body);
    assert_eq!(listed(&editor, "").await.0, Vec::<String>::new());
    let gone = app.call(&admin, "DELETE", SHOP, Value::Null).await;
    assert_eq!(gone.status, 200, "{}", gone.body);
    // Once, although it was deleted twice.
    assert_eq!(listed(&editor, "").await.0, ["shop"]);
}
