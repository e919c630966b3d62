//! A YAML value with its lines: written out as JSON, searched by field path.

use std::rc::Rc;

/// A YAML value. Aliases share the node of their anchor.
#[derive(Debug)]
pub(crate) struct Node {
    /// Line (from 1) where the value begins.
    pub(crate) line: usize,
    /// How deep values lie in it; 1 for a scalar. What goes through a node calls itself for each
    /// level, so no node may be deeper than the stack.
    depth: usize,
    /// The value.
    pub(crate) value: Value,
}

/// What a node holds.
#[derive(Debug)]
pub(crate) enum Value {
    /// A scalar as JSON text.
    Scalar(String),
    /// A sequence.
    Sequence(Vec<Rc<Node>>),
    /// A mapping in the order of the file.
    Mapping(Vec<Entry>),
}

/// One entry of a mapping.
#[derive(Debug)]
pub(crate) struct Entry {
    /// The key's text.
    pub(crate) key: String,
    /// The key's line.
    pub(crate) line: usize,
    /// The value.
    pub(crate) node: Rc<Node>,
}

impl Node {
    /// A node of this value.
    pub(super) fn new(line: usize, value: Value) -> Self {
        let inner = match &value {
            Value::Scalar(_) => None,
            Value::Sequence(items) => items.iter().map(|item| item.depth).max(),
            Value::Mapping(entries) => entries.iter().map(|entry| entry.node.depth).max(),
        };
        Self {
            line,
            depth: inner.unwrap_or_default().saturating_add(1),
            value,
        }
    }

    /// How deep values lie in it; 1 for a scalar.
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    /// Whether this is YAML's null, which an empty document is.
    pub(crate) fn is_null(&self) -> bool {
        matches!(&self.value, Value::Scalar(text) if text == "null")
    }

    /// The value as JSON text; `None` if it would be longer than `limit` bytes (aliases can make
    /// a small file expand without bound).
    pub(crate) fn to_json(&self, limit: usize) -> Option<String> {
        let mut out = String::new();
        self.write_json(&mut out, limit).then_some(out)
    }

    fn write_json(&self, out: &mut String, limit: usize) -> bool {
        match &self.value {
            Value::Scalar(text) => out.push_str(text),
            Value::Sequence(items) => {
                out.push('[');
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    if !item.write_json(out, limit) {
                        return false;
                    }
                }
                out.push(']');
            }
            Value::Mapping(entries) => {
                out.push('{');
                for (index, entry) in entries.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    out.push_str(&json_string(&entry.key));
                    out.push(':');
                    if !entry.node.write_json(out, limit) {
                        return false;
                    }
                }
                out.push('}');
            }
        }
        out.len() <= limit
    }

    /// The line of the field at `path` (`tools[0].http.path`); where the path leads out of the
    /// value, the line of the last field on it.
    pub(crate) fn line_of(&self, path: &str) -> usize {
        self.find(path, self.line)
    }

    fn find(&self, path: &str, line: usize) -> usize {
        match &self.value {
            Value::Scalar(_) => line,
            Value::Sequence(items) => index_segment(path)
                .and_then(|(index, rest)| items.get(index).map(|item| item.find(rest, item.line)))
                .unwrap_or(line),
            Value::Mapping(entries) => entries
                .iter()
                .filter_map(|entry| Some((entry, key_segment(path, &entry.key)?)))
                .max_by_key(|(entry, _)| entry.key.len())
                .map_or(line, |(entry, rest)| entry.node.find(rest, entry.line)),
        }
    }
}

/// `text` as a JSON string literal.
pub(crate) fn json_string(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn index_segment(path: &str) -> Option<(usize, &str)> {
    let (digits, rest) = path.strip_prefix('[')?.split_once(']')?;
    Some((digits.parse().ok()?, rest.strip_prefix('.').unwrap_or(rest)))
}

fn key_segment<'a>(path: &'a str, key: &str) -> Option<&'a str> {
    let rest = path.strip_prefix(key)?;
    match rest.strip_prefix('.') {
        Some(rest) => Some(rest),
        None => (rest.is_empty() || rest.starts_with('[')).then_some(rest),
    }
}
