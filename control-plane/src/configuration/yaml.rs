//! Documents as YAML for people, such that reading it gives the same JSON text again.

use super::content::{Json, quoted};
use std::fmt::Write as _;

/// Longest text of a list or object that is written in one line.
const ONE_LINE: usize = 80;

/// One document as YAML, with a line break at its end.
pub(super) fn document(json: &Json) -> String {
    let mut out = String::new();
    block(json, 0, &mut out);
    out
}

/// Writes a value that begins on a line of its own, indented by `depth` levels.
fn block(json: &Json, depth: usize, out: &mut String) {
    match json {
        Json::Object(members) if !members.is_empty() => {
            for (name, value) in members {
                indent(depth, out);
                member(name, value, depth, out);
            }
        }
        Json::List(items) if !items.is_empty() => {
            for item in items {
                indent(depth, out);
                out.push('-');
                entry(item, depth, out);
            }
        }
        other => {
            indent(depth, out);
            out.push_str(&flow(other));
            out.push('\n');
        }
    }
}

/// Writes what follows the `-` of a list.
fn entry(item: &Json, depth: usize, out: &mut String) {
    match item {
        Json::Object(members) if one_line(item).is_none() => {
            // The first field stands beside the dash, the others below it.
            for (index, (name, value)) in members.iter().enumerate() {
                if index == 0 {
                    out.push(' ');
                } else {
                    indent(depth.saturating_add(1), out);
                }
                member(name, value, depth.saturating_add(1), out);
            }
        }
        other => value(other, depth, out),
    }
}

fn member(name: &str, of: &Json, depth: usize, out: &mut String) {
    out.push_str(&scalar(name));
    out.push(':');
    value(of, depth, out);
}

/// Writes what follows the `:` of a field or the `-` of a list, to the end of the line or below it.
fn value(json: &Json, depth: usize, out: &mut String) {
    let below = depth.saturating_add(1);
    match json {
        Json::Text(text) if is_literal(text) => literal(text, below, out),
        other => match one_line(other) {
            Some(text) => {
                out.push(' ');
                out.push_str(&text);
                out.push('\n');
            }
            None => {
                out.push('\n');
                block(other, below, out);
            }
        },
    }
}

fn indent(depth: usize, out: &mut String) {
    out.extend(std::iter::repeat_n("  ", depth));
}

/// The value in one line, where it is simple and short.
fn one_line(json: &Json) -> Option<String> {
    let is_simple = match json {
        Json::Bare(_) | Json::Text(_) => return Some(flow(json)),
        Json::List(items) => items.iter().all(is_scalar),
        Json::Object(members) => members.iter().all(|(_, value)| is_scalar(value)),
    };
    let text = is_simple.then(|| flow(json))?;
    let is_empty = matches!(json, Json::List(items) if items.is_empty())
        || matches!(json, Json::Object(members) if members.is_empty());
    (is_empty || matches!(json, Json::List(_)) && text.len() <= ONE_LINE).then_some(text)
}

fn is_scalar(json: &Json) -> bool {
    matches!(json, Json::Bare(_) | Json::Text(_))
}

fn flow(json: &Json) -> String {
    match json {
        Json::Bare(text) => text.clone(),
        Json::Text(text) => scalar(text),
        Json::List(items) => {
            let items: Vec<_> = items.iter().map(flow).collect();
            format!("[{}]", items.join(", "))
        }
        Json::Object(members) => {
            let member =
                |(name, value): &(String, Json)| format!("{}: {}", scalar(name), flow(value));
            let members: Vec<_> = members.iter().map(member).collect();
            format!("{{{}}}", members.join(", "))
        }
    }
}

/// Words that YAML, of this version or an older one, takes for something else than text.
const WORDS: [&str; 10] = [
    "true", "false", "null", "yes", "no", "on", "off", "y", "n", "nan",
];

/// A string: plain where nobody could mistake it, quoted otherwise.
fn scalar(text: &str) -> String {
    let begins = text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
    let is_plain = begins
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || " _./()-".contains(c))
        && !text.ends_with(' ')
        && !WORDS.contains(&text.to_ascii_lowercase().as_str());
    if is_plain {
        text.to_owned()
    } else {
        double_quoted(text)
    }
}

/// As in JSON, with characters escaped that YAML does not allow or takes for line breaks.
fn double_quoted(text: &str) -> String {
    let mut out = String::new();
    for c in quoted(text).chars() {
        let code = u32::from(c);
        let is_shown = !matches!(
            code,
            0x7f..=0x9f | 0x2028 | 0x2029 | 0xfeff | 0xfffe | 0xffff
        );
        if is_shown {
            out.push(c);
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "\\u{code:04x}");
        }
    }
    out
}

/// Whether the text is easier to read as lines.
fn is_literal(text: &str) -> bool {
    let body = text.strip_suffix('\n').unwrap_or(text);
    let is_line = |line: &str| !line.is_empty() && !line.ends_with(' ');
    body.contains('\n')
        && !body.starts_with([' ', '\n'])
        && body.split('\n').all(is_line)
        && body.chars().all(|c| c == '\n' || (' '..='~').contains(&c))
}

fn literal(text: &str, depth: usize, out: &mut String) {
    let body = text.strip_suffix('\n');
    out.push_str(if body.is_some() { " |\n" } else { " |-\n" });
    for line in body.unwrap_or(text).split('\n') {
        indent(depth, out);
        out.push_str(line);
        out.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::read_stream;
    use proptest::prelude::*;

    #[test]
    fn people_can_read_it() {
        let text = r#"{"kind":"Server","name":"s","note":"a\nb","tools":[{"name":"t","http":{"path":"/x/{id}"},"tags":["a","b c"],"empty":{},"n":1.10,"yes":"no"},[[1]]],"x":[]}"#;
        insta::assert_snapshot!(document(&Json::parse(text).unwrap()));
    }

    fn any_json() -> impl Strategy<Value = Json> {
        let text = prop_oneof![
            ".{0,12}",
            "[a-z#:\\-\\[\\]{}&*!|>'\"%@`,? \n\t~0-9.=<]{0,8}",
            Just("null".to_owned()),
            Just("0x1f".to_owned()),
            Just("---\n...\n".to_owned()),
            Just("a\u{85}b\u{2028}\u{feff}\u{7f}\r\n".to_owned()),
        ];
        let bare = prop_oneof![
            Just("null"),
            Just("true"),
            Just("1.10"),
            Just("-3"),
            Just("1e5"),
            Just("9007199254740993")
        ];
        let leaf = prop_oneof![
            text.prop_map(Json::Text),
            bare.prop_map(|t| Json::Bare(t.to_owned()))
        ];
        leaf.prop_recursive(5, 40, 5, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..5).prop_map(Json::List),
                proptest::collection::btree_map(".{0,8}", inner, 0..5)
                    .prop_map(|members| Json::Object(members.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn it_reads_as_what_was_written(values in proptest::collection::vec(any_json(), 1..3)) {
            let values: Vec<Json> = values
                .into_iter()
                .map(|value| Json::Object(vec![("kind".to_owned(), value)]))
                .collect();
            let documents: Vec<String> = values.iter().map(document).collect();
            let text = documents.join("---\n");
            let read: Vec<String> = read_stream(&text).unwrap().into_iter().map(|d| d.json).collect();
            let read: Vec<Json> = read.iter().map(|json| Json::parse(json).unwrap()).collect();
            prop_assert_eq!(read, values, "{}", text);
        }
    }
}
