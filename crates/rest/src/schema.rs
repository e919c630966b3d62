//! The arguments that an operation can count on: the properties of a tool's input schema, or the
//! variables of a resource's URI template.

use crate::json::{Members, RawJson};

/// Keywords by which a schema may have properties that are not under `properties`.
const OPENING: [&str; 8] = [
    "$ref",
    "$dynamicRef",
    "allOf",
    "anyOf",
    "oneOf",
    "if",
    "patternProperties",
    "dependentSchemas",
];

/// The names of the arguments, with the schema of each.
#[derive(Debug, Default)]
pub(crate) struct Inputs<'s> {
    /// In the order of the schema. No schema: a plain text.
    properties: Vec<(String, Option<&'s str>)>,
    /// There may be other arguments.
    open: bool,
}

impl<'s> Inputs<'s> {
    /// Reads a tool's input schema. Fails where it is not an object, or its `properties` are not.
    pub(crate) fn from_schema(schema: &'s RawJson) -> Result<Self, &'static str> {
        let root = Members::parse(schema.get()).ok_or("the input schema must be a JSON object")?;
        let properties = match root.get("properties") {
            Some(json) => {
                Members::parse(json)
                    .ok_or("`properties` of the input schema must be a JSON object")?
                    .0
            }
            None => Vec::new(),
        };
        let properties = properties
            .into_iter()
            .map(|(name, schema)| (name.into_owned(), Some(schema)))
            .collect();
        Ok(Self {
            properties,
            open: is_open(&root),
        })
    }

    /// The variables of a URI template.
    pub(crate) fn from_variables<'v>(names: impl IntoIterator<Item = &'v str>) -> Self {
        Self {
            properties: names
                .into_iter()
                .map(|name| (name.to_owned(), None))
                .collect(),
            open: false,
        }
    }

    /// The names of all known arguments.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.properties.iter().map(|(name, _)| name.as_str())
    }

    /// The path that `name` stands for: a property with that very name, dots and all, else one
    /// inside objects. The error says which part does not exist.
    pub(crate) fn resolve(&self, name: &str) -> Result<Vec<String>, String> {
        if self.properties.iter().any(|(property, _)| property == name) {
            return Ok(vec![name.to_owned()]);
        }
        let path: Vec<String> = name.split('.').map(str::to_owned).collect();
        if path.iter().any(String::is_empty) {
            return Err(format!("`{name}` is not the name of an argument"));
        }
        let first = path.first().map(String::as_str).unwrap_or_default();
        match self
            .properties
            .iter()
            .find(|(property, _)| property == first)
        {
            Some((_, None)) if path.len() > 1 => Err(format!(
                "`{first}` is a text, it holds nothing called `{name}`"
            )),
            Some((_, Some(schema))) => {
                match missing_part(schema, path.get(1..).unwrap_or_default()) {
                    Some(part) => Err(format!(
                        "the input schema has no property `{part}` on the way to `{name}`"
                    )),
                    None => Ok(path),
                }
            }
            None if !self.open => Err(format!(
                "there is no argument `{first}`: declare it in the input schema or the URI template"
            )),
            _ => Ok(path),
        }
    }
}

fn is_open(schema: &Members<'_>) -> bool {
    OPENING.iter().any(|keyword| schema.get(keyword).is_some())
        || schema
            .get("additionalProperties")
            .is_some_and(|json| json != "false")
}

/// The first part of `path` that `schema` cannot have. A schema that lists no properties can have
/// any.
fn missing_part<'p>(schema: &str, path: &'p [String]) -> Option<&'p str> {
    let (first, inner) = path.split_first()?;
    let object = Members::parse(schema)?;
    let properties = Members::parse(object.get("properties")?)?;
    match properties.get(first) {
        Some(schema) => missing_part(schema, inner),
        None if is_open(&object) => None,
        None => Some(first),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_in_the_schema() {
        let schema = RawJson::parse(
            r#"{"type":"object","properties":{"id":{},"a.b":{},"free":{"type":"object"},
                "user":{"properties":{"id":{}, "open":{"properties":{},"additionalProperties":true}}}}}"#,
        )
        .unwrap();
        let inputs = Inputs::from_schema(&schema).unwrap();
        let found = [
            "id",
            "a.b",
            "user",
            "user.id",
            "free.x.y",
            "user.open.x",
            "id.x",
        ];
        for name in found {
            assert!(inputs.resolve(name).is_ok(), "{name}");
        }
        assert_eq!(inputs.resolve("a.b").unwrap(), ["a.b"]);
        assert_eq!(inputs.resolve("user.id").unwrap(), ["user", "id"]);
        for name in ["x", "a", "user.name", "user.name.x", "", ".", "id.", ".id"] {
            assert!(inputs.resolve(name).is_err(), "{name}");
        }
    }

    #[test]
    fn schemas_put_together_from_others_may_have_anything() {
        let schema = RawJson::parse(r##"{"$ref":"#/$defs/x"}"##).unwrap();
        assert!(Inputs::from_schema(&schema).unwrap().resolve("x").is_ok());
        let schema = RawJson::parse("[]").unwrap();
        assert!(Inputs::from_schema(&schema).is_err());
    }

    #[test]
    fn variables_hold_nothing() {
        let inputs = Inputs::from_variables(["id", "a.b"]);
        assert!(inputs.resolve("id").is_ok());
        assert_eq!(inputs.resolve("a.b").unwrap(), ["a.b"]);
        assert!(inputs.resolve("id.x").is_err());
        assert!(inputs.resolve("x").is_err());
    }
}
