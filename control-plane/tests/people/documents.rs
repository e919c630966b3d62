//! Documents, one at a time.

use crate::app::{Answer, Caller, TestApp};
use portico_control_plane::auth::permission::Scope;
use serde_json::{Value, json};

const API: &str = "/api/v1/upstreams/a/api";
pub(crate) const SHOP: &str = "/api/v1/servers/a/shop";

const YAML: (&str, &str) = ("content-type", "application/yaml");
pub(crate) const JSON: (&str, &str) = ("content-type", "application/json");

pub(crate) fn api() -> Value {
    json!({ "kind": "Upstream", "name": "api", "tenant": "a", "url": "http://127.0.0.1:1" })
}

pub(crate) fn shop(title: &str) -> Value {
    json!({
        "kind": "Server", "name": "shop", "tenant": "a", "path": "/a/shop", "title": title,
        "tools": [{ "name": "t", "http": { "upstream": "api", "path": "/t" } }],
    })
}

/// An app with the upstream, the server, and an editor of tenant `a`.
pub(crate) async fn with_shop() -> (TestApp, Caller) {
    let app = TestApp::new().await;
    let editor = app.user("ed", &["a:editor"]).await;
    let editor = app.session(&editor).await;
    assert_eq!(app.call(&editor, "PUT", API, api()).await.status, 201);
    let put = app.call(&editor, "PUT", SHOP, shop("Shop")).await;
    assert_eq!(put.status, 201, "{}", put.body);
    (app, editor)
}

#[tokio::test]
async fn a_document_is_created_changed_and_deleted() {
    let (app, editor) = with_shop().await;
    let first = app.get(&editor, SHOP).await;
    assert_eq!((first.status.as_u16(), &first.body), (200, &shop("Shop")));
    let changed = app.call(&editor, "PUT", SHOP, shop("Store")).await;
    assert_eq!(changed.status, 200);
    let expected = json!({
        "revision": 3,
        "changed": [{ "kind": "Server", "tenant": "a", "name": "shop" }],
    });
    assert_eq!(changed.body, expected);
    let second = app.get(&editor, SHOP).await;
    assert_eq!(second.body["title"], "Store");
    assert_eq!(second.header("etag"), changed.header("etag"));
    assert_ne!(first.header("etag"), second.header("etag"));

    // The same again is no change.
    let again = app.call(&editor, "PUT", SHOP, shop("Store")).await;
    assert_eq!(
        (again.status.as_u16(), &again.body),
        (200, &json!({ "revision": 3, "changed": [] }))
    );
    assert_eq!(again.header("etag"), changed.header("etag"));

    let deleted = app.call(&editor, "DELETE", SHOP, Value::Null).await;
    assert_eq!(
        (deleted.status.as_u16(), &deleted.body["revision"]),
        (200, &json!(4))
    );
    assert_eq!(app.get(&editor, SHOP).await.status, 404);
    let twice = app.call(&editor, "DELETE", SHOP, Value::Null).await;
    assert_eq!(twice.status, 404);
}

#[tokio::test]
async fn of_two_writers_one_is_told() {
    let (app, editor) = with_shop().await;
    let etag = app.get(&editor, SHOP).await.header("etag").to_owned();
    let headers = [JSON, ("if-match", etag.as_str())];
    let (mine, yours) = (shop("Mine").to_string(), shop("Yours").to_string());
    let put = |body| app.call_with(&editor, "PUT", SHOP, &headers, body);
    let (one, other) = tokio::join!(put(&mine), put(&yours));
    let (won, lost) = if one.status == 200 {
        (one, other)
    } else {
        (other, one)
    };
    assert_eq!((won.status.as_u16(), lost.status.as_u16()), (200, 412));
    let now = app.get(&editor, SHOP).await;
    assert_eq!(lost.body["current"], now.body);
    assert_eq!(
        format!("\"{}\"", lost.body["currentEtag"].as_str().unwrap()),
        now.header("etag")
    );
    let titles = [&lost.body["current"]["title"], &lost.body["yours"]["title"]];
    assert!(titles.contains(&&json!("Mine")) && titles.contains(&&json!("Yours")));

    let headers = [("if-match", etag.as_str())];
    let stale = app.call_with(&editor, "DELETE", SHOP, &headers, "").await;
    assert_eq!(stale.status, 412);
    let headers = [JSON, ("if-none-match", "*")];
    let create = app.call_with(&editor, "PUT", SHOP, &headers, &mine).await;
    assert_eq!(create.status, 412);
}

