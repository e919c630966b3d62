//! The path of the field at a position in a JSON text.
//!
//! serde_json tells where an error is by line and column. Walking the text once more to that place,
//! after an error only, costs far less code than tracking the path while reading.

/// The path, such as `tools[0].http.path`, of the value or key that ends at `line` and `column` of
/// `json` (both from 1, columns in bytes, as serde_json counts them). Empty for the value as a whole.
pub(super) fn path_at(json: &str, line: usize, column: usize) -> String {
    let offset = offset_of(json, line, column);
    let mut walk = Walk::default();
    let mut bytes = json.bytes().take(offset).enumerate();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'"' => {
                let mut end = at.saturating_add(1);
                let mut escaped = false;
                for (at, byte) in bytes.by_ref() {
                    end = at;
                    match byte {
                        b'"' if !escaped => break,
                        b'\\' => escaped = !escaped,
                        _ => escaped = false,
                    }
                }
                walk.string(json.get(at..=end).unwrap_or_default());
            }
            b'{' => walk.frames.push(Frame::Object {
                key: None,
                in_value: false,
            }),
            b'[' => walk.frames.push(Frame::List { index: 0 }),
            b'}' | b']' => drop(walk.frames.pop()),
            b':' => walk.colon(),
            b',' => walk.comma(),
            _ => {}
        }
    }
    walk.path()
}

/// Bytes before the position.
fn offset_of(json: &str, line: usize, column: usize) -> usize {
    let before = json.split_inclusive('\n').take(line.saturating_sub(1));
    before.map(str::len).sum::<usize>().saturating_add(column)
}

/// What the walk is inside of, outermost first.
#[derive(Default)]
struct Walk {
    frames: Vec<Frame>,
}

enum Frame {
    Object { key: Option<String>, in_value: bool },
    List { index: usize },
}

impl Walk {
    /// A string that is a key, or a value that changes nothing.
    fn string(&mut self, quoted: &str) {
        if let Some(Frame::Object {
            key,
            in_value: false,
        }) = self.frames.last_mut()
        {
            *key = serde_json::from_str(quoted).ok();
        }
    }

    fn colon(&mut self) {
        if let Some(Frame::Object { in_value, .. }) = self.frames.last_mut() {
            *in_value = true;
        }
    }

    fn comma(&mut self) {
        match self.frames.last_mut() {
            Some(Frame::Object { key, in_value }) => (*key, *in_value) = (None, false),
            Some(Frame::List { index }) => *index = index.saturating_add(1),
            None => {}
        }
    }

    fn path(&self) -> String {
        let mut path = String::new();
        for frame in &self.frames {
            match frame {
                Frame::Object { key: Some(key), .. } => {
                    if !path.is_empty() {
                        path.push('.');
                    }
                    path.push_str(key);
                }
                Frame::Object { key: None, .. } => {}
                Frame::List { index } => path.push_str(&format!("[{index}]")),
            }
        }
        path
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_the_field_before_the_position() {
        let json = r#"{"a": [1, {"b,]": "x\"}y", "c": tru"#;
        let at = |text: &str| path_at(json, 1, json.find(text).unwrap() + text.len());
        let table = [
            ("{", ""),
            ("\"a\"", "a"),
            ("[1", "a[0]"),
            ("[1, {", "a[1]"),
            ("\"b,]\"", "a[1].b,]"),
            ("x\\\"}y\"", "a[1].b,]"),
            ("\"c\"", "a[1].c"),
            ("tru", "a[1].c"),
        ];
        for (text, expected) in table {
            assert_eq!(at(text), expected, "{text}");
        }
    }

    #[test]
    fn counts_lines_and_survives_any_position() {
        let json = "{\n\"ä\":\n[0,\n1]}";
        assert_eq!(path_at(json, 4, 1), "ä[1]");
        assert_eq!(path_at(json, 4, 2), "ä");
        assert_eq!(path_at(json, 0, 0), "");
        assert_eq!(path_at(json, 99, usize::MAX), "");
    }

    proptest::proptest! {
        #[test]
        fn never_panics(json: String, line: usize, column: usize) {
            path_at(&json, line, column);
        }
    }
}
