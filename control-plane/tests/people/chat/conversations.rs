//! Conversations: each is its user's own; searched, renamed, exported, deleted.

use super::stage::Stage;
use serde_json::{Value, json};

const ALL: &str = "/api/v1/conversations";

#[tokio::test]
async fn nobody_sees_anothers() {
    let stage = Stage::new().await;
    let talk = stage.talk("openai", "echo").await;
    stage.say(&talk, "my secret plan").await;
    let admin = stage.app.admin().await;
    let colleague = stage.app.user("colleague", &["a:editor"]).await;
    let colleague = stage.app.session(&colleague).await;
    for other in [&admin, &colleague] {
        for path in ["", "/messages", "/export", "/tools"] {
            let answer = stage.app.get(other, &format!("{talk}{path}")).await;
            assert_eq!(answer.status, 404, "{path}");
        }
        for query in ["", "?search=secret"] {
            let list = stage.app.get(other, &format!("{ALL}{query}")).await;
            assert_eq!(list.body["items"], json!([]));
        }
        let say = json!({ "type": "message", "text": "hello" });
        let turn = stage
            .app
            .call(other, "POST", &format!("{talk}/turns"), say)
            .await;
        assert_eq!(turn.status, 404);
        let renamed = stage
            .app
            .call(other, "PATCH", &talk, json!({ "title": "x" }))
            .await;
        assert_eq!(renamed.status, 404);
        let deleted = stage.app.call(other, "DELETE", &talk, Value::Null).await;
        assert_eq!(deleted.status, 404);
    }
    let own = stage.app.get(&stage.editor, ALL).await;
    assert_eq!(own.body["items"].as_array().unwrap().len(), 1);
    let audit = stage.app.get(&admin, "/api/v1/audit").await;
    assert!(!audit.text.contains("secret plan"));
    assert_eq!(stage.messages(&talk).await.len(), 2);
}

#[tokio::test]
async fn they_are_searched_and_paged_the_latest_first() {
    let stage = Stage::new().await;
    let mut talks = Vec::new();
    for said in ["Über Bücher", "about 100% of books", "nothing"] {
        let talk = stage.talk("openai", "echo").await;
        stage.say(&talk, said).await;
        talks.push(talk);
    }
    let titles = |body: &Value| -> Vec<String> {
        let items = body["items"].as_array().unwrap().iter();
        items
            .map(|item| item["title"].as_str().unwrap().to_owned())
            .collect()
    };
    stage
        .app
        .call(
            &stage.editor,
            "PATCH",
            &talks[0],
            json!({ "title": "Renamed" }),
        )
        .await;
    for (search, expected) in [
        ("", vec!["Renamed", "nothing", "about 100% of books"]),
        ("?search=renAMED", vec!["Renamed"]),
        // It was said, though it is not the title any more.
        ("?search=%C3%BCBER", vec!["Renamed"]),
        ("?search=100%25", vec!["about 100% of books"]),
        ("?search=1_0", vec![]),
        ("?search=!", vec![]),
    ] {
        let list = stage
            .app
            .get(&stage.editor, &format!("{ALL}{search}"))
            .await;
        assert_eq!(titles(&list.body), expected, "{search}");
    }
    let first = stage
        .app
        .get(&stage.editor, &format!("{ALL}?limit=2"))
        .await
        .body;
    let next = first["next"].as_str().unwrap();
    let second = stage
        .app
        .get(&stage.editor, &format!("{ALL}?limit=2&cursor={next}"))
        .await
        .body;
    assert_eq!(
        (titles(&first).len(), titles(&second)),
        (2, vec!["about 100% of books".to_owned()])
    );
    let page = stage
        .app
        .get(&stage.editor, &format!("{}/messages?limit=1", talks[0]))
        .await
        .body;
    let next = page["next"].as_str().unwrap();
    let path = format!("{}/messages?limit=1&cursor={next}", talks[0]);
    let second = stage.app.get(&stage.editor, &path).await.body;
    assert_eq!(
        (&page["items"][0]["role"], &second["items"][0]["role"]),
        (&json!("user"), &json!("assistant"))
    );
    assert_eq!(second["next"], Value::Null);
}

