//! A description and what its references lead to.

use crate::report::Format;
use crate::tree::Value;

/// Most references that are followed one after the other.
const LONGEST_CHAIN: usize = 32;

/// A description.
#[derive(Debug)]
pub(crate) struct Source {
    pub(crate) root: Value,
    pub(crate) format: Format,
}

/// A part of a description and where it stands.
#[derive(Debug, Clone)]
pub(crate) struct Part<'s> {
    pub(crate) value: &'s Value,
    pub(crate) place: String,
}

impl<'s> Part<'s> {
    pub(crate) fn new(value: &'s Value, place: impl Into<String>) -> Self {
        Self {
            value,
            place: place.into(),
        }
    }

    /// The member `key`.
    pub(crate) fn get(&self, key: &str) -> Option<Self> {
        let value = self.value.get(key)?;
        Some(Self::new(value, inside(&self.place, key)))
    }

    /// The items of the list in the member `key`.
    pub(crate) fn items(&self, key: &str) -> impl Iterator<Item = Self> + use<'s> {
        let place = inside(&self.place, key);
        let items = self.value.items(key).iter().enumerate();
        items.map(move |(index, value)| Self::new(value, format!("{place}[{index}]")))
    }

    /// The members of the object in the member `key`, with their names.
    pub(crate) fn members(&self, key: &str) -> impl Iterator<Item = (&'s str, Self)> + use<'s> {
        let place = inside(&self.place, key);
        let members = self.value.get(key).and_then(Value::as_object);
        let members = members.into_iter().flat_map(|map| map.iter());
        members.map(move |(name, value)| (name, Self::new(value, inside(&place, name))))
    }
}

/// The place of `key` in `place`.
pub(crate) fn inside(place: &str, key: &str) -> String {
    if place.is_empty() {
        return key.to_owned();
    }
    format!("{place}.{key}")
}

impl Source {
    /// The whole.
    pub(crate) fn part(&self) -> Part<'_> {
        Part::new(&self.root, "")
    }

    /// What `part` is, or what the `$ref` in it leads to.
    ///
    /// # Errors
    /// Why it leads nowhere.
    pub(crate) fn resolve<'s>(&'s self, part: Part<'s>) -> Result<Part<'s>, String> {
        let mut part = part;
        for _ in 0..LONGEST_CHAIN {
            let Some(reference) = part.value.get("$ref").and_then(Value::as_text) else {
                return Ok(part);
            };
            part = self.find(reference)?;
        }
        Err("its references go round in a circle".to_owned())
    }

    /// What a reference leads to.
    ///
    /// # Errors
    /// Why it leads nowhere.
    pub(crate) fn find<'s>(&'s self, reference: &str) -> Result<Part<'s>, String> {
        let Some(pointer) = reference.strip_prefix('#') else {
            return Err(format!(
                "`{reference}` is in another file, and nothing is fetched: bundle the files into one"
            ));
        };
        let mut part = self.part();
        for token in pointer.split('/').skip(1) {
            let token = decoded(token);
            let next = match part.value {
                Value::List(items) => token
                    .parse::<usize>()
                    .ok()
                    .and_then(|index| items.get(index))
                    .map(|value| Part::new(value, format!("{}[{token}]", part.place))),
                _ => part.get(&token),
            };
            part = next.ok_or_else(|| format!("there is no `{reference}` in the description"))?;
        }
        if pointer.is_empty() || pointer.starts_with('/') {
            Ok(part)
        } else {
            Err(format!("`{reference}` is no JSON pointer"))
        }
    }
}

/// A token of a JSON pointer in a fragment (RFC 6901 sections 4 and 6).
fn decoded(token: &str) -> String {
    let mut bytes = Vec::with_capacity(token.len());
    let mut rest = token.bytes();
    while let Some(byte) = rest.next() {
        let mut ahead = rest.clone();
        let digit = |c: Option<u8>| c.and_then(|c| char::from(c).to_digit(16));
        match (byte, digit(ahead.next()), digit(ahead.next())) {
            (b'%', Some(high), Some(low)) => {
                bytes.extend(u8::try_from(high * 16 + low));
                rest = ahead;
            }
            _ => bytes.push(byte),
        }
    }
    let text = String::from_utf8_lossy(&bytes);
    text.replace("~1", "/").replace("~0", "~")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_followed() {
        let root = crate::tree::read(
            r##"{"a": {"$ref": "#/b/0"}, "b": [{"x/y ~": 1}], "c": {"$ref": "#/c"},
                "d": {"$ref": "#/b/0/x~1y%20~0"}, "e": {"$ref": "other.yaml#/a"}, "f": {"$ref": "#/g"}}"##,
        );
        let source = Source {
            root: root.unwrap().remove(0),
            format: Format::OpenApi31,
        };
        let shown = |key: &str| {
            let part = source.part().get(key).unwrap();
            match source.resolve(part) {
                Ok(part) => format!("{} {}", part.place, part.value),
                Err(message) => message,
            }
        };
        assert_eq!(shown("a"), r#"b[0] {"x/y ~":1}"#);
        assert_eq!(shown("d"), "b[0].x/y ~ 1");
        assert!(shown("c").contains("circle"));
        assert!(shown("e").contains("another file"));
        assert!(shown("f").contains("there is no `#/g`"));
    }
}
