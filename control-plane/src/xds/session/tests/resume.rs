//! Clients that come back with what they hold.

use super::*;

/// What a client that took in `documents` names when it comes back.
fn held(documents: &[Arc<Document>], kind: Kind) -> Request {
    let snapshot = Builder::new(gateway()).build(documents, &Resolved::default(), true);
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