#[tokio::test]
async fn they_are_exported_as_json_and_markdown() {
    let stage = Stage::new().await;
    let talk = stage.talk("anthropic", "think").await;
    stage.say(&talk, "call find {\"title\": \"```\"}").await;
    let json = stage
        .app
        .get(&stage.editor, &format!("{talk}/export"))
        .await;
    assert!(json.header("content-disposition").ends_with(".json\""));
    assert_eq!(json.body["messages"], json!(stage.messages(&talk).await));
    assert_eq!(json.body["conversation"]["provider"], "anthropic");
    let markdown = stage
        .app
        .get(&stage.editor, &format!("{talk}/export?format=markdown"))
        .await;
    assert_eq!(
        markdown.header("content-type"),
        "text/markdown; charset=utf-8"
    );
    for part in [
        "# call find",
        "## User, ",
        "## Assistant (think), ",
        "> The user says something.",
        "**Tool call:** `find` of shop",
        "````json\n{\"title\": \"```\"}\n````",
        "**Result** after ",
        "shop did find with",
        "The tools say",
    ] {
        assert!(markdown.text.contains(part), "{part}: {}", markdown.text);
    }
    assert!(!(json.text + &markdown.text).contains("signed:"));
    let other = stage
        .app
        .get(&stage.editor, &format!("{talk}/export?format=pdf"))
        .await;
    assert_eq!(other.status, 400);
}

#[tokio::test]
async fn what_is_wrong_is_told_with_its_place() {
    let stage = Stage::new().await;
    let parameters = |name: &str, value: Value| json!({ "parameters": { name: value } });
    for (settings, path) in [
        (
            parameters("temperature", json!(2.1)),
            "settings.parameters.temperature",
        ),
        (parameters("topP", json!(0)), "settings.parameters.topP"),
        (
            parameters("maxTokens", json!(0)),
            "settings.parameters.maxTokens",
        ),
        (
            json!({ "servers": [{ "name": "none" }] }),
            "settings.servers[0].name",
        ),
        (
            json!({ "servers": [{ "name": "shop" }, { "name": "shop" }] }),
            "settings.servers[1].name",
        ),
    ] {
        let body = json!({ "tenant": "a", "provider": "openai", "settings": settings });
        let made = stage.app.call(&stage.editor, "POST", ALL, body).await;
        assert_eq!(
            (made.status.as_u16(), &made.body["errors"][0]["path"]),
            (422, &json!(path))
        );
    }
    let body = json!({ "tenant": "a", "provider": "none" });
    let made = stage.app.call(&stage.editor, "POST", ALL, body).await;
    assert_eq!(made.body["errors"][0]["path"], "provider");
    let body = json!({ "tenant": "b", "provider": "openai" });
    assert_eq!(
        stage
            .app
            .call(&stage.editor, "POST", ALL, body)
            .await
            .status,
        403
    );
    let body = json!({ "tenant": "a", "provider": "openai" });
    let made = stage.app.call(&stage.editor, "POST", ALL, body).await;
    assert_eq!(
        (made.status.as_u16(), &made.body["model"]),
        (201, &json!("echo"))
    );
}

#[tokio::test]
async fn who_is_no_editor_any_more_reads_but_does_not_go_on() {
    let stage = Stage::new().await;
    let talk = stage.talk("openai", "echo").await;
    stage.say(&talk, "hello").await;
    let admin = stage.app.admin().await;
    // An editor of another tenant, so that the gate lets the request pass.
    for (tenant, role) in [("b", "editor"), ("a", "viewer")] {
        let path = format!("/api/v1/tenants/{tenant}/members/ed");
        let put = stage
            .app
            .call(&admin, "PUT", &path, json!({ "role": role }))
            .await;
        assert!(put.status.is_success());
    }
    assert_eq!(stage.messages(&talk).await.len(), 2);
    let say = json!({ "type": "message", "text": "hello" });
    let turn = stage
        .app
        .call(&stage.editor, "POST", &format!("{talk}/turns"), say)
        .await;
    assert_eq!(turn.status, 403);
    assert_eq!(stage.messages(&talk).await.len(), 2);
    let deleted = stage
        .app
        .call(&stage.editor, "DELETE", &talk, Value::Null)
        .await;
    assert_eq!(deleted.status, 204);
}