#[tokio::test]
async fn yaml_in_is_yaml_out() {
    let (app, editor) = with_shop().await;
    let yaml = [("accept", "application/yaml")];
    let shown = app.call_with(&editor, "GET", SHOP, &yaml, "").await;
    assert_eq!(shown.header("content-type"), "application/yaml");
    assert!(shown.text.starts_with("kind: Server\n"), "{}", shown.text);
    let put = app
        .call_with(&editor, "PUT", SHOP, &[YAML], &shown.text)
        .await;
    assert_eq!(put.body["changed"], json!([]), "{}", put.body);
    let text = shown.text.replace("Shop", "Market");
    let put = app.call_with(&editor, "PUT", SHOP, &[YAML], &text).await;
    assert_eq!(put.status, 200, "{}", put.body);
    let again = app.call_with(&editor, "GET", SHOP, &yaml, "").await;
    assert_eq!(again.text, text);
    assert_eq!(again.header("etag"), put.header("etag"));
}

#[tokio::test]
async fn numbers_stay_as_they_were_written() {
    let (app, editor) = with_shop().await;
    let number = "9007199254740993.10";
    let text =
        shop("Shop")
            .to_string()
            .replacen('{', &format!("{{\"config\":{{\"n\":{number}}},"), 1);
    let put = app.call_with(&editor, "PUT", SHOP, &[JSON], &text).await;
    assert_eq!(put.status, 200, "{}", put.body);
    assert!(app.get(&editor, SHOP).await.text.contains(number));
}

#[tokio::test]
async fn what_the_client_has_is_not_sent() {
    let (app, editor) = with_shop().await;
    let etag = app.get(&editor, SHOP).await.header("etag").to_owned();
    let known = [("if-none-match", etag.as_str())];
    let answer = app.call_with(&editor, "GET", SHOP, &known, "").await;
    assert_eq!((answer.status.as_u16(), &*answer.text), (304, ""));
}

fn errors(answer: &Answer) -> Vec<String> {
    let errors = answer.body["errors"].as_array().unwrap().iter();
    errors
        .map(|e| format!("{} {} {}", e["document"], e["line"], e["path"]))
        .collect()
}

#[tokio::test]
async fn every_error_has_its_path_and_line() {
    let (app, editor) = with_shop().await;
    let text = "kind: Server\nname: shop\ntenant: a\npath: /a/shop\ntools:\n- name: a b\n  http: {upstream: gone, path: /t}\n- name: t\n  http:\n    upstream: gone\n    path: /t\n";
    let put = app.call_with(&editor, "PUT", SHOP, &[YAML], text).await;
    assert_eq!(put.status, 422, "{}", put.body);
    assert_eq!(put.header("content-type"), "application/problem+json");
    let mut found = errors(&put);
    found.sort();
    assert_eq!(
        found,
        [
            "\"Server a/shop\" 10 \"tools[1].http.upstream\"",
            "\"Server a/shop\" 6 \"tools[0].name\"",
            "\"Server a/shop\" 7 \"tools[0].http.upstream\"",
        ]
    );
    let broken = app
        .call_with(&editor, "PUT", SHOP, &[YAML], "kind: [")
        .await;
    assert_eq!(broken.status, 422);
    // Nothing changed.
    assert_eq!(app.get(&editor, SHOP).await.body, shop("Shop"));
}

#[tokio::test]
async fn a_document_is_what_its_path_says() {
    let (app, editor) = with_shop().await;
    let mut other = shop("Shop");
    other["tenant"] = json!("b");
    other["name"] = json!("other");
    let put = app.call(&editor, "PUT", SHOP, other).await;
    assert_eq!(put.status, 422);
    assert_eq!(errors(&put), ["null null \"tenant\"", "null null \"name\""]);
    let wrong_kind = app.call(&editor, "PUT", SHOP, api()).await;
    assert_eq!(wrong_kind.status, 422);
}

