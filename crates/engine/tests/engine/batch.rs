//! Batches, which only 2025-03-26 knows.

use crate::effects::text;
use crate::play::{ask, callout, petstore, reply, table};
use crate::request::{Request, Response, json, local, typed};
use portico_engine::{Effect, Event, Exchange, ResponseHead};

const CALLS: &str = r#"[
    {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"get_pet","arguments":{"petId":1}}},
    {"jsonrpc":"2.0","id":"2","method":"ping"},
    {"jsonrpc":"2.0","method":"notifications/progress"},
    {"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"add_pet","arguments":{"name":"Rex"}}},
    {"jsonrpc":"2.0","id":4,"method":"resources/read","params":{"uri":"pets://pet/9"}},
    {"jsonrpc":"2.0","id":5,"method":"tools/call","params":{"name":"get_pet"}}]"#;

fn batch(body: &str) -> Request {
    Request::post(body).header("mcp-protocol-version", "2025-03-26")
}

fn calls() -> Exchange {
    let (exchange, effect) = ask(&petstore(), &batch(CALLS));
    assert!(matches!(effect, Effect::CallOut(_)), "{}", text(&effect));
    exchange
}

#[test]
fn calls_are_sent_at_once_and_answered_in_the_order_of_requests() {
    let (mut exchange, effect) = ask(&petstore(), &batch(CALLS).header("x-request-id", "r"));
    insta::assert_snapshot!("calls", text(&effect));
    assert!(!exchange.awaits_response());
    let [pet, added, read] = [
        json(200, r#"{"id":1}"#),
        typed(201, "text/plain", "added"),
        json(404, "{}"),
    ];
    assert_eq!(callout(&mut exchange, 3, &read), Effect::Pause);
    assert_eq!(callout(&mut exchange, 0, &pet), Effect::Pause);
    let last = callout(&mut exchange, 2, &added);
    insta::assert_snapshot!("answers", text(&last));
    assert_eq!(callout(&mut exchange, 2, &added), Effect::Continue);
}

#[test]
fn an_answer_counts_once_and_only_where_one_is_awaited() {
    let mut exchange = calls();
    let pet = json(200, r#"{"id":1}"#);
    for index in [0, 0, 1, 4, 5, usize::MAX, 3] {
        assert_eq!(
            callout(&mut exchange, index, &pet),
            Effect::Pause,
            "{index}"
        );
    }
    assert!(matches!(callout(&mut exchange, 2, &pet), Effect::Reply(_)));
}

#[test]
fn failed_callouts_are_told_to_the_model() {
    let mut exchange = calls();
    let failed = |head| Response { head, body: "" };
    callout(&mut exchange, 0, &failed(ResponseHead::NOT_SENT));
    callout(&mut exchange, 2, &failed(ResponseHead::NO_ANSWER));
    let last = callout(&mut exchange, 3, &local(503, "no_healthy_upstream"));
    insta::assert_snapshot!(text(&last));
}

#[test]
fn a_response_that_is_too_large_fails_its_own_call_only() {
    let mut exchange = calls();
    let large = "x".repeat((8 << 20) + 1);
    callout(&mut exchange, 0, &typed(200, "text/plain", &large));
    callout(&mut exchange, 2, &json(200, "{}"));
    let last = callout(&mut exchange, 3, &json(200, &large));
    insta::assert_snapshot!(text(&last));
}

#[test]
fn other_events_do_not_disturb_it() {
    let mut exchange = calls();
    for event in [
        Event::RequestBody(b"{}"),
        Event::RequestBuffered(usize::MAX),
        Event::ResponseBuffered(usize::MAX),
        Event::ResponseBody(b"{}"),
    ] {
        assert_eq!(exchange.on_event(event), Effect::Pause, "{event:?}");
    }
    for index in [0, 2] {
        assert_eq!(
            callout(&mut exchange, index, &json(200, "{}")),
            Effect::Pause
        );
    }
    assert!(matches!(
        callout(&mut exchange, 3, &json(200, "{}")),
        Effect::Reply(_)
    ));
}

#[test]
fn without_calls_it_is_answered_at_once() {
    let requests = [
        batch(r#"[{"jsonrpc":"2.0","id":1,"method":"ping"}]"#),
        batch(r#"[{"jsonrpc":"2.0","id":1,"method":"ping"}]"#).without("mcp-protocol-version"),
        batch(r#"[{"jsonrpc":"2.0","method":"a"},{"jsonrpc":"2.0","id":1,"result":{}}]"#),
        batch(
            r#"[{"jsonrpc":"2.0","id":1,"method":"none"},5,[],{"jsonrpc":"2.0","id":null,"method":"ping"}]"#,
        ),
        batch(
            r#"[{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-03-26"}},{"jsonrpc":"2.0","id":2,"method":"ping"}]"#,
        ),
        batch(
            r#"[{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"none"}},{"jsonrpc":"2.0","id":2,"method":"prompts/list"}]"#,
        ),
    ];
    insta::assert_snapshot!(table(&petstore(), &requests));
}

#[test]
fn other_revisions_refuse_it() {
    let ping = r#"[{"jsonrpc":"2.0","id":1,"method":"ping"}]"#;
    let meta = r#"[{"jsonrpc":"2.0","id":1,"method":"ping","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}}]"#;
    let requests = [
        batch("[]"),
        batch("[1"),
        batch(meta),
        batch(ping).with("mcp-protocol-version", "2024-11-05"),
        batch(ping).with("mcp-protocol-version", "2025-06-18"),
        batch(ping).with("mcp-protocol-version", "2026-07-28"),
    ];
    insta::assert_snapshot!(table(&petstore(), &requests));
}

#[test]
fn it_has_at_most_a_hundred_entries() {
    let entries = |count: usize| {
        let entries = vec![r#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#; count];
        reply(&petstore(), &batch(&format!("[{}]", entries.join(","))))
    };
    assert_eq!(entries(100).0, 200);
    let refused = r#"{"jsonrpc":"2.0","error":{"code":-32600,"message":"Invalid Request: a batch has at most 100 entries"}}"#;
    assert_eq!(entries(101), (400, refused.to_owned()));
}

#[test]
fn its_answers_are_bounded_together() {
    let call = r#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"get_pet","arguments":{"petId":1}}}"#;
    let calls = [call; 6];
    let (mut exchange, _) = ask(&petstore(), &batch(&format!("[{}]", calls.join(","))));
    let large = "x".repeat(7 << 20);
    let mut last = Effect::Pause;
    for index in 0..6 {
        last = callout(&mut exchange, index, &typed(200, "text/plain", &large));
    }
    let Effect::Reply(answer) = last else {
        panic!("{}", text(&last));
    };
    let answers: Vec<serde_json::Value> = serde_json::from_slice(&answer.body).unwrap();
    let refused = "The answers of this batch are larger than 33554432 bytes together. Ask for less, or send fewer requests at once.";
    for (index, answer) in answers.iter().enumerate() {
        let text = answer["result"]["content"][0]["text"].as_str().unwrap();
        assert_eq!(text == refused, index >= 4, "{index}");
    }
    assert!(answer.body.len() < (32 << 20) + 2_000);
}
