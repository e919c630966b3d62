//! Changes, answers and refusals.

use super::*;

#[test]
fn a_filter_gets_everything_in_order_and_then_only_what_changes() {
    let mut bench = Bench::new(Peer::Filter, &documents(1, &[("a", "1"), ("b", "1")]));
    bench.subscribe(&FILTER_KINDS);
    let all = [
        "Upstream +default/u",
        "Tool +default/s/a +default/s/b",
        "Prompt",
        "Resource",
        "Server +default/s",
    ];
    assert_eq!(lines(&bench.converse()), all);
    assert_eq!((bench.session.acked(), bench.session.sent()), (Some(1), 4));

    bench.publish(&documents(1, &[("a", "1"), ("b", "2")]));
    assert_eq!(lines(&bench.converse()), ["Tool +default/s/b"]);
    assert_eq!((bench.session.acked(), bench.session.sent()), (Some(2), 5));

    bench.publish(&documents(2, &[("a", "1"), ("c", "1")]));
    assert_eq!(
        lines(&bench.converse()),
        ["Upstream +default/u", "Tool +default/s/c -default/s/b"]
    );

    bench.publish(&[]);
    let gone = [
        "Tool -default/s/a -default/s/c",
        "Server -default/s",
        "Upstream -default/u",
    ];
    assert_eq!(lines(&bench.converse()), gone);
    assert_eq!(bench.session.acked(), Some(4));
}

#[test]
fn nothing_new_is_no_revision() {
    let mut bench = Bench::new(Peer::Filter, &documents(1, &[("a", "1")]));
    bench.subscribe(&FILTER_KINDS);
    bench.converse();
    bench.publish(&documents(1, &[("a", "1")]));
    assert_eq!(bench.current.snapshot.revision, 1);
    assert_eq!(lines(&bench.converse()), [""; 0]);
}

#[test]
fn one_response_of_a_kind_is_outstanding_and_then_the_newest_state_follows() {
    let mut bench = Bench::new(Peer::Filter, &documents(1, &[("a", "1")]));
    bench.subscribe(&FILTER_KINDS);
    bench.converse();
    bench.publish(&documents(1, &[("a", "2")]));
    let outstanding = bench.burst();
    assert_eq!(lines(&outstanding), ["Tool +default/s/a"]);
    for description in ["3", "4"] {
        bench.publish(&documents(1, &[("a", description), ("b", "1")]));
        assert_eq!(lines(&bench.burst()), [""; 0]);
    }
    assert_eq!(bench.session.acked(), Some(1));
    bench.answer(&outstanding[0], None);
    assert_eq!(lines(&bench.converse()), ["Tool +default/s/a +default/s/b"]);
    assert_eq!(bench.session.acked(), Some(4));
}

#[test]
fn a_stale_nonce_is_no_answer() {
    let mut bench = Bench::new(Peer::Filter, &documents(1, &[("a", "1")]));
    bench.subscribe(&FILTER_KINDS);
    let sent = bench.burst();
    bench.request(
        Kind::Upstream,
        Request {
            nonce: "999".to_owned(),
            ..Request::default()
        },
    );
    bench.request(Kind::Upstream, Request::default());
    assert_eq!(lines(&bench.burst()), [""; 0]);
    bench.answer(&sent[0], None);
    assert!(!bench.burst().is_empty());
}

#[test]
fn what_is_refused_is_not_sent_again_until_it_changes() {
    let mut bench = Bench::new(Peer::Filter, &documents(1, &[("a", "1"), ("b", "1")]));
    bench.subscribe(&FILTER_KINDS);
    bench.converse();
    bench.publish(&documents(1, &[("a", "2"), ("b", "2")]));
    let sent = bench.burst();
    let refused = bench.answer(&sent[0], Some("default/s/a: bad"));
    assert_eq!(
        (
            &*refused[0].resource,
            refused[0].reason.as_str(),
            refused.len()
        ),
        ("default/s/a", "bad", 1)
    );
    assert_eq!(lines(&bench.converse()), [""; 0]);
    assert_eq!(bench.session.refusals(), refused);
    assert_eq!(
        (bench.session.acked(), bench.session.settled().revision),
        (Some(1), Some(2))
    );

    bench.publish(&documents(1, &[("a", "2"), ("b", "3")]));
    assert_eq!(lines(&bench.converse()), ["Tool +default/s/b"]);
    assert_eq!(bench.session.refusals(), refused);

    bench.publish(&documents(1, &[("a", "1"), ("b", "3")]));
    assert_eq!(lines(&bench.converse()), ["Tool +default/s/a"]);
    assert_eq!(
        (bench.session.refusals(), bench.session.acked()),
        (Vec::new(), Some(4))
    );
}

#[test]
fn large_answers_are_split() {
    let tools: Vec<String> = (0..100).map(|i| format!("t{i:03}")).collect();
    let text = "x".repeat(MAX_ADDITIONS / 28);
    let tools: Vec<(&str, &str)> = tools
        .iter()
        .map(|name| (name.as_str(), text.as_str()))
        .collect();
    let mut bench = Bench::new(Peer::Filter, &documents(1, &tools));
    bench.subscribe(&FILTER_KINDS);
    let parts: Vec<usize> = bench
        .converse()
        .iter()
        .filter(|r| r.kind == Kind::Tool)
        .map(|r| r.resources.len())
        .collect();
    assert_eq!(parts, [24, 24, 24, 24, 4]);
    assert_eq!(bench.session.acked(), Some(1));
}

#[test]
fn a_change_in_the_middle_of_a_large_answer_loses_nothing() {
    let text = "x".repeat(MAX_ADDITIONS * 2 / 5);
    let with = |other: &str| {
        documents(
            1,
            &[
                ("a", &text),
                ("b", &text),
                ("c", &text),
                ("d", &text),
                ("e", other),
            ],
        )
    };
    let mut bench = Bench::new(Peer::Filter, &with("1"));
    bench.subscribe(&FILTER_KINDS);
    bench.session.next(&bench.current, &bench.peers, bench.now);
    let upstream = Response {
        kind: Kind::Upstream,
        nonce: "1".to_owned(),
        resources: vec![],
        removed: vec![],
    };
    bench.answer(&upstream, None);
    let first = bench.burst();
    assert_eq!(line(&first[0]), "Tool +default/s/a +default/s/b");
    bench.publish(&documents(
        1,
        &[("b", &text), ("c", "2"), ("d", &text), ("e", "2")],
    ));
    for response in &first {
        bench.answer(response, None);
    }
    let rest = [
        "Tool +default/s/c +default/s/d +default/s/e -default/s/a",
        "Server +default/s",
    ];
    assert_eq!(lines(&bench.converse()), rest);
}
