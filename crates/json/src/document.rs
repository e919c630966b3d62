//! A JSON text that is read once, for all who want to know something of it.

use crate::{Kind, Tape};
use std::borrow::Cow;

/// A JSON text, read.
#[derive(Debug)]
pub struct Document<'t> {
    text: &'t str,
    tape: Tape,
}

/// How much is in a JSON text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Size {
    /// Deepest nesting of objects and lists.
    pub depth: u32,
    /// Members of all objects together.
    pub keys: u32,
    /// Items of all lists together.
    pub items: u32,
    /// Bytes of the longest string, or name of a member, as it is written.
    pub string_bytes: u32,
}

impl<'t> Document<'t> {
    /// Reads `text`. `None` where it is not one JSON value, has a key twice in one object or is
    /// nested more than 128 deep.
    pub fn read(text: &'t str) -> Option<Self> {
        let tape = Tape::parse(text).ok()?;
        Some(Self { text, tape })
    }

    /// How much is in it.
    pub fn size(&self) -> Size {
        self.tape.size
    }

    /// The names, without escapes, and the texts of the members of an object, in the order of the
    /// text; `None` where it is something else.
    pub fn members(&self) -> Option<impl Iterator<Item = (Cow<'_, str>, &str)>> {
        let root = self.tape.with(self.text).root();
        let members = root.members();
        let named = members.map(|(key, value)| (key.string(), value.text()));
        (root.kind() == Kind::Object).then_some(named)
    }

    /// The text that was read.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// Its values.
    pub fn tape(&self) -> &Tape {
        &self.tape
    }
}

#[cfg(test)]
mod tests {
    use super::{Document, Size};

    #[test]
    fn tells_its_members() {
        let document = Document::read(r#" {"a\u0062": [1.0 ] , "c" :{} } "#).unwrap();
        let members: Vec<_> = document.members().unwrap().collect();
        assert_eq!(members, [("ab".into(), "[1.0 ]"), ("c".into(), "{}")]);
        assert!(Document::read("[1]").unwrap().members().is_none());
        assert!(Document::read(r#"{"a":1,"\u0061":2}"#).is_none());
    }

    #[test]
    fn tells_its_size() {
        let size = |text: &str| {
            let size = Document::read(text).unwrap().size();
            (size.depth, size.keys, size.items, size.string_bytes)
        };
        assert_eq!(Document::read("1").unwrap().size(), Size::default());
        assert_eq!(size(r#"{"a":[[1]],"b":{"c":{}},"d":2}"#), (3, 4, 2, 1));
        assert_eq!(size("[1,2,3,[ ]]"), (2, 0, 4, 0));
        assert_eq!(size(r#"["\"{[,:\\",{"four":""}]"#), (2, 1, 2, 8));
    }
}
