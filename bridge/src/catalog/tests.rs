//! Tests of what counts as a change.

use super::*;
use portico_discovery::message::{Any, DeltaDiscoveryResponse, Document, Resource};
use portico_discovery::{Agent, Client};
use prost::Message as _;

pub(crate) fn update(kind: ResourceType, resources: &[(&str, &str)], removed: &[&str]) -> Update {
    let resources = resources.iter().map(|(name, json)| Resource {
        version: "1".to_owned(),
        name: (*name).to_owned(),
        resource: Some(Any {
            type_url: kind.type_url().to_owned(),
            value: Document {
                json: (*json).to_owned(),
            }
            .encode_to_vec(),
        }),
    });
    let response = DeltaDiscoveryResponse {
        resources: resources.collect(),
        type_url: kind.type_url().to_owned(),
        nonce: "1".to_owned(),
        removed_resources: removed.iter().map(ToString::to_string).collect(),
    };
    let agent = Agent {
        name: Agent::BRIDGE,
        version: "0",
    };
    let client = Client::new(agent, "n".to_owned(), &[kind.type_url()]);
    client.receive(&response.encode_to_vec()).unwrap()
}

fn shop() -> Catalog {
    let mut catalog = Catalog::default();
    let tool = r#"{"name":"a","description":"A","http":{"path":"/a"}}"#;
    catalog.apply(&update(ResourceType::Tool, &[("t/s/a", tool)], &[]));
    let text = r#"{"name":"r","uri":"x://r","text":"one"}"#;
    catalog.apply(&update(ResourceType::Resource, &[("t/s/r", text)], &[]));
    assert!(catalog.server("t/s").is_none(), "its head is missing");
    catalog.apply(&update(ResourceType::Server, &[("t/s", "{}")], &[]));
    catalog
}

/// The parts of `t/s` that differ after the update.
fn changed(kind: ResourceType, resources: &[(&str, &str)], removed: &[&str]) -> Vec<Part> {
    let mut catalog = shop();
    let before = catalog.server("t/s").unwrap().prints();
    catalog.apply(&update(kind, resources, removed));
    let after = catalog.server("t/s").unwrap().prints();
    let differs = |part: &Part| before.get(*part) != after.get(*part);
    Part::ALL.into_iter().filter(differs).collect()
}

#[test]
fn only_what_clients_see_changes_a_list() {
    let tool = ResourceType::Tool;
    let same = r#"{"http":{"path":"/elsewhere"},"name":"a","description":"A","timeout":"1s"}"#;
    assert_eq!(changed(tool, &[("t/s/a", same)], &[]), []);
    let other = r#"{"name":"a","description":"B","http":{"path":"/a"}}"#;
    assert_eq!(changed(tool, &[("t/s/a", other)], &[]), [Part::Tools]);
    assert_eq!(changed(tool, &[("t/s/b", other)], &[]), [Part::Tools]);
    assert_eq!(changed(tool, &[], &["t/s/a"]), [Part::Tools]);
    assert_eq!(changed(tool, &[], &["t/s/none"]), []);
    assert_eq!(changed(tool, &[("t/other/a", other)], &[]), []);
    let resource = ResourceType::Resource;
    let text = r#"{"name":"r","uri":"x://r","text":"two"}"#;
    assert_eq!(changed(resource, &[("t/s/r", text)], &[]), []);
    assert_eq!(changed(resource, &[], &["t/s/r"]), [Part::Resources]);
    assert_eq!(
        changed(ResourceType::Prompt, &[("t/s/x/y", "{}")], &[]),
        [Part::Prompts]
    );
}

#[test]
fn lists_do_not_depend_on_the_order_of_changes() {
    let (one, two) = (r#"{"name":"1"}"#, r#"{"name":"2"}"#);
    let kind = ResourceType::Tool;
    let mut forth = shop();
    forth.apply(&update(kind, &[("t/s/1", one), ("t/s/2", two)], &[]));
    let mut back = shop();
    back.apply(&update(kind, &[("t/s/2", one), ("t/s/3", one)], &[]));
    back.apply(&update(kind, &[("t/s/2", two)], &["t/s/3"]));
    back.apply(&update(kind, &[("t/s/1", one)], &[]));
    let prints = |catalog: &Catalog| catalog.server("t/s").unwrap().prints();
    assert_eq!(prints(&forth), prints(&back));
}

#[test]
fn contents_are_those_of_the_newest_owner() {
    let mut catalog = shop();
    let contents = |catalog: &Catalog| catalog.server("t/s").unwrap().contents("x://r");
    let first = contents(&catalog).unwrap();
    let text = r#"{"name":"r2","uri":"x://r","text":"two"}"#;
    let kind = ResourceType::Resource;
    catalog.apply(&update(kind, &[("t/s/r2", text)], &[]));
    assert_ne!(contents(&catalog), Some(first));
    catalog.apply(&update(kind, &[], &["t/s/r"]));
    assert!(contents(&catalog).is_some_and(|hash| hash != first));
    catalog.apply(&update(kind, &[], &["t/s/r2"]));
    assert_eq!(contents(&catalog), None);
}

#[test]
fn a_server_is_gone_with_its_head_and_forgotten_with_its_parts() {
    let mut catalog = shop();
    let gone = catalog.apply(&update(ResourceType::Server, &[], &["t/s"]));
    assert_eq!(gone.len(), 1);
    assert!(catalog.server("t/s").is_none());
    catalog.apply(&update(ResourceType::Tool, &[], &["t/s/a"]));
    catalog.apply(&update(ResourceType::Resource, &[], &["t/s/r"]));
    assert!(catalog.servers.is_empty());
}
