//! A catalog that is changed one resource at a time.

use crate::play::{asked, documents, petstore, reply};
use crate::request::Request;
use portico_config::{NamedResource, ResourceType, split};
use portico_engine::{Gateway, Route};

/// What clients see of the petstore.
fn seen(gateway: &Gateway) -> String {
    if !is_served(gateway, "/petstore/mcp") {
        return "nothing".to_owned();
    }
    let requests = [
        Request::modern("server/discover", ""),
        Request::modern("tools/list", ""),
        Request::legacy("prompts/list", ""),
        Request::legacy("resources/list", ""),
        Request::legacy("resources/templates/list", ""),
        Request::legacy(
            "tools/call",
            r#""name":"add_pet","arguments":{"name":"Rex"}"#,
        ),
        Request::legacy("prompts/get", r#""name":"greet","arguments":{"who":"Ada"}"#),
        Request::legacy("resources/read", r#""uri":"pets://manual""#),
        Request::legacy("resources/read", r#""uri":"pets://pet/7""#),
    ];
    requests
        .iter()
        .map(|request| asked(gateway, request))
        .collect()
}

fn is_served(gateway: &Gateway, path: &str) -> bool {
    matches!(gateway.route(path), Route::Server(_))
}

fn resources() -> Vec<NamedResource> {
    let all = documents().iter().flat_map(split).collect::<Vec<_>>();
    let of_petstore = |it: &NamedResource| {
        it.name.starts_with("default/petstore") || it.resource_type == ResourceType::Upstream
    };
    all.into_iter().filter(of_petstore).collect()
}

fn upsert(gateway: &mut Gateway, it: &NamedResource) {
    gateway
        .catalog
        .upsert(it.resource_type, &it.name, &it.json)
        .unwrap();
}

fn change(gateway: &mut Gateway, resource_type: ResourceType, name: &str, json: &str) {
    gateway.catalog.upsert(resource_type, name, json).unwrap();
}

/// Orders of `count` things in which each of them stands at each place.
fn orders(count: usize) -> impl Iterator<Item = Vec<usize>> {
    let forward = (0..count).map(move |by| (0..count).map(|at| (at + by) % count).collect());
    let backward = (0..count).map(move |by| (0..count).rev().map(|at| (at + by) % count).collect());
    forward.chain(backward)
}

#[test]
fn resources_come_and_go_in_any_order() {
    let resources = resources();
    let whole = seen(&petstore());
    for order in orders(resources.len()) {
        let mut gateway = Gateway::default();
        for (done, at) in order.iter().enumerate() {
            let _ = seen(&gateway);
            upsert(&mut gateway, &resources[*at]);
            let server_is_here = order[..=done]
                .iter()
                .any(|at| resources[*at].resource_type == ResourceType::Server);
            assert_eq!(
                is_served(&gateway, "/petstore/mcp"),
                server_is_here,
                "{order:?}"
            );
        }
        assert_eq!(seen(&gateway), whole, "{order:?}");
        for at in &order {
            gateway
                .catalog
                .remove(resources[*at].resource_type, &resources[*at].name);
        }
        assert_eq!(seen(&gateway), "nothing");
        for it in &resources {
            upsert(&mut gateway, it);
        }
        assert_eq!(seen(&gateway), whole, "{order:?} again");
    }
}

#[test]
fn a_server_comes_back_with_its_parts() {
    let mut gateway = petstore();
    let whole = seen(&gateway);
    let resources = resources();
    for it in resources
        .iter()
        .filter(|it| it.resource_type == ResourceType::Server)
    {
        gateway.catalog.remove(it.resource_type, &it.name);
        assert_eq!(seen(&gateway), "nothing");
        upsert(&mut gateway, it);
    }
    assert_eq!(seen(&gateway), whole);
}

#[test]
fn what_is_removed_is_gone() {
    let mut gateway = petstore();
    let removals = [
        (ResourceType::Tool, "default/petstore/add_pet"),
        (ResourceType::Prompt, "default/petstore/greet"),
        (ResourceType::Resource, "default/petstore/manual"),
        (ResourceType::Resource, "default/petstore/pet"),
    ];
    for (resource_type, name) in removals {
        gateway.catalog.remove(resource_type, name);
    }
    insta::assert_snapshot!(seen(&gateway));
}

#[test]
fn removing_what_is_unknown_changes_nothing() {
    let mut gateway = petstore();
    let whole = seen(&gateway);
    for resource_type in ResourceType::ALL {
        for name in [
            "",
            "x",
            "a/b",
            "default/petstore/none",
            "default/none/add_pet",
            "other/petstore/add_pet",
        ] {
            gateway.catalog.remove(resource_type, name);
        }
    }
    assert_eq!(seen(&gateway), whole);
}

#[test]
fn a_bad_resource_leaves_the_last_good_one() {
    let mut gateway = petstore();
    let whole = seen(&gateway);
    let table = [
        (
            ResourceType::Upstream,
            "default/api",
            r#"{"name":"api","url":"https://api.example.com"}"#,
        ),
        (
            ResourceType::Upstream,
            "default/api",
            r#"{"name":"api","url":"ftp://x","cluster":"c"}"#,
        ),
        (
            ResourceType::Server,
            "default/petstore",
            r#"{"name":"petstore"}"#,
        ),
        (ResourceType::Server, "default/petstore", "{"),
        (
            ResourceType::Tool,
            "default/petstore/add_pet",
            r#"{"name":"add_pet","http":{"upstream":"api","path":"/{none}"}}"#,
        ),
        (
            ResourceType::Tool,
            "default/petstore/add_pet",
            r#"{"name":"add_pet","htp":{}}"#,
        ),
        (
            ResourceType::Prompt,
            "default/petstore/greet",
            r#"{"name":"greet","messages":[{"role":"user","content":{"type":"text","text":"{% if %}"}}]}"#,
        ),
        (
            ResourceType::Resource,
            "default/petstore/manual",
            r#"{"name":"manual","uri":"a://b","uriTemplate":"a://{b}","text":"x"}"#,
        ),
        (
            ResourceType::Resource,
            "default/petstore/manual",
            r#"{"name":"manual","uri":"a://b"}"#,
        ),
        (
            ResourceType::Resource,
            "default/petstore/pet",
            r#"{"name":"pet","uriTemplate":"a://{b","text":"x"}"#,
        ),
        (
            ResourceType::Tool,
            "add_pet",
            r#"{"name":"add_pet","http":{"upstream":"api","path":"/"}}"#,
        ),
    ];
    let mut errors = String::new();
    for (resource_type, name, json) in table {
        let error = gateway
            .catalog
            .upsert(resource_type, name, json)
            .unwrap_err();
        errors += &format!("{json}\n  {error}\n");
        assert_eq!(seen(&gateway), whole, "{json}");
    }
    insta::assert_snapshot!(errors);
}

#[test]
fn documents_are_loaded_all_or_none() {
    let mut gateway = petstore();
    let whole = seen(&gateway);
    let mut documents = documents();
    documents.push(documents[0].clone());
    assert!(gateway.catalog.load(&documents).is_err());
    assert_eq!(seen(&gateway), whole);
    gateway.catalog.load(&documents[..1]).unwrap();
    assert_eq!(seen(&gateway), "nothing");
}

#[test]
fn a_tool_moves_to_another_upstream() {
    let mut gateway = petstore();
    let moved = r#"{"name":"add_pet","http":{"upstream":"mesh","path":"/moved"}}"#;
    let lost = moved.replace("mesh", "none");
    let call = Request::legacy("tools/call", r#""name":"add_pet","arguments":{}"#);
    change(
        &mut gateway,
        ResourceType::Tool,
        "default/petstore/add_pet",
        moved,
    );
    insta::assert_snapshot!("moved", asked(&gateway, &call));
    change(
        &mut gateway,
        ResourceType::Tool,
        "default/petstore/add_pet",
        &lost,
    );
    insta::assert_snapshot!("lost", asked(&gateway, &call));
}

/// A tool's upstream is one of its own tenant.
#[test]
fn tenants_do_not_share_upstreams() {
    let mut gateway = petstore();
    change(
        &mut gateway,
        ResourceType::Server,
        "other/s",
        r#"{"name":"s","tenant":"other","path":"/other"}"#,
    );
    change(
        &mut gateway,
        ResourceType::Tool,
        "other/s/t",
        r#"{"name":"t","http":{"upstream":"api","path":"/"}}"#,
    );
    let call = Request::legacy("tools/call", r#""name":"t""#).to("/other/mcp");
    let (_, body) = reply(&gateway, &call);
    assert!(
        body.contains("`api` of this operation is not configured"),
        "{body}"
    );
    assert!(body.contains(r#""isError":true"#));
}
