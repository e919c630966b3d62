//! Many documents at once: validate, dry run, import, export.

use crate::documents::{api, shop, with_shop};
use serde_json::{Value, json};

const YAML: [(&str, &str); 1] = [("content-type", "application/yaml")];

#[tokio::test]
async fn a_change_can_be_validated() {
    let (app, editor) = with_shop().await;
    let validate = |body: Value| {
        let (app, editor) = (&app, &editor);
        async move { app.call(editor, "POST", "/api/v1/validate", body).await }
    };
    let good = validate(json!({ "documents": [shop("x")] })).await;
    assert_eq!(
        (good.status.as_u16(), &good.body),
        (200, &json!({ "valid": true, "errors": [] }))
    );
    let gone = json!({ "delete": [{ "kind": "Upstream", "tenant": "a", "name": "api" }] });
    let told = validate(gone).await.body;
    assert_eq!(
        (&told["valid"], &told["errors"][0]["document"]),
        (&json!(false), &json!("Server a/shop"))
    );
    let text = format!(
        "{}---\nkind: Server\nname: x\ntenant: a\npath: no\n",
        "kind: Upstream\nname: api\ntenant: a\nurl: http://127.0.0.1:2\n"
    );
    let told = app
        .call_with(&editor, "POST", "/api/v1/validate", &YAML, &text)
        .await
        .body;
    assert_eq!(
        (&told["errors"][0]["line"], &told["errors"][0]["path"]),
        (&json!(9), &json!("path"))
    );
    let foreign =
        json!({ "documents": [{ "kind": "Server", "name": "x", "tenant": "b", "path": "/b" }] });
    assert_eq!(validate(foreign).await.status, 403);
    assert_eq!(
        validate(json!({ "documents": [{ "name": "x" }] }))
            .await
            .status,
        422
    );
    assert_eq!(validate(json!({ "unknown": [] })).await.status, 400);
}

#[tokio::test]
async fn a_dry_run_tells_what_envoys_would_receive() {
    let (app, editor) = with_shop().await;
    let mut changed = shop("Shop");
    changed["tools"][0]["description"] = json!("new");
    let body = json!({ "documents": [changed] });
    let told = app.call(&editor, "POST", "/api/v1/dry-run", body).await;
    assert_eq!(told.status, 200, "{}", told.body);
    let types = told.body["types"].as_array().unwrap();
    assert_eq!(types.len(), 1, "{types:?}");
    assert_eq!(types[0]["changed"], json!(["a/shop/t"]));
    assert_eq!(told.body["revision"], 2);
    assert_eq!(
        app.get(&editor, "/api/v1/servers/a/shop").await.body,
        shop("Shop")
    );
    let bad = json!({ "delete": [{ "kind": "Upstream", "tenant": "a", "name": "api" }] });
    assert_eq!(
        app.call(&editor, "POST", "/api/v1/dry-run", bad)
            .await
            .status,
        422
    );
}

#[tokio::test]
async fn what_is_exported_is_imported_as_it_was() {
    let (app, editor) = with_shop().await;
    let admin = app.admin().await;
    let secret = json!({ "kind": "Secret", "name": "key", "tenant": "a", "value": "hunter2" });
    assert_eq!(
        app.call(&editor, "PUT", "/api/v1/secrets/a/key", secret)
            .await
            .status,
        201
    );
    let text = app.get(&editor, "/api/v1/export").await.text;
    assert_eq!(text.matches("kind: ").count(), 3, "{text}");
    let import = "/api/v1/import?mode=replace&reason=restore";
    let same = app.call_with(&editor, "POST", import, &YAML, &text).await;
    assert_eq!(
        (same.status.as_u16(), &same.body["changed"]),
        (200, &json!([])),
        "{}",
        same.body
    );

    // Another store with the same key gets the very same documents.
    let sealed = app.get(&admin, "/api/v1/export?sealed=true").await.text;
    assert_eq!(
        app.get(&editor, "/api/v1/export?sealed=true").await.status,
        403
    );
    let (other, _) = with_shop().await;
    let root = other.admin().await;
    let put = other.call_with(&root, "POST", import, &YAML, &sealed).await;
    assert_eq!(put.status, 200, "{}", put.body);
    for path in [
        "/api/v1/secrets/a/key",
        "/api/v1/servers/a/shop",
        "/api/v1/upstreams/a/api",
    ] {
        let (here, there) = (app.get(&admin, path).await, other.get(&root, path).await);
        assert_eq!(
            (here.header("etag"), &here.text),
            (there.header("etag"), &there.text)
        );
    }
}

#[tokio::test]
async fn replacing_deletes_what_one_may_change() {
    let (app, editor) = with_shop().await;
    let admin = app.admin().await;
    let other = json!({ "kind": "Server", "name": "other", "tenant": "b", "path": "/b" });
    assert_eq!(
        app.call(&admin, "PUT", "/api/v1/servers/b/other", other)
            .await
            .status,
        201
    );
    let body = json!({ "documents": [api()] });
    let merged = app
        .call(&editor, "POST", "/api/v1/import", body.clone())
        .await;
    assert_eq!(merged.body["changed"], json!([]));
    let replaced = app
        .call(&editor, "POST", "/api/v1/import?mode=replace", body)
        .await;
    let deleted = json!([{ "kind": "Server", "tenant": "a", "name": "shop" }]);
    assert_eq!(
        (replaced.status.as_u16(), &replaced.body["changed"]),
        (200, &deleted)
    );
    assert_eq!(app.get(&admin, "/api/v1/servers/b/other").await.status, 200);
}
