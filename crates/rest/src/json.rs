//! JSON kept as the text that it arrived in: numbers of any size and the order of keys survive.

use serde::de::{Deserializer, MapAccess, Visitor};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

pub(crate) use portico_json_string::write as write_string;

/// A JSON value as text, known to be valid JSON.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RawJson(Box<RawValue>);

impl RawJson {
    /// The JSON text.
    pub fn get(&self) -> &str {
        self.0.get()
    }

    /// The value, borrowed.
    pub fn as_raw(&self) -> &RawValue {
        &self.0
    }

    /// Checks `text` to be one JSON value.
    pub fn parse(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }

    /// The value without the whitespace between its tokens. Numbers, strings and the order of keys
    /// stay as they are.
    #[must_use]
    pub fn compact(&self) -> Self {
        let (mut in_string, mut escaped) = (false, false);
        let keep = |c: &char| {
            if !in_string {
                in_string = *c == '"';
                return !matches!(c, ' ' | '\t' | '\r' | '\n');
            }
            match c {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '"' => in_string = false,
                _ => {}
            }
            true
        };
        let text: String = self.get().chars().filter(keep).collect();
        RawValue::from_string(text).map_or_else(|_| self.clone(), Self)
    }
}

impl PartialEq for RawJson {
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}

/// The members of a JSON object in the order of the text, values as text. A key may occur twice:
/// see [`first_duplicate`].
#[derive(Debug)]
pub(crate) struct Members<'a>(pub(crate) Vec<(Cow<'a, str>, &'a str)>);

impl<'a> Members<'a> {
    /// Reads `text`; `None` where it is not a JSON object.
    pub(crate) fn parse(text: &'a str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// The value of `key`, as text.
    pub(crate) fn get(&self, key: &str) -> Option<&'a str> {
        self.0
            .iter()
            .find(|(name, _)| name == key)
            .map(|(_, value)| *value)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Members<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MembersVisitor).map(Members)
    }
}

struct MembersVisitor;

/// An object's key, borrowed where it holds no escapes.
#[derive(Deserialize)]
struct Key<'a>(#[serde(borrow)] Cow<'a, str>);

impl<'de> Visitor<'de> for MembersVisitor {
    type Value = Vec<(Cow<'de, str>, &'de str)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some((Key(key), value)) = map.next_entry::<Key<'de>, &'de RawValue>()? {
            members.push((key, value.get()));
        }
        Ok(members)
    }
}

/// A name that occurs twice in `names`. Does not take quadratic time: callers choose the names.
pub(crate) fn first_duplicate<'n>(names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let mut sorted: Vec<&str> = names.collect();
    sorted.sort_unstable();
    sorted.windows(2).find_map(|pair| match pair {
        [a, b] if a == b => Some(*a),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn members_keep_order_numbers_and_escapes() {
        let members =
            Members::parse(r#" {"b": 9007199254740993, "a\u0062": [1.0, 1e5] , "a": null} "#)
                .unwrap();
        let pairs: Vec<_> = members.0.iter().map(|(k, v)| (k.as_ref(), *v)).collect();
        assert_eq!(
            pairs,
            [
                ("b", "9007199254740993"),
                ("ab", "[1.0, 1e5]"),
                ("a", "null")
            ]
        );
        assert!(Members::parse("[1]").is_none());
        assert!(Members::parse("{} {}").is_none());
    }

    #[test]
    fn compact_keeps_all_but_the_whitespace_between_tokens() {
        let table = [
            (
                " { \"b\" :\t1.0 ,\r\n \"a\": [ 1e5 , -0 ] } ",
                r#"{"b":1.0,"a":[1e5,-0]}"#,
            ),
            (
                r#"[ "a  b" , "\" ,  \\" , "\\\" " ]"#,
                r#"["a  b","\" ,  \\","\\\" "]"#,
            ),
            (
                "123456789012345678901234567890.10",
                "123456789012345678901234567890.10",
            ),
            (" \"ä\u{2028} \u{a0}\" ", "\"ä\u{2028} \u{a0}\""),
            (
                r#"{"a":1, "a" : 2, "\u0061": null}"#,
                r#"{"a":1,"a":2,"\u0061":null}"#,
            ),
            ("[ ]", "[]"),
            (" true ", "true"),
        ];
        for (text, expected) in table {
            assert_eq!(
                RawJson::parse(text).unwrap().compact().get(),
                expected,
                "{text}"
            );
        }
    }

    #[test]
    fn a_duplicate_is_found() {
        assert_eq!(first_duplicate(["b", "a", "c", "a"].into_iter()), Some("a"));
        assert_eq!(first_duplicate(["b", "a"].into_iter()), None);
    }

    fn any_json() -> impl Strategy<Value = serde_json::Value> {
        let leaf = prop_oneof![
            Just(serde_json::Value::Null),
            any::<i64>().prop_map(Into::into),
            any::<String>().prop_map(Into::into),
            "[ \"\\\\\n]{0,8}".prop_map(Into::into),
        ];
        leaf.prop_recursive(4, 32, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Into::into),
                prop::collection::btree_map("[ a\"\\\\]{0,4}", inner, 0..4)
                    .prop_map(|map| map.into_iter().collect()),
            ]
        })
    }

    proptest! {
        #[test]
        fn compact_undoes_pretty_printing(value in any_json()) {
            let pretty = serde_json::to_string_pretty(&value).unwrap();
            let compact = RawJson::parse(&pretty).unwrap().compact();
            prop_assert_eq!(compact.get(), value.to_string());
        }
    }
}
