//! What only Anthropic's API has: thinking that is given back between calls, budgets, blocks.

use super::stage::{Stage, reason};
use serde_json::{Value, json};

fn settings() -> Value {
    json!({
        "parameters": { "reasoning": "low", "temperature": 0.5, "maxTokens": 100 },
        "servers": [{ "name": "shop", "approval": "run" }],
    })
}

#[tokio::test]
async fn thinking_goes_back_with_its_signature_until_the_question_is_answered() {
    let stage = Stage::new().await;
    let talk = stage.talk_with("anthropic", "think", settings()).await;
    let events = stage.say(&talk, "call find {\"title\": \"x\"}").await;
    assert_eq!(reason(&events), "finished", "{events:?}");
    let requests = stage.models.requests();
    let [first, second] = [&requests[0], &requests[1]];
    assert_eq!(first["thinking"]["type"], "adaptive");
    assert_eq!(first["output_config"]["effort"], "low");
    assert_eq!(
        (&first["max_tokens"], &first["temperature"]),
        (&json!(100), &Value::Null)
    );
    assert_eq!(first["tools"][0]["input_schema"]["type"], "object");
    let thought = "The user says something. I say it again.";
    let blocks = &second["messages"][1]["content"];
    assert_eq!(
        blocks[0],
        json!({ "type": "thinking", "thinking": thought, "signature": format!("signed:{thought}") })
    );
    assert_eq!(
        blocks[1],
        json!({ "type": "redacted_thinking", "data": "hidden" })
    );
    assert_eq!(
        (&blocks[2]["type"], &blocks[2]["input"]),
        (&json!("tool_use"), &json!({ "title": "x" }))
    );
    let result = &second["messages"][2]["content"][0];
    assert_eq!(result["tool_use_id"], blocks[2]["id"]);
    assert_eq!(result["is_error"], false);

    stage.say(&talk, "and now?").await;
    let third = stage.models.requests().pop().unwrap();
    assert!(!third.to_string().contains("signature"), "{third}");
}

#[tokio::test]
async fn older_models_have_a_budget() {
    let stage = Stage::new().await;
    let talk = stage
        .talk_with("anthropic", "claude-sonnet-4-5", settings())
        .await;
    assert_eq!(reason(&stage.say(&talk, "hello").await), "finished");
    let request = stage.models.requests().pop().unwrap();
    assert_eq!(
        request["thinking"],
        json!({ "type": "enabled", "budget_tokens": 2048 })
    );
    assert_eq!(request["max_tokens"], 2148);
    let talk = stage.talk_with("openai", "echo", settings()).await;
    stage.say(&talk, "hello").await;
    let request = stage.models.requests().pop().unwrap();
    assert_eq!(request["reasoning_effort"], "low");
}
