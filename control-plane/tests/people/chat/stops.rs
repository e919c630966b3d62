//! Turns that are stopped.

use super::stage::{Stage, calls, reason, text};
use crate::app::Caller;
use serde_json::{Value, json};
use std::time::Duration;
use tokio::time::{sleep, timeout};

async fn until(what: &str, mut is_so: impl AsyncFnMut() -> bool) {
    let waiting = async {
        while !is_so().await {
            sleep(Duration::from_millis(20)).await;
        }
    };
    timeout(Duration::from_secs(30), waiting).await.expect(what);
}

#[tokio::test]
async fn a_stop_keeps_what_has_come_and_ends_the_providers_work() {
    let stage = Stage::new().await;
    for (count, provider) in ["openai", "anthropic"].into_iter().enumerate() {
        let talk = stage.talk(provider, "slow").await;
        let say = json!({ "type": "message", "text": "count" });
        let mut events = stage.turn(&talk, say.clone()).await;
        events.until("text_delta").await;
        let path = format!("{talk}/turns");
        // There is one turn at a time.
        let other = stage.app.call(&stage.editor, "POST", &path, say).await;
        assert_eq!(other.status, 409, "{}", other.text);
        assert_eq!(
            stage.app.get(&stage.editor, &talk).await.body["isRunning"],
            true
        );
        let current = format!("{path}/current");
        let stop = stage
            .app
            .call(&stage.editor, "DELETE", &current, Value::Null)
            .await;
        assert_eq!(stop.status, 204, "{}", stop.text);
        let messages = stage.messages(&talk).await;
        assert!(text(&messages[1]).starts_with("1 "), "{}", messages[1]);
        assert_eq!(messages[1]["ending"], "stopped");
        let rest = events.all().await;
        assert_eq!(reason(&rest), "stopped");
        assert_eq!(rest[rest.len() - 2]["message"], messages[1]);
        until("the provider is told", async || {
            stage.models.hung_up() == count + 1
        })
        .await;
        let again = stage
            .app
            .call(&stage.editor, "DELETE", &current, Value::Null)
            .await;
        assert_eq!(again.status, 404);
    }
}

#[tokio::test]
async fn who_leaves_stops_the_turn() {
    let stage = Stage::new().await;
    for model in ["slow", "hang"] {
        let talk = stage.talk("openai", model).await;
        let before = stage.models.hung_up();
        let say = json!({ "type": "message", "text": "count" });
        let mut events = stage.turn(&talk, say).await;
        events.until("text_delta").await;
        drop(events);
        until("the provider is told", async || {
            stage.models.hung_up() == before + 1
        })
        .await;
        until("it is stored", async || {
            stage.messages(&talk).await[1]["ending"] == "stopped"
        })
        .await;
        assert_ne!(text(&stage.messages(&talk).await[1]), "");
        // And goes on as if nothing had been.
        let change = json!({ "model": "echo" });
        stage.app.call(&stage.editor, "PATCH", &talk, change).await;
        assert_eq!(reason(&stage.say(&talk, "go on").await), "finished");
    }
}

#[tokio::test]
async fn a_tool_that_is_stopped_is_told_of() {
    let stage = Stage::new().await;
    for provider in ["openai", "anthropic"] {
        let talk = stage.talk(provider, "call").await;
        let say = json!({ "type": "message", "text": "call wait {}\ncall find {}" });
        let mut events = stage.turn(&talk, say).await;
        let running = events.until("tool_call").await;
        assert_eq!(running["call"]["state"], "running");
        let current = format!("{talk}/turns/current");
        let stop = stage
            .app
            .call(&stage.editor, "DELETE", &current, Value::Null)
            .await;
        assert_eq!(stop.status, 204);
        assert_eq!(reason(&events.all().await), "stopped");
        let messages = stage.messages(&talk).await;
        let states: Vec<&Value> = calls(&messages[1])
            .iter()
            .map(|call| &call["state"])
            .collect();
        assert_eq!(json!(states), json!(["interrupted", "denied"]));
        // The scripts refuse a request in which a call has no result.
        let events = stage
            .turn(&talk, json!({ "type": "retry" }))
            .await
            .all()
            .await;
        assert_eq!(reason(&events), "finished", "{events:?}");
        let answer = text(stage.messages(&talk).await.last().unwrap());
        assert!(answer.contains("not known"), "{answer}");
    }
}

