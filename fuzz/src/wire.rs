//! What may go out to an upstream.

use percent_encoding::percent_decode_str;

/// The bytes that percent-encoded text stands for, as text.
pub(crate) fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// Checks that a `:path` is made of exactly these segments; `*` is one that is not empty and leads
/// nowhere else.
pub(crate) fn check_path(path: &str, segments: &[&str]) {
    assert!(path.bytes().all(|byte| byte.is_ascii_graphic()), "{path:?}");
    assert!(!path.contains(['#', '\\', '"', '<', '>']), "{path}");
    assert!(path.matches('?').count() <= 1, "{path}");
    let path = path.split_once('?').map_or(path, |(path, _)| path);
    let parts: Vec<&str> = path.split('/').collect();
    assert_eq!(parts.len(), segments.len() + 1, "{path}");
    assert_eq!(parts[0], "");
    for (part, expected) in parts[1..].iter().zip(segments) {
        if *expected == "*" {
            assert!(!matches!(decode(part).as_str(), "" | "." | ".."), "{path}");
        } else {
            assert_eq!(part, expected, "{path}");
        }
    }
}

/// Checks that a header's value is one line of printable ASCII.
pub(crate) fn check_value(name: &str, value: &str) {
    let legal = value.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    assert!(legal, "{name}: {value:?}");
}
