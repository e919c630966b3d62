//! Parser events to nodes.

use super::node::{Entry, Node, Value};
use super::scalar::{Reading, to_json};
use saphyr_parser::{Event, Parser, ScalarStyle, Tag};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// Deepest nesting; `serde_json` refuses 128.
const MAX_DEPTH: usize = 100;

/// Most errors reported for one file.
const MAX_ERRORS: usize = 100;

/// One thing wrong in the YAML itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct YamlError {
    /// Line from 1.
    pub(crate) line: usize,
    /// Field path, as far as it is known.
    pub(crate) path: String,
    /// What is wrong.
    pub(crate) message: String,
}

/// The documents of a YAML stream; empty ones (`---` with nothing after it) are left out.
///
/// # Errors
/// Every error found; a syntax error ends the search.
pub(crate) fn compose(text: &str) -> Result<Vec<Rc<Node>>, Vec<YamlError>> {
    let mut composer = Composer::default();
    let mut parser = Parser::new_from_str(text);
    while let Some(event) = parser.next_event() {
        let outcome = match event {
            Ok((event, span)) => composer.on_event(event, span.start.line()),
            Err(error) => Err(composer.error(error.marker().line(), error.info())),
        };
        if let Err(error) = outcome {
            composer.errors.push(error);
            break;
        }
        if composer.errors.len() >= MAX_ERRORS {
            break;
        }
    }
    if composer.errors.is_empty() {
        Ok(composer.documents)
    } else {
        Err(composer.errors)
    }
}

/// A collection that is not complete yet.
enum Frame {
    Sequence {
        line: usize,
        anchor: usize,
        items: Vec<Rc<Node>>,
    },
    Mapping {
        line: usize,
        anchor: usize,
        entries: Vec<Entry>,
        keys: HashSet<String>,
        key: Option<(String, usize)>,
    },
}

#[derive(Default)]
struct Composer {
    stack: Vec<Frame>,
    anchors: HashMap<usize, Rc<Node>>,
    documents: Vec<Rc<Node>>,
    errors: Vec<YamlError>,
}

impl Composer {
    fn on_event(&mut self, event: Event<'_>, line: usize) -> Result<(), YamlError> {
        match event {
            Event::DocumentStart(_) => self.anchors.clear(),
            Event::Scalar(text, style, anchor, tag) => {
                return self.scalar(&text, style, anchor, tag, line);
            }
            Event::Alias(anchor) => {
                let Some(node) = self.anchors.get(&anchor).cloned() else {
                    return Err(self.error(line, "an alias cannot stand inside its own anchor"));
                };
                // Aliases of aliases are deep without being written so.
                if self.stack.len().saturating_add(node.depth()) > MAX_DEPTH {
                    return Err(self.error(line, "nested too deeply"));
                }
                return self.value(node, line);
            }
            Event::SequenceStart(anchor, tag) => {
                self.check_start(tag.as_deref(), "seq", line)?;
                self.stack.push(Frame::Sequence {
                    line,
                    anchor,
                    items: Vec::new(),
                });
            }
            Event::MappingStart(anchor, tag) => {
                self.check_start(tag.as_deref(), "map", line)?;
                let (entries, keys) = (Vec::new(), HashSet::new());
                self.stack.push(Frame::Mapping {
                    line,
                    anchor,
                    entries,
                    keys,
                    key: None,
                });
            }
            Event::SequenceEnd | Event::MappingEnd => return self.end(),
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
        }
        Ok(())
    }

    fn scalar(
        &mut self,
        text: &str,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<Cow<'_, Tag>>,
        line: usize,
    ) -> Result<(), YamlError> {
        if let Some(Frame::Mapping { key: None, .. }) = self.stack.last() {
            return self.key(text, style, line);
        }
        let json = reading(style, tag.as_deref()).and_then(|reading| to_json(text, reading));
        let json = json.unwrap_or_else(|message| {
            let error = self.error(line, &message);
            self.errors.push(error);
            "null".to_owned()
        });
        let node = Node::new(line, Value::Scalar(json));
        self.complete(Rc::new(node), anchor, line)
    }

