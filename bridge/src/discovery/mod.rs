//! Learning what servers list: one delta stream from the control plane, as the filter's.

mod channel;
mod codec;

use crate::endpoint::Bridge;
use anyhow::{Context, Result};
use axum::http::uri::PathAndQuery;
use codec::Raw;
use portico_config::ResourceType;
use portico_discovery::{Agent, Client};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep, sleep_until};
use tokio_stream::wrappers::ReceiverStream;
use tonic::client::Grpc;
use tonic::metadata::{Ascii, MetadataValue};
use tonic::transport::Channel;

/// The parts come before their servers, so that a server that is known is known whole.
const TYPES: [&str; 4] = [
    ResourceType::Tool.type_url(),
    ResourceType::Prompt.type_url(),
    ResourceType::Resource.type_url(),
    ResourceType::Server.type_url(),
];

/// [`portico_discovery::SERVICE`] and its method.
const PATH: &str =
    "/envoy.service.discovery.v3.AggregatedDiscoveryService/DeltaAggregatedResources";

/// Largest message of the control plane.
const MAX_MESSAGE: usize = 64 << 20;

/// Changes within this time are announced together: a large one comes in several messages.
const GATHER: Duration = Duration::from_millis(50);

/// The stream and what it has brought.
struct Follower {
    bridge: Arc<Bridge>,
    client: Client,
    /// The clock of `client`.
    since: Instant,
    /// Servers that are to be announced, and when.
    changed: BTreeSet<Box<str>>,
    announce_at: Option<Instant>,
}

/// Follows the control plane for ever.
pub(crate) async fn follow(bridge: Arc<Bridge>) -> Result<()> {
    let agent = Agent {
        name: Agent::BRIDGE,
        version: env!("CARGO_PKG_VERSION"),
    };
    let client = Client::new(agent, bridge.config.node_id.clone(), &TYPES);
    let mut follower = Follower {
        bridge,
        client,
        since: Instant::now(),
        changed: BTreeSet::new(),
        announce_at: None,
    };
    loop {
        let ended = follower.stream().await;
        follower.announce();
        let mut random = [0; 8];
        getrandom::fill(&mut random).context("no randomness")?;
        let now = follower.now_ms();
        let delay = follower.client.closed(now, u64::from_le_bytes(random));
        if let Err(error) = ended {
            tracing::info!("configuration stream: {error:#}; next try in {delay} ms");
        }
        sleep(Duration::from_millis(delay)).await;
    }
}

impl Follower {
    fn now_ms(&self) -> u64 {
        u64::try_from(self.since.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    /// One stream from its beginning to its end.
    async fn stream(&mut self) -> Result<()> {
        let control_plane = &self.bridge.config.control_plane;
        let authorization = channel::authorization(control_plane)?;
        let channel = channel::endpoint(control_plane)?.connect().await?;
        // The control plane has one response of each type outstanding, and each is answered once.
        let (requests, outgoing) = mpsc::channel(TYPES.len().saturating_mul(2));
        for request in self.client.opened(self.now_ms()) {
            requests.send(request).await?;
        }
        let mut responses = open(channel, authorization, outgoing).await?;
        tracing::info!("configuration stream open");
        loop {
            tokio::select! {
                message = responses.message() => {
                    let message = message?.context("closed by the control plane")?;
                    requests.send(self.take_in(&message)?).await?;
                }
                () = until(self.announce_at) => self.announce(),
            }
        }
    }

    /// Takes in a message; returns what acknowledges it. Nothing is refused here: what cannot be used
    /// is the filter's to say.
    fn take_in(&mut self, message: &[u8]) -> Result<Vec<u8>> {
        let update = self.client.receive(message)?;
        let was_synced = self.client.synced();
        let changed = self.bridge.hub.update(&update);
        let answer = self.client.settle(update, Vec::new());
        if !was_synced && self.client.synced() {
            self.bridge.hub.synced();
            tracing::info!(
                servers = self.bridge.hub.servers(),
                "the configuration is here"
            );
        }
        self.changed.extend(changed);
        self.announce_at = self.announce_at.or_else(|| Some(Instant::now() + GATHER));
        Ok(answer)
    }

    fn announce(&mut self) {
        self.announce_at = None;
        let changed = std::mem::take(&mut self.changed);
        self.bridge.hub.announce(&changed);
    }
}

async fn open(
    channel: Channel,
    authorization: Option<MetadataValue<Ascii>>,
    outgoing: mpsc::Receiver<Vec<u8>>,
) -> Result<tonic::Streaming<Vec<u8>>> {
    let mut grpc = Grpc::new(channel).max_decoding_message_size(MAX_MESSAGE);
    grpc.ready().await?;
    let mut request = tonic::Request::new(ReceiverStream::new(outgoing));
    if let Some(authorization) = authorization {
        request
            .metadata_mut()
            .insert("authorization", authorization);
    }
    let path = PathAndQuery::from_static(PATH);
    let response = grpc.streaming(request, path, Raw).await?;
    Ok(response.into_inner())
}

async fn until(time: Option<Instant>) {
    match time {
        Some(time) => sleep_until(time).await,
        None => std::future::pending().await,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_path_is_that_of_the_service() {
        let (service, method) = (portico_discovery::SERVICE, portico_discovery::METHOD);
        assert_eq!(super::PATH, format!("/{service}/{method}"));
    }
}
