//! What RFC 3986 says about characters, schemes and percent-encoding of URIs.

/// What to do about a URI without a scheme.
pub(crate) const NO_SCHEME: &str = "begin it with a scheme, such as `pets://`";

/// Checks `text` to be a URI with a scheme. The error says what to do.
pub(crate) fn check(text: &str) -> Result<(), String> {
    if !has_scheme(text) {
        return Err(NO_SCHEME.to_owned());
    }
    match illegal_character(text) {
        None => Ok(()),
        Some(c) => Err(format!("{c:?} cannot stand in a URI: percent-encode it")),
    }
}

/// Whether `text` begins with a scheme and a colon (section 3.1).
pub(crate) fn has_scheme(text: &str) -> bool {
    let Some((scheme, _)) = text.split_once(':') else {
        return false;
    };
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
}

/// The first character of `text` that a URI may not hold (section 2), a `%` that begins no
/// `%XX` included.
pub(crate) fn illegal_character(text: &str) -> Option<char> {
    let escape_is_whole = |at: usize| {
        let digits = text.get(at + 1..at + 3).unwrap_or_default();
        digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    let legal = |at: usize, c: char| match c {
        '%' => escape_is_whole(at),
        _ => c.is_ascii_alphanumeric() || "-._~:/?#[]@!$&'()*+,;=".contains(c),
    };
    text.char_indices()
        .find(|(at, c)| !legal(*at, *c))
        .map(|(_, c)| c)
}

/// `text` with each `%XX` as its byte; `None` where an escape is broken or the result is not UTF-8.
pub(crate) fn decode_percent(text: &str) -> Option<String> {
    let mut bytes = text.bytes();
    let mut decoded = Vec::with_capacity(text.len());
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let high = hex_digit(bytes.next()?)?;
            let low = hex_digit(bytes.next()?)?;
            decoded.push(high << 4 | low);
        } else {
            decoded.push(byte);
        }
    }
    String::from_utf8(decoded).ok()
}

fn hex_digit(byte: u8) -> Option<u8> {
    char::from(byte)
        .to_digit(16)
        .and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemes() {
        for text in ["pets://1", "urn:x", "test+v1.0-a:x", "a:"] {
            assert!(has_scheme(text), "{text}");
        }
        for text in ["", "pets", "/pets", "1a:x", ":x", "a b:x", "ä:x"] {
            assert!(!has_scheme(text), "{text}");
        }
    }

    #[test]
    fn characters() {
        let table = [
            ("https://u@[::1]:80/a;b?c=d&e='f'#g", None),
            ("x:%20", None),
            ("x:a b", Some(' ')),
            ("x:%2", Some('%')),
            ("x:%", Some('%')),
            ("x:%zz", Some('%')),
            ("x:%aä", Some('%')),
            ("x:ä", Some('ä')),
            ("x:\n", Some('\n')),
            ("x:{a}", Some('{')),
        ];
        for (text, expected) in table {
            assert_eq!(illegal_character(text), expected, "{text}");
        }
    }

    #[test]
    fn percent_decoding() {
        let table = [
            ("", Some("")),
            ("a%2Fb%c3%A4", Some("a/bä")),
            ("a+b", Some("a+b")),
            ("%", None),
            ("%2", None),
            ("%+1", None),
            ("%ff", None),
        ];
        for (text, expected) in table {
            assert_eq!(decode_percent(text).as_deref(), expected, "{text}");
        }
    }
}
