//! Reading YAML, with aliases and merge keys, and without expanding what would never end.

use super::read::{MOST_VALUES, ReadError, TOO_MANY};
use super::{Map, Value, scalar};
use saphyr_parser::{Event, Parser, ScalarStyle, Tag};
use std::borrow::Cow;
use std::collections::HashMap;

/// Deepest nesting.
const DEEPEST: usize = 120;

/// Most bytes of values that are kept for aliases and written in the places of these, all together.
const MOST_COPIED: usize = 128 << 20;

/// Bytes of a value besides those of its text.
const EACH: usize = 64;

/// All documents of a stream that are not empty.
pub(super) fn read(text: &str) -> Result<Vec<Value>, ReadError> {
    let mut composer = Composer::default();
    let mut parser = Parser::new_from_str(text);
    while let Some(event) = parser.next_event() {
        match event {
            Ok((event, span)) => composer.on_event(event, span.start.line())?,
            Err(error) => return Err(syntax(error.marker().line(), error.info())),
        }
    }
    Ok(composer.documents)
}

fn syntax(line: usize, message: &str) -> ReadError {
    ReadError::Syntax {
        line,
        message: message.to_owned(),
    }
}

/// A collection that is not complete yet, with its anchor.
enum Frame {
    List(Vec<Value>, usize),
    Object {
        map: Map,
        anchor: usize,
        key: Option<String>,
        /// Values of `<<`: the members of these stand behind the object's own.
        merged: Vec<Value>,
    },
}

#[derive(Default)]
struct Composer {
    stack: Vec<Frame>,
    /// Each with its bytes.
    anchors: HashMap<usize, (Value, usize)>,
    copied: usize,
    values: usize,
    documents: Vec<Value>,
}

impl Composer {
    fn on_event(&mut self, event: Event<'_>, line: usize) -> Result<(), ReadError> {
        match event {
            Event::DocumentStart(_) => self.anchors.clear(),
            Event::Scalar(text, style, anchor, tag) => {
                if self.takes_key(&text) {
                    return Ok(());
                }
                let value = scalar_value(&text, style, tag.as_ref());
                return self.complete(value, anchor, line);
            }
            Event::Alias(anchor) => return self.alias(anchor, line),
            Event::SequenceStart(anchor, _) => {
                self.open(Frame::List(Vec::new(), anchor), line)?;
            }
            Event::MappingStart(anchor, _) => {
                let frame = Frame::Object {
                    map: Map::default(),
                    anchor,
                    key: None,
                    merged: Vec::new(),
                };
                self.open(frame, line)?;
            }
            Event::SequenceEnd | Event::MappingEnd => return self.close(line),
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
        }
        Ok(())
    }

    /// Whether the scalar is a key, and so taken. A key is its text, whatever it looks like.
    fn takes_key(&mut self, text: &str) -> bool {
        match self.stack.last_mut() {
            Some(Frame::Object {
                key: key @ None, ..
            }) => {
                *key = Some(text.to_owned());
                true
            }
            _ => false,
        }
    }

    fn alias(&mut self, anchor: usize, line: usize) -> Result<(), ReadError> {
        let known = self.anchors.get(&anchor);
        let Some(size) = known.map(|(_, size)| *size) else {
            return Err(syntax(line, "an alias stands inside its own anchor"));
        };
        self.copy(size, line)?;
        let Some((value, _)) = self.anchors.get(&anchor).cloned() else {
            return Ok(());
        };
        if self.stack.len() + depth(&value) > DEEPEST {
            return Err(syntax(line, "this is nested too deeply"));
        }
        self.place(value, line)
    }

    /// Takes the bytes of a copy.
    fn copy(&mut self, size: usize, line: usize) -> Result<(), ReadError> {
        self.copied = self.copied.saturating_add(size);
        if self.copied > MOST_COPIED {
            return Err(syntax(line, "the aliases stand for too much"));
        }
        Ok(())
    }

    fn open(&mut self, frame: Frame, line: usize) -> Result<(), ReadError> {
        if let Some(Frame::Object { key: None, .. }) = self.stack.last() {
            return Err(syntax(line, "a key must be a text"));
        }
        if self.stack.len() >= DEEPEST {
            return Err(syntax(line, "this is nested too deeply"));
        }
        self.stack.push(frame);
        Ok(())
    }

    fn close(&mut self, line: usize) -> Result<(), ReadError> {
        let (value, anchor) = match self.stack.pop() {
            Some(Frame::List(items, anchor)) => (Value::List(items), anchor),
            Some(Frame::Object {
                mut map,
                anchor,
                merged,
                ..
            }) => {
                for value in merged {
                    merge(&mut map, value);
                }
                (Value::Object(map), anchor)
            }
            None => return Ok(()),
        };
        self.complete(value, anchor, line)
    }

