//! Schemas of objects whose properties can stand side by side as arguments.

use super::source::{Part, Source};
use crate::tree::Value;

/// Deepest nesting of `allOf` and references.
const DEEPEST: usize = 12;

/// Most schemas and properties that are looked at: each may be referred to more than once.
const MOST: usize = 5000;

/// Keywords beside which properties are all there is to an object.
const PLAIN: [&str; 20] = [
    "type",
    "properties",
    "required",
    "allOf",
    "title",
    "description",
    "example",
    "examples",
    "default",
    "deprecated",
    "nullable",
    "xml",
    "externalDocs",
    "readOnly",
    "writeOnly",
    "format",
    "$schema",
    "$id",
    "$comment",
    "$defs",
];

/// A property.
#[derive(Debug, Clone)]
pub(crate) struct Property<'s> {
    pub(crate) name: &'s str,
    pub(crate) part: Part<'s>,
    pub(crate) required: bool,
}

/// An object that is its properties.
#[derive(Debug, Default)]
pub(crate) struct Flat<'s> {
    pub(crate) properties: Vec<Property<'s>>,
    required: Vec<&'s str>,
    /// Some properties come from choices, so not all of them go together.
    pub(crate) has_choices: bool,
    /// What was looked at so far.
    steps: usize,
}

/// The properties of the object that `schema` is; `None` where there is more to it, or less.
pub(crate) fn exact<'s>(source: &'s Source, schema: &Part<'s>) -> Option<Flat<'s>> {
    let mut flat = Flat::default();
    flat.add(source, schema.clone(), false, 0)?;
    flat.finish()
}

/// The properties of the object that `schema` is, of all its choices together.
pub(crate) fn rough<'s>(source: &'s Source, schema: &Part<'s>) -> Option<Flat<'s>> {
    let mut flat = Flat::default();
    flat.add(source, schema.clone(), true, 0)?;
    flat.finish()
}

impl<'s> Flat<'s> {
    fn add(&mut self, source: &'s Source, part: Part<'s>, rough: bool, depth: usize) -> Option<()> {
        let part = source.resolve(part).ok()?;
        let map = part.value.as_object().filter(|_| depth < DEEPEST)?;
        self.step()?;
        if !rough {
            let is_plain = |(key, value): (&str, &Value)| {
                PLAIN.contains(&key)
                    || key.starts_with("x-")
                    || (key == "additionalProperties" && *value == Value::Bool(false))
                    || (key == "discriminator" && depth == 0)
            };
            // What forbids other properties forbids those of its neighbours, too.
            let is_closed = depth > 0 && map.get("additionalProperties").is_some();
            if is_closed || !map.iter().all(is_plain) || !is_object(part.value) {
                return None;
            }
        }
        for inner in part.items("allOf") {
            self.add(source, inner, rough, depth + 1)?;
        }
        if rough {
            self.choices(source, &part, depth);
        }
        let required = part.value.items("required").iter();
        self.required.extend(required.filter_map(Value::as_text));
        for (name, property) in part.members("properties") {
            self.step()?;
            if self.properties.iter().any(|other| other.name == name) {
                if !rough {
                    return None;
                }
                continue;
            }
            self.properties.push(Property {
                name,
                part: property,
                required: false,
            });
        }
        Some(())
    }

    /// `None` where it is too much to be looked at.
    fn step(&mut self) -> Option<()> {
        self.steps = self.steps.saturating_add(1);
        (self.steps <= MOST).then_some(())
    }

    fn choices(&mut self, source: &'s Source, part: &Part<'s>, depth: usize) {
        for keyword in ["oneOf", "anyOf"] {
            for choice in part.items(keyword) {
                let mut inner = Self {
                    steps: self.steps,
                    ..Self::default()
                };
                let added = inner.add(source, choice, true, depth + 1);
                self.steps = inner.steps;
                if added.is_none() {
                    continue;
                }
                self.has_choices = true;
                for property in inner.properties {
                    if !self
                        .properties
                        .iter()
                        .any(|other| other.name == property.name)
                    {
                        self.properties.push(property);
                    }
                }
            }
        }
    }

    fn finish(mut self) -> Option<Self> {
        for property in &mut self.properties {
            property.required = self.required.contains(&property.name);
        }
        let has = |name: &&str| self.properties.iter().any(|known| known.name == *name);
        let is_whole = !self.properties.is_empty() && self.required.iter().all(has);
        is_whole.then_some(self)
    }
}

/// Whether it is of type `object`, or says nothing else.
fn is_object(schema: &Value) -> bool {
    match schema.get("type") {
        None => true,
        Some(Value::Text(name)) => name == "object" && !schema.is_true("nullable"),
        Some(Value::List(names)) => names.as_slice() == [Value::from("object")],
        Some(_) => false,
    }
}

/// Whether only the server writes the property.
pub(crate) fn is_read_only(source: &Source, property: &Part<'_>) -> bool {
    let is_marked = |value: &Value| value.is_true("readOnly");
    is_marked(property.value)
        || source
            .resolve(property.clone())
            .is_ok_and(|part| is_marked(part.value))
}
