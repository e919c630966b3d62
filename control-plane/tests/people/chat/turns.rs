//! Turns without tools: what is said, thought, counted, said again.

use super::stage::{Stage, deltas, of_type, reason, text};
use serde_json::{Value, json};

#[tokio::test]
async fn an_answer_is_streamed_and_stored() {
    let stage = Stage::new().await;
    let said = "Grüße aus dem Buchladen, 你好";
    for (provider, model) in [
        ("openai", "echo"),
        ("openai", "drip"),
        ("anthropic", "echo"),
        ("anthropic", "drip"),
    ] {
        let talk = stage.talk_with(provider, model, json!({})).await;
        let events = stage.say(&talk, said).await;
        let kinds: Vec<&str> = events.iter().map(|e| e["type"].as_str().unwrap()).collect();
        assert_eq!(kinds[..2], ["message_start", "message_start"]);
        assert_eq!(kinds[kinds.len() - 2..], ["message_end", "done"]);
        assert_eq!(deltas(&events, "text_delta"), said, "{provider} {model}");
        assert!(of_type(&events, "text_delta").len() > 3);
        assert_eq!(reason(&events), "finished");
        let messages = stage.messages(&talk).await;
        assert_eq!(messages.len(), 2);
        assert_eq!(
            (&messages[0]["role"], text(&messages[0])),
            (&json!("user"), said.to_owned())
        );
        let answer = &messages[1];
        assert_eq!(answer, &events[events.len() - 2]["message"]);
        assert_eq!(
            (&answer["role"], text(answer)),
            (&json!("assistant"), said.to_owned())
        );
        assert_eq!(
            (&answer["provider"], &answer["model"]),
            (&json!(provider), &json!(model))
        );
        assert_eq!(
            (&answer["ending"], &answer["error"]),
            (&json!("finished"), &Value::Null)
        );
        let usage = &answer["usage"];
        assert_eq!(
            (&usage["inputTokens"], &usage["cachedInputTokens"]),
            (&json!(11), &json!(3))
        );
        assert_eq!(usage["outputTokens"], 5);
        let shown = stage.app.get(&stage.editor, &talk).await.body;
        assert_eq!(shown["title"], said);
        assert_eq!(shown["isRunning"], false);
    }
}

#[tokio::test]
async fn reasoning_is_a_part_of_its_own() {
    let stage = Stage::new().await;
    for provider in ["openai", "anthropic"] {
        let talk = stage.talk(provider, "think").await;
        let events = stage.say(&talk, "hello").await;
        let thought = "The user says something. I say it again.";
        assert_eq!(deltas(&events, "reasoning_delta"), thought);
        let answer = &stage.messages(&talk).await[1];
        let parts = answer["parts"].as_array().unwrap();
        assert_eq!(parts[0], json!({ "type": "reasoning", "text": thought }));
        assert_eq!(text(answer), "hello");
        assert!(!answer.to_string().contains("signed:"), "{answer}");
    }
}

#[tokio::test]
async fn the_model_is_told_what_was_said_before_and_how_to_be() {
    let stage = Stage::new().await;
    let parameters = json!({ "temperature": 0.5, "topP": 0.9, "maxTokens": 77 });
    let settings = json!({ "system": "Be brief.", "parameters": parameters });
    let talk = stage.talk_with("openai", "echo", settings.clone()).await;
    stage.say(&talk, "one").await;
    stage.say(&talk, "two").await;
    let request = stage.models.requests().pop().unwrap();
    assert_eq!(
        request,
        json!({
            "model": "echo", "stream": true, "stream_options": { "include_usage": true },
            "temperature": 0.5, "top_p": 0.9, "max_tokens": 77,
            "messages": [
                { "role": "system", "content": "Be brief." },
                { "role": "user", "content": "one" },
                { "role": "assistant", "content": "one" },
                { "role": "user", "content": "two" },
            ],
        })
    );
    let change = json!({ "provider": "anthropic" });
    let changed = stage.app.call(&stage.editor, "PATCH", &talk, change).await;
    assert_eq!(changed.status, 200, "{}", changed.text);
    stage.say(&talk, "three").await;
    let request = stage.models.requests().pop().unwrap();
    assert_eq!(request["system"], "Be brief.");
    assert_eq!(
        (&request["max_tokens"], &request["temperature"]),
        (&json!(77), &json!(0.5))
    );
    assert_eq!(request["messages"].as_array().unwrap().len(), 5);
}

#[tokio::test]
async fn an_earlier_message_is_edited_and_sent_again() {
    let stage = Stage::new().await;
    let talk = stage.talk("openai", "echo").await;
    for said in ["one", "two", "three"] {
        stage.say(&talk, said).await;
    }
    let before = stage.messages(&talk).await;
    let second = before[2]["id"].as_str().unwrap();
    let body = json!({ "type": "message", "text": "2", "replaces": second });
    let events = stage.turn(&talk, body).await.all().await;
    assert_eq!(reason(&events), "finished");
    let after = stage.messages(&talk).await;
    let texts: Vec<String> = after.iter().map(text).collect();
    assert_eq!(texts, ["one", "one", "2", "2"]);
    assert_eq!(before[..2], after[..2]);
    // Only one's own messages can be replaced, and only such as are there.
    for id in [second, after[1]["id"].as_str().unwrap(), "x"] {
        let body = json!({ "type": "message", "text": "x", "replaces": id });
        let path = format!("{talk}/turns");
        let answer = stage.app.call(&stage.editor, "POST", &path, body).await;
        assert_eq!(
            (answer.status.as_u16(), &answer.body["errors"][0]["path"]),
            (422, &json!("replaces"))
        );
    }
    assert_eq!(stage.messages(&talk).await, after);
}

#[tokio::test]
async fn an_answer_is_made_anew() {
    let stage = Stage::new().await;
    let talk = stage.talk("openai", "echo").await;
    stage.say(&talk, "one").await;
    stage.say(&talk, "two").await;
    let before = stage.messages(&talk).await;
    let events = stage
        .turn(&talk, json!({ "type": "retry" }))
        .await
        .all()
        .await;
    assert_eq!(of_type(&events, "message_start").len(), 1);
    let after = stage.messages(&talk).await;
    assert_eq!(before[..3], after[..3]);
    assert_ne!(before[3]["id"], after[3]["id"]);
    let body = json!({ "type": "retry", "message": before[0]["id"] });
    stage.turn(&talk, body).await.all().await;
    let texts: Vec<String> = stage.messages(&talk).await.iter().map(text).collect();
    assert_eq!(texts, ["one", "one"]);
    let empty = stage.talk("openai", "echo").await;
    let path = format!("{empty}/turns");
    let nothing = stage
        .app
        .call(&stage.editor, "POST", &path, json!({ "type": "retry" }))
        .await;
    assert_eq!(nothing.status, 409);
}
