//! Server-sent events: any chunking gives the same events, and what is written is read again.
//!
//! The first byte is the size of the chunks; the rest is the stream.

use portico_mcp::sse::{Decoder, Event, TooLong, write};

const LIMIT: usize = 512;

/// Runs one input.
pub fn run(data: &[u8]) {
    let Some((size, stream)) = data.split_first() else {
        return;
    };
    let whole = read(stream, stream.len().max(1));
    let (events, end) = read(stream, usize::from(*size).max(1));
    if whole.1.is_ok() {
        assert_eq!((&events, end), (&whole.0, Ok(())));
    }
    for event in &events {
        assert!(event.data.len() <= LIMIT);
        let mut written = String::new();
        write(event, &mut written);
        let (again, _) = read(written.as_bytes(), written.len());
        // The reader's limit counts the field names, too, so what was near it may not come again.
        if written.len() <= LIMIT {
            assert_eq!(again, std::slice::from_ref(event));
        }
    }
}

fn read(stream: &[u8], size: usize) -> (Vec<Event>, Result<(), TooLong>) {
    let mut decoder = Decoder::new(LIMIT);
    let mut events = Vec::new();
    for chunk in stream.chunks(size) {
        if let Err(error) = decoder.push(chunk, &mut events) {
            return (events, Err(error));
        }
    }
    (events, Ok(()))
}