    /// A key is its text, whatever it looks like: `200:` is the key "200".
    fn key(&mut self, text: &str, style: ScalarStyle, line: usize) -> Result<(), YamlError> {
        let plain = style == ScalarStyle::Plain;
        if plain && matches!(text, "" | "~" | "null") {
            return Err(self.error(line, "a key is missing"));
        }
        if plain && text == "<<" {
            return Err(self.error(
                line,
                "merge keys (`<<`) are not part of YAML 1.2: write the fields out",
            ));
        }
        if let Some(Frame::Mapping { keys, key, .. }) = self.stack.last_mut() {
            *key = Some((text.to_owned(), line));
            if !keys.insert(text.to_owned()) {
                let error = self.error(line, "the key is given twice");
                self.errors.push(error);
            }
        }
        Ok(())
    }

    fn check_start(&self, tag: Option<&Tag>, expected: &str, line: usize) -> Result<(), YamlError> {
        if let Some(Frame::Mapping { key: None, .. }) = self.stack.last() {
            return Err(self.error(line, "a key must be a string"));
        }
        if self.stack.len() >= MAX_DEPTH {
            return Err(self.error(line, "nested too deeply"));
        }
        match tag {
            Some(tag) if !(tag.is_yaml_core_schema() && tag.suffix == expected) => {
                Err(self.error(line, &format!("the tag `{tag}` is not supported")))
            }
            _ => Ok(()),
        }
    }

    fn end(&mut self) -> Result<(), YamlError> {
        let (line, anchor, value) = match self.stack.pop() {
            Some(Frame::Sequence {
                line,
                anchor,
                items,
            }) => (line, anchor, Value::Sequence(items)),
            Some(Frame::Mapping {
                line,
                anchor,
                entries,
                ..
            }) => (line, anchor, Value::Mapping(entries)),
            None => return Ok(()),
        };
        self.complete(Rc::new(Node::new(line, value)), anchor, line)
    }

    /// A finished value: remembered under its anchor (0 is none) and put in its place.
    fn complete(&mut self, node: Rc<Node>, anchor: usize, line: usize) -> Result<(), YamlError> {
        if anchor > 0 {
            self.anchors.insert(anchor, Rc::clone(&node));
        }
        self.value(node, line)
    }

    fn value(&mut self, node: Rc<Node>, line: usize) -> Result<(), YamlError> {
        match self.stack.last_mut() {
            None if node.is_null() => {}
            None => self.documents.push(node),
            Some(Frame::Sequence { items, .. }) => items.push(node),
            Some(Frame::Mapping { entries, key, .. }) => match key.take() {
                Some((key, line)) => entries.push(Entry { key, line, node }),
                None => return Err(self.error(line, "a key must be a string")),
            },
        }
        Ok(())
    }

    fn error(&self, line: usize, message: &str) -> YamlError {
        YamlError {
            line,
            path: self.path(),
            message: message.to_owned(),
        }
    }

    /// Field path of the value that is being read.
    fn path(&self) -> String {
        let mut path = String::new();
        for frame in &self.stack {
            match frame {
                Frame::Sequence { items, .. } => path.push_str(&format!("[{}]", items.len())),
                Frame::Mapping {
                    key: Some((key, _)),
                    ..
                } => {
                    if !path.is_empty() {
                        path.push('.');
                    }
                    path.push_str(key);
                }
                Frame::Mapping { key: None, .. } => {}
            }
        }
        path
    }
}

