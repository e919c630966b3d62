//! Model providers: what is stored, what is shown, where they may be.

use super::stage::Stage;
use crate::app::TestApp;
use portico_control_plane::storage::model_provider;
use serde_json::{Value, json};

const PATH: &str = "/api/v1/providers/a/openai";

#[tokio::test]
async fn keys_are_sealed_and_never_shown() {
    let stage = Stage::new().await;
    let shown = stage.app.get(&stage.editor, PATH).await;
    assert_eq!(shown.body["credential"], json!({ "type": "key" }));
    assert_eq!(
        (&shown.body["kind"], &shown.body["models"]),
        (&json!("openai"), &json!(["echo"]))
    );
    let list = stage
        .app
        .get(&stage.editor, "/api/v1/providers?tenant=a")
        .await;
    assert_eq!(list.body["items"].as_array().unwrap().len(), 2);
    let admin = stage.app.admin().await;
    let audit = stage.app.get(&admin, "/api/v1/audit").await;
    assert!(audit.text.contains("provider.create"));
    let stored = stage
        .app
        .state
        .data
        .run(|c| model_provider::find(c, "a", "openai"));
    let row = stored.await.unwrap().unwrap();
    let sealed = row.sealed_key.clone().unwrap();
    for text in [
        shown.text,
        list.text,
        audit.text,
        format!("{row:?}"),
        sealed,
    ] {
        assert!(!text.contains("scripted-key"), "{text}");
    }
}

#[tokio::test]
async fn a_key_stays_with_the_address_that_it_was_entered_for() {
    let stage = Stage::new().await;
    let url = stage.models.openai_url();
    let mut change = stage.provider("openai", &format!("{url}/"));
    change["credential"] = json!({ "type": "keep" });
    change["title"] = json!("Renamed");
    let kept = stage
        .app
        .call(&stage.editor, "PUT", PATH, change.clone())
        .await;
    assert_eq!(
        (kept.status.as_u16(), &kept.body["title"]),
        (200, &json!("Renamed"))
    );
    assert_eq!(kept.body["credential"]["type"], "key");
    // Elsewhere, it would be given to whoever is there.
    change["baseUrl"] = json!("http://127.0.0.1:1/v1");
    let path = format!("{PATH}/test");
    for (method, path, body) in [
        ("PUT", PATH, change.clone()),
        ("POST", &path, json!({ "draft": change })),
    ] {
        let moved = stage.app.call(&stage.editor, method, path, body).await;
        assert_eq!(
            (moved.status.as_u16(), &moved.body["errors"][0]["path"]),
            (422, &json!("credential"))
        );
    }
    // Nor does it open in the store of who changes the address there.
    let moved = stage.app.state.data.run(|c| {
        let mut row = model_provider::find(c, "a", "openai")?.unwrap();
        row.base_url = "http://127.0.0.1:1/v1".to_owned();
        model_provider::update(c, &row)
    });
    moved.await.unwrap();
    let test = stage
        .app
        .call(&stage.editor, "POST", &path, json!({}))
        .await;
    assert_eq!(test.body["error"]["kind"], "provider", "{}", test.text);
}

