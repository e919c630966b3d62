//! What documents become, as snapshots.

use super::*;
use crate::config::{GatewayConfig, Unmatched};
use crate::filter_code::FilterCode;
use crate::xds::resource::document::DocumentMessage;
use envoy_types::pb::envoy::config::cluster::v3::Cluster;
use envoy_types::pb::envoy::config::listener::v3::Listener;
use portico_config::Document;
use prost::Message;

fn gateway() -> GatewayConfig {
    GatewayConfig {
        listen: "127.0.0.1:10000".parse().unwrap(),
        filter: Some(FilterCode::new(b"\0asm".to_vec())),
        unmatched: Unmatched::Continue,
        access_log: Some("/dev/stdout".to_owned()),
        ca_file: "/ca.pem".to_owned(),
    }
}

fn documents(json: &[&str]) -> Vec<Document> {
    json.iter()
        .map(|json| portico_config::parse(json).unwrap())
        .collect()
}

const API: &str = r#"{"kind":"Upstream","name":"api","url":"https://api.example.com/v3"}"#;
const LOCAL: &str =
    r#"{"kind":"Upstream","name":"local","tenant":"acme","url":"http://[::1]:8080"}"#;
const MESH: &str = r#"{"kind":"Upstream","name":"mesh","cluster":"outbound|80||mesh.local"}"#;
const SERVER: &str = r#"{"kind":"Server","name":"s","path":"/s",
    "tools":[{"name":"t","http":{"upstream":"api","path":"/t"}}],
    "prompts":[{"name":"p","messages":[{"role":"user","content":{"type":"text","text":"hi"}}]}],
    "resources":[{"name":"r","uri":"r://r","text":"hi"}]}"#;

#[test]
fn documents_become_resources() {
    let snapshot = build(
        &documents(&[SERVER, MESH, LOCAL, API]),
        true,
        &gateway(),
        None,
    );
    let mut listing = String::new();
    for kind in Kind::ALL {
        for resource in snapshot.set(kind).as_slice() {
            listing.push_str(&format!(
                "{kind:?} {} {}\n",
                resource.name, resource.version
            ));
            if !kind.is_envoys() {
                let message = DocumentMessage::decode(resource.body.as_slice()).unwrap();
                listing.push_str(&format!("    {}\n", message.json));
            }
        }
    }
    insta::assert_snapshot!(listing);
}

#[test]
fn clusters_are_as_envoy_takes_them() {
    let snapshot = build(&documents(&[LOCAL, API]), true, &gateway(), None);
    let cluster =
        |resource: &std::sync::Arc<Resource>| Cluster::decode(resource.body.as_slice()).unwrap();
    let clusters: Vec<Cluster> = snapshot
        .set(Kind::Cluster)
        .as_slice()
        .iter()
        .map(cluster)
        .collect();
    let brief = |cluster: &Cluster| {
        let address = cluster.load_assignment.clone().unwrap().endpoints[0].lb_endpoints[0].clone();
        format!(
            "{}\n{}\n{:?}\ntls: {}\n",
            cluster.name,
            cluster.alt_stat_name,
            address,
            cluster.transport_socket.is_some()
        )
    };
    insta::assert_snapshot!(clusters.iter().map(brief).collect::<String>());
    let dns: Vec<bool> = snapshot
        .set(Kind::Cluster)
        .as_slice()
        .iter()
        .map(|resource| resource.needs_dns)
        .collect();
    assert_eq!(dns, [false, true]);
}

#[test]
fn there_is_a_listener_where_there_is_a_filter() {
    let snapshot = build(&[], true, &gateway(), None);
    let listener = snapshot.set(Kind::Listener).get("portico").unwrap();
    insta::assert_debug_snapshot!(Listener::decode(listener.body.as_slice()).unwrap().address);
    let without = GatewayConfig {
        filter: None,
        ..gateway()
    };
    assert_eq!(
        build(&[], true, &without, None)
            .set(Kind::Listener)
            .as_slice(),
        []
    );
}

#[test]
fn the_order_of_documents_does_not_matter() {
    let forward = build(&documents(&[API, LOCAL, SERVER]), true, &gateway(), None);
    let backward = build(
        &documents(&[SERVER, LOCAL, API]),
        true,
        &gateway(),
        Some(&forward),
    );
    assert_eq!(backward.revision, 1);
    for kind in Kind::ALL {
        assert!(
            std::sync::Arc::ptr_eq(forward.set(kind), backward.set(kind)),
            "{kind:?}"
        );
    }
}

#[test]
fn revisions_count_changes_and_remember_the_clusters() {
    let first = build(&documents(&[API]), true, &gateway(), None);
    let second = build(&documents(&[API, SERVER]), true, &gateway(), Some(&first));
    let third = build(
        &documents(&[API, SERVER, LOCAL]),
        false,
        &gateway(),
        Some(&second),
    );
    let revisions = [&first, &second, &third]
        .map(|s| (s.revision, s.clusters_revision, s.documents, s.complete));
    assert_eq!(
        revisions,
        [(1, 1, 1, true), (2, 1, 2, true), (3, 3, 3, false)]
    );
}

#[test]
fn versions_are_read_back() {
    let version = Version::of(b"{}");
    assert_eq!(version.to_string(), "44136fa355b3678a");
    assert_eq!(Version::parse(&version.to_string()), Some(version));
    for foreign in [
        "",
        "1",
        "44136fa355b3678",
        "44136fa355b3678a0",
        "+4136fa355b3678a",
        "xyzxyzxyzxyzxyzx",
    ] {
        assert_eq!(Version::parse(foreign), None, "{foreign}");
    }
}
