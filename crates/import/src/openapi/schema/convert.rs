//! One schema of the description, in the terms of draft 2020-12.

use super::{REFERENCE, keyword, loops};
use crate::openapi::source::{Part, Source, inside};
use crate::report::{Format, Warnings};
use crate::tree::{Map, Value};

/// Deepest nesting of what is written inside one schema.
const DEEPEST: usize = 48;

/// Longest description of a part of a schema, in bytes.
const LONGEST_TEXT: usize = 600;

pub(super) struct Converter<'c, 's> {
    source: &'s Source,
    /// The reference that leads to what is converted, if one does.
    own: Option<&'c str>,
    /// Whether what is looked at now is about the same value as the whole.
    is_same: bool,
    pub(super) warnings: Warnings,
}

impl<'c, 's> Converter<'c, 's> {
    pub(super) fn new(source: &'s Source, own: Option<&'c str>) -> Self {
        Self {
            source,
            own,
            is_same: true,
            warnings: Warnings::default(),
        }
    }

    fn is_modern(&self) -> bool {
        self.source.format == Format::OpenApi31
    }

    /// A schema of a part of the value.
    fn inner(&mut self, part: &Part<'s>, depth: usize) -> Value {
        let was_same = std::mem::replace(&mut self.is_same, false);
        let value = self.schema(part, depth + 1);
        self.is_same = was_same;
        value
    }

    pub(super) fn schema(&mut self, part: &Part<'s>, depth: usize) -> Value {
        let map = match part.value {
            Value::Object(map) => map,
            Value::Bool(value) => return Value::Bool(*value),
            _ => {
                let message = "this is no schema: anything is taken";
                self.warnings.add("schema", part.place.clone(), message);
                return Map::default().into();
            }
        };
        if depth > DEEPEST {
            let message = "this is nested too deeply: anything is taken here";
            self.warnings
                .add("schema-depth", part.place.clone(), message);
            return Map::default().into();
        }
        let mut out = Map::default();
        if let Some(reference) = map.get("$ref").and_then(Value::as_text) {
            match self
                .source
                .find(reference)
                .and_then(|part| self.source.resolve(part))
            {
                Ok(_) => out.set(REFERENCE, reference),
                Err(message) => {
                    let message = format!("anything is taken here: {message}");
                    self.warnings.add("reference", part.place.clone(), message);
                }
            }
            if !self.is_modern() {
                self.texts(part, &mut out);
                return out.into();
            }
        }
        if let Some(types) = keyword::types(part, &mut self.warnings) {
            out.set("type", types);
        }
        let hidden = self.members(part, depth, &mut out);
        for (key, value) in map.iter() {
            let place = || inside(&part.place, key);
            let converted = match key {
                "enum" => keyword::enumeration(part, &mut self.warnings),
                "const" if self.is_modern() => Some(value.clone()),
                "required" => keyword::required(value, &hidden),
                "format" => value.as_text().map(Value::from),
                "minLength" | "maxLength" | "minItems" | "maxItems" | "minProperties"
                | "maxProperties" => {
                    keyword::count(value).or_else(|| self.odd(&place(), "a whole number"))
                }
                "minContains" | "maxContains" if self.is_modern() => keyword::count(value),
                "multipleOf" => {
                    keyword::multiple(value).or_else(|| self.odd(&place(), "a number above zero"))
                }
                "pattern" => keyword::pattern(value, place(), &mut self.warnings),
                "uniqueItems" => value.as_bool().map(Value::from),
                "contentEncoding" | "contentMediaType" => value.as_text().map(Value::from),
                _ => self.applicator(key, part, depth),
            };
            if let Some(value) = converted {
                out.set(key, value);
            }
        }
        keyword::bounds(part, &mut out, &mut self.warnings);
        self.texts(part, &mut out);
        keyword::complete(part, self.is_modern(), &mut out);
        out.into()
    }

    fn odd(&mut self, place: &str, expected: &str) -> Option<Value> {
        let message = format!("this should be {expected}: it is left out");
        self.warnings.add("schema-fixed", place, message);
        None
    }

