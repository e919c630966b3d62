//! Turns that fail: what is told, what is kept, how it goes on.

use super::stage::{Stage, of_type, reason, text};
use portico_control_plane::trial::GatewayUrl;
use serde_json::{Value, json};

#[tokio::test]
async fn failures_of_providers_are_told_with_what_to_do() {
    let stage = Stage::new().await;
    for (model, kind, status, kept) in [
        ("rate-limited", "rate_limited", json!(429), ""),
        ("overloaded", "overloaded", json!(503), ""),
        ("stream-error", "overloaded", Value::Null, "So far so good"),
        ("disconnect", "disconnected", Value::Null, "So far so good"),
        ("malformed", "malformed", Value::Null, "So far so good"),
        ("json", "malformed", Value::Null, ""),
    ] {
        for provider in ["openai", "anthropic"] {
            let talk = stage.talk(provider, model).await;
            let events = stage.say(&talk, "hello").await;
            assert_eq!(reason(&events), "failed", "{provider} {model}");
            let error = &of_type(&events, "error")[0]["error"];
            assert_eq!(
                (&error["kind"], &error["status"]),
                (&json!(kind), &status),
                "{error}"
            );
            assert!(!error["advice"].as_str().unwrap().is_empty());
            let wait = if kind == "rate_limited" {
                json!(7)
            } else {
                Value::Null
            };
            assert_eq!(error["retryAfter"], wait);
            let messages = stage.messages(&talk).await;
            assert_eq!(messages.len(), 2);
            assert_eq!(
                (text(&messages[0]), text(&messages[1])),
                ("hello".to_owned(), kept.to_owned())
            );
            assert_eq!(
                (&messages[1]["ending"], &messages[1]["error"]),
                (&json!("failed"), error)
            );
        }
    }
}

#[tokio::test]
async fn a_failed_answer_is_made_anew_by_retry() {
    let stage = Stage::new().await;
    for model in ["flaky", "rate-limited-once"] {
        let talk = stage.talk("openai", model).await;
        assert_eq!(reason(&stage.say(&talk, "hello").await), "failed");
        let events = stage
            .turn(&talk, json!({ "type": "retry" }))
            .await
            .all()
            .await;
        assert_eq!(reason(&events), "finished", "{events:?}");
        let messages = stage.messages(&talk).await;
        let texts: Vec<String> = messages.iter().map(text).collect();
        assert_eq!(texts, ["hello", "hello"], "{model}");
        assert_eq!(messages[1]["error"], Value::Null);
    }
}

#[tokio::test]
async fn a_retry_does_not_run_tools_again() {
    let stage = Stage::new().await;
    let talk = stage.talk("openai", "call").await;
    let settings = json!({ "servers": [{ "name": "shop", "approvals": { "find": "run" } }] });
    stage
        .app
        .call(
            &stage.editor,
            "PATCH",
            &talk,
            json!({ "settings": settings }),
        )
        .await;
    let events = stage.say(&talk, "call find {}\ncall order {}").await;
    assert_eq!(reason(&events), "awaiting_approval");
    let change = json!({ "model": "disconnect" });
    stage.app.call(&stage.editor, "PATCH", &talk, change).await;
    let order = &of_type(&events, "awaiting_approval")[0]["calls"][0];
    let yes = json!({ "type": "decisions", "decisions": [{ "call": order, "approve": true }] });
    let events = stage.turn(&talk, yes).await.all().await;
    assert_eq!(reason(&events), "failed");
    assert_eq!(stage.calls.all().len(), 2);
    let change = json!({ "model": "call" });
    stage.app.call(&stage.editor, "PATCH", &talk, change).await;
    let events = stage
        .turn(&talk, json!({ "type": "retry" }))
        .await
        .all()
        .await;
    assert_eq!(reason(&events), "finished");
    assert_eq!(stage.calls.all().len(), 2);
    let messages = stage.messages(&talk).await;
    assert_eq!(messages.len(), 3);
    assert!(text(&messages[2]).contains("shop did order"));

    // Nor is one that ran while another waits.
    let events = stage.say(&talk, "call find {}\ncall order {}").await;
    assert_eq!(reason(&events), "awaiting_approval");
    assert_eq!(stage.calls.all().len(), 3);
    let retry = json!({ "type": "retry" });
    let events = stage.turn(&talk, retry).await.all().await;
    assert_eq!(reason(&events), "finished");
    assert_eq!(stage.calls.all().len(), 3);
}

