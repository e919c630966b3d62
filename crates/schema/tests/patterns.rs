//! What regular expressions match.

use portico_schema::Schema;
use serde_json::json;

/// Expressions with texts that they match and texts that they do not.
const TABLE: &[(&str, &[&str], &[&str])] = &[
    ("", &["", "a"], &[]),
    ("b", &["b", "abc"], &["", "a", "B"]),
    ("^a", &["a", "ab"], &["ba", ""]),
    ("a$", &["a", "ba"], &["ab", "a\n"]),
    ("^$", &[""], &["a", "\n"]),
    ("^a|b$", &["ax", "xb"], &["xa", "bx"]),
    ("^(a|b|)$", &["a", "b", ""], &["ab", "c"]),
    (
        "^a.c$",
        &["abc", "aäc", "a😀c"],
        &["ac", "a\nc", "a\u{2028}c"],
    ),
    ("^a*$", &["", "aaa"], &["b"]),
    ("^a+?$", &["a", "aaa"], &[""]),
    ("^ab?c$", &["ac", "abc"], &["abbc"]),
    ("^a{2}$", &["aa"], &["a", "aaa"]),
    ("^a{2,}$", &["aa", "aaaa"], &["a"]),
    ("^a{1,3}$", &["a", "aaa"], &["", "aaaa"]),
    ("^a{0}b$", &["b"], &["ab"]),
    ("^(ab){2}$", &["abab"], &["ab", "ababab"]),
    ("^a{,2}$", &["a{,2}"], &["aa"]),
    ("^{a}$", &["{a}"], &["a"]),
    ("^(a*)*b$", &["b", "aab"], &["a"]),
    ("^(a|b*)+$", &["", "abba"], &["c"]),
    ("^(?:a(?<name>b))$", &["ab"], &["a"]),
    ("^[a-c]$", &["a", "c"], &["d", "-"]),
    ("^[^a-c]$", &["d", "😀", "\n"], &["a", ""]),
    ("^[-a]$", &["-", "a"], &["b"]),
    ("^[a-]$", &["-", "a"], &["b"]),
    ("^[\\w-.]$", &["a", "-", "."], &["/"]),
    ("^[]$", &[], &["", "]"]),
    ("^[^]$", &["a", "\n"], &[""]),
    ("^[\\]\\\\^]$", &["]", "\\", "^"], &["a"]),
    ("^[\\b]$", &["\u{8}"], &["b"]),
    ("^\\d$", &["0", "9"], &["a", "٣"]),
    ("^\\D$", &["a", "٣"], &["0"]),
    ("^\\w$", &["a", "Z", "_", "5"], &["-", "ä"]),
    ("^\\W$", &["-", "ä"], &["_"]),
    (
        "^\\s$",
        &[" ", "\t", "\u{a0}", "\u{feff}", "\u{2029}"],
        &["a", "\u{85}", "\u{180e}"],
    ),
    ("^[\\S\\d]$", &["a", "1"], &[" "]),
    ("^[^\\W_]$", &["a", "1"], &["_", "-"]),
    ("\\bfoo\\b", &["foo", "a foo b", "-foo-"], &["food", "afoo"]),
    ("o\\B", &["oo", "food"], &["o", "fo "]),
    ("^\\t\\n\\v\\f\\r\\0$", &["\t\n\u{b}\u{c}\r\0"], &["t"]),
    ("^\\cA\\x41\\u00e4$", &["\u{1}Aä"], &["cA"]),
    ("^\\u{1F600}\\uD83D\\uDE00$", &["😀😀"], &["😀"]),
    ("^[😀-😂]$", &["😁"], &["a"]),
    ("^\\.\\/\\-\\$\\^\\(\\)\\|$", &["./-$^()|"], &["a"]),
    ("^ä+$", &["ä", "ää"], &["a"]),
    ("a^b", &[], &["ab", "a^b"]),
    ("x*$", &["", "ax", "a"], &[]),
    ("(^a|b)c", &["ac", "xbc"], &["xac"]),
    (
        "^[a-z0-9]+(?:-[a-z0-9]+)*$",
        &["a", "a-b", "some-slug-1"],
        &["-a", "a--b", "A", "a-"],
    ),
    (
        "^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$",
        &["2026-11-22"],
        &["2026-13-01", "2026-1-1", "20261122"],
    ),
    (
        "^[\\w.+-]+@[\\w-]+(\\.[\\w-]+)+$",
        &["a.b+c@example.com"],
        &["a@b", "@example.com", "a@b.c@d"],
    ),
];

#[test]
fn expressions_match_as_in_ecma_262() {
    for (pattern, matching, others) in TABLE {
        let schema = Schema::compile(&json!({ "pattern": pattern }).to_string()).unwrap();
        let is_match = |text: &&str| schema.check(&json!(text).to_string()).is_empty();
        for text in *matching {
            assert!(is_match(text), "{pattern} {text:?}");
        }
        for text in *others {
            assert!(!is_match(text), "{pattern} {text:?}");
        }
    }
}

#[test]
fn expressions_outside_the_subset_are_refused() {
    let refused = [
        "(?!a)",
        "(?<=a)b",
        "(?<!a)b",
        "(?i)a",
        "\\1",
        "\\k<a>",
        "(?<a>b)\\k<a>",
        "\\p{L}",
        "\\P{L}",
        "\\a",
        "\\Z",
        "\\u12",
        "\\u{110000}",
        "\\ud800",
        "\\x1",
        "\\01",
        "\\c1",
        "[",
        "[a",
        "(",
        ")",
        "a)",
        "*",
        "+a",
        "a{2,1}",
        "a{1}{2}x{9999}",
        "[z-a]",
        "\\",
        "(?<a",
        "(?",
        "x++",
    ];
    for pattern in refused {
        let schema = json!({ "pattern": pattern }).to_string();
        assert!(Schema::compile(&schema).is_err(), "{pattern}");
    }
}