    /// `properties`, without what only the server writes; the names of those.
    fn members(&mut self, part: &Part<'s>, depth: usize, out: &mut Map) -> Vec<&'s str> {
        let (mut properties, mut hidden) = (Map::default(), Vec::new());
        for (name, property) in part.members("properties") {
            if self.is_read_only(&property) {
                hidden.push(name);
            } else {
                properties.set(name, self.inner(&property, depth));
            }
        }
        if !properties.is_empty() {
            out.set("properties", properties);
        }
        hidden
    }

    fn is_read_only(&self, property: &Part<'s>) -> bool {
        crate::openapi::flat::is_read_only(self.source, property)
    }

    /// Keywords that hold schemas.
    fn applicator(&mut self, key: &str, part: &Part<'s>, depth: usize) -> Option<Value> {
        let inner = part.get(key)?;
        match key {
            "items" => match inner.value {
                Value::List(items) if items.len() == 1 => {
                    let first = part.items(key).next()?;
                    Some(self.inner(&first, depth))
                }
                Value::Object(_) | Value::Bool(_) => Some(self.inner(&inner, depth)),
                _ => self.odd(&inner.place, "a schema"),
            },
            "additionalProperties" => Some(self.inner(&inner, depth)),
            "allOf" | "anyOf" | "oneOf" => self.choices(key, part, depth),
            "not" if !self.is_endless(&inner, true) => Some(self.schema(&inner, depth + 1)),
            "prefixItems" if self.is_modern() => {
                let items = part.items(key);
                let items = items.map(|item| self.inner(&item, depth)).collect();
                Some(Value::List(items))
            }
            "propertyNames" | "contains" | "unevaluatedProperties" | "unevaluatedItems"
                if self.is_modern() =>
            {
                Some(self.inner(&inner, depth))
            }
            "if" | "then" | "else" if self.is_modern() && !self.is_endless(&inner, true) => {
                Some(self.schema(&inner, depth + 1))
            }
            "dependentSchemas" | "patternProperties" if self.is_modern() => {
                self.named(key, part, depth)
            }
            "dependentRequired" if self.is_modern() => inner.value.as_object().map(|_| {
                let members = part.members(key);
                let lists = members.filter_map(|(name, list)| {
                    keyword::required(list.value, &[]).map(|list| (name, list))
                });
                lists.collect::<Map>().into()
            }),
            _ => None,
        }
    }

    fn named(&mut self, key: &str, part: &Part<'s>, depth: usize) -> Option<Value> {
        let mut out = Map::default();
        for (name, schema) in part.members(key) {
            if key == "patternProperties" && !keyword::is_pattern(name) {
                self.odd(
                    &schema.place,
                    "under a regular expression that is supported",
                );
                continue;
            }
            out.set(name, self.inner(&schema, depth));
        }
        Some(out.into())
    }

    /// `allOf`, `anyOf`, `oneOf`. What would never end is left out.
    fn choices(&mut self, key: &str, part: &Part<'s>, depth: usize) -> Option<Value> {
        let is_all = key == "allOf";
        let mut list = Vec::new();
        for choice in part.items(key) {
            if !self.is_endless(&choice, !is_all) {
                list.push(self.schema(&choice, depth + 1));
                continue;
            }
            let message = "the schema is put together of itself: this part of it is left out";
            self.warnings.add("circular", choice.place.clone(), message);
            if !is_all {
                // The others would not say enough.
                return None;
            }
        }
        (!list.is_empty()).then_some(Value::List(list))
    }

    /// Whether a part, about the same value, is put together of the whole again.
    fn is_endless(&self, part: &Part<'s>, any: bool) -> bool {
        let own = self.own.filter(|_| self.is_same);
        let reference = part.value.get("$ref").and_then(Value::as_text);
        match (own, reference) {
            (Some(own), Some(reference)) => loops::leads_to(self.source, reference, own, any),
            _ => false,
        }
    }

    /// What is said to people and models.
    fn texts(&self, part: &Part<'s>, out: &mut Map) {
        if let Some(title) = part.value.text("title") {
            out.set("title", crate::name::cut(title, LONGEST_TEXT));
        }
        let mut text = part
            .value
            .text("description")
            .unwrap_or_default()
            .trim()
            .to_owned();
        if text.len() > LONGEST_TEXT {
            text = format!("{}…", crate::name::cut(&text, LONGEST_TEXT));
        }
        // A default is what the server takes where nothing is sent; sending it is another thing.
        let default = part
            .value
            .get("default")
            .filter(|value| **value != Value::Null);
        if let Some(default) = default
            .map(Value::to_string)
            .filter(|text| text.len() <= 200)
        {
            let blank = if text.is_empty() { "" } else { " " };
            text.push_str(&format!("{blank}(default: {default})"));
        }
        if !text.is_empty() {
            out.set("description", text);
        }
        if part.value.is_true("deprecated") {
            out.set("deprecated", true);
        }
        let example = part
            .value
            .get("example")
            .or_else(|| part.value.items("examples").first());
        let example = example.filter(|value| **value != Value::Null);
        if let Some(example) = example.filter(|value| value.to_string().len() <= 200) {
            out.set("examples", Value::List(vec![example.clone()]));
        }
    }
}
