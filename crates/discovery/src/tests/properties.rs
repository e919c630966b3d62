//! What holds of every conversation, with a hostile server too.

use super::server::{TOOL, UPSTREAM, encode, held, removal, requests, response};
use crate::{Agent, Client, Refusal};
use proptest::collection::vec;
use proptest::prelude::*;

#[derive(Debug, Clone)]
enum Input {
    Tick(u64),
    Opened(u64),
    Closed(u64, u64),
    Bytes(Vec<u8>),
    /// Names and versions sent, names removed, names refused.
    Response(Vec<(String, String)>, Vec<String>, Vec<String>),
}

fn client() -> Client {
    let agent = Agent {
        name: Agent::BRIDGE,
        version: "0",
    };
    Client::new(agent, "n".into(), &[UPSTREAM, TOOL])
}

fn name() -> impl Strategy<Value = String> {
    "[a-d]"
}

fn input() -> impl Strategy<Value = Input> {
    prop_oneof![
        any::<u64>().prop_map(Input::Tick),
        any::<u64>().prop_map(Input::Opened),
        (any::<u64>(), any::<u64>()).prop_map(|(now, random)| Input::Closed(now, random)),
        vec(any::<u8>(), 0..64).prop_map(Input::Bytes),
        (
            vec((name(), "[0-9]"), 0..6),
            vec(name(), 0..4),
            vec(name(), 0..4)
        )
            .prop_map(|(sent, removed, refused)| Input::Response(sent, removed, refused)),
    ]
}

fn pairs(all: &[(String, String)]) -> Vec<(&str, &str, &str)> {
    all.iter()
        .map(|(name, version)| (name.as_str(), version.as_str(), "{}"))
        .collect()
}

fn feed(client: &mut Client, input: Input) {
    match input {
        Input::Tick(now) => {
            client.tick(now);
        }
        Input::Opened(now) => {
            client.opened(now);
        }
        Input::Closed(now, random) => assert!(client.closed(now, random) <= 10_000),
        Input::Bytes(bytes) => {
            if let Ok(update) = client.receive(&bytes) {
                client.settle(update, vec![]);
            }
        }
        Input::Response(sent, removed, refused) => {
            let removed: Vec<_> = removed.iter().map(String::as_str).collect();
            let update = client
                .receive(&encode(TOOL, "n", &pairs(&sent), &removed))
                .unwrap();
            let refused = refused
                .into_iter()
                .map(|name| Refusal::new(name, "bad"))
                .collect();
            client.settle(update, refused);
        }
    }
}

proptest! {
    #[test]
    fn no_sequence_of_inputs_panics_and_any_client_still_learns(
        inputs in vec(input(), 0..40)
    ) {
        let mut client = client();
        for input in inputs {
            feed(&mut client, input);
        }
        let update = client.receive(&response(TOOL, "n", &[("last", "v9")])).unwrap();
        client.settle(update, vec![]);
        prop_assert_eq!(held(&mut client, TOOL).remove("last"), Some("v9".to_owned()));
    }

    #[test]
    fn a_damaged_response_never_panics(
        sent in vec((name(), "[0-9]"), 0..6), at in any::<usize>(), byte in any::<u8>(), keep in any::<usize>()
    ) {
        let mut client = client();
        let mut bytes = encode(TOOL, "n", &pairs(&sent), &["a"]);
        let length = bytes.len();
        bytes[at % length] = byte;
        bytes.truncate(keep % (length + 1));
        feed(&mut client, Input::Bytes(bytes));
        prop_assert_eq!(requests(&client.opened(0)).len(), 2);
    }

    #[test]
    fn a_waiting_client_opens_within_the_longest_delay(
        inputs in vec(input(), 0..40), now in 0..u64::MAX / 2, random in any::<u64>()
    ) {
        let mut client = client();
        for input in inputs {
            feed(&mut client, input);
        }
        client.closed(now, random);
        client.tick(now);
        prop_assert!(client.tick(now + 10_000));
    }

    #[test]
    fn any_split_of_a_push_leaves_the_same_versions(
        sent in vec((name(), "[0-9]"), 0..8), gone in vec(name(), 0..4),
        cuts in vec(any::<bool>(), 8)
    ) {
        let whole = {
            let mut client = client();
            feed(&mut client, Input::Response(sent.clone(), vec![], vec![]));
            feed(&mut client, Input::Response(vec![], gone.clone(), vec![]));
            held(&mut client, TOOL)
        };
        let mut client = client();
        let mut part = Vec::new();
        for (resource, cut) in sent.into_iter().zip(cuts) {
            part.push(resource);
            if cut {
                feed(&mut client, Input::Response(std::mem::take(&mut part), vec![], vec![]));
            }
        }
        feed(&mut client, Input::Response(part, vec![], vec![]));
        for name in gone {
            let update = client.receive(&removal(TOOL, "n", &[&name])).unwrap();
            client.settle(update, vec![]);
        }
        prop_assert_eq!(held(&mut client, TOOL), whole);
    }
}