#[tokio::test]
async fn ends_that_are_no_answer_are_told() {
    let stage = Stage::new().await;
    for (model, ending) in [("length", "length"), ("refuse", "refused")] {
        for provider in ["openai", "anthropic"] {
            let talk = stage.talk(provider, model).await;
            let events = stage.say(&talk, "hello").await;
            assert_eq!(reason(&events), ending);
            assert_eq!(stage.messages(&talk).await[1]["ending"], ending);
        }
    }
}

#[tokio::test]
async fn keys_do_not_come_back_in_what_providers_say() {
    let stage = Stage::new().await;
    for provider in ["openai", "anthropic"] {
        let talk = stage.talk(provider, "locked").await;
        assert_eq!(reason(&stage.say(&talk, "hello").await), "finished");
        let url = if provider == "openai" {
            stage.models.openai_url()
        } else {
            stage.models.anthropic_url()
        };
        let mut change = stage.provider(provider, &url);
        change["credential"]["key"] = json!("sk-wrong-hunter2");
        let path = format!("/api/v1/providers/a/{provider}");
        let put = stage.app.call(&stage.editor, "PUT", &path, change).await;
        assert_eq!(put.status, 200, "{}", put.text);
        let events = stage.say(&talk, "hello").await;
        let error = &of_type(&events, "error")[0]["error"];
        assert_eq!(
            (&error["kind"], &error["status"]),
            (&json!("unauthorized"), &json!(401))
        );
        assert!(
            error["message"].as_str().unwrap().contains("[key]"),
            "{error}"
        );
        let everything = format!("{events:?} {:?}", stage.messages(&talk).await);
        assert!(!everything.contains("hunter2"));
    }
}

#[tokio::test]
async fn a_gateway_that_is_away_is_told_and_nothing_is_lost() {
    let mut stage = Stage::new().await;
    let talk = stage.talk("openai", "echo").await;
    stage.say(&talk, "one").await;
    stage.app = stage
        .app
        .with_gateway(GatewayUrl::parse("http://127.0.0.1:1").unwrap());
    let events = stage.say(&talk, "two").await;
    assert_eq!(reason(&events), "failed");
    let error = &of_type(&events, "error")[0]["error"];
    assert_eq!(error["kind"], "tools");
    assert!(
        error["message"].as_str().unwrap().contains("`shop`"),
        "{error}"
    );
    let texts: Vec<String> = stage.messages(&talk).await.iter().map(text).collect();
    assert_eq!(texts, ["one", "one", "two"]);
    let listed = stage
        .app
        .get(&stage.editor, &format!("{talk}/tools"))
        .await
        .body;
    assert_eq!(listed["errors"][0]["server"], "shop");
    let without = json!({ "settings": {} });
    stage.app.call(&stage.editor, "PATCH", &talk, without).await;
    let events = stage
        .turn(&talk, json!({ "type": "retry" }))
        .await
        .all()
        .await;
    assert_eq!(reason(&events), "finished");
}

#[tokio::test]
async fn what_is_gone_is_told_before_anything_is_stored() {
    let stage = Stage::new().await;
    let talk = stage.talk("openai", "echo").await;
    let path = format!("{talk}/turns");
    let say = json!({ "type": "message", "text": "hello" });
    for (gone, name) in [("servers/a/shop", "shop"), ("providers/a/openai", "openai")] {
        let gone = format!("/api/v1/{gone}");
        let delete = stage.app.call(&stage.editor, "DELETE", &gone, Value::Null);
        assert!(delete.await.status.is_success());
        let answer = stage
            .app
            .call(&stage.editor, "POST", &path, say.clone())
            .await;
        assert_eq!(answer.status, 409, "{}", answer.text);
        assert!(answer.text.contains(name), "{}", answer.text);
        let change = json!({ "settings": {} });
        stage.app.call(&stage.editor, "PATCH", &talk, change).await;
    }
    assert_eq!(stage.messages(&talk).await, Vec::<Value>::new());
    let empty = json!({ "type": "message", "text": " " });
    let other = stage.talk_with("anthropic", "echo", json!({})).await;
    let answer = stage
        .app
        .call(&stage.editor, "POST", &format!("{other}/turns"), empty)
        .await;
    assert_eq!(answer.status, 422);
}
