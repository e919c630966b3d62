//! A JSON value that keeps the order of its members, read from JSON or YAML.
//!
//! Numbers stay the text that they were written in. A description is somebody else's, so reading is
//! lenient: of a key that is given twice the last one counts.

mod json;
mod map;
mod read;
mod scalar;
mod yaml;

pub use map::Map;
pub use read::{ReadError, read};

use std::fmt;

/// A JSON value.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as JSON writes it.
    Number(String),
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Value>),
    /// An object.
    Object(Map),
}

impl Value {
    /// The member `key` of an object.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.as_object()?.get(key)
    }

    /// The object that this is.
    pub fn as_object(&self) -> Option<&Map> {
        match self {
            Self::Object(map) => Some(map),
            _ => None,
        }
    }

    /// The items of the list that this is.
    pub fn as_list(&self) -> Option<&[Self]> {
        match self {
            Self::List(items) => Some(items),
            _ => None,
        }
    }

    /// The text that this is.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The boolean that this is.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// The text of a plain value: a string as it is, others as JSON writes them.
    pub fn plain(&self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text.clone()),
            Self::Bool(_) | Self::Number(_) => Some(self.to_string()),
            Self::Null | Self::List(_) | Self::Object(_) => None,
        }
    }

    /// The member `key` of an object, if it is a text that is not blank.
    pub fn text(&self, key: &str) -> Option<&str> {
        let text = self.get(key)?.as_text()?;
        (!text.trim().is_empty()).then_some(text)
    }

    /// Whether the member `key` of an object is `true`.
    pub fn is_true(&self, key: &str) -> bool {
        self.get(key).and_then(Self::as_bool) == Some(true)
    }

    /// The items of the list in the member `key`; none where it is no list.
    pub fn items(&self, key: &str) -> &[Self] {
        self.get(key).and_then(Self::as_list).unwrap_or_default()
    }

    /// The members of the object in the member `key`; none where it is no object.
    pub fn members(&self, key: &str) -> impl Iterator<Item = (&str, &Self)> {
        let members = self.get(key).and_then(Self::as_object);
        members.into_iter().flat_map(Map::iter)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<Map> for Value {
    fn from(map: Map) -> Self {
        Self::Object(map)
    }
}

/// As JSON, without blanks.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&json::write(self))
    }
}
