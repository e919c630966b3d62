//! A fleet of simulated Envoys on one control plane: how long a change takes to reach all of them,
//! and what it costs when all come back at once. `cargo xtask bench fleet` runs it.
//!
//! Arguments: the address of a running control plane, the number of nodes. Then commands on standard
//! input, a line each, and an answer for each on standard output:
//!
//! - `connect`: opens the streams, and answers once all hold everything;
//! - `watch NAME`: answers once every filter stream took the tool NAME and said so;
//! - `reconnect`: waits until all streams ended, opens them again with what they hold, and answers
//!   once all are answered.
//!
//! An answer is `MILLISECONDS RESOURCES`: the time until the last acknowledgement, and the resources
//! that came meanwhile.

use anyhow::{Context, Result, bail, ensure};
use discovery::aggregated_discovery_service_client::AggregatedDiscoveryServiceClient;
use discovery::{DeltaDiscoveryRequest, DeltaDiscoveryResponse};
use envoy_types::pb::envoy::config::core::v3::Node;
use envoy_types::pb::envoy::service::discovery::v3 as discovery;
use parking_lot::Mutex;
use std::collections::HashMap;
use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::sync::{Semaphore, mpsc, watch};
use tokio::task::JoinSet;
use tokio::time::sleep;
use tokio_stream::wrappers::ReceiverStream;
use tonic::transport::{Channel, Endpoint};

const ENVOY: &[&str] = &[
    "envoy.config.cluster.v3.Cluster",
    "envoy.config.listener.v3.Listener",
];
const FILTER: &[&str] = &[
    "portico.config.v1.Upstream",
    "portico.config.v1.Tool",
    "portico.config.v1.Prompt",
    "portico.config.v1.Resource",
    "portico.config.v1.Server",
];

/// Longest wait for anything.
const LIMIT: Duration = Duration::from_secs(600);

/// Streams that send their first requests at once.
const MAX_BEGINNING: usize = 128;

/// How often counters are looked at.
const PAUSE: Duration = Duration::from_millis(1);

/// Name and version of resources by type.
type Held = HashMap<&'static str, HashMap<String, String>>;

/// What all streams share.
#[derive(Default)]
struct Counters {
    /// Streams of which every type was answered.
    whole: AtomicU64,
    /// Resources that came.
    resources: AtomicU64,
    /// Streams that took the tool that is watched.
    took: AtomicU64,
    /// Streams that are open.
    open: AtomicU64,
}

struct Fleet {
    address: String,
    nodes: u64,
    counters: Arc<Counters>,
    /// Name of the tool that is watched.
    watched: watch::Sender<String>,
    /// What the first node's streams hold: all hold the same.
    held: Arc<Mutex<Held>>,
    /// Streams that may be about to begin: the first requests of all at once would be gigabytes.
    beginning: Arc<Semaphore>,
    streams: JoinSet<Result<()>>,
}

#[tokio::main]
async fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let address = arguments.next().context("the address of a control plane")?;
    let nodes = arguments.next().context("the number of nodes")?.parse()?;
    let mut fleet = Fleet {
        address,
        nodes,
        counters: Arc::default(),
        watched: watch::Sender::default(),
        held: Arc::default(),
        beginning: Arc::new(Semaphore::new(MAX_BEGINNING)),
        streams: JoinSet::new(),
    };
    let mut lines = BufReader::new(tokio::io::stdin()).lines();
    while let Some(line) = lines.next_line().await? {
        let (millis, resources) = fleet.run(&line).await?;
        writeln!(std::io::stdout(), "{millis} {resources}")?;
    }
    Ok(())
}

impl Fleet {
    async fn run(&mut self, command: &str) -> Result<(u128, u64)> {
        let before = self.counters.resources.load(Ordering::Relaxed);
        let start = match command.split_once(' ') {
            None if command == "connect" => self.connect(false).await?,
            None if command == "reconnect" => {
                self.until("all streams ended", |counters| &counters.open, 0)
                    .await?;
                self.counters.whole.store(0, Ordering::Relaxed);
                self.connect(true).await?
            }
            Some(("watch", name)) => {
                self.counters.took.store(0, Ordering::Relaxed);
                self.watched.send_replace(name.to_owned());
                // From here on the change may be made.
                writeln!(std::io::stdout(), "watching")?;
                let start = Instant::now();
                self.until("all took the tool", |counters| &counters.took, self.nodes)
                    .await?;
                start
            }
            _ => bail!("no command `{command}`"),
        };
        let millis = start.elapsed().as_millis();
        let resources = self.counters.resources.load(Ordering::Relaxed);
        Ok((millis, resources.saturating_sub(before)))
    }

