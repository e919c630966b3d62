//! An exchange keeps the configuration that it began with.

use crate::effects::text;
use crate::play::{ask, callout, petstore, reply, respond, start};
use crate::request::{Request, json};
use portico_config::ResourceType;
use portico_engine::{Effect, Event, Gateway};

fn call(name: &str) -> Request {
    Request::modern(
        "tools/call",
        &format!(r#""name":"{name}"{}"#, arguments(name)),
    )
}

fn arguments(name: &str) -> &'static str {
    match name {
        "get_pet" => r#","arguments":{"petId":1}"#,
        _ => "",
    }
}

/// Changes everything that an exchange with the petstore works with.
fn upset(gateway: &mut Gateway) {
    let changes = [
        (
            ResourceType::Upstream,
            "default/api",
            r#"{"name":"api","cluster":"other"}"#,
        ),
        (
            ResourceType::Tool,
            "default/petstore/get_pet",
            r#"{"name":"get_pet","inputSchema":{"type":"object","properties":{"petId":{}}},
                "http":{"upstream":"mesh","path":"/other"}}"#,
        ),
        (
            ResourceType::Tool,
            "default/petstore/count_pets",
            r#"{"name":"count_pets","http":{"upstream":"mesh","path":"/other"}}"#,
        ),
        (
            ResourceType::Server,
            "default/petstore",
            r#"{"name":"renamed","path":"/petstore"}"#,
        ),
    ];
    for (resource_type, name, json) in changes {
        gateway.catalog.upsert(resource_type, name, json).unwrap();
    }
}

/// Takes everything away.
fn clear(gateway: &mut Gateway) {
    gateway.catalog.load(&[]).unwrap();
}

fn remove(gateway: &mut Gateway) {
    let removals = [
        (ResourceType::Upstream, "default/api"),
        (ResourceType::Upstream, "default/mesh"),
        (ResourceType::Tool, "default/petstore/get_pet"),
        (ResourceType::Tool, "default/petstore/count_pets"),
        (ResourceType::Server, "default/petstore"),
    ];
    for (resource_type, name) in removals {
        gateway.catalog.remove(resource_type, name);
    }
}

const CHANGES: [fn(&mut Gateway); 3] = [upset, remove, clear];

/// Everything that happens in one exchange, with a change before the body and one before the
/// response.
fn exchange(
    request: &Request,
    before_body: fn(&mut Gateway),
    before_response: fn(&mut Gateway),
) -> String {
    let mut gateway = petstore();
    let (mut exchange, first) = start(&gateway, request);
    assert_eq!(first, Effect::Pause);
    before_body(&mut gateway);
    let effect = exchange.on_event(Event::RequestBody(&request.body));
    before_response(&mut gateway);
    text(&effect) + &respond(&mut exchange, &json(200, "42"))
}

#[test]
fn whatever_changes_meanwhile() {
    let nothing: fn(&mut Gateway) = |_| {};
    for name in ["get_pet", "count_pets"] {
        let undisturbed = exchange(&call(name), nothing, nothing);
        for change in CHANGES {
            assert_eq!(exchange(&call(name), change, nothing), undisturbed);
            assert_eq!(exchange(&call(name), nothing, change), undisturbed);
        }
    }
}

#[test]
fn whatever_changes_during_a_batch() {
    let batch = r#"[{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"count_pets"}},
        {"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"get_pet","arguments":{"petId":1}}}]"#;
    let run = |change: fn(&mut Gateway)| {
        let mut gateway = petstore();
        let (mut exchange, effect) = ask(&gateway, &Request::post(batch));
        change(&mut gateway);
        assert_eq!(callout(&mut exchange, 1, &json(200, "1")), Effect::Pause);
        change(&mut gateway);
        text(&effect) + &text(&callout(&mut exchange, 0, &json(200, "2")))
    };
    let undisturbed = run(|_| {});
    for change in CHANGES {
        assert_eq!(run(change), undisturbed);
    }
}

#[test]
fn the_next_exchange_has_the_new_one() {
    let mut gateway = petstore();
    let (_held, _) = start(&gateway, &call("get_pet"));
    upset(&mut gateway);
    let (_, effect) = ask(&gateway, &call("get_pet"));
    let effect = text(&effect);
    assert!(effect.contains(":path: /other"), "{effect}");
    let (_, body) = reply(&gateway, &Request::modern("server/discover", ""));
    assert!(body.contains(r#""name":"renamed""#), "{body}");
}
