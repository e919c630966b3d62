//! What replicas say of one node, put together.

use super::*;
use crate::fleet::part::PartStream;
use chrono::TimeDelta;

/// So many seconds after the beginning.
fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds)
}

/// A stream that opened then, and has this revision.
fn stream(peer: Peer, since: i64, revision: i64) -> PartStream {
    PartStream {
        peer,
        subscribed: vec!["Tool".to_owned(), "Unheard".to_owned()],
        sent_revision: Some(revision),
        revision: Some(revision),
        acknowledged: [("Tool".to_owned(), revision)].into(),
        refused: Vec::new(),
        refused_count: 0,
        sent: 1,
        since: at(since),
        seen: at(since),
    }
}

/// What a replica that was last heard of then says of streams.
fn claim(replica: &str, (sign, heard): (Sign, i64), streams: Vec<PartStream>) -> Claim {
    let seen = streams.iter().map(|stream| stream.seen).max();
    Claim {
        replica: replica.into(),
        sign,
        heard: at(heard),
        part: Arc::new(Part {
            id: "n".to_owned(),
            identity: Identity {
                cluster: Some(replica.to_owned()),
                filter_version: Some("0.3.1".to_owned()),
                ..Identity::default()
            },
            streams,
            reached: Some(5),
            seen,
        }),
    }
}

/// What a replica says of a node that went then.
fn gone(replica: &str, sign: (Sign, i64), seen: i64) -> Claim {
    let claim = claim(replica, sign, Vec::new());
    let part = Part {
        seen: Some(at(seen)),
        ..(*claim.part).clone()
    };
    Claim {
        part: Arc::new(part),
        ..claim
    }
}

/// Connection, replicas, revision, whether it is shared.
fn shown(claims: Vec<Claim>) -> (Connection, Vec<String>, Option<i64>, bool) {
    let node = merge(claims, &|revision| revision).unwrap();
    (
        node.connection,
        node.replicas,
        node.revision,
        node.shared_id,
    )
}

const NOW: (Sign, i64) = (Sign::Alive, 100);

#[test]
fn streams_of_one_envoy_may_lead_to_several_replicas() {
    let a = claim("a", NOW, vec![stream(Peer::Envoy, 10, 8)]);
    let b = claim("b", NOW, vec![stream(Peer::Filter, 9, 7)]);
    let node = merge(vec![b, a], &|revision| revision * 10).unwrap();
    assert_eq!(
        (node.replicas, node.shared_id),
        (vec!["a".to_owned(), "b".to_owned()], false)
    );
    assert_eq!(
        (node.revision, node.connected_since),
        (Some(70), Some(at(9)))
    );
    assert_eq!(
        node.identity.cluster.as_deref(),
        Some("a"),
        "Envoy's own stream tells"
    );
    let streams: Vec<_> = node
        .streams
        .iter()
        .map(|it| (it.peer, &*it.replica))
        .collect();
    assert_eq!(streams, [(Peer::Filter, "b"), (Peer::Envoy, "a")]);
    let tool = crate::snapshot::Kind::Tool.type_url();
    assert_eq!(
        node.streams[0].subscribed,
        [tool],
        "what is unheard of is left out"
    );
    assert_eq!(node.streams[0].acknowledged[tool], 70);
}

#[test]
fn where_a_node_is() {
    let envoy = |since| vec![stream(Peer::Envoy, since, 7)];
    let names = |names: &[&str]| names.iter().map(ToString::to_string).collect::<Vec<_>>();
    let (alive, silent, ended) = (NOW, (Sign::Silent, 90), (Sign::Ended, 90));
    use Connection::{Connected, Disconnected, Unknown};
    let table = [
        // It is at one, and left the other.
        (
            vec![gone("a", alive, 50), claim("b", alive, envoy(60))],
            Connected,
            "b",
        ),
        // Its replica died.
        (vec![claim("a", silent, envoy(10))], Unknown, "a"),
        // The Envoy has gone to the other one since.
        (
            vec![claim("a", silent, envoy(10)), claim("b", alive, envoy(95))],
            Connected,
            "b",
        ),
        // The other one is dead, which is not known yet.
        (
            vec![
                claim("a", (Sign::Alive, 94), envoy(10)),
                claim("b", alive, envoy(95)),
            ],
            Connected,
            "b",
        ),
        // It was at the dead one, later at the other one, and left.
        (
            vec![claim("a", silent, envoy(10)), gone("b", alive, 95)],
            Disconnected,
            "b",
        ),
        // It left the living one, and was then at the dead one.
        (
            vec![claim("a", silent, envoy(10)), gone("b", alive, 5)],
            Unknown,
            "a",
        ),
        (vec![claim("a", ended, envoy(10))], Disconnected, "a"),
    ];
    for (index, (claims, connection, replica)) in table.into_iter().enumerate() {
        let (is, replicas, revision, shared) = shown(claims);
        assert_eq!(
            (is, replicas, shared),
            (connection, names(&[replica]), false),
            "{index}"
        );
        let expected = if connection == Connected { 7 } else { 5 };
        assert_eq!(revision, Some(expected), "{index}");
    }
    assert!(merge(Vec::new(), &|revision| revision).is_none());
}

#[test]
fn two_envoys_of_one_id_are_told_even_at_two_replicas() {
    let a = claim("a", NOW, vec![stream(Peer::Envoy, 10, 7)]);
    let b = claim("b", NOW, vec![stream(Peer::Envoy, 50, 7)]);
    let (connection, replicas, _, shared) = shown(vec![a, b]);
    assert_eq!(
        (connection, replicas.len(), shared),
        (Connection::Connected, 2, true)
    );
}

#[test]
fn what_is_handed_on_is_bounded() {
    let refused = crate::fleet::Refused {
        resource: "r".to_owned(),
        reason: "no".to_owned(),
    };
    let streams = [40, 40].map(|count| PartStream {
        refused: vec![refused.clone(); count],
        refused_count: count,
        ..stream(Peer::Filter, 1, 1)
    });
    let claim = claim("a", NOW, streams.to_vec());
    let part = (*claim.part).clone().bounded();
    let kept: Vec<_> = part
        .streams
        .iter()
        .map(|it| (it.refused.len(), it.refused_count))
        .collect();
    assert_eq!(kept, [(40, 40), (10, 40)]);
    let text = serde_json::to_string(&part).unwrap();
    assert_eq!(serde_json::from_str::<Part>(&text).unwrap(), part);
}
