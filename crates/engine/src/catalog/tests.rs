//! What a change leaves as it is: the very same compiled resources, not equal ones.

use super::*;

const TOOLS: usize = 10_000;

fn tool(name: &str, path: &str) -> String {
    format!(r#"{{"name":"{name}","http":{{"upstream":"api","path":"{path}"}}}}"#)
}

/// A server with many tools, one of everything else, and a second server.
fn large() -> Catalog {
    let mut catalog = Catalog::default();
    let resources = [
        (
            ResourceType::Upstream,
            "default/api",
            r#"{"name":"api","cluster":"api"}"#,
        ),
        (
            ResourceType::Upstream,
            "default/other",
            r#"{"name":"other","cluster":"other"}"#,
        ),
        (
            ResourceType::Server,
            "default/s",
            r#"{"name":"s","path":"/s"}"#,
        ),
        (
            ResourceType::Server,
            "default/t",
            r#"{"name":"t","path":"/t"}"#,
        ),
        (
            ResourceType::Resource,
            "default/s/r",
            r#"{"name":"r","uri":"a://r","text":"x"}"#,
        ),
    ];
    for (resource_type, name, json) in resources {
        catalog.upsert(resource_type, name, json).unwrap();
    }
    for at in 0..TOOLS {
        let (name, part) = (format!("default/s/t{at}"), format!("t{at}"));
        let json = tool(&part, "/");
        catalog.upsert(ResourceType::Tool, &name, &json).unwrap();
    }
    catalog
}

fn at(catalog: &Catalog, path: &str) -> Snapshot {
    catalog.server_at(path).unwrap()
}

/// Names of the tools that are not the same objects in both.
fn rebuilt(before: &Server, after: &Server) -> Vec<String> {
    let names = (0..TOOLS).map(|at| format!("t{at}"));
    let same = |name: &String| match (before.tools.get(name), after.tools.get(name)) {
        (Some(before), Some(after)) => Rc::ptr_eq(before, after),
        _ => false,
    };
    names.filter(|name| !same(name)).collect()
}

/// Whether an exchange holds on to the server or not decides whether it is copied; its tools are
/// never.
#[test]
fn one_tool_among_ten_thousand() {
    let mut catalog = large();
    let before = at(&catalog, "/s");
    let other = at(&catalog, "/t");
    catalog
        .upsert(ResourceType::Tool, "default/s/t77", &tool("t77", "/new"))
        .unwrap();
    catalog.remove(ResourceType::Tool, "default/s/t78");
    let after = at(&catalog, "/s");
    assert_eq!(rebuilt(&before.server, &after.server), ["t77", "t78"]);
    assert!(Rc::ptr_eq(&before.head, &after.head));
    assert!(Rc::ptr_eq(&before.upstreams, &after.upstreams));
    let resource = |snapshot: &Snapshot| snapshot.server.resources.get("r").unwrap().clone();
    assert!(Rc::ptr_eq(&resource(&before), &resource(&after)));
    assert!(Rc::ptr_eq(&other.server, &at(&catalog, "/t").server));
}

#[test]
fn a_server_that_nobody_holds_is_changed_in_place() {
    let mut catalog = large();
    let address = Rc::as_ptr(&catalog.servers["default/s"]);
    let json = tool("t77", "/new");
    catalog
        .upsert(ResourceType::Tool, "default/s/t77", &json)
        .unwrap();
    assert_eq!(Rc::as_ptr(&catalog.servers["default/s"]), address);
}

#[test]
fn a_servers_own_settings() {
    let mut catalog = large();
    let before = at(&catalog, "/s");
    let json = r#"{"name":"s","path":"/moved","pageSize":5}"#;
    catalog
        .upsert(ResourceType::Server, "default/s", json)
        .unwrap();
    assert_eq!(
        rebuilt(&before.server, &at(&catalog, "/moved").server),
        Vec::<String>::new()
    );
}

#[test]
fn an_upstream() {
    let mut catalog = large();
    let before = at(&catalog, "/s");
    let json = r#"{"name":"api","cluster":"new"}"#;
    catalog
        .upsert(ResourceType::Upstream, "default/api", json)
        .unwrap();
    let after = at(&catalog, "/s");
    assert!(Rc::ptr_eq(&before.server, &after.server));
    let same = |name| {
        Rc::ptr_eq(
            before.upstream(name).unwrap(),
            after.upstream(name).unwrap(),
        )
    };
    assert!(same("other") && !same("api"));
}

#[test]
fn nothing_is_left_of_what_is_removed() {
    let mut catalog = large();
    for at in 0..TOOLS {
        catalog.remove(ResourceType::Tool, &format!("default/s/t{at}"));
    }
    for (resource_type, name) in [
        (ResourceType::Resource, "default/s/r"),
        (ResourceType::Server, "default/s"),
        (ResourceType::Server, "default/t"),
        (ResourceType::Server, "default/never"),
        (ResourceType::Tool, "default/never/t"),
        (ResourceType::Upstream, "default/api"),
        (ResourceType::Upstream, "default/other"),
    ] {
        catalog.remove(resource_type, name);
    }
    assert!(catalog.servers.is_empty() && catalog.paths.is_empty());
    assert!(catalog.upstreams.is_empty());
}
