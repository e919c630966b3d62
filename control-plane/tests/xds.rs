//! A client in this process speaks delta xDS to the control plane while its files change.

#![cfg(test)]

mod support;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};
use support::{Client, ControlPlane, SILENCE, TYPES, WAIT, http_get, line};

const UPSTREAM: &str = "kind: Upstream\nname: u\nurl: http://127.0.0.1:1\n";

/// A server `s` with tools, each with its description.
fn server(tools: &[(&str, &str)]) -> String {
    let mut text = "kind: Server\nname: s\npath: /s\ntools:\n".to_owned();
    for (name, description) in tools {
        text.push_str(&format!(
            "- {{name: {name}, description: {description}, http: {{upstream: u, path: /}}}}\n"
        ));
    }
    text
}

async fn started(tools: &[(&str, &str)]) -> ControlPlane {
    ControlPlane::start(&[("u.yaml", UPSTREAM), ("s.yaml", &server(tools))]).await
}

#[tokio::test]
async fn an_edit_of_one_tool_sends_one_resource() {
    let control_plane = started(&[("a", "one"), ("b", "one")]).await;
    let mut filter = Client::filter(control_plane.xds).await;
    let all = [
        "Upstream +default/u",
        "Tool +default/s/a +default/s/b",
        "Prompt",
        "Resource",
        "Server +default/s",
    ];
    assert_eq!(filter.converse(TYPES.len()).await, all);

    let mut took = Vec::new();
    for text in ["two", "three", "four"] {
        control_plane.write("s.yaml", &server(&[("a", "one"), ("b", text)]));
        let written = Instant::now();
        let response = filter.next(WAIT).await.unwrap();
        took.push(written.elapsed());
        assert_eq!(line(&response), "Tool +default/s/b");
        filter.answer(&response, None).await;
    }
    // The poll would bring each two seconds after the one before.
    let quickest = took[1..].iter().min();
    assert!(quickest < Some(&Duration::from_secs(1)), "{took:?}");

    control_plane.write("s.yaml", &server(&[("b", "four")]));
    assert_eq!(filter.converse(1).await, ["Tool -default/s/a"]);
    let status = control_plane
        .until("acknowledged", |s| {
            s["nodes"][0]["streams"][0]["revision"] == 5
        })
        .await;
    let stream = &status["nodes"][0]["streams"][0];
    assert_eq!(
        (&stream["kind"], &stream["sent"]),
        (&"filter".into(), &7.into())
    );
    assert_eq!(stream["acked"].as_object().unwrap().len(), TYPES.len());
}

#[tokio::test]
async fn a_refused_resource_is_reported_and_not_sent_again() {
    let control_plane = started(&[("a", "one")]).await;
    let mut filter = Client::filter(control_plane.xds).await;
    filter.converse(TYPES.len()).await;
    control_plane.write("s.yaml", &server(&[("a", "two")]));
    let response = filter.next(WAIT).await.unwrap();
    filter
        .answer(&response, Some("default/s/a: no such thing"))
        .await;
    assert!(filter.next(SILENCE).await.is_none());
    let status = control_plane.status().await;
    let stream = &status["nodes"][0]["streams"][0];
    let nacks = serde_json::json!([{"resource": "default/s/a", "reason": "no such thing"}]);
    assert_eq!((&stream["nacks"], &stream["revision"]), (&nacks, &1.into()));

    control_plane.write("s.yaml", &server(&[("a", "three")]));
    assert_eq!(filter.converse(1).await, ["Tool +default/s/a"]);
    let repaired =
        |s: &serde_json::Value| s["nodes"][0]["streams"][0]["nacks"] == serde_json::json!([]);
    control_plane.until("the refusal is gone", repaired).await;
}

#[tokio::test]
async fn who_comes_back_after_a_restart_is_sent_only_what_differs() {
    let control_plane = started(&[("a", "one"), ("b", "one"), ("c", "one")]).await;
    let mut filter = Client::filter(control_plane.xds).await;
    filter.converse(TYPES.len()).await;
    let directory = control_plane.stop().await;
    assert!(filter.is_over().await);

    let control_plane = ControlPlane::over(directory).await;
    let mut again = Client::open(
        control_plane.xds,
        "portico-filter",
        &TYPES,
        filter.held.clone(),
    )
    .await;
    assert_eq!(
        again.converse(TYPES.len()).await,
        TYPES,
        "answers without content"
    );
    assert_eq!(
        control_plane.status().await["nodes"][0]["streams"][0]["sent"],
        0
    );
    let directory = control_plane.stop().await;

    std::fs::write(
        directory.path().join("s.yaml"),
        server(&[("a", "one"), ("b", "two"), ("d", "one")]),
    )
    .unwrap();
    let control_plane = ControlPlane::over(directory).await;
    let mut changed = Client::open(
        control_plane.xds,
        "portico-filter",
        &TYPES,
        filter.held.clone(),
    )
    .await;
    // Its Envoy is not back: what names clusters waits for it a while.
    let expected = [
        "Upstream",
        "Tool +default/s/b +default/s/d -default/s/c",
        "Prompt",
        "Resource",
        "Server",
    ];
    assert_eq!(changed.converse(expected.len()).await, expected);
}

