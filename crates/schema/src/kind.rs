//! JSON Schema's types, as sets of bits.

use portico_json::number::Number;
use portico_json::{Kind, Value};

/// The types with their names in schemas, for people and their bits; an integer is a number too.
const TYPES: [(&str, &str, u8); 7] = [
    ("null", "null", 1),
    ("boolean", "a boolean", 2),
    ("integer", "an integer", INTEGER),
    ("number", "a number", NUMBER),
    ("string", "a string", STRING),
    ("array", "an array", ARRAY),
    ("object", "an object", OBJECT),
];

pub(crate) const INTEGER: u8 = 4;
pub(crate) const NUMBER: u8 = 8 | INTEGER;
pub(crate) const STRING: u8 = 16;
pub(crate) const ARRAY: u8 = 32;
pub(crate) const OBJECT: u8 = 64;

/// The bits of the type `name`.
pub(crate) fn named(name: &str) -> Option<u8> {
    TYPES
        .iter()
        .find(|(own, _, _)| *own == name)
        .map(|(_, _, bits)| *bits)
}

/// The types in `set` that no other in it includes: how people say it, and the bits.
pub(crate) fn in_words(set: u8) -> impl Iterator<Item = (&'static str, u8)> {
    TYPES
        .iter()
        .filter(move |(_, _, bits)| {
            set & bits == *bits && !(*bits == INTEGER && set & NUMBER == NUMBER)
        })
        .map(|(_, words, bits)| (*words, *bits))
}

/// Whether a value is of a type in `set`.
pub(crate) fn is_one_of(value: Value<'_>, set: u8) -> bool {
    let bits = of(value.kind());
    if bits == NUMBER && set & NUMBER == INTEGER {
        let text = value.text();
        let plain = text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'-');
        return plain || Number::parse(text).is_integer();
    }
    set & bits != 0
}

/// The bits of what is written like this.
pub(crate) fn of(kind: Kind) -> u8 {
    match kind {
        Kind::Null => 1,
        Kind::False | Kind::True => 2,
        Kind::Number => NUMBER,
        Kind::String => STRING,
        Kind::Array => ARRAY,
        Kind::Object => OBJECT,
    }
}
