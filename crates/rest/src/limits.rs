//! Bounds of the arguments of a call, checked in one pass over their text before anything is made
//! of them.

/// Bounds of a JSON text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Deepest nesting of objects and lists.
    pub depth: u32,
    /// Most members of all objects together.
    pub keys: u32,
    /// Most items of all lists together.
    pub items: u32,
    /// Most bytes of one string, or name of a member, as it is written.
    pub string_bytes: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            depth: 64,
            keys: 10_000,
            items: 100_000,
            string_bytes: 4 << 20,
        }
    }
}

/// What is over a bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OverLimit {
    /// See [`Limits::depth`].
    #[error("The arguments are nested more than {0} deep: send something flatter.")]
    Depth(u32),
    /// See [`Limits::keys`].
    #[error("The arguments have more than {0} members in all: send fewer at once.")]
    Keys(u32),
    /// See [`Limits::items`].
    #[error("The arguments have more than {0} list items in all: send fewer at once.")]
    Items(u32),
    /// See [`Limits::string_bytes`].
    #[error("The arguments have a text of more than {0} bytes: send a shorter one.")]
    String(u32),
}

impl Limits {
    /// Whether a text of exactly this size is within the bounds.
    pub fn allow(&self, size: &Self) -> bool {
        size.depth <= self.depth
            && size.keys <= self.keys
            && size.items <= self.items
            && size.string_bytes <= self.string_bytes
    }

    /// Checks a JSON text, which must be valid.
    ///
    /// # Errors
    /// The first bound that it is over.
    pub fn check(&self, json: &str) -> Result<(), OverLimit> {
        // Nothing short can be over all but the tightest bounds; most arguments are short.
        let smallest = self
            .depth
            .min(self.keys)
            .min(self.items)
            .min(self.string_bytes);
        if json.len() <= smallest as usize {
            return Ok(());
        }
        Scan::default().run(self, json.as_bytes())
    }
}

#[derive(Default)]
struct Scan {
    /// What is open: true for a list.
    open: Vec<bool>,
    keys: u32,
    items: u32,
}

impl Scan {
    fn run(mut self, limits: &Limits, json: &[u8]) -> Result<(), OverLimit> {
        let mut rest = json;
        while let Some((byte, after)) = rest.split_first() {
            rest = after;
            match byte {
                b'"' => rest = string(limits, rest)?,
                b'{' => self.open.push(false),
                b'[' => {
                    self.open.push(true);
                    self.items += u32::from(!is_empty(rest));
                }
                b'}' | b']' => drop(self.open.pop()),
                b':' => self.keys += 1,
                b',' => self.items += u32::from(self.open.last() == Some(&true)),
                _ => continue,
            }
            self.compare(limits)?;
        }
        Ok(())
    }

    fn compare(&self, limits: &Limits) -> Result<(), OverLimit> {
        if self.open.len() > limits.depth as usize {
            return Err(OverLimit::Depth(limits.depth));
        }
        if self.keys > limits.keys {
            return Err(OverLimit::Keys(limits.keys));
        }
        if self.items > limits.items {
            return Err(OverLimit::Items(limits.items));
        }
        Ok(())
    }
}

fn is_empty(rest: &[u8]) -> bool {
    let first = rest.iter().find(|byte| !byte.is_ascii_whitespace());
    first == Some(&b']')
}

/// What follows the string that begins here.
fn string<'j>(limits: &Limits, json: &'j [u8]) -> Result<&'j [u8], OverLimit> {
    let mut escaped = false;
    let end = json.iter().position(|byte| {
        let ends = *byte == b'"' && !escaped;
        escaped = *byte == b'\\' && !escaped;
        ends
    });
    let end = end.unwrap_or(json.len());
    if end > limits.string_bytes as usize {
        return Err(OverLimit::String(limits.string_bytes));
    }
    Ok(json.get(end + 1..).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::Value;

    const SMALL: Limits = Limits {
        depth: 3,
        keys: 4,
        items: 5,
        string_bytes: 6,
    };

    #[test]
    fn each_bound_holds() {
        let within = [
            r#"{"a":[[1]],"b":{"c":{}},"d":2}"#,
            "[1,2,3,[4]]",
            r#"{"a,b:c":["[[[[["]}"#,
            r#"["123456","\\\"\\"]"#,
            "[ ]",
        ];
        for json in within {
            assert_eq!(SMALL.check(json), Ok(()), "{json}");
        }
        let over = [
            ("[[[[]]]]", OverLimit::Depth(3)),
            (r#"{"a":{"b":{"c":{}}}}"#, OverLimit::Depth(3)),
            (r#"{"a":1,"b":2,"c":3,"d":4,"e":5}"#, OverLimit::Keys(4)),
            ("[1,2,3,4,5,6]", OverLimit::Items(5)),
            ("[[1,2],[3,4]]", OverLimit::Items(5)),
            (r#"{"a":"1234567"}"#, OverLimit::String(6)),
            (r#"{"1234567":1}"#, OverLimit::String(6)),
        ];
        for (json, expected) in over {
            assert_eq!(SMALL.check(json), Err(expected), "{json}");
        }
    }

    #[test]
    fn the_usual_bounds_are_no_danger() {
        let deep = "[".repeat(1_000_000) + &"]".repeat(1_000_000);
        assert_eq!(Limits::default().check(&deep), Err(OverLimit::Depth(64)));
    }

    /// Depth, members, items, by the parsed value.
    fn count(value: &Value) -> (u32, u32, u32) {
        let children: Vec<&Value> = match value {
            Value::Array(items) => items.iter().collect(),
            Value::Object(members) => members.values().collect(),
            _ => return (0, 0, 0),
        };
        let own = u32::try_from(children.len()).unwrap();
        let start = match value {
            Value::Array(_) => (0, 0, own),
            _ => (0, own, 0),
        };
        let (depth, keys, items) = children.into_iter().map(count).fold(start, |sum, child| {
            (sum.0.max(child.0), sum.1 + child.1, sum.2 + child.2)
        });
        (depth + 1, keys, items)
    }

    fn any_json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            any::<i64>().prop_map(Value::from),
            r#"[\[{\\,:a"]{0,4}"#.prop_map(Value::from)
        ];
        leaf.prop_recursive(5, 40, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::btree_map(r#"[{"a-c]{0,3}"#, inner, 0..4)
                    .prop_map(|map| map.into_iter().collect()),
            ]
        })
    }

    proptest! {
        #[test]
        fn counts_are_those_of_the_value(value in any_json()) {
            let json = format!("{value:#}");
            let (depth, keys, items) = count(&value);
            let exact = Limits { depth, keys, items, string_bytes: 1000 };
            prop_assert_eq!(exact.check(&json), Ok(()));
            if items > 0 {
                let less = Limits { items: items - 1, ..exact };
                prop_assert!(less.check(&json).is_err());
            }
            if keys > 0 {
                let less = Limits { keys: keys - 1, ..exact };
                prop_assert!(less.check(&json).is_err());
            }
            if depth > 0 {
                let less = Limits { depth: depth - 1, ..exact };
                prop_assert!(less.check(&json).is_err());
            }
        }
    }
}
