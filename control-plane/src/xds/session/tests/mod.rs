//! Conversations of one stream: what comes in and what goes out.

mod conversation;
mod order;
mod resume;

use super::*;
use crate::config::{GatewayConfig, Unmatched};
use crate::secret::Resolved;
use crate::snapshot::Builder;
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
        bridges: Vec::new(),
    }
}

/// An upstream on `port` and a server with `tools`, each with its description.
fn documents(port: u16, tools: &[(&str, &str)]) -> Vec<Arc<Document>> {
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
        .map(|json| Arc::new(portico_config::parse(json).unwrap()))
        .collect()
}

/// One stream, its clock and what is published.
struct Bench {
    builder: Builder,
    session: Session,
    now: Instant,
    peers: Peers,
    current: Publication,
}

impl Bench {
    fn new(peer: Peer, documents: &[Arc<Document>]) -> Self {
        let now = Instant::now();
        let mut builder = Builder::new(gateway());
        let snapshot = builder.build(documents, &Resolved::default(), true);
        let current = Publication::new(snapshot, None, now);
        Self {
            builder,
            session: Session::new(peer, now),
            now,
            peers: Peers::default(),
            current,
        }
    }

    fn publish(&mut self, documents: &[Arc<Document>]) {
        self.publish_as(documents, true);
    }

    fn publish_as(&mut self, documents: &[Arc<Document>], complete: bool) {
        let snapshot = self
            .builder
            .build(documents, &Resolved::default(), complete);
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
