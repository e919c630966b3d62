//! Turns in which the model calls tools.

use super::stage::{Stage, calls, of_type, reason, text};
use serde_json::{Value, json};

#[tokio::test]
async fn tools_run_through_the_gateway_until_the_model_has_answered() {
    let stage = Stage::new().await;
    for (provider, model) in [
        ("openai", "call"),
        ("openai", "call-bare"),
        ("anthropic", "call"),
    ] {
        let talk = stage.talk(provider, model).await;
        let said =
            "call find {\"title\": \"Ü 9007199254740993\"}\ncall order {\"n\": 9007199254740993}";
        let events = stage.say(&talk, said).await;
        assert_eq!(reason(&events), "finished", "{events:?}");
        // The arguments come in pieces.
        let pieces = of_type(&events, "tool_call_delta");
        assert!(pieces.len() > 6, "{}", pieces.len());
        let states = of_type(&events, "tool_call").into_iter();
        let states: Vec<String> = states
            .map(|event| format!("{} {}", event["call"]["name"], event["call"]["state"]))
            .collect();
        assert_eq!(
            states,
            [
                r#""find" "running""#,
                r#""find" "done""#,
                r#""order" "running""#,
                r#""order" "done""#
            ]
        );
        // What was sent is what the model wrote, its numbers too.
        let came = stage.calls.all();
        assert_eq!(
            came[came.len() - 2..],
            [
                "shop find {\"title\":\"Ü 9007199254740993\"}",
                "shop order {\"n\":9007199254740993}"
            ]
        );
        let messages = stage.messages(&talk).await;
        assert_eq!(messages.len(), 3);
        assert_eq!(messages[1]["ending"], "tool_calls");
        let made = calls(&messages[1]);
        assert_eq!(made.len(), 2);
        let first = made[0];
        assert_eq!(
            (&first["server"], &first["tool"], &first["state"]),
            (&json!("shop"), &json!("find"), &json!("done"))
        );
        assert_eq!(first["arguments"], "{\"title\": \"Ü 9007199254740993\"}");
        assert_eq!(first["result"]["isError"], false);
        assert_eq!(first["result"]["structuredContent"]["price"], 10.5);
        assert!(first["durationMs"].is_u64());
        assert_ne!(made[0]["id"], made[1]["id"]);
        let told = text(&messages[2]);
        assert!(
            told.contains("shop did find") && told.contains("shop did order"),
            "{told}"
        );
    }
}

