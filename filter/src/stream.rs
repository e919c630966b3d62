//! The worker's own configuration stream.

use crate::abi::{BufferType, LogLevel, hostcall};
use crate::host;
use portico_config::ResourceType;
use portico_discovery::{Agent, Client, METHOD, Refusal, SERVICE};
use portico_engine::Catalog;

/// The order in which a catalogue is built up: a server is served once its parts are there.
const TYPES: [&str; 5] = [
    ResourceType::Upstream.type_url(),
    ResourceType::Tool.type_url(),
    ResourceType::Prompt.type_url(),
    ResourceType::Resource.type_url(),
    ResourceType::Server.type_url(),
];

/// The stream and what is known from it.
#[derive(Debug)]
pub(crate) struct Stream {
    cluster: String,
    client: Client,
    token: Option<u32>,
}

impl Stream {
    pub(crate) fn new(cluster: String) -> Self {
        let node_id = host::property("xds\0node\0id").unwrap_or_default();
        let agent = Agent {
            name: Agent::FILTER,
            version: env!("CARGO_PKG_VERSION"),
        };
        let client = Client::new(agent, node_id, &TYPES);
        Self {
            cluster,
            client,
            token: None,
        }
    }

    /// Whether the configuration is here.
    pub(crate) fn synced(&self) -> bool {
        self.client.synced()
    }

    /// Whether the stream is up and has brought everything: nothing is urgent then.
    pub(crate) fn settled(&self) -> bool {
        self.token.is_some() && self.synced()
    }

    /// Opens the stream when it is time to.
    pub(crate) fn tick(&mut self, now_ms: u64) {
        if !self.client.tick(now_ms) {
            return;
        }
        match hostcall::grpc_stream(&self.cluster, SERVICE, METHOD) {
            Ok(token) => {
                self.token = Some(token);
                for request in self.client.opened(now_ms) {
                    self.send(&request);
                }
            }
            Err(refused) => self.closed(now_ms, &format!("cannot be opened ({refused:?})")),
        }
    }

    /// Takes in a message: changes the catalogue and acknowledges or refuses.
    pub(crate) fn receive(&mut self, token: u32, size: usize, catalog: &mut Catalog, now_ms: u64) {
        if self.token != Some(token) {
            return;
        }
        let message = hostcall::buffer(BufferType::GrpcReceiveBuffer, size);
        let update = match self.client.receive(&message) {
            Ok(update) => update,
            Err(error) => {
                hostcall::grpc_cancel(token);
                return self.closed(now_ms, &error.to_string());
            }
        };
        let mut refused = Vec::new();
        if let Some(resource_type) = ResourceType::from_type_url(&update.type_url) {
            for upsert in &update.upserts {
                if let Err(error) = catalog.upsert(resource_type, &upsert.name, &upsert.json) {
                    hostcall::log(
                        LogLevel::Warn,
                        &format!("portico: {} is refused: {error}", upsert.name),
                    );
                    refused.push(Refusal::new(upsert.name.clone(), error.to_string()));
                }
            }
            for name in &update.removed {
                catalog.remove(resource_type, name);
            }
        }
        let answer = self.client.settle(update, refused);
        self.send(&answer);
    }

    /// The stream is over, or never began.
    pub(crate) fn close(&mut self, token: u32, status: u32, now_ms: u64) {
        if self.token == Some(token) {
            self.closed(now_ms, &format!("closed with gRPC status {status}"));
        }
    }

    fn closed(&mut self, now_ms: u64, reason: &str) {
        self.token = None;
        let [a, b, c, d, e, f, g, h, ..] = host::random();
        let delay = self
            .client
            .closed(now_ms, u64::from_le_bytes([a, b, c, d, e, f, g, h]));
        hostcall::log(
            LogLevel::Info,
            &format!("portico: configuration stream {reason}; next try in {delay} ms"),
        );
    }

    fn send(&self, message: &[u8]) {
        if let Some(token) = self.token {
            hostcall::grpc_send(token, message);
        }
    }
}
