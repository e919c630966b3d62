//! JSON texts as values of templates: read one level at a time, only where a template looks, and
//! written as the text that they are.

use super::budget::{VALUE, spend};
use super::decimal;
use crate::json::{Members, write_string};
use minijinja::value::{DynObject, Enumerator, Object, ObjectRepr, Value};
use minijinja::{Error, ErrorKind};
use serde_json::value::RawValue;
use std::cell::RefCell;
use std::fmt;
use std::sync::{Arc, OnceLock};

thread_local! {
    /// The name that was looked up last and not found: what an error is about.
    static MISSED: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// The name that was looked up last and not found.
pub(super) fn last_missed() -> Option<String> {
    MISSED.take()
}

fn miss(name: &str) -> Option<Value> {
    MISSED.set(Some(name.to_owned()));
    None
}

/// The variables of one rendering, or an object of values among them.
#[derive(Debug, Default, Clone)]
pub struct Variables(Vec<(Box<str>, Value)>);

impl Variables {
    /// No variables yet.
    pub fn new() -> Self {
        MISSED.take();
        Self::default()
    }

    /// Adds the value of a JSON text, which must be valid.
    pub fn add_json(&mut self, name: &str, json: &str) {
        self.0.push((name.into(), from_json(json)));
    }

    /// Adds a text.
    pub fn add_text(&mut self, name: &str, text: &str) {
        self.0.push((name.into(), Value::from(text)));
    }

    /// Adds an object of values.
    pub fn add_object(&mut self, name: &str, members: Self) {
        self.0.push((name.into(), members.into_value()));
    }

    pub(super) fn into_value(self) -> Value {
        Value::from_object(self)
    }
}

impl Object for Variables {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.get_value_by_str(key.as_str()?)
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        match self.0.iter().find(|(name, _)| **name == *key) {
            Some((_, value)) => Some(value.clone()),
            None => miss(key),
        }
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Values(
            self.0
                .iter()
                .map(|(name, _)| Value::from(&**name))
                .collect(),
        )
    }
}

/// The value of a JSON text.
pub(super) fn from_json(json: &str) -> Value {
    let document: Arc<str> = json.into();
    read(&document, 0, document.len())
}

/// The value of `document[start..end]`.
fn read(document: &Arc<str>, start: usize, end: usize) -> Value {
    let Some(json) = document.get(start..end) else {
        return Value::UNDEFINED;
    };
    match json.as_bytes().first() {
        Some(b'{' | b'[') => Value::from_object(Node {
            document: document.clone(),
            start,
            end,
            children: OnceLock::new(),
        }),
        Some(b'"') => match serde_json::from_str::<String>(json) {
            Ok(text) => Value::from(text),
            Err(error) => invalid(error.to_string()),
        },
        Some(b't') => Value::from(true),
        Some(b'f') => Value::from(false),
        Some(b'n') => Value::from(()),
        _ => number(json),
    }
}

fn invalid(reason: String) -> Value {
    Error::new(ErrorKind::BadSerialization, reason).into()
}

/// A number that can be calculated with where that changes nothing about it, else its text.
fn number(json: &str) -> Value {
    match json.parse::<i128>() {
        Ok(integer) if integer != 0 || json == "0" => Value::from(integer),
        _ => match json.parse::<f64>() {
            Ok(float) if decimal::same(json, &float.to_string()) => Value::from(float),
            _ => Value::from_object(Text(json.into())),
        },
    }
}

