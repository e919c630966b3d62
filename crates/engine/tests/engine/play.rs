//! Playing an exchange through a gateway.

use crate::effects::text;
use crate::request::{Request, Response};
use portico_config::Document;
use portico_engine::{
    Effect, Event, Exchange, Gateway, Plugin, RequestHead, ResponseHead, Route, Snapshot,
};

const PETSTORE: &str = include_str!("petstore.json");

/// The gateway of `petstore.json`, whose documents stand inline in a plugin configuration.
pub(crate) fn petstore() -> Gateway {
    gateway(PETSTORE)
}

/// The gateway of these documents, a JSON array.
pub(crate) fn gateway(documents: &str) -> Gateway {
    let configuration = format!(r#"{{"documents":{documents}}}"#);
    Plugin::parse(configuration.as_bytes()).unwrap().gateway
}

/// The documents of `petstore.json`.
pub(crate) fn documents() -> Vec<Document> {
    let documents: Vec<&serde_json::value::RawValue> = serde_json::from_str(PETSTORE).unwrap();
    documents
        .iter()
        .map(|document| portico_config::parse(document.get()).unwrap())
        .collect()
}

/// The server at `path`.
pub(crate) fn server(gateway: &Gateway, path: &str) -> Snapshot {
    match gateway.route(path) {
        Route::Server(snapshot) => snapshot,
        other => panic!("{path}: {other:?}"),
    }
}

/// Begins the exchange of a request: its head.
pub(crate) fn start(gateway: &Gateway, request: &Request) -> (Exchange, Effect) {
    Exchange::start(
        server(gateway, &request.path),
        RequestHead {
            headers: request.headers.iter().cloned().collect(),
            end_of_stream: request.body.is_empty(),
            random: || [7; 16],
        },
    )
}

/// Head and body of a request: the exchange and its last effect.
pub(crate) fn ask(gateway: &Gateway, request: &Request) -> (Exchange, Effect) {
    let (mut exchange, effect) = start(gateway, request);
    if effect != Effect::Pause {
        return (exchange, effect);
    }
    let effect = exchange.on_event(Event::RequestBody(&request.body));
    (exchange, effect)
}

/// The answer to a request that needs no upstream: HTTP status and body.
pub(crate) fn reply(gateway: &Gateway, request: &Request) -> (u16, String) {
    match ask(gateway, request) {
        (_, Effect::Reply(reply)) => (reply.status, String::from_utf8(reply.body).unwrap()),
        (_, other) => panic!("{}", text(&other)),
    }
}

/// The effects of head and body of a request, as text, below the request's body.
pub(crate) fn asked(gateway: &Gateway, request: &Request) -> String {
    let (_, effect) = ask(gateway, request);
    format!(
        "--- {}\n{}",
        String::from_utf8_lossy(&request.body),
        text(&effect)
    )
}

/// The effects of several requests.
pub(crate) fn table<'r>(
    gateway: &Gateway,
    requests: impl IntoIterator<Item = &'r Request>,
) -> String {
    requests
        .into_iter()
        .map(|request| asked(gateway, request))
        .collect()
}

/// The effects of an upstream's response to an exchange that awaits one.
pub(crate) fn respond(exchange: &mut Exchange, response: &Response<'_>) -> String {
    assert!(exchange.awaits_response());
    let end_of_stream = response.body.is_empty();
    let mut out = text(&exchange.on_event(Event::ResponseHead {
        head: response.head,
        end_of_stream,
    }));
    if !end_of_stream {
        let size = response.body.len() / 2;
        assert_eq!(
            exchange.on_event(Event::ResponseBuffered(size)),
            Effect::Pause
        );
        out += &text(&exchange.on_event(Event::ResponseBody(response.body.as_bytes())));
    }
    assert!(!exchange.awaits_response());
    out
}

/// The effect of a response to a request, without what the request itself had as effect.
pub(crate) fn answered(gateway: &Gateway, request: &Request, response: &Response<'_>) -> String {
    let (mut exchange, effect) = ask(gateway, request);
    assert!(matches!(effect, Effect::Forward(_)), "{}", text(&effect));
    let ResponseHead {
        status,
        content_type,
        local,
    } = response.head;
    let head = format!(
        "{status} {} {}",
        content_type.unwrap_or("-"),
        local.unwrap_or("")
    );
    format!(
        "--- {}\n{}",
        head.trim_end(),
        respond(&mut exchange, response)
    )
}

/// The effect of the answer to a callout.
pub(crate) fn callout(exchange: &mut Exchange, index: usize, response: &Response<'_>) -> Effect {
    exchange.on_event(Event::CalloutAnswered {
        index,
        head: response.head,
        body: response.body.as_bytes(),
    })
}
