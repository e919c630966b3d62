//! What waits to be read by one client: bounded, and cheap while it is empty.

use super::End;
use axum::body::Bytes;
use parking_lot::Mutex;
use std::collections::VecDeque;
use std::task::{Context, Poll, Waker};
use std::time::Instant;

/// Frames in the order in which they are sent.
#[derive(Debug)]
pub(crate) struct Outbox {
    limit: usize,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    frames: VecDeque<Bytes>,
    bytes: usize,
    end: Option<End>,
    reader: Option<Waker>,
    /// When a frame was last taken, or put in where none was waiting.
    moved: Instant,
}

impl Outbox {
    /// An outbox in which at most `limit` bytes wait. One frame may be larger than that.
    pub(crate) fn new(limit: usize, now: Instant) -> Self {
        Self {
            limit,
            state: Mutex::new(State {
                frames: VecDeque::new(),
                bytes: 0,
                end: None,
                reader: None,
                moved: now,
            }),
        }
    }

    /// Puts a frame in. False if it is not taken: the stream is over, or now is, as its client reads
    /// too slowly.
    pub(crate) fn push(&self, frame: Bytes) -> bool {
        let mut state = self.state.lock();
        if state.end.is_some() {
            return false;
        }
        if state.frames.is_empty() {
            state.moved = Instant::now();
        } else if state.bytes.saturating_add(frame.len()) > self.limit {
            state.finish(
                End::Slow,
                Some(Bytes::from_static(b": closed: slow reader\n\n")),
            );
            return false;
        }
        state.bytes = state.bytes.saturating_add(frame.len());
        state.frames.push_back(frame);
        state.wake();
        true
    }

    /// Ends the stream after `last` and what is waiting; a slow reader gets only `last`. The first
    /// end counts: false if it had one.
    pub(crate) fn end(&self, end: End, last: Option<Bytes>) -> bool {
        let mut state = self.state.lock();
        if state.end.is_some() {
            return false;
        }
        state.finish(end, last);
        true
    }

    /// Why it ended; `None` while it goes on.
    pub(crate) fn ended(&self) -> Option<End> {
        self.state.lock().end
    }

    /// The next frame; `None` at the end.
    pub(crate) fn poll(&self, context: &mut Context<'_>) -> Poll<Option<Bytes>> {
        let mut state = self.state.lock();
        if let Some(frame) = state.frames.pop_front() {
            state.bytes = state.bytes.saturating_sub(frame.len());
            state.moved = Instant::now();
            if state.frames.is_empty() {
                // A burst does not hold its memory for ever.
                state.frames = VecDeque::new();
            }
            return Poll::Ready(Some(frame));
        }
        if state.end.is_some() {
            return Poll::Ready(None);
        }
        state.reader = Some(context.waker().clone());
        Poll::Pending
    }

    /// Bytes that wait, and since when nothing has moved.
    pub(crate) fn waiting(&self) -> (usize, Instant) {
        let state = self.state.lock();
        (state.bytes, state.moved)
    }
}

impl State {
    fn finish(&mut self, end: End, last: Option<Bytes>) {
        if end == End::Slow {
            self.frames = VecDeque::new();
            self.bytes = 0;
        }
        self.bytes = self
            .bytes
            .saturating_add(last.as_ref().map_or(0, Bytes::len));
        self.frames.extend(last);
        self.end = Some(end);
        self.wake();
    }

    fn wake(&mut self) {
        if let Some(reader) = self.reader.take() {
            reader.wake();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next(outbox: &Outbox) -> Poll<Option<Bytes>> {
        outbox.poll(&mut Context::from_waker(Waker::noop()))
    }

    #[test]
    fn gives_frames_in_order_and_then_the_end() {
        let outbox = Outbox::new(100, Instant::now());
        assert_eq!(next(&outbox), Poll::Pending);
        assert!(outbox.push("a".into()) && outbox.push("b".into()));
        assert_eq!(outbox.waiting().0, 2);
        assert!(outbox.end(End::Idle, Some("z".into())));
        assert!(!outbox.push("c".into()) && !outbox.end(End::Slow, None));
        for frame in ["a", "b", "z"] {
            assert_eq!(next(&outbox), Poll::Ready(Some(frame.into())));
        }
        assert_eq!(next(&outbox), Poll::Ready(None));
        assert_eq!((outbox.ended(), outbox.waiting().0), (Some(End::Idle), 0));
    }

    #[test]
    fn a_slow_reader_is_dropped_but_one_large_frame_is_no_fault() {
        let outbox = Outbox::new(10, Instant::now());
        assert!(outbox.push(vec![0; 1_000].into()));
        assert!(!outbox.push("a".into()));
        assert_eq!(outbox.ended(), Some(End::Slow));
        let last = Poll::Ready(Some(": closed: slow reader\n\n".into()));
        assert_eq!(next(&outbox), last);
        assert_eq!(next(&outbox), Poll::Ready(None));
    }
}