/// JSON that is written as it is: a number that no machine type holds, or what `tojson` made.
pub(super) struct Text(pub(super) Box<str>);

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Object for Text {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An object or an array in a JSON text.
pub(super) struct Node {
    document: Arc<str>,
    start: usize,
    end: usize,
    children: OnceLock<Children>,
}

enum Children {
    Items(Vec<Value>),
    /// Sorted by name.
    Members(Vec<(Box<str>, Value)>, Vec<Value>),
    Broken(String),
}

impl Node {
    /// The JSON text.
    pub(super) fn json(&self) -> &str {
        self.document.get(self.start..self.end).unwrap_or_default()
    }

    /// Why what it holds cannot be told.
    pub(super) fn broken(&self) -> Option<&str> {
        match self.children() {
            Children::Broken(reason) => Some(reason),
            _ => None,
        }
    }

    fn is_list(&self) -> bool {
        self.json().starts_with('[')
    }

    fn children(&self) -> &Children {
        self.children.get_or_init(|| {
            let json = self.json();
            let room = count(json).saturating_mul(3 * VALUE);
            if let Err(error) = spend(room) {
                return Children::Broken(error.detail().unwrap_or_default().to_owned());
            }
            if self.is_list() {
                match serde_json::from_str::<Vec<&RawValue>>(json) {
                    Ok(items) => {
                        Children::Items(items.iter().map(|item| self.child(item.get())).collect())
                    }
                    Err(error) => Children::Broken(error.to_string()),
                }
            } else {
                self.members(json)
            }
        })
    }

    fn members(&self, json: &str) -> Children {
        let Some(Members(members)) = Members::parse(json) else {
            return Children::Broken("not a JSON object".to_owned());
        };
        let keys = members
            .iter()
            .map(|(name, _)| Value::from(name.as_ref()))
            .collect();
        let mut sorted: Vec<(Box<str>, Value)> = members
            .into_iter()
            .map(|(name, value)| (Box::from(name), self.child(value)))
            .collect();
        sorted.sort_by(|(a, _), (b, _)| a.cmp(b));
        let twice = sorted
            .iter()
            .zip(sorted.iter().skip(1))
            .find(|((a, _), (b, _))| a == b);
        match twice {
            Some(((name, _), _)) => Children::Broken(format!("an object has `{name}` twice")),
            None => Children::Members(sorted, keys),
        }
    }

    /// A value inside this one; `json` is a part of this text.
    fn child(&self, json: &str) -> Value {
        let start = json
            .as_ptr()
            .addr()
            .wrapping_sub(self.document.as_ptr().addr());
        read(&self.document, start, start.saturating_add(json.len()))
    }
}

/// How many values the outermost object or list may have: one more than its commas.
fn count(json: &str) -> usize {
    let (mut depth, mut in_string, mut escaped, mut commas) = (0_usize, false, false, 1_usize);
    for byte in json.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => in_string = !in_string,
            _ if in_string => {}
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            b',' if depth == 1 => commas += 1,
            _ => {}
        }
    }
    commas
}

impl fmt::Debug for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.json())
    }
}

impl Object for Node {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        if self.is_list() {
            ObjectRepr::Seq
        } else {
            ObjectRepr::Map
        }
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        match (self.children(), key.as_str()) {
            (Children::Items(items), None) => {
                items.get(usize::try_from(key.as_i64()?).ok()?).cloned()
            }
            (_, Some(name)) => self.get_value_by_str(name),
            (Children::Broken(reason), _) => Some(invalid(reason.clone())),
            (Children::Members(..), None) => None,
        }
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        match self.children() {
            Children::Items(_) => None,
            Children::Broken(reason) => Some(invalid(reason.clone())),
            Children::Members(sorted, _) => {
                match sorted.binary_search_by(|(name, _)| (**name).cmp(key)) {
                    Ok(at) => sorted.get(at).map(|(_, value)| value.clone()),
                    Err(_) => miss(key),
                }
            }
        }
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        match self.children() {
            Children::Items(items) => Enumerator::Seq(items.len()),
            Children::Members(_, keys) => Enumerator::Values(keys.clone()),
            Children::Broken(reason) => Enumerator::Values(vec![invalid(reason.clone())]),
        }
    }

    fn enumerator_len(self: &Arc<Self>) -> Option<usize> {
        match self.children() {
            Children::Items(items) => Some(items.len()),
            Children::Members(_, keys) => Some(keys.len()),
            Children::Broken(_) => None,
        }
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.json())
    }
}

/// The JSON text that a value of this module is.
pub(super) fn json_of(object: &DynObject) -> Option<&str> {
    match object.downcast_ref::<Node>() {
        Some(node) => Some(node.json()),
        None => object.downcast_ref::<Text>().map(|text| &*text.0),
    }
}

/// Appends `text` as a JSON string.
pub(super) fn quote(out: &mut Vec<u8>, text: &str) {
    write_string(out, text);
}
