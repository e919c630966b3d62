//! Server-sent events: writing them, and reading them from chunks of any size.
//!
//! Source: WHATWG HTML, section 9.2 "Server-sent events".

mod decode;
mod encode;
#[cfg(test)]
mod tests;

pub use decode::{Decoder, TooLong};
pub use encode::{comment, write};

/// The media type of a stream.
pub const MEDIA_TYPE: &str = "text/event-stream";

/// The request header by which a client resumes a stream.
pub const LAST_EVENT_ID: &str = "last-event-id";

/// One event of a stream.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Event {
    /// Its type; empty is `message`.
    pub event: String,
    /// Its data, lines joined by line feeds.
    pub data: String,
    /// The id that it came with, which may be empty: that resets the last one. A reader sees `None`
    /// where the stream has not named an id since the event before.
    pub id: Option<String>,
    /// Milliseconds that a client waits before it connects again.
    pub retry: Option<u64>,
}

impl Event {
    /// An event of the default type that holds `data` and nothing else.
    pub fn message(data: impl Into<String>) -> Self {
        Self {
            data: data.into(),
            ..Self::default()
        }
    }
}