#[tokio::test]
async fn a_path_belongs_to_its_tenant() {
    let (app, editor) = with_shop().await;
    let mut outside = shop("Shop");
    outside["path"] = json!("/b/shop");
    let put = app.call(&editor, "PUT", SHOP, outside.clone()).await;
    assert_eq!(
        (put.status.as_u16(), errors(&put)),
        (422, vec!["null null \"path\"".to_owned()])
    );
    let admin = app.admin().await;
    let of_nobody =
        json!({ "kind": "Upstream", "name": "x", "tenant": "c", "url": "http://127.0.0.1:1" });
    let put = app
        .call(&admin, "PUT", "/api/v1/upstreams/c/x", of_nobody)
        .await;
    assert_eq!(put.status, 422, "{}", put.body);
}

#[tokio::test]
async fn pages_follow_each_other() {
    let (app, editor) = with_shop().await;
    let admin = app.admin().await;
    for tenant in ["a", "b", "default"] {
        for n in 0..3 {
            let body = json!({ "kind": "Upstream", "name": format!("u{n}"), "tenant": tenant, "url": format!("http://127.0.0.1:{}", 10 + n) });
            let path = format!("/api/v1/upstreams/{tenant}/u{n}");
            assert_eq!(app.call(&admin, "PUT", &path, body).await.status, 201);
        }
    }
    let all = names(&app, &admin, "/api/v1/upstreams?").await;
    let expected = [
        "a/api",
        "a/u0",
        "a/u1",
        "a/u2",
        "b/u0",
        "b/u1",
        "b/u2",
        "default/u0",
        "default/u1",
        "default/u2",
    ];
    assert_eq!(all, expected);
    assert_eq!(
        names(&app, &editor, "/api/v1/upstreams?").await,
        &expected[..4]
    );
    assert_eq!(
        names(&app, &admin, "/api/v1/upstreams?tenant=b").await,
        &expected[4..7]
    );
    assert_eq!(
        names(&app, &admin, "/api/v1/upstreams?q=:11").await,
        ["a/u1", "b/u1", "default/u1"]
    );
    assert_eq!(
        names(&app, &admin, "/api/v1/upstreams?q=AP").await,
        ["a/api"]
    );
    assert_eq!(
        names(&app, &admin, "/api/v1/servers?q=shop").await,
        ["a/shop"]
    );
}

/// All pages of a list, two entries each.
async fn names(app: &TestApp, caller: &Caller, path: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = app.get(caller, &format!("{path}&limit=2{cursor}")).await;
        assert_eq!(page.status, 200, "{}", page.body);
        let items = page.body["items"].as_array().unwrap();
        assert!(items.len() <= 2);
        let name = |item: &Value| {
            format!(
                "{}/{}",
                item["tenant"].as_str().unwrap(),
                item["name"].as_str().unwrap()
            )
        };
        names.extend(items.iter().map(name));
        match page.body["next"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return names,
        }
    }
}

#[tokio::test]
async fn secrets_go_in_and_never_out() {
    let (app, editor) = with_shop().await;
    let path = "/api/v1/secrets/a/key";
    let body =
        |value: &str| json!({ "kind": "Secret", "name": "key", "tenant": "a", "value": value });
    assert_eq!(
        app.call(&editor, "PUT", path, body("hunter2")).await.status,
        201
    );
    let shown = app.get(&editor, path).await;
    let redacted = json!({ "kind": "Secret", "name": "key", "tenant": "a", "sealed": "[sealed]" });
    assert_eq!(shown.body, redacted);
    // The same value, and what was shown, change nothing.
    for same in [body("hunter2"), redacted] {
        assert_eq!(
            app.call(&editor, "PUT", path, same).await.body["changed"],
            json!([])
        );
    }
    assert_eq!(
        app.call(&editor, "PUT", path, body("hunter3")).await.body["revision"],
        4
    );
    let stale = [JSON, ("if-match", shown.header("etag"))];
    let conflict = app
        .call_with(&editor, "PUT", path, &stale, &body("hunter4").to_string())
        .await;
    assert_eq!(conflict.status, 412);
    let admin = app.admin().await;
    let mut told = vec![shown.text.clone(), conflict.text];
    for path in [
        "/api/v1/secrets",
        "/api/v1/secrets/a/key/versions",
        "/api/v1/revisions/2/diff/4",
        "/api/v1/revisions",
        "/api/v1/export",
        "/api/v1/audit",
    ] {
        let answer = app.get(&admin, path).await;
        assert_eq!(answer.status, 200, "{path}");
        told.push(answer.text);
    }
    for text in told {
        assert!(!text.contains("hunter") && !text.contains("v1."), "{text}");
    }
}

