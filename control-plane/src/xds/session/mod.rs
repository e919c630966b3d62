//! One delta xDS stream, without any I/O: subscriptions, what is outstanding, ACK and NACK, and
//! what may be sent next.
//!
//! Every subscription is to all resources of its kind (wildcard). Of one kind one response is
//! outstanding at a time; after its answer the newest state is sent.

mod order;
mod progress;
mod refusal;
mod subscription;
#[cfg(test)]
mod tests;

pub use refusal::Refusal;

use crate::snapshot::{Kind, PerKind, Resource};
use crate::xds::pacing::{self, Clusters, Gate, Peers, Sender};
use crate::xds::publication::Publication;
use order::Step;
use std::collections::HashMap;
use std::sync::Arc;
use subscription::Subscription;
use tokio::time::Instant;

/// Content of one response in bytes, about: decoding it must not hold a worker thread for long. The
/// filter needs 6 µs for a tool of 400 bytes, and up to 50 µs while its code is new.
const MAX_ADDITIONS: usize = 32 * 1024;

/// Names of removed resources in one response.
const MAX_REMOVALS: usize = 4096;

/// Who is at the other end of a stream.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Peer {
    /// Envoy's own stream: clusters and listeners.
    Envoy,
    /// The filter's stream, one for each of Envoy's threads.
    Filter,
    /// A bridge's stream: what servers list.
    Bridge,
}

/// A request of the client, for a kind that is served.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The response that it answers; empty in a first request.
    pub nonce: String,
    /// The message of a NACK.
    pub error: Option<String>,
    /// Name and version of what the client holds; only in a first request.
    pub held: HashMap<String, String>,
}

/// A response to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// Kind of all its resources.
    pub kind: Kind,
    /// Names the response in its answer.
    pub nonce: String,
    /// Added and changed.
    pub resources: Vec<Arc<Resource>>,
    /// Names of what is no more.
    pub removed: Vec<Arc<str>>,
}

/// What a stream does next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// Send this, then ask again.
    Send(Response),
    /// Nothing until something happens, or until the time.
    Wait(Option<Instant>),
}

/// One stream.
#[derive(Debug)]
pub struct Session {
    peer: Peer,
    opened_at: Instant,
    resumed: bool,
    subscriptions: PerKind<Option<Subscription>>,
    nonces: u64,
    sent: u64,
    sent_revision: Option<u64>,
    clusters: Clusters,
    /// Revision that is held whole, refusals apart, and since when.
    settled: pacing::Settled,
    /// Revision that is held whole and was accepted whole.
    acked: Option<u64>,
}

impl Session {
    /// A stream of `peer`, opened at `now`.
    pub fn new(peer: Peer, now: Instant) -> Self {
        Self {
            peer,
            opened_at: now,
            resumed: false,
            subscriptions: PerKind::default(),
            nonces: 0,
            sent: 0,
            sent_revision: None,
            clusters: Clusters {
                revision: None,
                usable_at: now,
            },
            settled: pacing::Settled {
                revision: None,
                at: now,
            },
            acked: None,
        }
    }

    /// Takes in a request. Returns what it refuses.
    pub fn receive(
        &mut self,
        kind: Kind,
        request: &Request,
        current: &Publication,
        now: Instant,
    ) -> Vec<Refusal> {
        let slot = self.subscriptions.get_mut(kind);
        let Some(subscription) = slot else {
            self.resumed |= !request.held.is_empty();
            *slot = Some(Subscription::new(
                request.held.iter(),
                current.snapshot.set(kind),
            ));
            return Vec::new();
        };
        let Some(answered) = subscription.answer(request) else {
            return Vec::new();
        };
        if kind == Kind::Cluster {
            self.clusters.usable_at = self
                .clusters
                .usable_at
                .max(pacing::usable_at(now, answered.needs_dns));
        }
        answered.refusals
    }

    /// What to send now.
    pub fn next(&mut self, current: &Publication, peers: &Peers, now: Instant) -> Next {
        for kind in Kind::ALL {
            if let Some(subscription) = self.subscriptions.get_mut(kind) {
                subscription.aim(current.snapshot.set(kind), &current.snapshot);
            }
        }
        let next = self.next_in_order(current, peers, now);
        if matches!(next, Next::Send(_)) {
            self.sent_revision = Some(current.snapshot.revision);
        }
        self.note_state(current, now);
        next
    }

    fn next_in_order(&mut self, current: &Publication, peers: &Peers, now: Instant) -> Next {
        let subscribed_by = self.opened_at + pacing::SUBSCRIBE;
        for (step, kinds) in order::STEPS {
            let mut outstanding = false;
            for kind in kinds.iter().copied() {
                let Some(subscription) = self.subscriptions.get(kind) else {
                    if self.wants(kind) && now < subscribed_by {
                        return Next::Wait(Some(subscribed_by));
                    }
                    continue;
                };
                if subscription.is_outstanding() {
                    outstanding = true;
                } else if subscription.has_work(step) {
                    return match self.gate(step, kind, current, peers, now) {
                        Gate::Open => self.respond(kind, step),
                        Gate::Until(time) => Next::Wait(Some(time)),
                    };
                }
            }
            if outstanding {
                return Next::Wait(None);
            }
        }
        Next::Wait(None)
    }

