//! Tests of what time does to a stream.

use super::*;
use std::task::{Context, Poll, Waker};

const IDLE: Duration = Duration::from_secs(3_600);
const LIFETIME: Duration = Duration::from_secs(43_200);

fn stream(kind: Kind) -> Stream {
    let interest = Arc::new(Mutex::new(Interest::new(|_| true, "i")));
    Stream::new("t/s".into(), kind, Form::Numbered, interest, 100)
}

/// All that the client reads.
fn read(stream: &Stream) -> String {
    let mut text = String::new();
    let context = &mut Context::from_waker(Waker::noop());
    while let Poll::Ready(Some(frame)) = stream.outbox.poll(context) {
        text.push_str(std::str::from_utf8(&frame).unwrap());
    }
    text
}

/// Ticks once, so many seconds from now.
fn tick(stream: &Stream, seconds: u64) {
    let now = Instant::now() + Duration::from_secs(seconds);
    stream.tick(now, 0, IDLE, LIFETIME);
}

#[test]
fn a_quiet_stream_is_kept_alive() {
    let stream = stream(Kind::Listening);
    tick(&stream, 14);
    assert_eq!(read(&stream), "");
    tick(&stream, 16);
    assert_eq!(read(&stream), ":\n\n");
    // Nothing of what only keeps it alive heaps up for a client that does not read.
    for seconds in 17..60 {
        tick(&stream, seconds);
    }
    assert_eq!(read(&stream), ":\n\n");
    assert_eq!(stream.ended(), None);
}

#[test]
fn a_reader_that_takes_nothing_is_dropped() {
    let stream = stream(Kind::Listening);
    assert!(stream.send("{}".to_owned()));
    tick(&stream, 59);
    assert_eq!(stream.ended(), None);
    tick(&stream, 61);
    assert_eq!(stream.ended(), Some(End::Slow));
    assert_eq!(read(&stream), ": closed: slow reader\n\n");
    assert!(!stream.send("{}".to_owned()));
}

#[test]
fn only_sessions_are_idle_and_every_stream_grows_old() {
    let (session, listening) = (stream(Kind::Session), stream(Kind::Listening));
    for stream in [&session, &listening] {
        tick(stream, IDLE.as_secs() + 1);
    }
    assert_eq!(session.ended(), Some(End::Idle));
    assert_eq!(listening.ended(), None);
    assert_eq!(read(&listening), ":\n\n");
    tick(&listening, LIFETIME.as_secs() + 1);
    assert_eq!(listening.ended(), Some(End::Lifetime));
    assert_eq!(read(&listening), ": closed: lifetime\n\n");
}

#[test]
fn a_subscription_ends_with_its_result() {
    let interest = Arc::new(Mutex::new(Interest::new(|_| true, "")));
    let form = Form::Tagged("7".into());
    let stream = Stream::new("t/s".into(), Kind::Subscription, form, interest, 100);
    assert!(stream.end(End::Shutdown));
    assert!(!stream.end(End::Gone), "the first end counts");
    let text = read(&stream);
    assert!(
        text.starts_with("event: message\ndata: {\"jsonrpc\":\"2.0\",\"id\":7,"),
        "{text}"
    );
    assert!(text.ends_with(": closed: shutting down\n\n"), "{text}");
}
