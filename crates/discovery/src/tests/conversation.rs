//! Whole conversations between the client and a server that is played by hand.

use super::server::{self, Sent, TOOL, UPSTREAM, removal, request, requests, response};
use crate::{Agent, Client, ReceiveError, Refusal, Upsert};

fn client() -> Client {
    let agent = Agent {
        name: Agent::FILTER,
        version: "0.1.0",
    };
    Client::new(agent, "node-1".into(), &[UPSTREAM, TOOL])
}

/// Receives `bytes`, refuses the named resources and returns the decoded answer.
fn answer(client: &mut Client, bytes: &[u8], refused: &[(&str, &str)]) -> Sent {
    let update = client.receive(bytes).unwrap();
    let refused = refused
        .iter()
        .map(|(name, reason)| Refusal::new(*name, *reason))
        .collect();
    request(&client.settle(update, refused))
}

#[test]
fn a_first_stream_subscribes_every_type_by_wildcard_and_says_who_it_is_once() {
    let mut client = client();
    assert!(client.tick(1_000));
    let first = requests(&client.opened(1_000));
    let node = first[0].node.as_ref().unwrap();
    assert_eq!(
        (
            node.id.as_str(),
            node.user_agent_name.as_str(),
            node.user_agent_version.as_str()
        ),
        ("node-1", "portico-filter", "0.1.0")
    );
    assert_eq!(first[1].node, None);
    let types: Vec<_> = first.iter().map(|it| it.type_url.as_str()).collect();
    assert_eq!(types, [UPSTREAM, TOOL]);
    for request in &first {
        assert!(request.resource_names_subscribe.is_empty());
        assert!(request.initial_resource_versions.is_empty());
        assert_eq!(request.response_nonce, "");
    }
    assert!(!client.tick(1_001), "an open stream is not opened again");
}

#[test]
fn an_update_carries_names_versions_texts_and_removals() {
    let client = client();
    let bytes = server::encode(TOOL, "n1", &[("t/s/a", "v1", "{}")], &["t/s/b"]);
    let update = client.receive(&bytes).unwrap();
    assert_eq!(update.type_url, TOOL);
    let expected = Upsert {
        name: "t/s/a".into(),
        version: "v1".into(),
        json: "{}".into(),
    };
    assert_eq!(update.upserts, [expected]);
    assert_eq!(update.removed, ["t/s/b"]);
}

#[test]
fn an_ack_names_type_and_nonce_and_nothing_else() {
    let mut client = client();
    let ack = answer(&mut client, &response(TOOL, "n1", &[("t/s/a", "v1")]), &[]);
    let expected = Sent {
        type_url: TOOL.into(),
        response_nonce: "n1".into(),
        ..Sent::default()
    };
    assert_eq!(ack, expected);
}

#[test]
fn a_nack_names_each_refused_resource_and_the_good_ones_are_kept() {
    let mut client = client();
    answer(
        &mut client,
        &response(TOOL, "n1", &[("t/s/a", "v1"), ("t/s/b", "v1")]),
        &[],
    );
    let second = response(
        TOOL,
        "n2",
        &[("t/s/a", "v2"), ("t/s/b", "v2"), ("t/s/c", "v2")],
    );
    let nack = answer(
        &mut client,
        &second,
        &[("t/s/a", "no upstream"), ("t/s/c", "bad path")],
    );
    let status = nack.error_detail.unwrap();
    assert_eq!(nack.response_nonce, "n2");
    assert_eq!(
        (status.code, status.message.as_str()),
        (3, "t/s/a: no upstream\nt/s/c: bad path")
    );
    let tools = server::held(&mut client, TOOL);
    assert_eq!(tools, server::versions(&[("t/s/a", "v1"), ("t/s/b", "v2")]));
}

#[test]
fn a_resource_that_is_no_document_is_refused_by_the_client_itself() {
    let mut client = client();
    for (bytes, reason) in [
        (
            server::raw(TOOL, "n", "t/s/bad", None),
            "t/s/bad: it has no content",
        ),
        (
            server::raw(TOOL, "n", "t/s/bad", Some((UPSTREAM, b""))),
            "t/s/bad: its type is `type.googleapis.com/portico.config.v1.Upstream`, that of the \
             response `type.googleapis.com/portico.config.v1.Tool`",
        ),
    ] {
        let nack = answer(&mut client, &bytes, &[]);
        assert_eq!(nack.error_detail.unwrap().message, reason);
    }
    let nack = answer(
        &mut client,
        &server::raw(TOOL, "n", "t/s/bad", Some((TOOL, b"\xff"))),
        &[],
    );
    let message = nack.error_detail.unwrap().message;
    assert!(
        message.starts_with("t/s/bad: not a document: "),
        "{message}"
    );
    assert!(server::held(&mut client, TOOL).is_empty());
}

