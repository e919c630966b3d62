//! What documents become, as snapshots.

mod secret;

use super::*;
use crate::config::{GatewayConfig, Unmatched};
use crate::filter_code::FilterCode;
use crate::secret::Resolved;
use crate::xds::resource::document::DocumentMessage;
use envoy_types::pb::envoy::config::cluster::v3::Cluster;
use envoy_types::pb::envoy::config::listener::v3::Listener;
use portico_config::Document;
use prost::Message;
use std::sync::Arc;

fn gateway() -> GatewayConfig {
    GatewayConfig {
        listen: "127.0.0.1:10000".parse().unwrap(),
        filter: Some(FilterCode::new(b"\0asm".to_vec())),
        unmatched: Unmatched::Continue,
        access_log: Some("/dev/stdout".to_owned()),
        ca_file: "/ca.pem".to_owned(),
        bridges: Vec::new(),
    }
}

fn documents(json: &[&str]) -> Vec<Arc<Document>> {
    json.iter()
        .map(|json| Arc::new(portico_config::parse(json).unwrap()))
        .collect()
}

fn snapshot(json: &[&str]) -> Snapshot {
    Builder::new(gateway()).build(&documents(json), &Resolved::default(), true)
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
    let snapshot = snapshot(&[SERVER, MESH, LOCAL, API]);
    let mut listing = String::new();
    for kind in Kind::ALL {
        for resource in snapshot.set(kind).as_slice() {
            listing.push_str(&format!(
                "{kind:?} {} {}\n",
                resource.name, resource.version
            ));
            if !kind.is_envoys() {
                let message = DocumentMessage::decode(resource.body().unwrap().as_slice()).unwrap();
                listing.push_str(&format!("    {}\n", message.json));
            }
        }
    }
    insta::assert_snapshot!(listing);
}

#[test]
fn clusters_are_as_envoy_takes_them() {
    let snapshot = snapshot(&[LOCAL, API]);
    let cluster =
        |resource: &Arc<Resource>| Cluster::decode(resource.body().unwrap().as_slice()).unwrap();
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
    let snapshot = snapshot(&[]);
    let listener = snapshot.set(Kind::Listener).get("portico").unwrap();
    insta::assert_debug_snapshot!(
        Listener::decode(listener.body().unwrap().as_slice())
            .unwrap()
            .address
    );
    let without = GatewayConfig {
        filter: None,
        ..gateway()
    };
    let snapshot = Builder::new(without).build(&[], &Resolved::default(), true);
    assert_eq!(snapshot.set(Kind::Listener).as_slice(), []);
}

#[test]
fn the_order_of_documents_does_not_matter() {
    let mut builder = Builder::new(gateway());
    let forward = builder.build(
        &documents(&[API, LOCAL, SERVER]),
        &Resolved::default(),
        true,
    );
    let backward = builder.build(
        &documents(&[SERVER, LOCAL, API]),
        &Resolved::default(),
        true,
    );
    assert_eq!(backward.revision, 1);
    for kind in Kind::ALL {
        assert!(
            Arc::ptr_eq(forward.set(kind), backward.set(kind)),
            "{kind:?}"
        );
    }
}

#[test]
fn revisions_count_changes_and_remember_the_clusters() {
    let mut builder = Builder::new(gateway());
    let first = builder.build(&documents(&[API]), &Resolved::default(), true);
    let second = builder.build(&documents(&[API, SERVER]), &Resolved::default(), true);
    let third = builder.build(
        &documents(&[API, SERVER, LOCAL]),
        &Resolved::default(),
        false,
    );
    let revisions = [&first, &second, &third]
        .map(|s| (s.revision, s.clusters_revision, s.documents, s.complete));
    assert_eq!(
        revisions,
        [(1, 1, 1, true), (2, 1, 2, true), (3, 3, 3, false)]
    );
}

/// Whatever is built one from another is the same as if it was built from nothing.
#[test]
fn what_is_built_on_is_as_if_built_anew() {
    let moved = SERVER.replace("\"t\"", "\"u\"");
    let all = documents(&[API, LOCAL, SERVER, MESH, &moved]);
    let [api, local, server, mesh, moved] = all.as_slice() else {
        panic!("five documents");
    };
    let table: [&[&Arc<Document>]; 6] = [
        &[api, server],
        &[server, api, local],
        &[api, moved, mesh],
        &[],
        &[mesh, local],
        &[api, server],
    ];
    let mut builder = Builder::new(gateway());
    let mut before: Option<Snapshot> = None;
    for documents in table {
        let documents: Vec<_> = documents.iter().copied().cloned().collect();
        let built = builder.build(&documents, &Resolved::default(), true);
        let anew = Builder::new(gateway()).build(&documents, &Resolved::default(), true);
        for kind in Kind::ALL {
            assert_eq!(built.set(kind).as_slice(), anew.set(kind).as_slice());
            if let Some(before) = &before {
                assert_difference(before.set(kind), built.set(kind));
            }
        }
        before = Some(built);
    }
}

/// Asserts that `after` knows what differs from `before`, no more and no less.
fn assert_difference(before: &Arc<ResourceSet>, after: &Arc<ResourceSet>) {
    if Arc::ptr_eq(before, after) {
        return;
    }
    let difference = after.difference_from(before).unwrap();
    let after_slice = after.as_slice();
    let changed: Vec<u32> = (0_u32..)
        .zip(after_slice)
        .filter(|(_, resource)| before.get(&resource.name) != Some(resource))
        .map(|(index, _)| index)
        .collect();
    let names = before.as_slice().iter().map(|resource| &resource.name);
    let removed: Vec<_> = names
        .filter(|name| after.get(name).is_none())
        .cloned()
        .collect();
    assert_eq!(*difference, Difference { changed, removed });
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
