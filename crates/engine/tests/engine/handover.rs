//! Paths and URIs that go from one owner to another, one resource at a time.

use crate::play::{petstore, reply};
use crate::request::Request;
use portico_config::ResourceType;
use portico_engine::{Gateway, Route};

fn is_served(gateway: &Gateway, path: &str) -> bool {
    matches!(gateway.route(path), Route::Server(_))
}

fn change(gateway: &mut Gateway, resource_type: ResourceType, name: &str, json: &str) {
    gateway.catalog.upsert(resource_type, name, json).unwrap();
}

fn server(path: &str) -> String {
    format!(r#"{{"name":"s","path":"{path}","instructions":"{path}"}}"#)
}

#[test]
fn servers_swap_their_paths() {
    for order in [["a", "b"], ["b", "a"]] {
        let mut gateway = Gateway::default();
        for name in ["a", "b"] {
            change(
                &mut gateway,
                ResourceType::Server,
                &format!("default/{name}"),
                &server(&format!("/{name}")),
            );
        }
        for name in order {
            let other = if name == "a" { "/b" } else { "/a" };
            let json = format!(r#"{{"name":"{name}","path":"{other}"}}"#);
            change(
                &mut gateway,
                ResourceType::Server,
                &format!("default/{name}"),
                &json,
            );
        }
        for (path, name) in [("/a/mcp", "b"), ("/b/mcp", "a")] {
            let (_, body) = reply(&gateway, &Request::modern("server/discover", "").to(path));
            assert!(
                body.contains(&format!(r#""name":"{name}""#)),
                "{order:?}: {body}"
            );
        }
    }
}

#[test]
fn a_path_goes_from_a_server_to_its_successor() {
    for added_first in [true, false] {
        let mut gateway = Gateway::default();
        change(
            &mut gateway,
            ResourceType::Server,
            "default/old",
            &server("/a"),
        );
        if added_first {
            change(
                &mut gateway,
                ResourceType::Server,
                "default/new",
                &server("/a"),
            );
        }
        gateway.catalog.remove(ResourceType::Server, "default/old");
        if !added_first {
            change(
                &mut gateway,
                ResourceType::Server,
                "default/new",
                &server("/a"),
            );
        }
        assert!(is_served(&gateway, "/a/mcp"), "{added_first}");
        change(
            &mut gateway,
            ResourceType::Server,
            "default/new",
            &server("/b"),
        );
        assert!(!is_served(&gateway, "/a/mcp"));
        assert!(is_served(&gateway, "/b/mcp"));
    }
}

fn fixed(uri: &str, text: &str) -> String {
    format!(r#"{{"name":"r","uri":"{uri}","text":"{text}"}}"#)
}

fn text_of(gateway: &Gateway, uri: &str) -> String {
    let read = Request::legacy("resources/read", &format!(r#""uri":"{uri}""#));
    let body: serde_json::Value = serde_json::from_str(&reply(gateway, &read).1).unwrap();
    let text = body["result"]["contents"][0]["text"].as_str();
    text.unwrap_or("none").to_owned()
}

#[test]
fn a_uri_goes_from_a_resource_to_its_successor() {
    for added_first in [true, false] {
        let mut gateway = petstore();
        let (old, new) = ("default/petstore/old", "default/petstore/new");
        change(
            &mut gateway,
            ResourceType::Resource,
            old,
            &fixed("a://1", "old"),
        );
        if added_first {
            change(
                &mut gateway,
                ResourceType::Resource,
                new,
                &fixed("a://1", "new"),
            );
        }
        gateway.catalog.remove(ResourceType::Resource, old);
        if !added_first {
            change(
                &mut gateway,
                ResourceType::Resource,
                new,
                &fixed("a://1", "new"),
            );
        }
        assert_eq!(text_of(&gateway, "a://1"), "new", "{added_first}");
        gateway.catalog.remove(ResourceType::Resource, new);
        assert_eq!(text_of(&gateway, "a://1"), "none");
    }
}

#[test]
fn resources_swap_their_uris_and_become_templates() {
    let mut gateway = petstore();
    let (one, two) = ("default/petstore/one", "default/petstore/two");
    change(
        &mut gateway,
        ResourceType::Resource,
        one,
        &fixed("a://1", "one"),
    );
    change(
        &mut gateway,
        ResourceType::Resource,
        two,
        &fixed("a://2", "two"),
    );
    change(
        &mut gateway,
        ResourceType::Resource,
        one,
        &fixed("a://2", "one"),
    );
    change(
        &mut gateway,
        ResourceType::Resource,
        two,
        &fixed("a://1", "two"),
    );
    assert_eq!(text_of(&gateway, "a://1"), "two");
    assert_eq!(text_of(&gateway, "a://2"), "one");
    let template = r#"{"name":"one","uriTemplate":"a://t/{x}","text":"template"}"#;
    change(&mut gateway, ResourceType::Resource, one, template);
    assert_eq!(text_of(&gateway, "a://2"), "none");
    assert_eq!(text_of(&gateway, "a://t/5"), "template");
    change(
        &mut gateway,
        ResourceType::Resource,
        one,
        &fixed("a://2", "one"),
    );
    assert_eq!(text_of(&gateway, "a://t/5"), "none");
    assert_eq!(text_of(&gateway, "a://2"), "one");
}