#[tokio::test]
async fn a_connection_is_tested() {
    let stage = Stage::new().await;
    let test = |name: &str, body: Value| {
        let path = format!("/api/v1/providers/a/{name}/test");
        let stage = &stage;
        async move { stage.app.call(&stage.editor, "POST", &path, body).await }
    };
    for name in ["openai", "anthropic"] {
        let answer = test(name, json!({})).await;
        assert_eq!(answer.body["error"], Value::Null, "{}", answer.text);
        let models = answer.body["models"].as_array().unwrap();
        assert!(models.contains(&json!("echo")) && models.is_sorted_by_key(|m| m.as_str()));
    }
    assert_eq!(test("new", json!({})).await.status, 404);
    for (url, kind) in [
        ("http://127.0.0.1:1/v1", "unreachable"),
        // Not allowed to be reached.
        ("http://127.0.0.2:1/v1", "unreachable"),
        ("http://169.254.169.254/v1", "unreachable"),
        ("http://no-such-host.invalid/v1", "unreachable"),
        (
            &format!("{}/nothing", stage.models.openai_url()),
            "not_found",
        ),
    ] {
        let draft = stage.provider("openai", url);
        let answer = test("new", json!({ "draft": draft })).await;
        assert_eq!(answer.body["error"]["kind"], kind, "{url}: {}", answer.text);
        assert_eq!(answer.body["models"], Value::Null);
    }
    let refused = test(
        "new",
        json!({ "draft": stage.provider("openai", "http://127.0.0.2:1/v1") }),
    )
    .await;
    assert!(
        refused.text.contains("--outbound-allow"),
        "{}",
        refused.text
    );
    assert_eq!(
        stage
            .app
            .get(&stage.editor, "/api/v1/providers/a/new")
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn a_key_may_be_a_secret_document() {
    let stage = Stage::new().await;
    let secret = json!({ "kind": "Secret", "name": "key", "tenant": "a", "value": "scripted-key" });
    let put = stage
        .app
        .call(&stage.editor, "PUT", "/api/v1/secrets/a/key", secret)
        .await;
    assert_eq!(put.status, 201, "{}", put.text);
    let mut change = stage.provider("openai", &stage.models.openai_url());
    change["credential"] = json!({ "type": "secret", "name": "key" });
    let put = stage
        .app
        .call(&stage.editor, "PUT", PATH, change.clone())
        .await;
    assert_eq!(put.body["credential"], change["credential"]);
    let talk = stage.talk("openai", "locked").await;
    let events = stage.say(&talk, "hello").await;
    assert_eq!(super::stage::reason(&events), "finished");
    change["credential"]["name"] = json!("gone");
    stage.app.call(&stage.editor, "PUT", PATH, change).await;
    let test = stage
        .app
        .call(&stage.editor, "POST", &format!("{PATH}/test"), json!({}))
        .await;
    assert!(test.text.contains("does not exist"), "{}", test.text);
}

#[tokio::test]
async fn what_is_wrong_is_told_with_its_place() {
    let stage = Stage::new().await;
    let good = stage.provider("openai", "https://api.example.com/v1");
    for (field, value, path) in [
        ("title", json!(""), "title"),
        ("defaultModel", json!("a\nb"), "defaultModel"),
        ("models", json!(["a", ""]), "models[1]"),
        ("baseUrl", json!("file:///etc/passwd"), "baseUrl"),
        ("baseUrl", json!("https://user:pass@x/"), "baseUrl"),
        (
            "credential",
            json!({ "type": "key", "key": "a b" }),
            "credential.key",
        ),
        (
            "credential",
            json!({ "type": "secret", "name": "A B" }),
            "credential.name",
        ),
    ] {
        let mut change = good.clone();
        change[field] = value;
        let put = stage.app.call(&stage.editor, "PUT", PATH, change).await;
        assert_eq!(
            (put.status.as_u16(), &put.body["errors"][0]["path"]),
            (422, &json!(path))
        );
    }
    let put = stage
        .app
        .call(&stage.editor, "PUT", "/api/v1/providers/a/A", good.clone())
        .await;
    assert_eq!(put.body["errors"][0]["path"], "name");
    let admin = stage.app.admin().await;
    let put = stage
        .app
        .call(&admin, "PUT", "/api/v1/providers/unheard/x", good)
        .await;
    assert_eq!(put.status, 404, "{}", put.text);
}

#[tokio::test]
async fn without_a_keyring_a_key_is_not_taken() {
    let mut app = TestApp::new().await;
    app.change(|state| state.resolver.keyring = None);
    let user = app.user("ed", &["a:editor"]).await;
    let editor = app.session(&user).await;
    let mut change = json!({
        "title": "x", "kind": "openai", "baseUrl": "https://x/v1", "defaultModel": "m",
        "credential": { "type": "key", "key": "hunter2" },
    });
    let put = app.call(&editor, "PUT", PATH, change.clone()).await;
    assert_eq!(put.status, 422);
    assert!(put.text.contains("--secret-key-file"), "{}", put.text);
    change["credential"] = json!({ "type": "none" });
    assert_eq!(app.call(&editor, "PUT", PATH, change).await.status, 201);
}
