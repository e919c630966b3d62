//! Reading events.

use super::Event;

/// Bytes of a byte order mark, which may open a stream.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Reads a stream that comes in chunks. Any chunking of the same bytes gives the same events.
#[derive(Debug)]
pub struct Decoder {
    limit: usize,
    /// The line that has not ended yet.
    line: Vec<u8>,
    /// The last byte was a carriage return: a line feed that follows belongs to it.
    after_return: bool,
    /// The first line of the stream has not ended yet.
    at_start: bool,
    event: Event,
    has_data: bool,
}

/// An event or a line of the stream is longer than the limit. The stream cannot be read on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an event of the stream is longer than {limit} bytes")]
pub struct TooLong {
    /// The limit in bytes.
    pub limit: usize,
}

impl Decoder {
    /// A decoder at the beginning of a stream. `limit` is the number of bytes that one event may
    /// hold.
    pub fn new(limit: usize) -> Self {
        Self {
            limit,
            line: Vec::new(),
            after_return: false,
            at_start: true,
            event: Event::default(),
            has_data: false,
        }
    }

    /// Takes the next bytes and appends the events that they complete to `events`. Bytes that are
    /// not UTF-8 become U+FFFD. An event that the stream's end cuts off never comes out, as the
    /// standard wants it.
    ///
    /// # Errors
    /// If an event is longer than the limit; those before it have been appended.
    pub fn push(&mut self, chunk: &[u8], events: &mut Vec<Event>) -> Result<(), TooLong> {
        let mut rest = chunk;
        if self.after_return && !rest.is_empty() {
            self.after_return = false;
            rest = rest.strip_prefix(b"\n").unwrap_or(rest);
        }
        while let Some(end) = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')) {
            let (line, after) = rest.split_at(end);
            self.extend(line)?;
            self.end_line(events)?;
            rest = match after {
                [b'\r', b'\n', next @ ..] | [_, next @ ..] => next,
                [] => after,
            };
            self.after_return = after == b"\r";
        }
        self.extend(rest)
    }

    fn extend(&mut self, bytes: &[u8]) -> Result<(), TooLong> {
        self.line.extend_from_slice(bytes);
        self.within_limit()
    }

    fn within_limit(&self) -> Result<(), TooLong> {
        let held = self.line.len().saturating_add(self.event.data.len());
        let limit = self.limit;
        if held > limit {
            return Err(TooLong { limit });
        }
        Ok(())
    }

    fn end_line(&mut self, events: &mut Vec<Event>) -> Result<(), TooLong> {
        let line = std::mem::take(&mut self.line);
        let mut bytes = line.as_slice();
        if std::mem::take(&mut self.at_start) {
            bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
        }
        if bytes.is_empty() {
            self.end_event(events);
        } else {
            self.field(&String::from_utf8_lossy(bytes));
        }
        self.line = line;
        self.line.clear();
        self.within_limit()
    }

    /// Section 9.2.6: an event without data is not dispatched, but an id stays for the next one.
    fn end_event(&mut self, events: &mut Vec<Event>) {
        let event = std::mem::take(&mut self.event);
        if std::mem::take(&mut self.has_data) {
            events.push(event);
        } else {
            self.event.id = event.id;
            self.event.retry = event.retry;
        }
    }

    fn field(&mut self, line: &str) {
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match name {
            "event" => value.clone_into(&mut self.event.event),
            "data" => {
                if self.has_data {
                    self.event.data.push('\n');
                }
                self.has_data = true;
                self.event.data.push_str(value);
            }
            "id" if !value.contains('\0') => self.event.id = Some(value.to_owned()),
            "retry" if value.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.event.retry = value.parse().ok().or(self.event.retry);
            }
            _ => {}
        }
    }
}
