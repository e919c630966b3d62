//! Nodes that come, go and are forgotten.

use super::*;
use crate::snapshot::PerKind;
use crate::xds::pacing::{Clusters, Settled};
use crate::xds::session::Peer;
use std::time::Duration;

fn node(id: &str) -> core::Node {
    core::Node {
        id: id.to_owned(),
        ..Default::default()
    }
}

fn state(peer: Peer, acked: Option<u64>) -> StreamState {
    let now = Instant::now();
    StreamState {
        peer,
        subscribed: PerKind::default(),
        acked_by_kind: PerKind::default(),
        sent_revision: None,
        acked,
        refusals: Vec::new(),
        sent: 0,
        clusters: Clusters {
            revision: None,
            usable_at: now,
        },
        settled: Settled {
            revision: None,
            at: now,
        },
    }
}

#[tokio::test(start_paused = true)]
async fn a_node_that_went_is_remembered_for_an_hour() {
    let nodes = Nodes::default();
    let stream = nodes.join(&node("a"), state(Peer::Envoy, Some(3)));
    stream.report(state(Peer::Envoy, Some(4)));
    assert!(nodes.get("a").unwrap().gone.is_none());
    drop(stream);
    let gone = nodes.get("a").unwrap();
    assert!(gone.gone.is_some() && gone.streams.is_empty());
    assert_eq!((gone.reached, gone.revision()), (Some(4), None));

    tokio::time::advance(Duration::from_secs(3599)).await;
    let again = nodes.join(&node("a"), state(Peer::Envoy, None));
    tokio::time::advance(Duration::from_secs(10)).await;
    assert!(nodes.get("a").unwrap().gone.is_none(), "it came back");
    drop(again);
    tokio::time::advance(Duration::from_secs(3601)).await;
    assert!(nodes.list().is_empty());
}

#[tokio::test(start_paused = true)]
async fn no_more_than_a_thousand_are_remembered() {
    let nodes = Nodes::default();
    for index in 0..1010 {
        drop(nodes.join(&node(&format!("n{index:04}")), state(Peer::Filter, None)));
    }
    let ids: Vec<_> = nodes.list().into_iter().map(|node| node.id).collect();
    assert_eq!((ids.len(), &*ids[0]), (1000, "n0010"));
}

#[tokio::test(start_paused = true)]
async fn a_node_has_a_revision_once_all_its_streams_have() {
    let nodes = Nodes::default();
    let envoy = nodes.join(&node("a"), state(Peer::Envoy, None));
    let filter = nodes.join(&node("a"), state(Peer::Filter, None));
    nodes.published(1, 1);
    tokio::time::advance(Duration::from_millis(20)).await;
    envoy.report(state(Peer::Envoy, Some(1)));
    assert_eq!(nodes.milestone(1).unwrap().first, None);
    tokio::time::advance(Duration::from_millis(30)).await;
    filter.report(state(Peer::Filter, Some(1)));
    let milestone = nodes.milestone(1).unwrap();
    assert_eq!(milestone.first, Some(Duration::from_millis(50)));
    assert_eq!(nodes.get("a").unwrap().revision(), Some(1));
}

#[tokio::test]
async fn changes_are_told_and_equal_reports_are_not() {
    let nodes = Nodes::default();
    let mut changes = nodes.changes();
    let stream = nodes.join(&node("a"), state(Peer::Filter, None));
    let first = nodes.get("a").unwrap().streams[0].state.clone();
    stream.report(first);
    stream.heard();
    drop(stream);
    let told = std::iter::from_fn(|| changes.try_recv().ok());
    assert_eq!(
        told.map(|id| id.to_string()).collect::<Vec<_>>(),
        ["a", "a"]
    );
}
