//! A YAML stream in parts that can be read by themselves.

/// The parts of a stream, each with one document or a few, which together have the documents of the
/// stream: a line that begins with `---` is a marker between documents wherever it stands, also in
/// the middle of a scalar (YAML 1.2.2, 9.1.2 and 9.2). A stream with directives or with `...` is one
/// part: those belong to two documents.
pub(crate) fn split(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text;
    let (mut start, mut at) = (0, 0);
    for line in text.split_inclusive('\n') {
        if line.starts_with('%') || line.starts_with("...") {
            return vec![text];
        }
        if is_marker(line) && at > start {
            let (part, after) = rest.split_at(at - start);
            parts.push(part);
            (rest, start) = (after, at);
        }
        at = at.saturating_add(line.len());
    }
    parts.push(rest);
    parts
}

fn is_marker(line: &str) -> bool {
    line.strip_prefix("---")
        .is_some_and(|after| after.is_empty() || after.starts_with([' ', '\t', '\r', '\n']))
}

#[cfg(test)]
mod tests {
    use super::super::compose;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn splits_before_markers() {
        let table: [(&str, &[&str]); 7] = [
            ("", &[""]),
            ("a: 1\n", &["a: 1\n"]),
            ("---\na\n---\nb\n", &["---\na\n", "---\nb\n"]),
            ("a\r\n--- # b\r\nb", &["a\r\n", "--- # b\r\nb"]),
            ("a\n---\n---\n---", &["a\n", "---\n", "---\n", "---"]),
            (
                "a: |\n  ---\n ---\n----\n---b\n",
                &["a: |\n  ---\n ---\n----\n---b\n"],
            ),
            ("%YAML 1.2\n---\na\n---\nb", &["%YAML 1.2\n---\na\n---\nb"]),
        ];
        for (text, parts) in table {
            assert_eq!(split(text), parts, "{text:?}");
        }
    }

    fn shown(text: &str) -> Option<Vec<String>> {
        let documents = compose(text).ok()?;
        documents.iter().map(|node| node.to_json(1 << 20)).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        /// Where each part can be read, the whole has the same documents; and the other way round.
        /// (But for a stream that is one block scalar, in which the parser overlooks markers; no
        /// configuration is one.)
        #[test]
        fn parts_have_the_documents_of_the_whole(
            lines in proptest::collection::vec(
                prop_oneof![
                    Just("---"), Just("--- # c"), Just("--- a"), Just("---a"), Just("..."),
                    Just("# c"), Just(""), Just("a: 1"), Just("b: &x [1,"), Just("  2]"), Just("c: |"), Just("  text"),
                    Just("d: 'x"), Just("  y'"), Just("e: *x"), Just("- 1"), Just("\t"), Just("%YAML 1.2"),
                ],
                0..8,
            ),
        ) {
            let text = lines.join("\n");
            let parts: Option<Vec<_>> = split(&text).into_iter().map(shown).collect();
            prop_assert_eq!(parts.map(|parts| parts.concat()), shown(&text), "{}", text);
        }
    }
}