#[tokio::test]
async fn every_change_is_audited() {
    let (app, editor) = with_shop().await;
    let why = [("x-change-reason", "closed")];
    let deleted = app.call_with(&editor, "DELETE", SHOP, &why, "").await;
    assert_eq!(deleted.status, 200);
    let admin = app.admin().await;
    let told = app.audited(&admin).await;
    assert_eq!(
        told,
        [
            "ed document.delete Server a/shop",
            "ed document.put Server a/shop",
            "ed document.put Upstream a/api",
        ]
    );
    let log = app.get(&admin, "/api/v1/audit?tenant=a&limit=1").await.body;
    let entry = &log["items"][0];
    assert_eq!(
        (&entry["revision"], &entry["detail"]["reason"]),
        (&json!(3), &json!("closed"))
    );
    // A refused change is none.
    let user = app.user("reader", &["a:viewer"]).await;
    let reader = app.token(&user, Scope::Admin).await;
    assert_eq!(app.call(&reader, "PUT", SHOP, shop("x")).await.status, 403);
    assert_eq!(app.audited(&admin).await.len(), 3);
}

#[tokio::test]
async fn tenants_with_documents_keep_their_place() {
    let (app, _) = with_shop().await;
    let admin = app.admin().await;
    let put = |name: &'static str, prefix: &'static str| {
        let (app, admin) = (&app, &admin);
        let path = format!("/api/v1/tenants/{name}");
        let body = json!({ "title": name, "pathPrefix": prefix });
        async move { app.call(admin, "PUT", &path, body).await.status }
    };
    assert_eq!(put("a", "/elsewhere").await, 409);
    assert_eq!(
        put("c", "/a/shop").await,
        409,
        "it would take the path away"
    );
    assert_eq!(put("a", "/a/shop").await, 200);
    assert_eq!(
        app.call(&admin, "DELETE", "/api/v1/tenants/a", Value::Null)
            .await
            .status,
        409
    );
    assert_eq!(
        app.call(&admin, "DELETE", "/api/v1/tenants/b", Value::Null)
            .await
            .status,
        204
    );
}

/// A server with a mistake in each of its tools.
fn wrong_tools(count: usize) -> String {
    let mut text = "kind: Server\nname: shop\ntenant: a\npath: /a/shop\ntools:\n".to_owned();
    for number in 0..count {
        text.push_str(&format!(
            "- name: a b {number}\n  http: {{upstream: gone, path: /t}}\n"
        ));
    }
    text
}

#[tokio::test]
async fn thousands_of_errors_are_told_in_one_reading() {
    let (app, editor) = with_shop().await;
    let text = wrong_tools(3000);
    let begin = std::time::Instant::now();
    let put = app.call_with(&editor, "PUT", SHOP, &[YAML], &text).await;
    assert_eq!(put.status, 422);
    let errors = errors(&put);
    assert!(errors.contains(&"\"Server a/shop\" 6004 \"tools[2999].name\"".to_owned()));
    // Reading the text again for each of them would take a quarter of an hour.
    assert!(begin.elapsed().as_secs() < 120, "{:?}", begin.elapsed());
}

#[tokio::test]
async fn chains_of_aliases_are_refused() {
    let (app, editor) = with_shop().await;
    let mut text = "kind: Server\nx:\n- &a0 []\n".to_owned();
    for number in 1..100_000 {
        text.push_str(&format!("- &a{number} [*a{}]\n", number - 1));
    }
    for path in [SHOP, "/api/v1/validate", "/api/v1/import"] {
        let method = if path == SHOP { "PUT" } else { "POST" };
        let answer = app.call_with(&editor, method, path, &[YAML], &text).await;
        assert_eq!(answer.status, 422, "{}", answer.text);
        assert!(answer.text.contains("nested too deeply"), "{}", answer.text);
    }
}
