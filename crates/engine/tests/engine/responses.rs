//! What becomes of an upstream's response.

use crate::effects::text;
use crate::play::{answered, ask, petstore, respond};
use crate::request::{Request, Response, empty, json, local, typed};
use portico_engine::{Effect, Event};

const LIMIT: usize = 8 << 20;

fn get_pet() -> [Request; 2] {
    Request::both("tools/call", r#""name":"get_pet","arguments":{"petId":7}"#)
}

fn read() -> [Request; 2] {
    Request::both("resources/read", r#""uri":"pets://pet/7""#)
}

fn table(requests: &[Request], responses: &[Response<'_>]) -> String {
    let gateway = petstore();
    let mut text = String::new();
    for response in responses {
        for request in requests {
            text += &answered(&gateway, request, response);
        }
    }
    text
}

#[test]
fn of_a_tool() {
    let responses = [
        json(200, r#"{"id": 7, "name": "Rex"}"#),
        typed(200, "text/plain; charset=utf-8", "line\n\u{7}\"two\""),
        typed(200, "image/png", "png"),
        empty(204),
        empty(200),
        json(404, r#"{"message":"no such pet"}"#),
        empty(404),
        typed(500, "text/html", "<h1>Oops</h1>"),
        empty(304),
    ];
    insta::assert_snapshot!(table(&get_pet(), &responses));
}

#[test]
fn of_a_tool_where_envoy_answered_itself() {
    let responses = [
        local(
            503,
            "upstream_reset_before_response_started{connection_refused}",
        ),
        local(504, "response_timeout"),
        local(503, "cluster_not_found"),
        local(404, "route_not_found"),
    ];
    insta::assert_snapshot!(table(&get_pet()[..1], &responses));
}

#[test]
fn of_a_resource() {
    let responses = [
        json(200, "{\"id\": 7,\n\"name\": \"Rex\"}"),
        typed(200, "image/png", "png"),
        empty(200),
        json(404, "{}"),
        empty(404),
        json(500, r#"{"message":"broken"}"#),
        local(404, "route_not_found"),
        local(504, "response_timeout"),
    ];
    insta::assert_snapshot!(table(&read(), &responses));
}

/// Each half of the requests is told the same, however the size comes to light.
#[test]
fn that_is_too_large() {
    let large = "x".repeat(LIMIT + 1);
    let head = Event::ResponseHead {
        head: json(200, "").head,
        end_of_stream: false,
    };
    let mut texts = String::new();
    for request in get_pet().into_iter().chain(read()) {
        let (mut exchange, _) = ask(&petstore(), &request);
        exchange.on_event(head);
        assert_eq!(
            exchange.on_event(Event::ResponseBuffered(LIMIT)),
            Effect::Pause
        );
        let early = exchange.on_event(Event::ResponseBuffered(LIMIT + 1));
        assert_eq!(
            exchange.on_event(Event::ResponseBody(large.as_bytes())),
            Effect::Continue
        );

        let (mut exchange, _) = ask(&petstore(), &request);
        exchange.on_event(head);
        let late = exchange.on_event(Event::ResponseBody(large.as_bytes()));
        match (&early, late) {
            (Effect::Reply(early), Effect::Respond(late)) => assert_eq!(*early, late),
            (early, late) => panic!("{}{}", text(early), text(&late)),
        }
        texts += &text(&early);
    }
    insta::assert_snapshot!(texts);
}

#[test]
fn that_is_as_large_as_may_be() {
    let body = "x".repeat(LIMIT);
    let (mut exchange, _) = ask(&petstore(), &get_pet()[0]);
    let text = respond(&mut exchange, &typed(200, "text/plain", &body));
    assert!(text.contains(&body));
}

/// Where the response is cut off, Envoy gives the client this instead.
#[test]
fn that_is_cut_off() {
    let mut texts = String::new();
    for request in get_pet().into_iter().chain(read()) {
        let (mut exchange, _) = ask(&petstore(), &request);
        texts += &text(&exchange.on_event(Event::ResponseHead {
            head: json(200, "").head,
            end_of_stream: false,
        }));
    }
    insta::assert_snapshot!(texts);
}