fn reading(style: ScalarStyle, tag: Option<&Tag>) -> Result<Reading, String> {
    let Some(tag) = tag else {
        return Ok(if style == ScalarStyle::Plain {
            Reading::Plain
        } else {
            Reading::Text
        });
    };
    match tag.suffix.as_str() {
        "str" if tag.is_yaml_core_schema() => Ok(Reading::Text),
        "int" | "float" | "bool" | "null" if tag.is_yaml_core_schema() => Ok(Reading::Plain),
        // The non-specific tag.
        "!" if tag.handle.is_empty() => Ok(Reading::Text),
        _ => Err(format!("the tag `{tag}` is not supported")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(text: &str) -> Vec<String> {
        compose(text)
            .unwrap()
            .iter()
            .map(|node| node.to_json(10_000).unwrap())
            .collect()
    }

    fn errors(text: &str) -> Vec<(usize, String, String)> {
        compose(text)
            .unwrap_err()
            .into_iter()
            .map(|e| (e.line, e.path, e.message))
            .collect()
    }

    #[test]
    fn keeps_order_numbers_and_several_documents() {
        let text = "b: 12345678901234567890123\na: [1.0, '2', true]\n---\n---\n# nothing\n---\n{x: {y: ~}}\n";
        assert_eq!(
            json(text),
            [
                r#"{"b":12345678901234567890123,"a":[1.0,"2",true]}"#,
                r#"{"x":{"y":null}}"#
            ]
        );
    }

    #[test]
    fn expands_aliases_and_bounds_the_expansion() {
        assert_eq!(
            json("a: &x {k: 1}\nb: *x\n"),
            [r#"{"a":{"k":1},"b":{"k":1}}"#]
        );
        let mut bomb = String::from("a0: &a0 [lol, lol]\n");
        for i in 1..40 {
            bomb.push_str(&format!("a{i}: &a{i} [*a{0}, *a{0}]\n", i - 1));
        }
        let documents = compose(&bomb).unwrap();
        assert_eq!(documents[0].to_json(1_000_000), None);
    }

    #[test]
    fn keys_are_their_text() {
        assert_eq!(
            json("200: ok\ntrue: x\n\"q\": 1\n"),
            [r#"{"200":"ok","true":"x","q":1}"#]
        );
    }

    #[test]
    fn tags_of_the_core_schema_are_understood() {
        assert_eq!(
            json("a: !!str 12\nb: !!int 3\nc: ! x\n"),
            [r#"{"a":"12","b":3,"c":"x"}"#]
        );
    }

    #[test]
    fn reports_line_and_path() {
        let duplicate = "the key is given twice".to_owned();
        assert_eq!(
            errors("a: 1\nb:\n  c: 1\n  c: 2\na: 2\n"),
            [
                (4, "b.c".to_owned(), duplicate.clone()),
                (5, "a".to_owned(), duplicate)
            ]
        );
        assert_eq!(errors("a:\n- x: .inf\n")[0].1, "a[0].x");
        assert_eq!(
            errors("a: !secret x\n")[0].2,
            "the tag `!secret` is not supported"
        );
        assert_eq!(errors("? [1, 2]\n: x\n")[0].2, "a key must be a string");
        assert_eq!(errors("a: 1\n<<: {b: 2}\n")[0].0, 2);
        assert_eq!(errors("a: [1\nb: 2\n").len(), 1);
        assert_eq!(errors("a: *nowhere\n").len(), 1);
        assert_eq!(errors("a: &a [*a]\n").len(), 1);
    }

    #[test]
    fn deep_nesting_is_refused() {
        assert_eq!(errors(&"[".repeat(101))[0].2, "nested too deeply");
        assert_eq!(errors(&"- ".repeat(100_000))[0].2, "nested too deeply");
        assert_eq!(errors(&"[".repeat(1_000_000)).len(), 1);
        let mut chain = String::from("- &a0 []\n");
        for i in 1..100_000 {
            chain.push_str(&format!("- &a{i} [*a{}]\n", i - 1));
        }
        assert_eq!(
            errors(&chain),
            [(100, "[99][0]".to_owned(), "nested too deeply".to_owned())]
        );
    }

    #[test]
    fn finds_lines_by_path() {
        let text = "name: x\ntools:\n- name: a\n  http:\n    path: /a\n- name: b\n  a.b: 1\n  a:\n    b: 2\n";
        let documents = compose(text).unwrap();
        let table = [
            ("", 1),
            ("name", 1),
            ("tools", 2),
            ("tools[0]", 3),
            ("tools[0].http.path", 5),
            ("tools[0].http.method", 4),
            ("tools[1].name", 6),
            ("tools[1].a.b", 7),
            ("tools[7].name", 2),
            ("nothing", 1),
        ];
        for (path, line) in table {
            assert_eq!(documents[0].line_of(path), line, "{path}");
        }
    }
}