#[tokio::test]
async fn a_new_cluster_comes_before_its_use_and_the_old_one_goes_after() {
    let control_plane = started(&[("a", "one")]).await;
    let mut envoy = Client::envoy(control_plane.xds).await;
    assert_eq!(
        envoy.converse(2).await,
        ["Cluster +portico:default/u", "Listener +portico"]
    );
    let mut filter = Client::filter(control_plane.xds).await;
    filter.converse(TYPES.len()).await;

    control_plane.write("u.yaml", &UPSTREAM.replace(":1\n", ":2\n"));
    let added = envoy.next(WAIT).await.unwrap();
    assert_eq!(line(&added), "Cluster +portico:default/u");
    assert!(
        filter.next(SILENCE).await.is_none(),
        "the Envoy has not acknowledged the cluster"
    );
    envoy.answer(&added, None).await;
    let moved = filter.next(WAIT).await.unwrap();
    assert_eq!(line(&moved), "Upstream +default/u");
    assert!(
        envoy.next(SILENCE).await.is_none(),
        "the filter may still use the old cluster"
    );
    filter.answer(&moved, None).await;
    let removed = envoy.next(WAIT).await.unwrap();
    assert_eq!(line(&removed), "Cluster -portico:default/u");
    assert_eq!(
        removed.removed_resources[0],
        *envoy.held["Cluster"]
            .keys()
            .find(|n| **n != added.resources[0].name)
            .unwrap()
    );
}

#[tokio::test]
async fn a_broken_file_changes_nothing_and_others_go_live() {
    let control_plane = started(&[("a", "one")]).await;
    let mut filter = Client::filter(control_plane.xds).await;
    filter.converse(TYPES.len()).await;
    control_plane.write("s.yaml", "kind: Server\nname: s\npath: [\n");
    let status = control_plane
        .until("reported", |s| s["errors"] != serde_json::json!([]))
        .await;
    assert_eq!(
        (&status["errors"][0]["file"], &status["revision"]),
        (&"s.yaml".into(), &1.into())
    );
    control_plane.write("u2.yaml", &UPSTREAM.replace("name: u", "name: u2"));
    assert_eq!(filter.converse(1).await, ["Upstream +default/u2"]);
    control_plane.write("s.yaml", &server(&[("a", "one")]));
    control_plane
        .until("repaired", |s| s["errors"] == serde_json::json!([]))
        .await;
    assert!(filter.next(SILENCE).await.is_none());
}

#[tokio::test]
async fn what_a_broken_file_held_before_a_restart_is_not_taken_away() {
    let control_plane = started(&[("a", "one")]).await;
    let mut filter = Client::filter(control_plane.xds).await;
    filter.converse(TYPES.len()).await;
    let directory = control_plane.stop().await;
    std::fs::write(directory.path().join("s.yaml"), "kind: Server\nname: [").unwrap();

    let control_plane = ControlPlane::over(directory).await;
    let mut again = Client::open(
        control_plane.xds,
        "portico-filter",
        &TYPES,
        filter.held.clone(),
    )
    .await;
    assert_eq!(
        again.converse(TYPES.len()).await,
        TYPES,
        "answers without content"
    );
    // The file goes for good: so does what it held.
    std::fs::remove_file(control_plane.path().join("s.yaml")).unwrap();
    let gone = ["Tool -default/s/a", "Server -default/s"];
    assert_eq!(again.converse(gone.len()).await, gone);
}

#[tokio::test]
async fn a_type_that_is_not_served_is_answered_with_nothing() {
    let control_plane = started(&[]).await;
    let mut client = Client::open(control_plane.xds, "envoy", &["Unheard"], BTreeMap::new()).await;
    assert_eq!(line(&client.next(WAIT).await.unwrap()), "Unheard");
    assert!(client.next(SILENCE).await.is_none());
}

#[tokio::test]
async fn the_filter_is_served_on_the_same_port_by_http1() {
    let control_plane = started(&[]).await;
    let code = portico_control_plane::filter_code::FilterCode::new(b"\0asm-test".to_vec());
    let (head, body) = http_get(control_plane.xds, &code.path()).await;
    assert!(
        head.starts_with("HTTP/1.1 200") && head.contains("application/wasm"),
        "{head}"
    );
    assert_eq!(body, code.bytes());
    let (head, _) = http_get(control_plane.xds, "/filter/0000.wasm").await;
    assert!(head.starts_with("HTTP/1.1 404"), "{head}");
}

#[tokio::test]
async fn health_is_answered() {
    let control_plane = started(&[]).await;
    for path in ["/healthz", "/readyz"] {
        let (head, _) = http_get(control_plane.admin, path).await;
        assert!(head.starts_with("HTTP/1.1 200"), "{path}: {head}");
    }
}
