//! Where in a JSON text a template is writing.

use super::Escape;
use std::cell::Cell;
use std::io;

/// Where the next byte goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Into a text.
    Text,
    /// Into XML or HTML.
    Markup,
    /// Into JSON, where a value can stand.
    Value,
    /// Into a JSON string.
    String,
}

thread_local! {
    /// The place of the render that is going on. Values are formatted far from the sink that they
    /// end up in, and nothing else leads from one to the other.
    static PLACE: Cell<Place> = const { Cell::new(Place::Text) };
    static REACHED: Cell<bool> = const { Cell::new(false) };
}

/// Says whether what is written to `out` now reaches the sink, and where it stands there. `None`
/// while a block is captured into a variable: that is text until it is written.
pub(super) fn current(out: &mut minijinja::Output<'_>) -> Option<Place> {
    REACHED.set(false);
    out.write_str("").ok()?;
    REACHED.get().then(|| PLACE.get())
}

/// What a template writes to.
pub(super) struct Sink<'o> {
    out: &'o mut Vec<u8>,
    limit: usize,
    escape: Escape,
    in_string: bool,
    escaped: bool,
}

impl<'o> Sink<'o> {
    pub(super) fn new(out: &'o mut Vec<u8>, escape: Escape, limit: usize) -> Self {
        let sink = Self {
            out,
            limit,
            escape,
            in_string: false,
            escaped: false,
        };
        PLACE.set(sink.place());
        sink
    }

    fn place(&self) -> Place {
        match (self.escape, self.in_string) {
            (Escape::Text, _) => Place::Text,
            (Escape::Markup, _) => Place::Markup,
            (Escape::Json, false) => Place::Value,
            (Escape::Json, true) => Place::String,
        }
    }

    /// Goes on through the JSON text: only quotes and backslashes matter.
    fn follow(&mut self, bytes: &[u8]) {
        for byte in bytes {
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' if self.in_string => self.escaped = true,
                b'"' => self.in_string = !self.in_string,
                _ => {}
            }
        }
    }
}

impl io::Write for Sink<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_all(bytes)?;
        Ok(bytes.len())
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        REACHED.set(true);
        if self.out.len().saturating_add(bytes.len()) > self.limit {
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.out.extend_from_slice(bytes);
        if self.escape == Escape::Json {
            self.follow(bytes);
            PLACE.set(self.place());
        }
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
