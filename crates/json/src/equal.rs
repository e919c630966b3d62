//! When two values are the same: numbers by their value, objects whatever the order of their keys.

use super::{Kind, Value};
use crate::number::Number;

impl Value<'_> {
    /// How many bytes its text has.
    pub(super) fn length(self) -> u32 {
        self.node.length()
    }

    /// Whether two strings are the same.
    pub(super) fn same_string(self, other: Value<'_>) -> bool {
        if self.node.escaped || other.node.escaped {
            return self.string() == other.string();
        }
        self.length() == other.length() && self.raw_string() == other.raw_string()
    }
}

/// Whether two values are the same.
pub fn equal(a: Value<'_>, b: Value<'_>) -> bool {
    if a.kind() != b.kind() {
        return false;
    }
    match a.kind() {
        Kind::Null | Kind::True | Kind::False => true,
        Kind::Number => a.text() == b.text() || Number::parse(a.text()) == Number::parse(b.text()),
        Kind::String => a.same_string(b),
        Kind::Array => {
            let (mut left, mut right) = (a.items(), b.items());
            loop {
                match (left.next(), right.next()) {
                    (None, None) => return true,
                    (Some(a), Some(b)) if equal(a, b) => {}
                    _ => return false,
                }
            }
        }
        Kind::Object => {
            let has = |(key, value): (Value<'_>, Value<'_>)| {
                b.get(&key.string())
                    .is_some_and(|other| equal(value, other))
            };
            a.members().count() == b.members().count() && a.members().all(has)
        }
    }
}

/// A number that is the same for equal values and mostly differs for others.
pub fn fingerprint(value: Value<'_>) -> u64 {
    let kind = value.kind() as u64 + 1;
    match value.kind() {
        Kind::Null | Kind::True | Kind::False => kind,
        Kind::Number => {
            let number = Number::parse(value.text());
            number
                .digits()
                .fold(mix(kind, number.point().cast_unsigned()), |hash, digit| {
                    mix(hash, u64::from(digit))
                })
        }
        Kind::String => text(kind, &value.string()),
        Kind::Array => value
            .items()
            .fold(kind, |hash, item| mix(hash, fingerprint(item))),
        // A sum, since the order of members does not count.
        Kind::Object => value.members().fold(kind, |hash, (key, value)| {
            hash.wrapping_add(mix(text(kind, &key.string()), fingerprint(value)))
        }),
    }
}

fn text(seed: u64, text: &str) -> u64 {
    text.bytes()
        .fold(seed, |hash, byte| mix(hash, u64::from(byte)))
}

/// One step of FNV-1a.
fn mix(hash: u64, value: u64) -> u64 {
    (hash ^ value).wrapping_mul(0x0100_0000_01b3).rotate_left(5)
}