#[test]
fn a_new_stream_resumes_with_the_versions_that_are_held() {
    let mut client = client();
    client.opened(0);
    answer(
        &mut client,
        &response(UPSTREAM, "n1", &[("t/u", "u1")]),
        &[],
    );
    answer(
        &mut client,
        &response(TOOL, "n2", &[("t/s/a", "v1"), ("t/s/b", "v1")]),
        &[],
    );
    answer(
        &mut client,
        &removal(TOOL, "n3", &["t/s/b", "t/s/never"]),
        &[],
    );
    client.closed(40_000, 0);
    assert!(client.tick(40_000));
    let again = requests(&client.opened(40_000));
    assert!(again[0].node.is_some(), "every stream says who it is");
    assert_eq!(
        again[0].initial_resource_versions,
        server::versions(&[("t/u", "u1")])
    );
    assert_eq!(
        again[1].initial_resource_versions,
        server::versions(&[("t/s/a", "v1")])
    );
    assert_eq!(
        requests(&client.opened(40_000)),
        again,
        "what is held survives being sent"
    );
}

#[test]
fn a_name_both_removed_and_sent_counts_as_sent() {
    let mut client = client();
    let bytes = server::encode(TOOL, "n1", &[("t/s/a", "v2", "{}")], &["t/s/a"]);
    let update = client.receive(&bytes).unwrap();
    assert!(update.removed.is_empty());
    client.settle(update, vec![]);
    assert_eq!(
        server::held(&mut client, TOOL),
        server::versions(&[("t/s/a", "v2")])
    );
}

#[test]
fn what_cannot_be_answered_is_an_error_and_changes_nothing() {
    let mut client = client();
    answer(&mut client, &response(TOOL, "n1", &[("t/s/a", "v1")]), &[]);
    assert!(matches!(
        client.receive(b"\xff\xff\xff"),
        Err(ReceiveError::Undecodable(_))
    ));
    let foreign = client.receive(&response("example.com/X", "n2", &[("x", "v1")]));
    assert_eq!(
        foreign,
        Err(ReceiveError::UnknownType("example.com/X".into()))
    );
    assert_eq!(
        server::held(&mut client, TOOL),
        server::versions(&[("t/s/a", "v1")])
    );
}

/// A client that has been answered for every type.
fn synced() -> Client {
    let mut client = client();
    answer(&mut client, &response(UPSTREAM, "n1", &[]), &[]);
    answer(&mut client, &response(TOOL, "n2", &[]), &[]);
    client
}

#[test]
fn without_a_configuration_no_wait_is_long() {
    let mut client = client();
    let mut now = 0;
    for bound in [200, 400, 800, 1_600, 3_200] {
        assert!(client.tick(now));
        now += client.closed(now, bound);
    }
    assert_eq!(now, 200 + 400 + 800 + 1_000 + 1_000);
}

#[test]
fn a_failed_open_waits_and_the_waiting_grows() {
    let mut client = synced();
    let mut now = 0;
    for bound in [200, 400, 800, 1_600, 3_200, 6_400, 10_000, 10_000] {
        assert!(client.tick(now));
        assert_eq!(client.closed(now, bound), bound);
        assert_eq!(
            client.closed(now, 0),
            bound,
            "the same close reported twice"
        );
        assert!(!client.tick(now + bound - 1));
        now += bound;
    }
    client.opened(now);
    now += 30_001;
    assert_eq!(
        client.closed(now, 200),
        200,
        "a good stream makes the next delay short"
    );
}

#[test]
fn a_clock_that_is_set_back_does_not_stall_the_client() {
    let mut client = client();
    client.closed(5_000_000, 150);
    assert!(!client.tick(1_000));
    assert!(!client.tick(10_999));
    assert!(client.tick(11_000));
}

#[test]
fn it_is_synced_once_every_type_was_answered_even_with_nothing() {
    let mut client = client();
    answer(
        &mut client,
        &response(UPSTREAM, "n1", &[("t/u", "u1")]),
        &[],
    );
    assert!(!client.synced());
    answer(&mut client, &response(TOOL, "n2", &[]), &[]);
    assert!(client.synced());
    client.closed(0, 0);
    assert!(client.synced());
}
