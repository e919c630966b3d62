//! Objects whose `type` says which other fields they have, all of them texts.
//!
//! serde's own tagged enums hold all values back until the type is known, so that errors lose their
//! place; and they need much code, of which the filter can have little.

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use std::fmt;

/// What an object may be, by its `type`.
#[derive(Debug)]
pub struct Types {
    /// The types.
    pub names: &'static [&'static str],
    /// The fields of each, in the order of `names`, and how many of them, the first ones, must be
    /// there.
    pub fields: &'static [(usize, &'static [&'static str])],
}

/// An object of a known type with fields that are of this type.
#[derive(Debug)]
pub struct Tagged {
    kind: &'static str,
    fields: Vec<(String, Option<String>)>,
}

impl Tagged {
    /// Reads an object. A field that is `null` counts as absent.
    ///
    /// # Errors
    /// No object, no `type` or one that is not among `types`, a field that the type does not have,
    /// that is absent though it must be there, that stands there twice or is no text.
    pub fn read<'de, D: Deserializer<'de>>(
        deserializer: D,
        types: &'static Types,
    ) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ObjectVisitor(types))
    }

    /// Its type.
    pub fn kind(&self) -> &'static str {
        self.kind
    }

    /// Takes a field that may be absent.
    pub fn take(&mut self, name: &str) -> Option<String> {
        let mut fields = self.fields.iter_mut();
        fields.find(|(own, _)| own == name)?.1.take()
    }

    /// Takes a field that must be there.
    ///
    /// # Errors
    /// It is absent, which [`Types::fields`] allowed.
    pub fn need<E: Error>(&mut self, name: &'static str) -> Result<String, E> {
        self.take(name).ok_or_else(|| E::missing_field(name))
    }
}

/// A type, the number of fields that it must have, and all that it may have.
#[derive(Clone, Copy)]
struct Known {
    kind: &'static str,
    needed: usize,
    fields: &'static [&'static str],
}

impl Known {
    fn check<E: Error>(&self, field: &str) -> Result<(), E> {
        if self.fields.contains(&field) {
            return Ok(());
        }
        Err(E::unknown_field(field, self.fields))
    }
}

struct ObjectVisitor(&'static Types);

impl<'de> Visitor<'de> for ObjectVisitor {
    type Value = Tagged;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Tagged, A::Error> {
        let mut known: Option<Known> = None;
        let mut fields: Vec<(String, Option<String>)> = Vec::new();
        loop {
            let key = Key {
                known,
                read: &fields,
            };
            let Some(field) = map.next_key_seed(key)? else {
                break;
            };
            if field == TYPE {
                known = Some(map.next_value_seed(Type(self.0))?);
                continue;
            }
            let mut all = self.0.fields.iter();
            let value = if all.any(|(_, names)| names.contains(&&*field)) {
                map.next_value::<Option<String>>()?
            } else {
                // Refused as soon as the type is known.
                map.next_value::<IgnoredAny>().map(|_| None)?
            };
            fields.push((field, value));
        }
        let known = known.ok_or_else(|| A::Error::missing_field(TYPE))?;
        for (field, _) in &fields {
            known.check(field)?;
        }
        for name in known.fields.iter().take(known.needed) {
            if !fields
                .iter()
                .any(|(own, value)| own == name && value.is_some())
            {
                return Err(A::Error::missing_field(name));
            }
        }
        Ok(Tagged {
            kind: known.kind,
            fields,
        })
    }
}

const TYPE: &str = "type";

/// Reads a key. It is checked where the reader stands at it, so that the error has its place.
struct Key<'f> {
    known: Option<Known>,
    read: &'f [(String, Option<String>)],
}

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key<'_> {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<String, E> {
        let is_twice = match name {
            TYPE => self.known.is_some(),
            _ => self.read.iter().any(|(own, _)| own == name),
        };
        if is_twice {
            return Err(E::custom(format_args!("duplicate field `{name}`")));
        }
        match self.known {
            Some(known) if name != TYPE => known.check(name)?,
            _ => {}
        }
        Ok(name.to_owned())
    }
}

/// Reads the value of `type`.
struct Type(&'static Types);

impl<'de> DeserializeSeed<'de> for Type {
    type Value = Known;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Known, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Type {
    type Value = Known;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Known, E> {
        let types = self.0.names.iter().zip(self.0.fields);
        let mut known = types.filter(|(own, _)| **own == name);
        let (kind, (needed, fields)) = known
            .next()
            .ok_or_else(|| E::unknown_variant(name, self.0.names))?;
        Ok(Known {
            kind,
            needed: *needed,
            fields,
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::presentation::Block;

    fn read(json: &str) -> Result<Block, String> {
        serde_json::from_str(json).map_err(|error| error.to_string())
    }

    #[test]
    fn the_type_may_stand_anywhere() {
        let text = Block::Text {
            text: "a".to_owned(),
        };
        for json in [
            r#"{"type": "text", "text": "a"}"#,
            r#"{"t\u0065xt": "a", "type": "t\u0065xt"}"#,
        ] {
            assert_eq!(read(json), Ok(text.clone()), "{json}");
        }
        let resource = read(r#"{"uri": "u:", "type": "resource", "blob": null}"#);
        let expected = Block::Resource {
            uri: "u:".to_owned(),
            mime_type: None,
            text: None,
            blob: None,
        };
        assert_eq!(resource, Ok(expected));
    }

    #[test]
    fn errors_stand_where_the_mistake_is() {
        let table = [
            (
                "[]",
                "invalid type: sequence, expected a map at line 1 column 0",
            ),
            ("{}", "missing field `type` at line 1 column 2"),
            (
                r#"{"type": "text"}"#,
                "missing field `text` at line 1 column 16",
            ),
            (
                r#"{"type": "text", "text": null}"#,
                "missing field `text` at line 1 column 30",
            ),
            (
                r#"{"type": "video"}"#,
                "unknown variant `video`, expected one of `text`, `image`, `audio`, `resource`, `resource_link` at line 1 column 16",
            ),
            (
                r#"{"type": "text", "uri": [], "text": "a"}"#,
                "unknown field `uri`, expected `text` at line 1 column 22",
            ),
            (
                r#"{"uri": "a", "text": "a", "type": "text"}"#,
                "unknown field `uri`, expected `text` at line 1 column 41",
            ),
            (
                r#"{"size": [1], "text": "a", "type": "text"}"#,
                "unknown field `size`, expected `text` at line 1 column 42",
            ),
            (
                r#"{"text": 1, "type": "text"}"#,
                "invalid type: integer `1`, expected a string at line 1 column 10",
            ),
            (
                r#"{"type": "text", "text": "", "text": ""}"#,
                "duplicate field `text` at line 1 column 35",
            ),
            (
                r#"{"type": "text", "type": "text"}"#,
                "duplicate field `type` at line 1 column 23",
            ),
        ];
        for (json, expected) in table {
            assert_eq!(read(json).unwrap_err(), expected, "{json}");
        }
    }
}
