//! When something may be sent: the waits that make an addition come before its use and a removal
//! after its last use.
//!
//! Envoy has to know a cluster before the filter routes to it, and may lose it only when no filter
//! routes to it any more. All waits are bounded, so that a stuck stream cannot stop the others.

use std::time::Duration;
use tokio::time::Instant;

/// Longest wait of a filter for its Envoy's clusters.
const CLUSTERS: Duration = Duration::from_secs(5);

/// Wait after a cluster with a name to resolve was taken: Envoy acknowledges before it resolves.
const DNS: Duration = Duration::from_millis(250);

/// Longest wait of a bridge for the filters, which themselves wait for clusters.
const FILTERS: Duration = Duration::from_secs(7);

/// Longest wait of a cluster's removal for the filters.
const REMOVAL: Duration = Duration::from_secs(30);

/// Wait of a cluster's removal after the last filter let go: for exchanges that are under way.
const LINGER: Duration = Duration::from_secs(1);

/// How long a stream may take to subscribe to all it wants before kinds are sent that others
/// should precede.
pub const SUBSCRIBE: Duration = Duration::from_millis(300);

/// Whether something may be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gate {
    /// Now.
    Open,
    /// Not before this time, unless something happens.
    Until(Instant),
}

/// What one stream knows of the other streams of its node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Peers {
    /// The Envoy's own stream, if there is one.
    pub envoy: Option<Clusters>,
    /// The filter's streams, if there are any.
    pub filters: Option<Settled>,
}

/// How far an Envoy's own stream is with its clusters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clusters {
    /// The `clusters_revision` whose additions it answered; `None` before the first answer.
    pub revision: Option<u64>,
    /// When all of them can be used.
    pub usable_at: Instant,
}

/// How far the slowest of a node's filter streams is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settled {
    /// The revision that all of them answered; `None` while one answered none.
    pub revision: Option<u64>,
    /// When the last of them did.
    pub at: Instant,
}

/// The stream that wants to send, and what it wants to send of.
#[derive(Debug, Clone, Copy)]
pub struct Sender {
    /// When the stream was opened.
    pub opened_at: Instant,
    /// Whether the client held resources when it came.
    pub resumed: bool,
    /// The snapshot's `clusters_revision`.
    pub clusters_revision: u64,
    /// When those clusters were published.
    pub clusters_since: Instant,
}

/// When clusters that were acknowledged at `now` can be used.
pub fn usable_at(now: Instant, needs_dns: bool) -> Instant {
    if needs_dns { now + DNS } else { now }
}

/// May Portico's resources of the snapshot be sent to a filter?
pub fn filter_gate(sender: &Sender, peers: &Peers, now: Instant) -> Gate {
    match peers.envoy {
        // After this program's restart the filter may be back before its Envoy is.
        None if sender.resumed => until(sender.opened_at + CLUSTERS, now),
        None => Gate::Open,
        Some(clusters) if clusters.revision >= Some(sender.clusters_revision) => {
            until(clusters.usable_at, now)
        }
        Some(_) => until(sender.opened_at.max(sender.clusters_since) + CLUSTERS, now),
    }
}

/// May a revision that was published at `since` be sent to a bridge? It tells clients that a list
/// changed, and they ask a filter for the new one. So the filters, which are those of all nodes here,
/// come first.
pub fn bridge_gate(since: Instant, revision: u64, peers: &Peers, now: Instant) -> Gate {
    match peers.filters {
        Some(settled) if settled.revision < Some(revision) => until(since + FILTERS, now),
        _ => Gate::Open,
    }
}

/// May clusters be removed from an Envoy?
pub fn removal_gate(sender: &Sender, peers: &Peers, now: Instant) -> Gate {
    let bound = sender.opened_at.max(sender.clusters_since) + REMOVAL;
    match peers.filters {
        Some(settled) if settled.revision >= Some(sender.clusters_revision) => {
            until(bound.min(settled.at + LINGER), now)
        }
        _ => until(bound, now),
    }
}

