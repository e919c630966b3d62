//! Arguments at random that an input schema takes.

use crate::json::{Random, referred};
use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Map, Number, Value};

/// Nested deeper than this, only what has to be there is.
const DEEP: usize = 4;

/// Nested deeper than this, there is nothing.
const DEEPEST: usize = 10;

pub(crate) struct Generator<'s> {
    root: &'s Value,
    random: Random,
    runner: TestRunner,
}

impl<'s> Generator<'s> {
    pub(crate) fn new(root: &'s Value, seed: &str) -> Self {
        let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
        Self {
            root,
            random: Random::new(seed),
            runner: TestRunner::new_with_rng(Config::default(), rng),
        }
    }

    /// A value that may fit; `None` where none is found.
    pub(crate) fn value(&mut self, schema: &'s Value, depth: usize) -> Option<Value> {
        if depth > DEEPEST {
            return None;
        }
        let schema = match schema {
            Value::Bool(true) => return Some("anything".into()),
            Value::Object(schema) => schema,
            _ => return None,
        };
        if let Some(value) = schema.get("const") {
            return Some(value.clone());
        }
        if let Some(values) = schema.get("enum").and_then(Value::as_array) {
            return values.get(self.random.below(values.len())).cloned();
        }
        let mut parts = Vec::new();
        if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
            parts.push(self.value(referred(self.root, reference)?, depth + 1)?);
        }
        for inner in list(schema, "allOf") {
            parts.push(self.value(inner, depth + 1)?);
        }
        for keyword in ["oneOf", "anyOf"] {
            let choices = list(schema, keyword);
            if !choices.is_empty() {
                let choice = &choices[self.random.below(choices.len())];
                parts.push(self.value(choice, depth + 1)?);
            }
        }
        let has_own = ["type", "properties", "items"]
            .iter()
            .any(|key| schema.contains_key(*key));
        if has_own || parts.is_empty() {
            parts.push(self.own(schema, depth)?);
        }
        Some(merged(parts))
    }

    fn own(&mut self, schema: &'s Map<String, Value>, depth: usize) -> Option<Value> {
        let kind = match schema.get("type") {
            Some(Value::String(kind)) => kind.as_str(),
            Some(Value::Array(kinds)) => {
                let kinds: Vec<_> = kinds.iter().filter_map(Value::as_str).collect();
                kinds[self.random.below(kinds.len())]
            }
            _ => "string",
        };
        match kind {
            "null" => Some(Value::Null),
            "boolean" => Some((self.random.below(2) == 0).into()),
            "integer" | "number" => self.number(schema),
            "array" => self.list(schema, depth),
            "object" => self.object(schema, depth),
            _ => self.text(schema),
        }
    }

    fn number(&mut self, schema: &Map<String, Value>) -> Option<Value> {
        let bound = |key: &str| schema.get(key).and_then(Value::as_f64);
        let above = bound("exclusiveMinimum").map(|value| value.floor() + 1.0);
        let below = bound("exclusiveMaximum").map(|value| value.ceil() - 1.0);
        let least = bound("minimum")
            .map(f64::ceil)
            .into_iter()
            .chain(above)
            .reduce(f64::max);
        let most = bound("maximum")
            .map(f64::floor)
            .into_iter()
            .chain(below)
            .reduce(f64::min);
        let least = least.unwrap_or_else(|| most.unwrap_or(100.0).min(100.0) - 100.0);
        let most = most.unwrap_or(least + 100.0).min(least + 1000.0);
        let step = bound("multipleOf")
            .filter(|step| step.fract() == 0.0)
            .unwrap_or(1.0)
            .max(1.0);
        let span = ((most - least).max(0.0) / step) as usize + 1;
        let value = (least / step).ceil() * step + step * self.random.below(span) as f64;
        Some(Value::Number(Number::from(value as i64)))
    }

    fn list(&mut self, schema: &'s Map<String, Value>, depth: usize) -> Option<Value> {
        let least = count(schema, "minItems").unwrap_or(0);
        let wanted = if depth > DEEP {
            least
        } else {
            least.max(1) + self.random.below(2)
        };
        let wanted = wanted.min(count(schema, "maxItems").unwrap_or(wanted));
        let mut items: Vec<Value> = Vec::new();
        for _ in 0..wanted {
            let item = match schema.get("items") {
                Some(items) => self.value(items, depth + 1)?,
                None => "anything".into(),
            };
            if !items.contains(&item) || schema.get("uniqueItems") != Some(&Value::Bool(true)) {
                items.push(item);
            }
        }
        Some(items.into())
    }

    fn object(&mut self, schema: &'s Map<String, Value>, depth: usize) -> Option<Value> {
        let mut object = Map::new();
        let required: Vec<&str> = list(schema, "required")
            .iter()
            .filter_map(Value::as_str)
            .collect();
        let properties = schema.get("properties").and_then(Value::as_object);
        for (name, property) in properties.into_iter().flatten() {
            let is_required = required.contains(&name.as_str());
            if !is_required && (depth > DEEP || self.random.below(3) > 0) {
                continue;
            }
            match self.value(property, depth + 1) {
                Some(value) => drop(object.insert(name.clone(), value)),
                None if is_required => return None,
                None => {}
            }
        }
        for name in required {
            object.entry(name).or_insert_with(|| "anything".into());
        }
        Some(object.into())
    }

    fn text(&mut self, schema: &Map<String, Value>) -> Option<Value> {
        let text = |key: &str| schema.get(key).and_then(Value::as_str);
        if let Some(pattern) = text("pattern") {
            let inner = pattern.strip_prefix('^').unwrap_or(pattern);
            let inner = inner.strip_suffix('$').unwrap_or(inner);
            let inner = inner.replace("\\d", "[0-9]").replace("\\w", "[A-Za-z0-9_]");
            let strategy = proptest::string::string_regex(&inner).ok()?;
            return Some(strategy.new_tree(&mut self.runner).ok()?.current().into());
        }
        if text("contentEncoding") == Some("base64") {
            return Some("aGVsbG8=".into());
        }
        let known = match text("format").unwrap_or_default() {
            "date" => "2026-02-03",
            "date-time" => "2026-02-03T04:05:06Z",
            "time" => "04:05:06Z",
            "uuid" => "5e3a1a52-6a3d-4a3b-9a52-0d0b3ce6a111",
            "email" => "ada@example.com",
            "uri" | "url" => "https://example.com/a",
            "hostname" => "example.com",
            "ipv4" => "192.0.2.1",
            "ipv6" => "2001:db8::1",
            "byte" => "aGVsbG8=",
            "duration" => "P1D",
            _ => "",
        };
        if !known.is_empty() {
            return Some(known.into());
        }
        let least = count(schema, "minLength").unwrap_or(0);
        let most = count(schema, "maxLength").unwrap_or(usize::MAX);
        let length = (least.max(1) + self.random.below(8)).min(most);
        let letters = "abcdefghijklmnopqrstuvwxyz0123456789".as_bytes();
        let letter = |_| char::from(letters[self.random.below(letters.len())]);
        Some((0..length).map(letter).collect::<String>().into())
    }
}

fn list<'s>(schema: &'s Map<String, Value>, key: &str) -> &'s [Value] {
    schema
        .get(key)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

fn count(schema: &Map<String, Value>, key: &str) -> Option<usize> {
    schema.get(key)?.as_u64()?.try_into().ok()
}

/// Objects together, else the last value.
fn merged(parts: Vec<Value>) -> Value {
    let mut whole = Value::Null;
    for part in parts {
        match (&mut whole, part) {
            (Value::Object(whole), Value::Object(part)) => whole.extend(part),
            (whole, part) => *whole = part,
        }
    }
    whole
}
