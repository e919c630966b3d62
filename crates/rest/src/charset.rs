//! The charset of a text answer (RFC 9110 section 8.3.2), decoded to UTF-8.
//!
//! Known are UTF-8, UTF-16 and the two that old servers still send: ISO-8859-1, which as on the web
//! is windows-1252 (WHATWG Encoding Standard, section 4.2), and ISO-8859-15. Others are refused by
//! name: a model would not notice that letters are wrong.

use std::borrow::Cow;

/// The charsets that are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Charset {
    Utf8,
    Utf16Le,
    Utf16Be,
    Windows1252,
    Latin9,
}

/// The text of `body`, which is in the charset `label`, without a byte order mark, which goes before
/// the label.
///
/// # Errors
/// What is said of a charset that is not known, or that the body is not in.
pub(crate) fn decode<'b>(label: &str, body: &'b [u8]) -> Result<Cow<'b, str>, String> {
    let (charset, body) = match body {
        [0xef, 0xbb, 0xbf, rest @ ..] => (Some(Charset::Utf8), rest),
        [0xff, 0xfe, rest @ ..] => (Some(Charset::Utf16Le), rest),
        [0xfe, 0xff, rest @ ..] => (Some(Charset::Utf16Be), rest),
        _ => (charset(label), body),
    };
    let text = match charset {
        Some(Charset::Utf8) => std::str::from_utf8(body).ok().map(Cow::Borrowed),
        Some(Charset::Utf16Le) => utf16(body, u16::from_le_bytes).map(Cow::Owned),
        Some(Charset::Utf16Be) => utf16(body, u16::from_be_bytes).map(Cow::Owned),
        Some(Charset::Windows1252) => Some(body.iter().map(|byte| windows_1252(*byte)).collect()),
        Some(Charset::Latin9) => Some(body.iter().map(|byte| latin_9(*byte)).collect()),
        // Of no use to tell those apart whose ASCII is another.
        None if body.is_ascii() => std::str::from_utf8(body).ok().map(Cow::Borrowed),
        None => {
            let label = shown(label);
            return Err(format!(
                "The upstream's answer is in the charset `{label}`, which the gateway cannot read."
            ));
        }
    };
    text.ok_or_else(|| {
        let label = shown(label);
        format!("The upstream's answer is not in the charset `{label}`, although it says so.")
    })
}

fn charset(label: &str) -> Option<Charset> {
    let label = label.to_ascii_lowercase();
    Some(match label.as_str() {
        "utf-8" | "utf8" => Charset::Utf8,
        // Without a mark it is big-endian by RFC 2781, but little-endian is what is sent.
        "utf-16" | "utf-16le" => Charset::Utf16Le,
        "utf-16be" => Charset::Utf16Be,
        "iso-8859-1" | "iso8859-1" | "iso_8859-1" | "latin1" | "latin-1" | "l1" | "us-ascii"
        | "ascii" | "windows-1252" | "cp1252" | "cp-1252" | "x-cp1252" => Charset::Windows1252,
        "iso-8859-15" | "iso8859-15" | "iso_8859-15" | "latin9" | "latin-9" | "l9" => {
            Charset::Latin9
        }
        _ => return None,
    })
}

fn utf16(body: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let (pairs, rest) = body.as_chunks::<2>();
    let units = pairs.iter().map(|pair| unit(*pair));
    let text = char::decode_utf16(units).collect::<Result<_, _>>().ok()?;
    rest.is_empty().then_some(text)
}

/// Where windows-1252 differs from Unicode's first 256 characters: 0x80 to 0x9f.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

fn windows_1252(byte: u8) -> char {
    let index = usize::from(byte).wrapping_sub(0x80);
    WINDOWS_1252.get(index).copied().unwrap_or(char::from(byte))
}

/// ISO-8859-15: eight characters are others than in ISO-8859-1.
fn latin_9(byte: u8) -> char {
    match byte {
        0xa4 => '€',
        0xa6 => 'Š',
        0xa8 => 'š',
        0xb4 => 'Ž',
        0xb8 => 'ž',
        0xbc => 'Œ',
        0xbd => 'œ',
        0xbe => 'Ÿ',
        _ => char::from(byte),
    }
}

/// At most 40 characters of what an upstream wrote.
pub(crate) fn shown(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn known_charsets_become_utf_8() {
        let table: [(&str, &[u8], &str); 14] = [
            ("UTF-8", b"\xef\xbb\xbfcaf\xc3\xa9", "café"),
            ("iso-8859-1", b"\xef\xbb\xbfcaf\xc3\xa9", "café"),
            ("iso-8859-1", b"caf\xe9", "café"),
            ("ISO-8859-1", b"\x80 \x9f\x81", "€ Ÿ\u{81}"),
            ("windows-1252", b"\x93a\x94\xff", "“a”ÿ"),
            ("us-ascii", b"a", "a"),
            ("iso-8859-15", b"\xa4\xa6\xbe\xe9", "€ŠŸé"),
            ("utf-16", b"\xff\xfea\0\xe9\0", "aé"),
            ("utf-16", b"\xfe\xff\0a\0\xe9", "aé"),
            ("utf-16", b"a\0", "a"),
            ("utf-16le", b"\x3d\xd8\x00\xde", "😀"),
            ("UTF-16BE", b"\xd8\x3d\xde\x00", "😀"),
            ("shift_jis", b"only ASCII", "only ASCII"),
            ("", b"a", "a"),
        ];
        for (label, body, expected) in table {
            assert_eq!(
                decode(label, body).as_deref(),
                Ok(expected),
                "{label} {body:?}"
            );
        }
    }

    #[test]
    fn others_are_refused_by_name() {
        let unknown =
            "The upstream's answer is in the charset `shift_jis`, which the gateway cannot read.";
        assert_eq!(decode("shift_jis", b"\x82\xa0"), Err(unknown.to_owned()));
        let broken = "The upstream's answer is not in the charset `utf-16le`, although it says so.";
        for body in [&b"a\0b"[..], b"\x00\xd8a\0"] {
            assert_eq!(decode("utf-16le", body), Err(broken.to_owned()));
        }
        let long = decode(&format!("x\n{}", "y".repeat(99)), b"\xff").unwrap_err();
        assert!(long.contains(&format!("`x{}`", "y".repeat(39))), "{long}");
    }

    proptest! {
        #[test]
        fn utf_16_is_read_back(text in "[^\u{feff}\u{fffe}]*", big: bool) {
            let units = text.encode_utf16();
            let bytes = if big { u16::to_be_bytes } else { u16::to_le_bytes };
            let body: Vec<u8> = units.flat_map(bytes).collect();
            prop_assume!(!body.starts_with(b"\xef\xbb\xbf"));
            prop_assert_eq!(decode(if big { "utf-16be" } else { "utf-16le" }, &body).unwrap(), text);
        }
    }
}
