//! Tests of who has a place among the streams.

use super::*;
use crate::config::Config;
use crate::interest::Interest;
use crate::stream::Form;
use axum::http::HeaderMap;
use clap::Parser;

pub(crate) fn hub(flags: &[&str]) -> (Arc<Hub>, Config) {
    let flags = ["portico-bridge"].into_iter().chain(flags.iter().copied());
    let arguments = crate::cli::Arguments::try_parse_from(flags).unwrap();
    let config = arguments.into_config().unwrap();
    (Arc::new(Hub::new(config.limits.clone())), config)
}

pub(crate) fn caller(config: &Config, address: &str, token: &str) -> Caller {
    let mut headers = HeaderMap::new();
    for (name, value) in [
        ("x-portico-server", "t/s"),
        ("x-portico-path", "/s"),
        ("x-portico-session", "a"),
        ("x-forwarded-for", address),
        ("authorization", token),
    ] {
        headers.insert(name, value.parse().unwrap());
    }
    Caller::read(&headers, config).unwrap()
}

fn open(hub: &Arc<Hub>, caller: &Caller) -> Result<Seat, Refusal> {
    let interest = Arc::new(Mutex::new(Interest::new(|_| true, "i")));
    let server = Arc::clone(&caller.server);
    let stream = Stream::new(server, Kind::Listening, Form::Numbered, interest, 100);
    hub.open(caller, Arc::new(stream))
}

#[test]
fn places_are_counted_by_caller_and_address_and_given_up() {
    let flags = [
        ["--max-streams", "3"],
        ["--max-streams-per-owner", "2"],
        ["--max-streams-per-address", "2"],
    ];
    let (hub, config) = hub(flags.as_flattened());
    let one = caller(&config, "192.0.2.1", "Bearer one");
    let seats = [open(&hub, &one).unwrap(), open(&hub, &one).unwrap()];
    let elsewhere = caller(&config, "192.0.2.2", "Bearer one");
    assert_eq!(open(&hub, &elsewhere).err(), Some(Refusal::Owner));
    let neighbour = caller(&config, "192.0.2.1", "Bearer two");
    assert_eq!(open(&hub, &neighbour).err(), Some(Refusal::Address));
    let two = caller(&config, "192.0.2.3", "Bearer two");
    let third = open(&hub, &two).unwrap();
    assert_eq!(open(&hub, &two).err(), Some(Refusal::Full));
    drop(seats);
    assert!(open(&hub, &elsewhere).is_ok() && open(&hub, &neighbour).is_ok());
    drop(third);
    assert_eq!(hub.streams.lock().all().len(), 0);
    hub.drain();
    assert_eq!(open(&hub, &one).err(), Some(Refusal::Draining));
}

/// Such a client holds its connection, which nobody else needs, until Envoy cuts that.
#[test]
fn who_does_not_read_the_end_has_no_place() {
    let (hub, config) = hub(&["--max-streams", "1"]);
    let caller = caller(&config, "192.0.2.1", "Bearer one");
    let stalled = open(&hub, &caller).unwrap();
    assert!(stalled.stream().end(End::Slow));
    assert_eq!(open(&hub, &caller).err(), Some(Refusal::Full));
    hub.tick();
    let next = open(&hub, &caller).unwrap();
    drop(stalled);
    assert_eq!(hub.streams.lock().all().len(), 1);
    drop(next);
    let metrics = hub.metrics.to_text(true, 0);
    for line in [
        "portico_bridge_streams{kind=\"get\"} 0",
        "portico_bridge_streams_ended_total{kind=\"get\",reason=\"slow reader\"} 1",
        "portico_bridge_streams_ended_total{kind=\"get\",reason=\"client gone\"} 1",
    ] {
        assert!(metrics.lines().any(|each| each == line), "{metrics}");
    }
}