    /// Opens all streams; gives the time before that.
    async fn connect(&mut self, resumes: bool) -> Result<Instant> {
        let start = Instant::now();
        for number in 0..self.nodes {
            let endpoint = Endpoint::from_shared(format!("http://{}", self.address))?;
            let channel = endpoint.connect_lazy();
            for (agent, types) in [("envoy", ENVOY), ("portico-filter", FILTER)] {
                let stream = Stream {
                    node: format!("node-{number:04}"),
                    agent,
                    types,
                    counters: Arc::clone(&self.counters),
                    watched: self.watched.subscribe(),
                    held: Arc::clone(&self.held),
                    beginning: Arc::clone(&self.beginning),
                    resumes,
                    keeps: number == 0,
                };
                self.streams.spawn(stream.follow(channel.clone()));
            }
        }
        self.until(
            "all are whole",
            |counters| &counters.whole,
            self.nodes.saturating_mul(2),
        )
        .await?;
        Ok(start)
    }

    async fn until(
        &mut self,
        what: &str,
        counter: impl Fn(&Counters) -> &AtomicU64,
        value: u64,
    ) -> Result<()> {
        let start = Instant::now();
        loop {
            let now = counter(&self.counters).load(Ordering::Relaxed);
            if now == value {
                return Ok(());
            }
            ensure!(start.elapsed() < LIMIT, "{what}: {now} of {value}");
            while self.streams.try_join_next().is_some() {}
            sleep(PAUSE).await;
        }
    }
}

/// One stream of a node.
struct Stream {
    node: String,
    agent: &'static str,
    types: &'static [&'static str],
    counters: Arc<Counters>,
    watched: watch::Receiver<String>,
    held: Arc<Mutex<Held>>,
    beginning: Arc<Semaphore>,
    /// Whether it says what it holds.
    resumes: bool,
    /// Whether it keeps what it holds, for all.
    keeps: bool,
}

impl Stream {
    /// Acknowledges what comes until the control plane ends it. Tries until it can be opened.
    async fn follow(self, channel: Channel) -> Result<()> {
        let (requests, outgoing) = mpsc::channel(64);
        let mut client =
            AggregatedDiscoveryServiceClient::new(channel).max_decoding_message_size(64 << 20);
        let mut beginning = Some(self.beginning.acquire().await?);
        for request in self.first_requests() {
            requests.send(request).await?;
        }
        let mut responses = client
            .delta_aggregated_resources(ReceiverStream::new(outgoing))
            .await?
            .into_inner();
        self.counters.open.fetch_add(1, Ordering::Relaxed);
        let mut answered = HashMap::new();
        while let Ok(Some(response)) = responses.message().await {
            beginning.take();
            self.take(&response);
            let acknowledgement = DeltaDiscoveryRequest {
                type_url: response.type_url.clone(),
                response_nonce: response.nonce.clone(),
                ..Default::default()
            };
            requests.send(acknowledgement).await?;
            let took = self.watched.borrow().clone();
            if response
                .resources
                .iter()
                .any(|resource| resource.name == took)
            {
                self.counters.took.fetch_add(1, Ordering::Relaxed);
            }
            let count = answered.len();
            answered.insert(response.type_url, ());
            if count < self.types.len() && answered.len() == self.types.len() {
                self.counters.whole.fetch_add(1, Ordering::Relaxed);
            }
        }
        self.counters.open.fetch_sub(1, Ordering::Relaxed);
        Ok(())
    }

    fn first_requests(&self) -> Vec<DeltaDiscoveryRequest> {
        let held = self.held.lock();
        let request = |(index, name): (usize, &&'static str)| DeltaDiscoveryRequest {
            node: (index == 0).then(|| Node {
                id: self.node.clone(),
                user_agent_name: self.agent.to_owned(),
                ..Default::default()
            }),
            type_url: format!("type.googleapis.com/{name}"),
            initial_resource_versions: held
                .get(name)
                .filter(|_| self.resumes)
                .cloned()
                .unwrap_or_default(),
            ..Default::default()
        };
        self.types.iter().enumerate().map(request).collect()
    }

    fn take(&self, response: &DeltaDiscoveryResponse) {
        let count = u64::try_from(response.resources.len()).unwrap_or(u64::MAX);
        self.counters.resources.fetch_add(count, Ordering::Relaxed);
        let name = self
            .types
            .iter()
            .find(|name| response.type_url.ends_with(**name));
        let (true, Some(name)) = (self.keeps, name) else {
            return;
        };
        let mut held = self.held.lock();
        let held = held.entry(name).or_default();
        for resource in &response.resources {
            held.insert(resource.name.clone(), resource.version.clone());
        }
        for name in &response.removed_resources {
            held.remove(name);
        }
    }
}
