//! An object whose members keep their order.

use super::Value;
use std::collections::HashMap;

/// From this many members on, keys are looked up in an index.
const INDEXED: usize = 16;

/// The members of an object, each key once.
#[derive(Debug, Clone, Default)]
pub struct Map {
    members: Vec<(String, Value)>,
    /// Where each key stands; empty where there are few.
    index: HashMap<String, usize>,
}

/// The same members, in any order.
impl PartialEq for Map {
    fn eq(&self, other: &Self) -> bool {
        self.members.len() == other.members.len()
            && self
                .iter()
                .all(|(key, value)| other.get(key) == Some(value))
    }
}

impl Map {
    /// The value of `key`.
    pub fn get(&self, key: &str) -> Option<&Value> {
        let at = self.position(key)?;
        self.members.get(at).map(|(_, value)| value)
    }

    /// The value of `key`, to be changed.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Value> {
        let at = self.position(key)?;
        self.members.get_mut(at).map(|(_, value)| value)
    }

    /// Sets `key`, at the end where it is new.
    pub fn set(&mut self, key: impl Into<String>, value: impl Into<Value>) {
        let (key, value) = (key.into(), value.into());
        if let Some(place) = self.get_mut(&key) {
            *place = value;
            return;
        }
        if !self.index.is_empty() {
            self.index.insert(key.clone(), self.members.len());
        }
        self.members.push((key, value));
        if self.index.is_empty() && self.members.len() >= INDEXED {
            self.build_index();
        }
    }

    /// Takes `key` out.
    pub fn remove(&mut self, key: &str) -> Option<Value> {
        let at = self.position(key)?;
        let (_, value) = self.members.remove(at);
        self.index.clear();
        if self.members.len() >= INDEXED {
            self.build_index();
        }
        Some(value)
    }

    /// The members in their order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.members
            .iter()
            .map(|(key, value)| (key.as_str(), value))
    }

    /// Whether there are no members.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// How many members there are.
    pub fn len(&self) -> usize {
        self.members.len()
    }

    fn position(&self, key: &str) -> Option<usize> {
        if self.index.is_empty() {
            return self.members.iter().position(|(own, _)| own == key);
        }
        self.index.get(key).copied()
    }

    fn build_index(&mut self) {
        let keys = self.members.iter().map(|(key, _)| key.clone());
        self.index = keys.zip(0..).collect();
    }
}

impl<K: Into<String>, V: Into<Value>> FromIterator<(K, V)> for Map {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(members: I) -> Self {
        let mut map = Self::default();
        for (key, value) in members {
            map.set(key, value);
        }
        map
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    proptest! {
        #[test]
        fn many_members_are_found_and_keep_their_order(
            steps in proptest::collection::vec((0u8..60, any::<bool>()), 0..200),
        ) {
            let (mut map, mut expected, mut order) = (Map::default(), BTreeMap::new(), Vec::new());
            for (index, (key, is_set)) in steps.into_iter().enumerate() {
                let key = format!("k{key}");
                if is_set {
                    map.set(key.clone(), index.to_string());
                    if expected.insert(key.clone(), index.to_string()).is_none() {
                        order.push(key);
                    }
                } else {
                    let removed = map.remove(&key).and_then(|v| v.as_text().map(str::to_owned));
                    prop_assert_eq!(removed, expected.remove(&key));
                    order.retain(|own| *own != key);
                }
            }
            let keys: Vec<_> = map.iter().map(|(key, _)| key.to_owned()).collect();
            prop_assert_eq!(keys, order);
            for (key, value) in &expected {
                prop_assert_eq!(map.get(key).and_then(Value::as_text), Some(value.as_str()));
            }
        }
    }
}
