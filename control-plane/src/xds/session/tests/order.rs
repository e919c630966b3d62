//! What waits for what.

use super::*;

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