    /// A finished value: remembered under its anchor (0 is none) and put in its place.
    fn complete(&mut self, value: Value, anchor: usize, line: usize) -> Result<(), ReadError> {
        self.values = self.values.saturating_add(1);
        if self.values > MOST_VALUES {
            return Err(syntax(line, TOO_MANY));
        }
        if anchor > 0 {
            let size = size(&value);
            self.copy(size, line)?;
            self.anchors.insert(anchor, (value.clone(), size));
        }
        self.place(value, line)
    }

    fn place(&mut self, value: Value, line: usize) -> Result<(), ReadError> {
        match self.stack.last_mut() {
            None if value == Value::Null => {}
            None => self.documents.push(value),
            Some(Frame::List(items, _)) => items.push(value),
            Some(Frame::Object {
                map, key, merged, ..
            }) => match key.take() {
                Some(key) if key == "<<" && is_mergeable(&value) => merged.push(value),
                Some(key) => map.set(key, value),
                None => return Err(syntax(line, "a key must be a text")),
            },
        }
        Ok(())
    }
}

fn is_mergeable(value: &Value) -> bool {
    match value {
        Value::Object(_) => true,
        Value::List(items) => items.iter().all(|item| item.as_object().is_some()),
        _ => false,
    }
}

/// Adds what `map` does not have yet.
fn merge(map: &mut Map, value: Value) {
    let sources = match value {
        Value::List(items) => items,
        other => vec![other],
    };
    for source in sources.iter().filter_map(Value::as_object) {
        for (key, value) in source.iter() {
            if map.get(key).is_none() {
                map.set(key, value.clone());
            }
        }
    }
}

fn scalar_value(text: &str, style: ScalarStyle, tag: Option<&Cow<'_, Tag>>) -> Value {
    let is_text = match tag {
        Some(tag) => matches!(tag.suffix.as_str(), "str" | "binary" | "timestamp" | "!"),
        None => style != ScalarStyle::Plain,
    };
    if is_text {
        Value::Text(text.to_owned())
    } else {
        scalar::plain(text)
    }
}

/// About the bytes of a value.
fn size(value: &Value) -> usize {
    EACH + match value {
        Value::Null | Value::Bool(_) => 0,
        Value::Number(text) | Value::Text(text) => text.len(),
        Value::List(items) => items.iter().map(size).sum(),
        Value::Object(map) => map
            .iter()
            .map(|(key, value)| EACH + key.len() + size(value))
            .sum(),
    }
}

fn depth(value: &Value) -> usize {
    1 + match value {
        Value::List(items) => items.iter().map(depth).max().unwrap_or(0),
        Value::Object(map) => map.iter().map(|(_, value)| depth(value)).max().unwrap_or(0),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        match read(text) {
            Ok(documents) => documents.iter().map(ToString::to_string).collect(),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn aliases_and_merge_keys() {
        assert_eq!(
            shown("a: &x {k: 1, l: 2}\nb: *x\nc:\n  <<: *x\n  l: 3\n"),
            r#"{"a":{"k":1,"l":2},"b":{"k":1,"l":2},"c":{"l":3,"k":1}}"#
        );
        assert_eq!(
            shown("a: &a [*a]\n"),
            "line 1: an alias stands inside its own anchor"
        );
    }

    #[test]
    fn bombs_are_refused() {
        let mut bomb = String::from("a0: &a0 [lol, lol]\n");
        for i in 1..40 {
            bomb.push_str(&format!("a{i}: &a{i} [*a{0}, *a{0}]\n", i - 1));
        }
        assert!(shown(&bomb).contains("the aliases stand for too much"));
        let text = "y".repeat(1 << 20);
        let long = format!("a: &x {text}\nb: [{}]\n", "*x,".repeat(1000));
        assert!(shown(&long).contains("the aliases stand for too much"));
        let nested: String = (0..100).map(|i| format!("&a{i} [")).collect();
        let nested = format!("{nested}{}{}", "0,".repeat(100_000), "]".repeat(100));
        assert!(shown(&nested).contains("the aliases stand for too much"));
        let mut deep = String::from("a0: &a0 [1]\n");
        for i in 1..200 {
            deep.push_str(&format!("a{i}: &a{i} [*a{}]\n", i - 1));
        }
        assert!(shown(&deep).contains("nested too deeply"));
        assert!(read(&"[".repeat(10_000)).is_err());
    }

    #[test]
    fn keys_and_tags() {
        assert_eq!(
            shown("200: !!str 12\ntrue: !custom x\n'q': |\n  a\n  b\n"),
            r#"{"200":"12","true":"x","q":"a\nb\n"}"#
        );
        assert_eq!(shown("? [1]\n: 2\n"), "line 1: a key must be a text");
    }
}
