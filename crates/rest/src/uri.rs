//! URIs that templates make (RFC 3986).

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// Characters that cannot stand in a URI (section 2). `%` is taken to begin an escape.
const ILLEGAL: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// `text` without the blanks around it, with what cannot stand in a URI percent-encoded. `None`
/// where it has no scheme (section 3.1): to a client a relative reference means nothing.
pub(crate) fn encode(text: &str) -> Option<String> {
    let text = text.trim();
    let (scheme, _) = text.split_once(':')?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    is_scheme.then(|| utf8_percent_encode(text, ILLEGAL).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uris_have_a_scheme_and_legal_characters() {
        let table = [
            (
                "https://a.example/b?c=%20#d",
                Some("https://a.example/b?c=%20#d"),
            ),
            (" urn:isbn:1 2\n", Some("urn:isbn:1%202")),
            ("books://{é}", Some("books://%7B%C3%A9%7D")),
            ("/books/7", None),
            ("", None),
            (":", None),
            ("a/b:c", None),
            ("1a:b", None),
        ];
        for (text, expected) in table {
            assert_eq!(encode(text).as_deref(), expected, "{text}");
        }
    }
}
