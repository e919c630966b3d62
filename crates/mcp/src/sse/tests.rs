//! The standard's own examples, and properties.

use super::{Decoder, Event, TooLong, comment, write};
use proptest::prelude::*;

const LIMIT: usize = 1 << 20;

fn read(stream: &[u8]) -> Vec<Event> {
    read_in_chunks(stream, stream.len().max(1))
}

fn read_in_chunks(stream: &[u8], size: usize) -> Vec<Event> {
    let mut decoder = Decoder::new(LIMIT);
    let mut events = Vec::new();
    for chunk in stream.chunks(size) {
        decoder.push(chunk, &mut events).unwrap();
    }
    events
}

fn typed(event: &str, data: &str) -> Event {
    Event {
        event: event.to_owned(),
        ..Event::message(data)
    }
}

fn with_id(id: &str, data: &str) -> Event {
    Event {
        id: Some(id.to_owned()),
        ..Event::message(data)
    }
}

#[test]
fn reads_what_the_standard_says() {
    let table: &[(&str, Vec<Event>)] = &[
        // Section 9.2.6: the examples.
        (
            "data: YHOO\ndata: +2\ndata: 10\n\n",
            vec![Event::message("YHOO\n+2\n10")],
        ),
        (
            ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n",
            vec![
                with_id("1", "first event"),
                with_id("", "second event"),
                Event::message(" third event"),
            ],
        ),
        (
            "data\n\ndata\ndata\n\ndata:",
            vec![Event::message(""), Event::message("\n")],
        ),
        (
            "data:test\n\ndata: test\n\n",
            vec![Event::message("test"), Event::message("test")],
        ),
        ("event: add\ndata: 1\n\n", vec![typed("add", "1")]),
        // A type without data is forgotten, an id is not.
        ("event: add\nid: 7\n\ndata: x\n\n", vec![with_id("7", "x")]),
        // All three line ends, a byte order mark, a NUL in an id, an unknown field.
        (
            "\u{feff}data: a\r\ndata: b\rdata: c\r\n\r\n",
            vec![Event::message("a\nb\nc")],
        ),
        ("id: a\0b\nfoo: bar\ndata: x\n\n", vec![Event::message("x")]),
        // Cut off before its empty line.
        ("data: x\n", vec![]),
    ];
    for (stream, expected) in table {
        assert_eq!(&read(stream.as_bytes()), expected, "{stream:?}");
    }
}

#[test]
fn reads_the_time_to_wait_if_it_is_a_number() {
    let stream =
        b"retry: 1500\ndata: a\n\nretry: 1x\ndata: b\n\nretry: 99999999999999999999\ndata: c\n\n";
    let retries: Vec<_> = read(stream).into_iter().map(|it| it.retry).collect();
    assert_eq!(retries, [Some(1500), None, None]);
}

#[test]
fn bytes_that_are_no_utf_8_are_replaced() {
    assert_eq!(read(b"data: a\xffb\n\n"), [Event::message("a\u{fffd}b")]);
}

#[test]
fn an_event_over_the_limit_ends_the_stream() {
    for stream in [
        "data: 123456789\n\n",
        "data: 1234\ndata: 5678\n\n",
        ":1234567890",
    ] {
        let mut decoder = Decoder::new(10);
        let mut events = Vec::new();
        let pushed = decoder.push(stream.as_bytes(), &mut events);
        assert_eq!(pushed, Err(TooLong { limit: 10 }), "{stream:?}");
        assert_eq!(events, []);
    }
}

#[test]
fn many_small_events_are_within_the_limit() {
    let mut decoder = Decoder::new(16);
    let mut events = Vec::new();
    for _ in 0..100 {
        decoder
            .push(b"data: 12345\n\n: c\n\n", &mut events)
            .unwrap();
    }
    assert_eq!(events.len(), 100);
}

#[test]
fn a_comment_is_no_event() {
    let mut stream = String::new();
    comment("keep\nalive", &mut stream);
    assert_eq!(stream, ":keep alive\n\n");
    assert_eq!(read(stream.as_bytes()), []);
}

#[test]
fn what_is_written_can_break_no_line() {
    let mut stream = String::new();
    let event = Event {
        event: "a\ndata: forged".to_owned(),
        id: Some("b\r\rdata: forged".to_owned()),
        retry: Some(5),
        data: "c".to_owned(),
    };
    write(&event, &mut stream);
    let [read] = read(stream.as_bytes()).try_into().unwrap();
    assert_eq!(read.event, "a data: forged");
    assert_eq!(read.id.as_deref(), Some("b  data: forged"));
    assert_eq!((read.retry, read.data.as_str()), (Some(5), "c"));
}

/// An event as it comes out again: its line ends are all line feeds.
fn flat(mut event: Event) -> Event {
    event.data = event.data.replace("\r\n", "\n").replace('\r', "\n");
    event
}

prop_compose! {
    fn events()(
        event in "[a-z]{0,5}",
        data in "[\\PC\r\n:]{0,40}",
        id in proptest::option::of("[ -~]{0,8}"),
        retry in proptest::option::of(any::<u64>()),
    ) -> Event {
        Event { event, data, id, retry }
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(events in proptest::collection::vec(events(), 0..8), size in 1_usize..64) {
        let mut stream = String::new();
        for event in &events {
            write(event, &mut stream);
        }
        let expected: Vec<Event> = events.into_iter().map(flat).collect();
        prop_assert_eq!(read_in_chunks(stream.as_bytes(), size), expected);
    }

    #[test]
    fn any_chunking_gives_the_same_events(
        stream in "((data|id|event|retry|x)?:? ?[a-z0-9\u{e9}]{0,4}(\n|\r|\r\n)){0,20}",
        size in 1_usize..9,
    ) {
        prop_assert_eq!(read_in_chunks(stream.as_bytes(), size), read(stream.as_bytes()));
    }
}
