//! Writing JSON strings (RFC 8259 section 7).
//!
//! Every tool result is an upstream's body written as a string, and JSON within a JSON string has
//! something to escape every few bytes. So this is where the time of a large answer goes, and a
//! crate of its own, as it is compiled for speed and most others for size.

/// Bytes that are looked at together; a compiler makes few instructions of it.
const BLOCK: usize = 32;

/// Most bytes that one byte becomes: `\u0000`.
const LONGEST: usize = 6;

/// What a byte becomes.
const PLAIN: u8 = 0;
/// A backslash and itself, which is said by 1 so that it can be counted with.
const BACKSLASH: u8 = 1;
/// An escape of another kind.
const CONTROL: u8 = 2;

/// What each byte becomes.
static KINDS: [u8; 256] = kinds();

#[expect(
    clippy::indexing_slicing,
    reason = "below the length, and at compile time"
)]
const fn kinds() -> [u8; 256] {
    let mut kinds = [PLAIN; 256];
    let mut at = 0;
    while at < 0x20 {
        kinds[at] = CONTROL;
        at += 1;
    }
    kinds[b'"' as usize] = BACKSLASH;
    kinds[b'\\' as usize] = BACKSLASH;
    kinds
}

fn kind(byte: u8) -> u8 {
    KINDS.get(usize::from(byte)).copied().unwrap_or(PLAIN)
}

/// Appends `text` as a JSON string, quotes included.
pub fn write(out: &mut Vec<u8>, text: &str) {
    // Most texts have few escapes, JSON has one every four bytes or so.
    out.reserve(text.len() + text.len() / 4 + BLOCK * LONGEST);
    out.push(b'"');
    let (blocks, rest) = text.as_bytes().as_chunks::<BLOCK>();
    for block in blocks {
        if is_plain(block) {
            out.extend_from_slice(block);
        } else {
            escape(out, block);
        }
    }
    escape(out, rest);
    out.push(b'"');
}

/// Whether nothing in it is to be escaped. Without a branch for each byte.
fn is_plain(block: &[u8; BLOCK]) -> bool {
    let escaped = |byte: u8| (byte < 0x20) | (byte == b'"') | (byte == b'\\');
    !block.iter().fold(false, |any, byte| any | escaped(*byte))
}

/// Appends at most [`BLOCK`] bytes, escaped one by one.
fn escape(out: &mut Vec<u8>, bytes: &[u8]) {
    // Writing to an array and appending it once costs less than to ask the vector for every byte.
    let mut escaped = [0; BLOCK * LONGEST + 1];
    let mut length = 0;
    for byte in bytes {
        let kind = kind(*byte);
        if kind == CONTROL {
            for byte in control(*byte) {
                put(&mut escaped, length, *byte);
                length += 1;
            }
            continue;
        }
        // Where there is nothing to escape, the byte takes the place of the backslash.
        put(&mut escaped, length, b'\\');
        length += usize::from(kind);
        put(&mut escaped, length, *byte);
        length += 1;
    }
    out.extend(escaped.get(..length).unwrap_or_default());
}

fn put(into: &mut [u8], at: usize, byte: u8) {
    if let Some(place) = into.get_mut(at) {
        *place = byte;
    }
}

/// The escape of a control character.
fn control(byte: u8) -> &'static [u8] {
    match byte {
        b'\n' => b"\\n",
        b'\r' => b"\\r",
        b'\t' => b"\\t",
        _ => UNICODE.get(usize::from(byte)).map_or(b"", |escape| escape),
    }
}

/// `\u0000` to `\u001f`.
static UNICODE: [[u8; LONGEST]; 0x20] = unicode();

#[expect(
    clippy::indexing_slicing,
    reason = "below the length, and at compile time"
)]
const fn unicode() -> [[u8; LONGEST]; 0x20] {
    let hex = b"0123456789abcdef";
    let mut all = [*b"\\u0000"; 0x20];
    let mut at = 0;
    while at < all.len() {
        all[at][4] = hex[at / 16];
        all[at][5] = hex[at % 16];
        at += 1;
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(text: &str) -> String {
        let mut out = Vec::new();
        write(&mut out, text);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn every_ascii_character_is_written_as_serde_does() {
        for byte in 0..=0x7f_u8 {
            for text in [
                char::from(byte).to_string(),
                char::from(byte).to_string().repeat(100),
                format!("{}{}", "x".repeat(31), char::from(byte)),
            ] {
                let expected = serde_json::to_string(&text).unwrap();
                // Serde has two short forms more, which nothing needs.
                let expected = expected.replace("\\b", "\\u0008").replace("\\f", "\\u000c");
                if byte != b'\\' {
                    assert_eq!(written(&text), expected);
                }
                assert_eq!(
                    serde_json::from_str::<String>(&written(&text)).unwrap(),
                    text
                );
            }
        }
    }

    proptest! {
        #[test]
        fn written_strings_are_read_back(text in any::<String>()) {
            prop_assert_eq!(serde_json::from_str::<String>(&written(&text)).unwrap(), text);
        }

        #[test]
        fn long_ones_with_many_escapes_too(text in "[\\x00-\\x7fäé😀]{0,300}") {
            prop_assert_eq!(serde_json::from_str::<String>(&written(&text)).unwrap(), text);
        }
    }
}
