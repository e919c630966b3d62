//! Conversations of one stream, as tables of what comes in and what goes out.

use super::*;
use crate::config::{GatewayConfig, Unmatched};
use crate::snapshot;
use portico_config::Document;
use std::time::Duration;

const FILTER_KINDS: [Kind; 5] = [
    Kind::Upstream,
    Kind::Tool,
    Kind::Prompt,
    Kind::Resource,
    Kind::Server,
];

fn gateway() -> GatewayConfig {
    GatewayConfig {
        listen: "127.0.0.1:10000".parse().unwrap(),
        filter: None,
        unmatched: Unmatched::NotFound,
        access_log: None,
        ca_file: "/ca.pem".to_owned(),
    }
}

/// An upstream on `port` and a server with `tools`, each with its description.
fn documents(port: u16, tools: &[(&str, &str)]) -> Vec<Document> {
    let tool = |(name, description): &(&str, &str)| {
        format!(
            r#"{{"name":"{name}","description":"{description}","http":{{"upstream":"u","path":"/"}}}}"#
        )
    };
    let tools: Vec<String> = tools.iter().map(tool).collect();
    let upstream = format!(r#"{{"kind":"Upstream","name":"u","url":"http://127.0.0.1:{port}"}}"#);
    let server = format!(
        r#"{{"kind":"Server","name":"s","path":"/s","tools":[{}]}}"#,
        tools.join(",")
    );
    [upstream, server]
        .iter()
        .map(|json| portico_config::parse(json).unwrap())
        .collect()
}

/// One stream, its clock and what is published.
struct Bench {
    session: Session,
    now: Instant,
    peers: Peers,
    current: Publication,
}

impl Bench {
    fn new(peer: Peer, documents: &[Document]) -> Self {
        let now = Instant::now();
        let snapshot = snapshot::build(documents, true, &gateway(), None);
        let current = Publication::new(snapshot, None, now);
        Self {
            session: Session::new(peer, now),
            now,
            peers: Peers::default(),
            current,
        }
    }

    fn publish(&mut self, documents: &[Document]) {
        self.publish_as(documents, true);
    }

    fn publish_as(&mut self, documents: &[Document], complete: bool) {
        let snapshot = snapshot::build(
            documents,
            complete,
            &gateway(),
            Some(&self.current.snapshot),
        );
        self.current = Publication::new(snapshot, Some(&self.current), self.now);
    }

    fn request(&mut self, kind: Kind, request: Request) -> Vec<Refusal> {
        self.session
            .receive(kind, &request, &self.current, self.now)
    }

    fn subscribe(&mut self, kinds: &[Kind]) {
        for kind in kinds {
            self.request(*kind, Request::default());
        }
    }

    fn answer(&mut self, response: &Response, error: Option<&str>) -> Vec<Refusal> {
        let error = error.map(ToOwned::to_owned);
        self.request(
            response.kind,
            Request {
                nonce: response.nonce.clone(),
                error,
                ..Request::default()
            },
        )
    }

    /// What is sent now, without answers.
    fn burst(&mut self) -> Vec<Response> {
        let mut sent = Vec::new();
        while let Next::Send(response) = self.session.next(&self.current, &self.peers, self.now) {
            sent.push(response);
        }
        sent
    }

    /// Everything that is sent when each response is acknowledged.
    fn converse(&mut self) -> Vec<Response> {
        let mut all = Vec::new();
        loop {
            let burst = self.burst();
            if burst.is_empty() {
                return all;
            }
            for response in burst {
                self.answer(&response, None);
                all.push(response);
            }
        }
    }

    fn wait(&mut self) -> Option<Duration> {
        match self.session.next(&self.current, &self.peers, self.now) {
            Next::Wait(until) => until.map(|until| until - self.now),
            Next::Send(response) => panic!("{}", line(&response)),
        }
    }
}

/// `Tool +a +b -c`.
fn line(response: &Response) -> String {
    let mut line = format!("{:?}", response.kind);
    for resource in &response.resources {
        line.push_str(&format!(" +{}", resource.name));
    }
    for name in &response.removed {
        line.push_str(&format!(" -{name}"));
    }
    line
}

fn lines(responses: &[Response]) -> Vec<String> {
    responses.iter().map(line).collect()
}

/// Cluster names end in a hash.
fn short(lines: Vec<String>) -> Vec<String> {
    let cut = |word: &str| word.split(':').take(2).collect::<Vec<_>>().join(":");
    lines
        .into_iter()
        .map(|line| line.split(' ').map(cut).collect::<Vec<_>>().join(" "))
        .collect()
}

#[test]
fn a_filter_gets_everything_in_order_and_then_only_what_changes() {
    let mut bench = Bench::new(Peer::Filter, &documents(1, &[("a", "1"), ("b", "1")]));
    bench.subscribe(&FILTER_KINDS);
    let all = [
        "Upstream +default/u",
        "Tool +default/s/a +default/s/b",
        "Prompt",
        "Resource",
        "Server +default/s",
    ];
    assert_eq!(lines(&bench.converse()), all);
    assert_eq!((bench.session.acked(), bench.session.sent()), (Some(1), 4));

    bench.publish(&documents(1, &[("a", "1"), ("b", "2")]));
    assert_eq!(lines(&bench.converse()), ["Tool +default/s/b"]);
    assert_eq!((bench.session.acked(), bench.session.sent()), (Some(2), 5));

    bench.publish(&documents(2, &[("a", "1"), ("c", "1")]));
    assert_eq!(
        lines(&bench.converse()),
        ["Upstream +default/u", "Tool +default/s/c -default/s/b"]
    );

    bench.publish(&[]);
    let gone = [
        "Tool -default/s/a -default/s/c",
        "Server -default/s",
        "Upstream -default/u",
    ];
    assert_eq!(lines(&bench.converse()), gone);
    assert_eq!(bench.session.acked(), Some(4));
}

#[test]
fn nothing_new_is_no_revision() {
    let mut bench = Bench::new(Peer::Filter, &documents(1, &[("a", "1")]));
    bench.subscribe(&FILTER_KINDS);
    bench.converse();
    bench.publish(&documents(1, &[("a", "1")]));
    assert_eq!(bench.current.snapshot.revision, 1);
    assert_eq!(lines(&bench.converse()), [""; 0]);
}

#[test]
fn one_response_of_a_kind_is_outstanding_and_then_the_newest_state_follows() {
    let mut bench = Bench::new(Peer::Filter, &documents(1, &[("a", "1")]));
    bench.subscribe(&FILTER_KINDS);
    bench.converse();
    bench.publish(&documents(1, &[("a", "2")]));
    let outstanding = bench.burst();
    assert_eq!(lines(&outstanding), ["Tool +default/s/a"]);
    for description in ["3", "4"] {
        bench.publish(&documents(1, &[("a", description), ("b", "1")]));
        assert_eq!(lines(&bench.burst()), [""; 0]);
    }
    assert_eq!(bench.session.acked(), Some(1));
    bench.answer(&outstanding[0], None);
    assert_eq!(lines(&bench.converse()), ["Tool +default/s/a +default/s/b"]);
    assert_eq!(bench.session.acked(), Some(4));
}

#[test]
fn a_stale_nonce_is_no_answer() {
    let mut bench = Bench::new(Peer::Filter, &documents(1, &[("a", "1")]));
    bench.subscribe(&FILTER_KINDS);
    let sent = bench.burst();
    bench.request(
        Kind::Upstream,
        Request {
            nonce: "999".to_owned(),
            ..Request::default()
        },
    );
    bench.request(Kind::Upstream, Request::default());
    assert_eq!(lines(&bench.burst()), [""; 0]);
    bench.answer(&sent[0], None);
    assert!(!bench.burst().is_empty());
}

#[test]
fn what_is_refused_is_not_sent_again_until_it_changes() {
    let mut bench = Bench::new(Peer::Filter, &documents(1, &[("a", "1"), ("b", "1")]));
    bench.subscribe(&FILTER_KINDS);
    bench.converse();
    bench.publish(&documents(1, &[("a", "2"), ("b", "2")]));
    let sent = bench.burst();
    let refused = bench.answer(&sent[0], Some("default/s/a: bad"));
    assert_eq!(
        (
            &*refused[0].resource,
            refused[0].reason.as_str(),
            refused.len()
        ),
        ("default/s/a", "bad", 1)
    );
    assert_eq!(lines(&bench.converse()), [""; 0]);
    assert_eq!(bench.session.refusals(), refused);
    assert_eq!(
        (bench.session.acked(), bench.session.settled().revision),
        (Some(1), Some(2))
    );

    bench.publish(&documents(1, &[("a", "2"), ("b", "3")]));
    assert_eq!(lines(&bench.converse()), ["Tool +default/s/b"]);
    assert_eq!(bench.session.refusals(), refused);

    bench.publish(&documents(1, &[("a", "1"), ("b", "3")]));
    assert_eq!(lines(&bench.converse()), ["Tool +default/s/a"]);
    assert_eq!(
        (bench.session.refusals(), bench.session.acked()),
        (Vec::new(), Some(4))
    );
}

/// What a client that took in `documents` names when it comes back.
fn held(documents: &[Document], kind: Kind) -> Request {
    let snapshot = snapshot::build(documents, true, &gateway(), None);
    let version =
        |resource: &Arc<Resource>| (resource.name.to_string(), resource.version.to_string());
    Request {
        held: snapshot.set(kind).as_slice().iter().map(version).collect(),
        ..Request::default()
    }
}

#[test]
fn who_comes_back_gets_only_what_differs() {
    let old = documents(1, &[("a", "1"), ("b", "1"), ("c", "1")]);
    let table = [
        (
            documents(1, &[("a", "1"), ("b", "1"), ("c", "1")]),
            vec!["Upstream", "Tool", "Prompt", "Resource", "Server"],
        ),
        (
            documents(1, &[("a", "1"), ("b", "2"), ("d", "1")]),
            vec![
                "Upstream",
                "Tool +default/s/b +default/s/d -default/s/c",
                "Prompt",
                "Resource",
                "Server",
            ],
        ),
    ];
    for (new, expected) in table {
        let mut bench = Bench::new(Peer::Filter, &new);
        bench.now += Duration::from_secs(10);
        for kind in FILTER_KINDS {
            bench.request(kind, held(&old, kind));
        }
        assert_eq!(lines(&bench.converse()), expected);
        bench.publish(&old);
        assert!(bench.converse().len() <= 1);
        assert_eq!(bench.session.acked(), Some(bench.current.snapshot.revision));
    }
}

#[test]
fn what_an_incomplete_configuration_lacks_is_left_to_the_client() {
    let old = documents(1, &[("a", "1"), ("b", "1")]);
    let mut bench = Bench::new(Peer::Filter, &[]);
    bench.publish_as(&[], false);
    bench.now += Duration::from_secs(10);
    for kind in FILTER_KINDS {
        bench.request(kind, held(&old, kind));
    }
    assert_eq!(
        lines(&bench.converse()),
        ["Upstream", "Tool", "Prompt", "Resource", "Server"]
    );
    // What was seen here since is this program's to remove.
    bench.publish_as(&documents(1, &[("a", "1")]), false);
    bench.converse();
    bench.publish_as(&documents(1, &[]), false);
    assert_eq!(lines(&bench.converse()), ["Tool -default/s/a"]);
    bench.publish(&documents(1, &[]));
    assert_eq!(lines(&bench.converse()), ["Tool -default/s/b"]);
}

#[test]
fn large_answers_are_split() {
    let tools: Vec<String> = (0..100).map(|i| format!("t{i:03}")).collect();
    let text = "x".repeat(10_000);
    let tools: Vec<(&str, &str)> = tools
        .iter()
        .map(|name| (name.as_str(), text.as_str()))
        .collect();
    let mut bench = Bench::new(Peer::Filter, &documents(1, &tools));
    bench.subscribe(&FILTER_KINDS);
    let parts: Vec<usize> = bench
        .converse()
        .iter()
        .filter(|r| r.kind == Kind::Tool)
        .map(|r| r.resources.len())
        .collect();
    assert_eq!(parts, [25, 25, 25, 25]);
    assert_eq!(bench.session.acked(), Some(1));
}

#[test]
fn a_change_in_the_middle_of_a_large_answer_loses_nothing() {
    let text = "x".repeat(100_000);
    let with = |other: &str| {
        documents(
            1,
            &[
                ("a", &text),
                ("b", &text),
                ("c", &text),
                ("d", &text),
                ("e", other),
            ],
        )
    };
    let mut bench = Bench::new(Peer::Filter, &with("1"));
    bench.subscribe(&FILTER_KINDS);
    bench.session.next(&bench.current, &bench.peers, bench.now);
    let upstream = Response {
        kind: Kind::Upstream,
        nonce: "1".to_owned(),
        resources: vec![],
        removed: vec![],
    };
    bench.answer(&upstream, None);
    let first = bench.burst();
    assert_eq!(line(&first[0]), "Tool +default/s/a +default/s/b");
    bench.publish(&documents(
        1,
        &[("b", &text), ("c", "2"), ("d", &text), ("e", "2")],
    ));
    for response in &first {
        bench.answer(response, None);
    }
    let rest = [
        "Tool +default/s/c +default/s/d +default/s/e -default/s/a",
        "Server +default/s",
    ];
    assert_eq!(lines(&bench.converse()), rest);
}

#[test]
fn kinds_wait_for_those_that_should_precede_them() {
    let mut bench = Bench::new(Peer::Filter, &documents(1, &[("a", "1")]));
    bench.subscribe(&[Kind::Server]);
    assert_eq!(bench.wait(), Some(pacing::SUBSCRIBE));
    bench.now += pacing::SUBSCRIBE;
    assert_eq!(lines(&bench.converse()), ["Server +default/s"]);
}

#[test]
fn a_filter_waits_for_the_clusters_of_its_envoy() {
    let mut bench = Bench::new(Peer::Filter, &documents(1, &[("a", "1")]));
    let mut clusters = Clusters {
        revision: None,
        usable_at: bench.now,
    };
    bench.peers.envoy = Some(clusters);
    bench.subscribe(&FILTER_KINDS);
    assert_eq!(bench.wait(), Some(Duration::from_secs(5)));
    clusters.revision = Some(1);
    bench.peers.envoy = Some(clusters);
    assert_eq!(bench.converse().len(), 5);
    // A change that needs no new cluster waits for nothing.
    bench.publish(&documents(1, &[("a", "2")]));
    assert_eq!(lines(&bench.converse()), ["Tool +default/s/a"]);
}

#[test]
fn an_envoy_keeps_a_cluster_until_its_filters_let_go() {
    let mut bench = Bench::new(Peer::Envoy, &documents(1, &[("a", "1")]));
    bench.subscribe(&[Kind::Cluster, Kind::Listener]);
    assert_eq!(
        short(lines(&bench.converse())),
        ["Cluster +portico:default/u", "Listener"]
    );
    assert_eq!(bench.session.clusters().revision, Some(1));

    bench.publish(&documents(2, &[("a", "1")]));
    bench.peers.filters = Some(pacing::Settled {
        revision: Some(1),
        at: bench.now,
    });
    assert_eq!(
        short(lines(&bench.converse())),
        ["Cluster +portico:default/u"]
    );
    assert_eq!(
        bench.session.clusters().revision,
        Some(2),
        "the addition counts, the removal is still due"
    );
    assert_eq!(bench.wait(), Some(Duration::from_secs(30)));

    bench.now += Duration::from_secs(1);
    bench.peers.filters = Some(pacing::Settled {
        revision: Some(2),
        at: bench.now,
    });
    assert_eq!(bench.wait(), Some(Duration::from_secs(1)));
    bench.now += Duration::from_secs(1);
    assert_eq!(
        short(lines(&bench.converse())),
        ["Cluster -portico:default/u"]
    );
    assert_eq!(bench.session.acked(), Some(2));
}
