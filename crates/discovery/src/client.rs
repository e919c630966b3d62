//! The state machine of the configuration stream.

use std::collections::{BTreeMap, HashSet};

use prost::Message as _;

use crate::Agent;
use crate::backoff::{Backoff, CAP_MS};
use crate::message::{DeltaDiscoveryRequest, Node};
use crate::refusal::{Refusal, error_detail};
use crate::update::{ReceiveError, Update};

/// Longest delay while the configuration is not there yet: requests are waiting for it then.
const UNSYNCED_CAP_MS: u64 = 1_000;

/// One thread's side of the configuration stream.
///
/// Times are milliseconds of any one clock; a clock that is set back does not stall the client.
#[derive(Debug)]
pub struct Client {
    node: Node,
    subscriptions: Vec<Subscription>,
    stream: Stream,
    backoff: Backoff,
}

/// One resource type and what is held of it.
#[derive(Debug)]
struct Subscription {
    type_url: &'static str,
    /// Name to version of every resource that was accepted.
    versions: BTreeMap<String, String>,
    answered: bool,
}

#[derive(Debug, Clone, Copy)]
enum Stream {
    /// No stream; the next one may be opened from `open_at_ms` on.
    Closed { open_at_ms: u64 },
    /// Opened at `since_ms`.
    Open { since_ms: u64 },
}

impl Client {
    /// A client that holds nothing and whose first [`Client::tick`] opens the stream.
    /// `agent` says what the program is and its version, `node_id` where it
    /// runs: the filter's is its Envoy's. `type_urls` are the resource types to subscribe to, in the
    /// order in which they are asked for.
    pub fn new(agent: Agent, node_id: String, type_urls: &[&'static str]) -> Self {
        let subscribe = |type_url: &&'static str| Subscription {
            type_url,
            versions: BTreeMap::new(),
            answered: false,
        };
        Self {
            node: Node {
                id: node_id,
                user_agent_name: agent.name.to_owned(),
                user_agent_version: agent.version.to_owned(),
            },
            subscriptions: type_urls.iter().map(subscribe).collect(),
            stream: Stream::Closed { open_at_ms: 0 },
            backoff: Backoff::default(),
        }
    }

    /// Whether the stream is to be opened now. The caller then tries and calls
    /// [`Client::opened`] or [`Client::closed`]; until it does, every tick says so again.
    pub fn tick(&mut self, now_ms: u64) -> bool {
        self.stream.catch_up(now_ms);
        matches!(self.stream, Stream::Closed { open_at_ms } if open_at_ms <= now_ms)
    }

    /// The stream has been opened: returns the requests to send on it, one per type, each with
    /// the versions that are held, so that the server sends only what differs.
    pub fn opened(&mut self, now_ms: u64) -> Vec<Vec<u8>> {
        self.stream = Stream::Open { since_ms: now_ms };
        let mut node = Some(self.node.clone());
        self.subscriptions
            .iter_mut()
            .map(|it| it.first_request(node.take()))
            .collect()
    }

    /// Decodes a message of the stream. Apply the update, then [`Client::settle`] it.
    ///
    /// # Errors
    /// When the message cannot be answered. The caller closes the stream and calls
    /// [`Client::closed`]; what is held stays.
    pub fn receive(&self, bytes: &[u8]) -> Result<Update, ReceiveError> {
        let update = Update::decode(bytes)?;
        if self
            .subscriptions
            .iter()
            .any(|it| it.type_url == update.type_url)
        {
            Ok(update)
        } else {
            Err(ReceiveError::UnknownType(update.type_url))
        }
    }

    /// The update has been applied, but for what is in `refused`: returns the ACK or NACK to send.
    /// Accepted versions are remembered and removed ones forgotten. A refused resource keeps its
    /// former version, so that the next stream brings it again.
    pub fn settle(&mut self, update: Update, refused: Vec<Refusal>) -> Vec<u8> {
        let Update {
            type_url,
            upserts,
            removed,
            nonce,
            undecodable,
        } = update;
        let mut all_refused = undecodable;
        all_refused.extend(refused);
        if let Some(held) = self
            .subscriptions
            .iter_mut()
            .find(|it| it.type_url == type_url)
        {
            held.answered = true;
            for name in removed {
                held.versions.remove(&name);
            }
            let bad: HashSet<&str> = all_refused.iter().map(|it| it.name.as_str()).collect();
            for upsert in upserts {
                if !bad.contains(upsert.name.as_str()) {
                    held.versions.insert(upsert.name, upsert.version);
                }
            }
        }
        DeltaDiscoveryRequest {
            type_url,
            response_nonce: nonce,
            error_detail: error_detail(&all_refused),
            ..DeltaDiscoveryRequest::default()
        }
        .encode_to_vec()
    }

    /// The stream is closed, by whichever side, or could not be opened: returns how many
    /// milliseconds later [`Client::tick`] opens the next. `random` is any uniform number.
    /// To call it twice for one stream does no harm.
    pub fn closed(&mut self, now_ms: u64, random: u64) -> u64 {
        self.stream.catch_up(now_ms);
        let open_ms = match self.stream {
            Stream::Open { since_ms } => now_ms.saturating_sub(since_ms),
            Stream::Closed { open_at_ms } if open_at_ms > now_ms => {
                return open_at_ms.saturating_sub(now_ms);
            }
            Stream::Closed { .. } => 0,
        };
        let mut delay_ms = self.backoff.next_delay_ms(open_ms, random);
        if !self.synced() {
            delay_ms = delay_ms.min(UNSYNCED_CAP_MS);
        }
        self.stream = Stream::Closed {
            open_at_ms: now_ms.saturating_add(delay_ms),
        };
        delay_ms
    }

    /// Whether every type has been answered at least once, on this stream or an earlier one. Until
    /// then the configuration is not there yet, rather than empty. (A large answer comes in parts;
    /// the first part of the last type counts.)
    pub fn synced(&self) -> bool {
        self.subscriptions.iter().all(|it| it.answered)
    }
}

impl Stream {
    /// No wait is longer than the longest delay: after the clock was set back it would be.
    fn catch_up(&mut self, now_ms: u64) {
        if let Self::Closed { open_at_ms } = self {
            *open_at_ms = (*open_at_ms).min(now_ms.saturating_add(CAP_MS));
        }
    }
}

impl Subscription {
    fn first_request(&mut self, node: Option<Node>) -> Vec<u8> {
        // The map is lent to the message and taken back: thousands of names are not copied.
        let request = DeltaDiscoveryRequest {
            node,
            type_url: self.type_url.to_owned(),
            initial_resource_versions: std::mem::take(&mut self.versions),
            ..DeltaDiscoveryRequest::default()
        };
        let bytes = request.encode_to_vec();
        self.versions = request.initial_resource_versions;
        bytes
    }
}
