//! The `kind` of a document: read first, then left out.
//!
//! serde's internally tagged enums buffer the document, which [`crate::model::RawJson`] fields and
//! error paths do not survive. So the text is read twice instead.

use super::message;
use portico_rest::FieldError;
use serde::Deserialize;
use serde::de::value::CowStrDeserializer;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, IntoDeserializer, MapAccess, Visitor};
use std::borrow::Cow;
use std::fmt;

/// Field that names the kind.
const FIELD: &str = "kind";

/// Kind of a document.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Upstream,
    Server,
    #[cfg(feature = "secrets")]
    Secret,
}

/// The known kinds, by name.
const KINDS: &[(&str, Kind)] = &[
    ("Upstream", Kind::Upstream),
    ("Server", Kind::Server),
    #[cfg(feature = "secrets")]
    ("Secret", Kind::Secret),
];

/// Reads the kind of the document `json`, and checks that all of `json` is one JSON value.
pub(super) fn read(json: &str) -> Result<Kind, FieldError> {
    let header: Header = serde_json::from_str(json).map_err(|error| header_error(&error))?;
    let known = KINDS
        .iter()
        .map(|(name, _)| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(" or ");
    let Some(name) = header.kind else {
        return Err(FieldError::new(
            "",
            format!("the field `kind` is missing: set it to {known}"),
        ));
    };
    let found = KINDS.iter().find(|(known, _)| *known == name);
    found
        .map(|(_, kind)| *kind)
        .ok_or_else(|| FieldError::new(FIELD, format!("`{name}` is not a known kind: use {known}")))
}

fn header_error(error: &serde_json::Error) -> FieldError {
    if error.is_data() {
        FieldError::new("", message::plain(error))
    } else {
        FieldError::new("", message::not_json(error))
    }
}

#[derive(Deserialize)]
#[serde(expecting = "an object with the field `kind`")]
struct Header {
    kind: Option<String>,
}

/// A deserializer of a struct that may skip the key `kind` of the outermost object. It is one type
/// for both, as the filter has no room for two readers of a model.
pub(super) struct WithoutKind<D> {
    pub(super) inner: D,
    pub(super) skip: bool,
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for WithoutKind<D> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.inner.deserialize_any(SkippingVisitor {
            inner: visitor,
            skip: self.skip,
        })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        let visitor = SkippingVisitor {
            inner: visitor,
            skip: self.skip,
        };
        self.inner.deserialize_struct(name, fields, visitor)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

struct SkippingVisitor<V> {
    inner: V,
    skip: bool,
}

impl<'de, V: Visitor<'de>> Visitor<'de> for SkippingVisitor<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.expecting(f)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<V::Value, A::Error> {
        self.inner.visit_map(SkippingMap {
            inner: map,
            skip: self.skip,
        })
    }
}

struct SkippingMap<A> {
    inner: A,
    skip: bool,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for SkippingMap<A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, A::Error> {
        while let Some(key) = self.inner.next_key::<Cow<'de, str>>()? {
            if !self.skip || key != FIELD {
                let key: CowStrDeserializer<'_, A::Error> = key.into_deserializer();
                return seed.deserialize(key).map(Some);
            }
            self.inner.next_value::<IgnoredAny>()?;
        }
        Ok(None)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        self.inner.next_value_seed(seed)
    }
}