#[tokio::test]
async fn a_conversation_that_is_deleted_stops() {
    let stage = Stage::new().await;
    let talk = stage.talk("openai", "hang").await;
    let mut events = stage
        .turn(&talk, json!({ "type": "message", "text": "x" }))
        .await;
    events.until("text_delta").await;
    let deleted = stage
        .app
        .call(&stage.editor, "DELETE", &talk, Value::Null)
        .await;
    assert_eq!(deleted.status, 204);
    assert_eq!(reason(&events.all().await), "stopped");
    assert_eq!(stage.app.get(&stage.editor, &talk).await.status, 404);
    assert_eq!(stage.models.hung_up(), 1);
}

/// Takes the stage's editor's standing away.
async fn dismiss(stage: &Stage, admin: &Caller, method: &str, path: &str, body: Value) {
    let answer = stage.app.call(admin, method, path, body).await;
    assert!(answer.status.is_success(), "{}", answer.text);
}

#[tokio::test]
async fn who_may_not_chat_any_more_stops() {
    let stage = Stage::new().await;
    let admin = stage.app.admin().await;
    let talk = stage.talk("openai", "hang").await;
    let mut events = stage
        .turn(&talk, json!({ "type": "message", "text": "x" }))
        .await;
    events.until("text_delta").await;
    let viewer = json!({ "role": "viewer" });
    dismiss(
        &stage,
        &admin,
        "PUT",
        "/api/v1/tenants/a/members/ed",
        viewer,
    )
    .await;
    assert_eq!(reason(&events.all().await), "stopped");
    assert_eq!(stage.messages(&talk).await[1]["ending"], "stopped");
}

#[tokio::test]
async fn no_tool_runs_for_a_disabled_user() {
    let stage = Stage::new().await;
    let admin = stage.app.admin().await;
    let talk = stage.talk("openai", "call").await;
    let say = json!({ "type": "message", "text": "call wait {}\ncall find {}" });
    let mut events = stage.turn(&talk, say).await;
    let running = events.until("tool_call").await;
    assert_eq!(running["call"]["state"], "running");
    let disabled = json!({ "isAdmin": false, "disabled": true });
    dismiss(&stage, &admin, "PUT", "/api/v1/users/ed", disabled).await;
    assert_eq!(reason(&events.all().await), "stopped");
}

#[tokio::test]
async fn who_left_the_tenant_learns_nothing_new_of_it() {
    let stage = Stage::new().await;
    let admin = stage.app.admin().await;
    let talk = stage.talk("openai", "echo").await;
    let tools = format!("{talk}/tools");
    assert_eq!(stage.app.get(&stage.editor, &tools).await.status, 200);
    let member = "/api/v1/tenants/a/members/ed";
    dismiss(&stage, &admin, "DELETE", member, Value::Null).await;
    assert_eq!(stage.app.get(&stage.editor, &tools).await.status, 403);
    let patch = async |change: Value| {
        let answer = stage.app.call(&stage.editor, "PATCH", &talk, change).await;
        answer.status
    };
    let guess = json!({ "settings": { "servers": [{ "name": "guess" }] } });
    assert_eq!(patch(guess).await, 403);
    assert_eq!(patch(json!({ "provider": "guess" })).await, 403);
    // What was said stays one's own.
    assert_eq!(patch(json!({ "title": "old" })).await, 200);
    assert_eq!(stage.app.get(&stage.editor, &talk).await.status, 200);
}