fn until(time: Instant, now: Instant) -> Gate {
    if now >= time {
        Gate::Open
    } else {
        Gate::Until(time)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Times in the tables are milliseconds from this origin.
    fn at(origin: Instant, ms: u64) -> Instant {
        origin + Duration::from_millis(ms)
    }

    fn shown(gate: Gate, origin: Instant) -> Option<u128> {
        match gate {
            Gate::Open => None,
            Gate::Until(time) => Some((time - origin).as_millis()),
        }
    }

    #[test]
    fn a_filter_waits_for_the_clusters_of_its_envoy() {
        let origin = Instant::now();
        // (clusters of the Envoy: revision, usable at), resumed, now → wait until (None: open).
        // The stream opened at 1 s; clusters of revision 7 were published at 10 s.
        let table = [
            (None, false, 10_000, None),
            (None, true, 2_000, Some(6_000)),
            (None, true, 6_000, None),
            (Some((None, 0)), false, 10_100, Some(15_000)),
            (Some((Some(6), 0)), false, 10_100, Some(15_000)),
            (Some((Some(6), 0)), false, 15_000, None),
            (Some((Some(7), 10_350)), false, 10_100, Some(10_350)),
            (Some((Some(7), 10_350)), false, 10_350, None),
            (Some((Some(8), 10_000)), true, 10_000, None),
        ];
        for (row, (envoy, resumed, now, expected)) in table.into_iter().enumerate() {
            let (opened_at, clusters_since) = (at(origin, 1_000), at(origin, 10_000));
            let sender = Sender {
                opened_at,
                resumed,
                clusters_revision: 7,
                clusters_since,
            };
            let envoy = envoy.map(|(revision, usable)| Clusters {
                revision,
                usable_at: at(origin, usable),
            });
            let gate = filter_gate(
                &sender,
                &Peers {
                    envoy,
                    filters: None,
                },
                at(origin, now),
            );
            assert_eq!(shown(gate, origin), expected, "row {row}");
        }
    }

    #[test]
    fn a_bridge_comes_after_all_filters() {
        let origin = Instant::now();
        // (filters: revision), now → wait until. Revision 7 was published at 1 s.
        let table = [
            (None, 1_000, None),
            (Some(None), 1_000, Some(8_000)),
            (Some(Some(6)), 1_200, Some(8_000)),
            (Some(Some(6)), 8_000, None),
            (Some(Some(7)), 1_200, None),
            (Some(Some(9)), 1_200, None),
        ];
        for (row, (filters, now, expected)) in table.into_iter().enumerate() {
            let peers = Peers {
                envoy: None,
                filters: filters.map(|revision| Settled {
                    revision,
                    at: origin,
                }),
            };
            let gate = bridge_gate(at(origin, 1_000), 7, &peers, at(origin, now));
            assert_eq!(shown(gate, origin), expected, "row {row}");
        }
    }

    #[test]
    fn a_cluster_stays_until_no_filter_uses_it() {
        let origin = Instant::now();
        // (filters: revision, at), now → wait until.
        let table = [
            (None, 10_000, Some(40_000)),
            (None, 40_000, None),
            (Some((None, 0)), 10_000, Some(40_000)),
            (Some((Some(6), 9_000)), 10_000, Some(40_000)),
            (Some((Some(7), 10_200)), 10_200, Some(11_200)),
            (Some((Some(7), 10_200)), 11_200, None),
            (Some((Some(9), 39_900)), 39_900, Some(40_000)),
        ];
        for (row, (filters, now, expected)) in table.into_iter().enumerate() {
            let (opened_at, clusters_since) = (at(origin, 1_000), at(origin, 10_000));
            let sender = Sender {
                opened_at,
                resumed: false,
                clusters_revision: 7,
                clusters_since,
            };
            let filters = filters.map(|(revision, settled)| Settled {
                revision,
                at: at(origin, settled),
            });
            let gate = removal_gate(
                &sender,
                &Peers {
                    envoy: None,
                    filters,
                },
                at(origin, now),
            );
            assert_eq!(shown(gate, origin), expected, "row {row}");
        }
    }
}