#[tokio::test]
async fn the_tools_of_the_chosen_servers_are_offered() {
    let stage = Stage::new().await;
    let servers = json!([
        { "name": "shop", "tools": ["find", "order"], "approvals": { "find": "run" } },
        { "name": "cafe" },
    ]);
    let talk = stage
        .talk_with("openai", "call", json!({ "servers": servers }))
        .await;
    let events = stage.say(&talk, "what?").await;
    assert_eq!(reason(&events), "finished");
    let request = stage.models.requests().pop().unwrap();
    let offered = &request["tools"];
    let names: Vec<&str> = offered
        .as_array()
        .unwrap()
        .iter()
        .map(|tool| tool["function"]["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["shop__find", "order", "cafe__find"]);
    assert_eq!(offered[1]["function"]["description"], "order of shop");
    assert_eq!(offered[1]["function"]["parameters"]["type"], "object");
    let listed = stage
        .app
        .get(&stage.editor, &format!("{talk}/tools"))
        .await
        .body;
    let shown: Vec<[&Value; 4]> = listed["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|tool| {
            [
                &tool["name"],
                &tool["tool"],
                &tool["approval"],
                &tool["isReadOnly"],
            ]
        })
        .collect();
    assert_eq!(
        json!(shown),
        json!([
            ["shop__find", "find", "run", true],
            ["order", "order", "ask", false],
            ["cafe__find", "find", "ask", true],
        ])
    );
    assert_eq!(listed["errors"], json!([]));
}

#[tokio::test]
async fn a_call_waits_for_the_user() {
    let stage = Stage::new().await;
    let servers = json!([{ "name": "shop", "approvals": { "find": "run" } }]);
    for provider in ["openai", "anthropic"] {
        let before = stage.calls.all().len();
        let talk = stage
            .talk_with(provider, "call", json!({ "servers": servers }))
            .await;
        let events = stage
            .say(
                &talk,
                "call find {}\ncall order {\"n\": 1}\ncall order {\"n\": 2}",
            )
            .await;
        assert_eq!(reason(&events), "awaiting_approval");
        let waiting = of_type(&events, "awaiting_approval")[0]["calls"].clone();
        assert_eq!(waiting.as_array().unwrap().len(), 2);
        // What needs no approval has run.
        assert_eq!(stage.calls.all().len(), before + 1);
        let [one, two] = [&waiting[0], &waiting[1]];

        let wrong = json!({ "type": "decisions", "decisions": [{ "call": "x", "approve": true }] });
        let path = format!("{talk}/turns");
        let answer = stage.app.call(&stage.editor, "POST", &path, wrong).await;
        assert_eq!(answer.body["errors"][0]["path"], "decisions[0].call");

        let first = json!({ "type": "decisions", "decisions": [{ "call": one, "approve": true }] });
        let events = stage.turn(&talk, first).await.all().await;
        assert_eq!(reason(&events), "awaiting_approval");
        assert_eq!(
            of_type(&events, "awaiting_approval")[0]["calls"],
            json!([two])
        );
        assert_eq!(stage.calls.all().len(), before + 2);

        let no = json!({ "call": two, "approve": false, "reason": "one is enough" });
        let second = json!({ "type": "decisions", "decisions": [no] });
        let events = stage.turn(&talk, second).await.all().await;
        assert_eq!(reason(&events), "finished");
        assert_eq!(stage.calls.all().len(), before + 2);
        let messages = stage.messages(&talk).await;
        let states: Vec<&Value> = calls(&messages[1])
            .iter()
            .map(|call| &call["state"])
            .collect();
        assert_eq!(json!(states), json!(["done", "done", "denied"]));
        assert!(
            text(&messages[2]).contains("one is enough"),
            "{}",
            messages[2]
        );
    }
}

#[tokio::test]
async fn who_says_something_else_denies_what_waits() {
    let stage = Stage::new().await;
    let settings = json!({ "servers": [{ "name": "shop" }] });
    for provider in ["openai", "anthropic"] {
        let talk = stage.talk_with(provider, "call", settings.clone()).await;
        let events = stage.say(&talk, "call order {}").await;
        assert_eq!(reason(&events), "awaiting_approval");
        // The scripts refuse a request in which a call has no result.
        let events = stage.say(&talk, "never mind").await;
        assert_eq!(reason(&events), "finished", "{events:?}");
        assert_eq!(stage.calls.all(), Vec::<String>::new());
        let messages = stage.messages(&talk).await;
        assert_eq!(calls(&messages[1])[0]["state"], "denied");
    }
}

#[tokio::test]
async fn failures_of_tools_are_told_to_the_model() {
    let stage = Stage::new().await;
    let talk = stage.talk("openai", "call").await;
    for (call, told) in [
        ("fail {}", "shop did fail"),
        ("forbidden {}", "the gateway says no"),
        ("made_up {}", "there is no tool `made_up`"),
        ("find {\"a\":", "the arguments are no JSON"),
        ("find [1]", "the arguments must be an object"),
    ] {
        let events = stage.say(&talk, &format!("call {call}")).await;
        assert_eq!(reason(&events), "finished", "{call}: {events:?}");
        let messages = stage.messages(&talk).await;
        let made = calls(&messages[messages.len() - 2])[0];
        assert_eq!(
            (&made["state"], &made["result"]["isError"]),
            (&json!("done"), &json!(true))
        );
        let answer = text(messages.last().unwrap());
        assert!(
            answer.contains("Error: ") && answer.contains(told),
            "{call}: {answer}"
        );
    }
}

#[tokio::test]
async fn a_model_that_never_answers_is_stopped() {
    let stage = Stage::new().await;
    let talk = stage.talk("openai", "loop").await;
    let events = stage.say(&talk, "go").await;
    assert_eq!(reason(&events), "failed");
    assert_eq!(
        of_type(&events, "error")[0]["error"]["kind"],
        "too_many_rounds"
    );
    assert_eq!(stage.calls.all().len(), 23);
    // It can go on all the same.
    let change = json!({ "model": "echo" });
    stage.app.call(&stage.editor, "PATCH", &talk, change).await;
    assert_eq!(reason(&stage.say(&talk, "enough").await), "finished");
}

#[tokio::test]
async fn an_answer_has_a_bounded_number_of_calls() {
    let stage = Stage::new().await;
    let talk = stage.talk("openai", "call").await;
    let many = vec!["call find {}"; 150].join("\n");
    let events = stage.say(&talk, &many).await;
    assert_eq!(reason(&events), "finished");
    let messages = stage.messages(&talk).await;
    assert_eq!(calls(&messages[1]).len(), 100);
}
