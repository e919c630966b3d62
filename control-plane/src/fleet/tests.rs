//! The fleet of nodes that speak through real sessions.

use super::*;
use crate::config::{GatewayConfig, Unmatched};
use crate::secret::Resolved;
use crate::snapshot::{Builder, Kind};
use crate::xds::node::{Membership, Nodes, StreamState};
use crate::xds::pacing::Peers;
use crate::xds::publication::Publication;
use crate::xds::session::{Next, Peer, Request, Session};
use envoy_types::pb::envoy::config::core::v3 as core;
use portico_config::Document;
use std::sync::Arc;
use tokio::time::Instant;

/// What is pushed: as many upstreams.
fn publication(builder: &mut Builder, upstreams: u16) -> Publication {
    let document = |port| {
        let json =
            format!(r#"{{"kind":"Upstream","name":"u{port}","url":"http://127.0.0.1:{port}"}}"#);
        Arc::new(portico_config::parse(&json).unwrap())
    };
    let documents: Vec<Arc<Document>> = (1..=upstreams).map(document).collect();
    Publication::new(
        builder.build(&documents, &Resolved::default(), true),
        None,
        Instant::now(),
    )
}

fn builder() -> Builder {
    Builder::new(GatewayConfig {
        listen: "127.0.0.1:1".parse().unwrap(),
        filter: None,
        unmatched: Unmatched::NotFound,
        access_log: None,
        ca_file: String::new(),
        bridges: Vec::new(),
    })
}

/// The fleet of one replica.
fn alone(nodes: &Nodes) -> Fleet {
    Fleet::new(nodes.clone(), "here", true)
}

/// A stream of an Envoy.
struct Stream {
    session: Session,
    membership: Membership,
}

impl Stream {
    fn open(nodes: &Nodes, id: &str, current: &Publication) -> Self {
        let mut session = Session::new(Peer::Envoy, Instant::now());
        let node = core::Node {
            id: id.to_owned(),
            ..Default::default()
        };
        for kind in [Kind::Cluster, Kind::Listener] {
            session.receive(kind, &Request::default(), current, Instant::now());
        }
        let membership = nodes.join(&node, StreamState::of(&session));
        Self {
            session,
            membership,
        }
    }

    /// Takes all that comes; refuses it with `error`.
    fn take(&mut self, current: &Publication, error: Option<&str>) {
        let peers = Peers::default();
        while let Next::Send(response) = self.session.next(current, &peers, Instant::now()) {
            let request = Request {
                nonce: response.nonce,
                error: error.map(str::to_owned),
                ..Request::default()
            };
            self.session
                .receive(response.kind, &request, current, Instant::now());
        }
        self.membership.report(StreamState::of(&self.session));
    }
}

#[tokio::test(start_paused = true)]
async fn seven_of_eight_nodes_have_a_revision() {
    let (nodes, mut builder) = (Nodes::default(), builder());
    let first = publication(&mut builder, 1);
    let mut streams: Vec<Stream> = (0..8)
        .map(|index| Stream::open(&nodes, &format!("n{index}"), &first))
        .collect();
    for stream in &mut streams {
        stream.take(&first, None);
    }
    let second = publication(&mut builder, 2);
    let revision = 42;
    assert!(
        alone(&nodes).progress(revision).is_none(),
        "not published yet"
    );
    nodes.published(second.snapshot.revision, revision);
    for stream in &mut streams[..7] {
        tokio::time::advance(std::time::Duration::from_millis(20)).await;
        stream.take(&second, None);
    }
    streams[7].take(&second, Some("no"));
    let progress = alone(&nodes).progress(revision).unwrap();
    let expected = Progress {
        revision,
        nodes: 8,
        reached: 7,
        refusing: 1,
        first_ms: Some(20),
        last_ms: Some(140),
        age_ms: 140,
        missing: vec!["n7".to_owned()],
    };
    assert_eq!(progress, expected);
    drop(streams);
    let progress = alone(&nodes).progress(revision).unwrap();
    assert_eq!((progress.nodes, progress.reached), (0, 0));
}

#[tokio::test(start_paused = true)]
async fn a_node_is_shown_with_its_streams() {
    let (nodes, mut builder) = (Nodes::default(), builder());
    let current = publication(&mut builder, 1);
    nodes.published(current.snapshot.revision, 7);
    let mut stream = Stream::open(&nodes, "n", &current);
    stream.take(&current, Some("bad address"));
    let twin = Stream::open(&nodes, "n", &current);
    let node = alone(&nodes).get("n").unwrap();
    let kinds = [Kind::Cluster, Kind::Listener].map(Kind::type_url);
    assert_eq!(node.streams[0].subscribed, kinds);
    assert_eq!(node.streams[0].refused[0].reason, "bad address");
    assert_eq!(node.streams[0].sent_revision, Some(7));
    assert_eq!(node.replicas, ["here"]);
    assert_eq!((node.refused, node.revision), (1, None));
    assert!(node.shared_id, "two Envoys say that they are n");
    drop((stream, twin));
    let node = alone(&nodes).get("n").unwrap();
    assert_eq!(node.connection, Connection::Disconnected);
    assert!(node.last_seen.is_some() && node.streams.is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_reader_is_told_of_each_node_once() {
    let (nodes, mut builder) = (Nodes::default(), builder());
    let current = publication(&mut builder, 1);
    nodes.published(current.snapshot.revision, 7);
    let mut feed = alone(&nodes).feed();
    let mut streams = ["a", "b"].map(|id| Stream::open(&nodes, id, &current));
    streams.iter_mut().for_each(|it| it.take(&current, None));
    for expected in ["a", "b"] {
        match feed.next().await {
            Event::Changed(node) => assert_eq!((&*node.id, node.revision), (expected, Some(7))),
            other => panic!("{other:?}"),
        }
    }
    let nothing = std::time::Duration::from_secs(5);
    assert!(tokio::time::timeout(nothing, feed.next()).await.is_err());
}

#[tokio::test(start_paused = true)]
async fn a_reader_that_falls_behind_is_told_to_begin_again() {
    let (nodes, mut builder) = (Nodes::default(), builder());
    let current = publication(&mut builder, 1);
    let mut feed = alone(&nodes).feed();
    for _ in 0..5000 {
        drop(Stream::open(&nodes, "n", &current));
    }
    assert_eq!(feed.next().await, Event::Resync);
    let stream = Stream::open(&nodes, "n", &current);
    assert!(matches!(feed.next().await, Event::Changed(node) if node.id == "n"));
    drop(stream);
}

/// The resource that a node refuses, as members of the tenant are told.
fn told_to(node: Node, tenant: &str) -> Option<String> {
    let node = node.with_only(|owner| owner == tenant);
    node.streams[0]
        .refused
        .first()
        .map(|it| it.resource.clone())
}

#[test]
fn names_of_documents_are_told_to_their_tenants() {
    let (nodes, mut builder) = (Nodes::default(), builder());
    let current = publication(&mut builder, 1);
    let _stream = Stream::open(&nodes, "n", &current);
    let table = [
        ("a/shop", "a", true),
        ("a/shop/tool", "a", true),
        ("a/shop/tool", "shop", false),
        ("portico:a/api:0123", "a", true),
        ("portico:a/api:0123", "b", false),
        ("portico", "portico", false),
    ];
    for (resource, tenant, is_told) in table {
        let mut node = alone(&nodes).get("n").unwrap();
        node.streams[0].refused = vec![Refused {
            resource: resource.to_owned(),
            reason: "bad".to_owned(),
        }];
        assert_eq!(told_to(node, tenant).is_some(), is_told, "{resource}");
    }
}