    /// Whether the peer will subscribe to `kind`, as far as is known.
    fn wants(&self, kind: Kind) -> bool {
        match self.peer {
            Peer::Envoy => kind.is_envoys(),
            Peer::Filter => !kind.is_envoys(),
            Peer::Bridge => !kind.is_envoys() && kind != Kind::Upstream,
        }
    }

    fn gate(
        &self,
        step: Step,
        kind: Kind,
        current: &Publication,
        peers: &Peers,
        now: Instant,
    ) -> Gate {
        let sender = Sender {
            opened_at: self.opened_at,
            resumed: self.resumed,
            clusters_revision: current.snapshot.clusters_revision,
            clusters_since: current.clusters_since,
        };
        let has_content = self
            .subscriptions
            .get(kind)
            .as_ref()
            .is_some_and(|s| s.has_content(step));
        if self.peer == Peer::Bridge {
            return pacing::bridge_gate(current.since, current.snapshot.revision, peers, now);
        }
        match (kind.is_envoys(), step) {
            (false, _) if has_content => pacing::filter_gate(&sender, peers, now),
            (true, Step::Remove) if kind == Kind::Cluster => {
                pacing::removal_gate(&sender, peers, now)
            }
            _ => Gate::Open,
        }
    }

    fn respond(&mut self, kind: Kind, step: Step) -> Next {
        let Some(subscription) = self.subscriptions.get_mut(kind) else {
            return Next::Wait(None);
        };
        self.nonces = self.nonces.saturating_add(1);
        let nonce = self.nonces.to_string();
        let (resources, removed) = subscription.send(step, &nonce);
        self.sent = self
            .sent
            .saturating_add(u64::try_from(resources.len()).unwrap_or(u64::MAX));
        Next::Send(Response {
            kind,
            nonce,
            resources,
            removed,
        })
    }

    /// Notes which revision the client has reached.
    fn note_state(&mut self, current: &Publication, now: Instant) {
        let revision = current.snapshot.revision;
        if let Some(clusters) = self.subscriptions.get(Kind::Cluster)
            && !clusters.is_outstanding()
            && !clusters.has_work(Step::Add)
        {
            self.clusters.revision = Some(current.snapshot.clusters_revision);
        }
        let (mut settled, mut acked) = (false, true);
        for kind in Kind::ALL {
            let awaited = self.wants(kind) && now < self.opened_at + pacing::SUBSCRIBE;
            match self.subscriptions.get_mut(kind) {
                Some(subscription) => {
                    settled = true;
                    acked &= subscription.note_acked(revision);
                }
                None if awaited => return,
                None => {}
            }
        }
        settled &= self
            .subscriptions
            .iter()
            .all(|(_, s)| s.as_ref().is_none_or(Subscription::is_settled));
        if settled && self.settled.revision != Some(revision) {
            self.settled = pacing::Settled {
                revision: Some(revision),
                at: now,
            };
        }
        if settled && acked {
            self.acked = Some(revision);
        }
    }

    /// Who is at the other end.
    pub fn peer(&self) -> Peer {
        self.peer
    }

    /// How many resources were sent.
    pub fn sent(&self) -> u64 {
        self.sent
    }

    /// The revision that the last response was of.
    pub fn sent_revision(&self) -> Option<u64> {
        self.sent_revision
    }

    /// By kind: whether the client subscribed to it.
    pub fn subscribed(&self) -> PerKind<bool> {
        PerKind::from_fn(|kind| self.subscriptions.get(kind).is_some())
    }

    /// How far an Envoy is with its clusters.
    pub fn clusters(&self) -> Clusters {
        self.clusters
    }

    /// The revision that the client answered whole, be it with refusals.
    pub fn settled(&self) -> pacing::Settled {
        self.settled
    }

    /// The last revision that the client accepted whole.
    pub fn acked(&self) -> Option<u64> {
        self.acked
    }

    /// By kind: the last revision whose resources of that kind the client accepted all.
    pub fn acked_by_kind(&self) -> PerKind<Option<u64>> {
        PerKind::from_fn(|kind| {
            self.subscriptions
                .get(kind)
                .as_ref()
                .and_then(Subscription::acked)
        })
    }

    /// What the client refuses of the newest content.
    pub fn refusals(&self) -> Vec<Refusal> {
        self.subscriptions
            .iter()
            .filter_map(|(_, s)| s.as_ref())
            .flat_map(Subscription::refusals)
            .collect()
    }
}
