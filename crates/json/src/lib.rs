//! JSON as a flat list of its values, each a span of the text: one allocation for a whole document,
//! numbers and strings stay as they were written.
//!
//! The arguments of every call are read here, once for all who want to know something of them. So this
//! is a crate of its own, as it is compiled for speed and what checks schemas for size.

mod document;
mod equal;
pub mod number;
mod order;
mod parse;
mod path;
mod string;

pub use document::{Document, Size};
pub use equal::{equal, fingerprint};
pub use order::sort;
pub use path::step;

use std::borrow::Cow;

/// The most levels of arrays and objects in a document.
pub const DEPTH: u32 = 128;

/// What a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `null`.
    Null,
    /// `false`.
    False,
    /// `true`.
    True,
    /// A number.
    Number,
    /// A string, or a key of an object.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

/// One value: a span of the text, and where the next value begins that is not inside this one.
#[derive(Debug, Clone, Copy)]
struct Node {
    start: u32,
    end: u32,
    next: u32,
    kind: Kind,
    /// A string with escapes.
    escaped: bool,
}

impl Node {
    /// How many bytes its text has.
    fn length(&self) -> u32 {
        self.end.saturating_sub(self.start)
    }
}

/// The values of a document in the order of the text, an object's keys among them.
#[derive(Debug, Default)]
pub struct Tape {
    nodes: Vec<Node>,
    /// For each object of more than a few members, its keys in order, so that one is found fast.
    sorted: Vec<(u32, Box<[u32]>)>,
    /// How much there is.
    pub size: Size,
}

/// Why a text is not a JSON document that can be checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JsonError {
    /// Where in the text, in bytes.
    pub offset: usize,
    /// What is wrong: "must be JSON, but …" goes before it.
    pub message: Cow<'static, str>,
}

/// A document: the text and its values.
#[derive(Debug, Clone, Copy)]
pub struct Json<'t> {
    text: &'t str,
    tape: &'t Tape,
}

/// One value of a document. Most of its methods are not inlined in the filter, whose size counts more.
#[derive(Debug, Clone, Copy)]
pub struct Value<'t> {
    json: Json<'t>,
    node: Node,
    at: u32,
}

impl Tape {
    /// Reads `text`. Fails where it is not one JSON value, has a key twice in one object, or is
    /// nested more than [`DEPTH`] deep.
    pub fn parse(text: &str) -> Result<Self, JsonError> {
        parse::parse(text)
    }

    /// How many values there are, keys among them.
    pub fn count(&self) -> usize {
        self.nodes.len()
    }

    /// The document, together with the text that it was read from.
    pub fn with<'t>(&'t self, text: &'t str) -> Json<'t> {
        Json { text, tape: self }
    }
}

impl<'t> Json<'t> {
    /// The value of the whole document.
    pub fn root(self) -> Value<'t> {
        self.value(0)
    }

    /// The value with this number.
    #[cfg_attr(target_family = "wasm", inline(never))]
    pub fn value(self, at: u32) -> Value<'t> {
        const NOTHING: Node = Node {
            start: 0,
            end: 0,
            next: u32::MAX,
            kind: Kind::Null,
            escaped: false,
        };
        let node = self.tape.nodes.get(at as usize).copied().unwrap_or(NOTHING);
        Value {
            json: self,
            node,
            at,
        }
    }
}

impl<'t> Value<'t> {
    /// What it is.
    pub fn kind(self) -> Kind {
        self.node.kind
    }

    /// Its number in the document, see [`Json::value`].
    pub fn at(self) -> u32 {
        self.at
    }

    /// Where its text ends in that of the document.
    pub fn end(self) -> usize {
        self.node.end as usize
    }

    /// Its JSON text.
    #[cfg_attr(target_family = "wasm", inline(never))]
    pub fn text(self) -> &'t str {
        let span = self.node.start as usize..self.node.end as usize;
        self.json.text.get(span).unwrap_or_default()
    }

    /// About how many steps it takes to go through it.
    pub fn cost(self) -> u64 {
        let values = self.node.next.saturating_sub(self.at);
        u64::from(values) + u64::from(self.length() / 16)
    }

    /// The characters of a string.
    #[cfg_attr(target_family = "wasm", inline(never))]
    pub fn string(self) -> Cow<'t, str> {
        let raw = self.raw_string();
        if self.node.escaped {
            return Cow::Owned(string::decode(raw));
        }
        Cow::Borrowed(raw)
    }

    /// A string as it is written, without the quotes.
    fn raw_string(self) -> &'t str {
        let text = self.text();
        text.get(1..text.len().saturating_sub(1))
            .unwrap_or_default()
    }

    /// Whether it is this string.
    #[cfg_attr(target_family = "wasm", inline(never))]
    pub fn is(self, text: &str) -> bool {
        self.kind() == Kind::String && self.same(text)
    }

    /// The same for a value that is a string.
    fn same(self, text: &str) -> bool {
        if !self.node.escaped && self.length() as usize != text.len() + 2 {
            return false;
        }
        let raw = self.raw_string();
        if self.node.escaped {
            // An escape has at most six times the bytes of its character.
            let fits = (text.len()..=text.len().saturating_mul(6)).contains(&raw.len());
            return fits && string::decode(raw) == text;
        }
        raw == text
    }

    /// The items of an array; keys and values, in turns, of an object; nothing of others.
    pub fn children(self) -> Children<'t> {
        let is_container = matches!(self.kind(), Kind::Array | Kind::Object);
        Children {
            json: self.json,
            at: self.at.saturating_add(1),
            end: if is_container { self.node.next } else { 0 },
        }
    }

    /// The members of an object, nothing of others.
    pub fn members(self) -> Members<'t> {
        let mut children = self.children();
        if self.kind() != Kind::Object {
            children.end = 0;
        }
        Members(children)
    }

    /// The items of an array, nothing of others.
    pub fn items(self) -> Children<'t> {
        let mut children = self.children();
        if self.kind() != Kind::Array {
            children.end = 0;
        }
        children
    }

    /// The value of a member of an object.
    #[cfg_attr(target_family = "wasm", inline(never))]
    pub fn get(self, name: &str) -> Option<Value<'t>> {
        let tape = self.json.tape;
        if let Ok(found) = tape.sorted.binary_search_by_key(&self.at, |(at, _)| *at) {
            let (_, keys) = tape.sorted.get(found)?;
            let compare = |key: &u32| self.json.value(*key).string().as_ref().cmp(name);
            let key = *keys.get(keys.binary_search_by(compare).ok()?)?;
            return Some(self.json.value(key + 1));
        }
        self.members()
            .find(|(key, _)| key.same(name))
            .map(|(_, value)| value)
    }
}

/// See [`Value::children`].
#[derive(Debug, Clone)]
pub struct Children<'t> {
    json: Json<'t>,
    at: u32,
    end: u32,
}

impl<'t> Iterator for Children<'t> {
    type Item = Value<'t>;

    #[cfg_attr(target_family = "wasm", inline(never))]
    fn next(&mut self) -> Option<Value<'t>> {
        if self.at >= self.end {
            return None;
        }
        let value = self.json.value(self.at);
        self.at = value.node.next;
        Some(value)
    }
}

/// See [`Value::members`].
#[derive(Debug, Clone)]
pub struct Members<'t>(Children<'t>);

impl<'t> Iterator for Members<'t> {
    type Item = (Value<'t>, Value<'t>);

    #[cfg_attr(target_family = "wasm", inline(never))]
    fn next(&mut self) -> Option<Self::Item> {
        Some((self.0.next()?, self.0.next()?))
    }
}
