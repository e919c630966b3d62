//! Editions of JSON Schema and their keywords that hold schemas.

/// An edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Dialect {
    Draft4,
    Draft6,
    Draft7,
    Draft2019,
    Draft2020,
}

/// What the value of a keyword that holds schemas looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Schema,
    List,
    Map,
    /// One schema, or a list of them.
    SchemaOrList,
    /// Values that are schemas or lists of names.
    Dependencies,
}

use Dialect::{Draft4, Draft6, Draft7, Draft2019, Draft2020};

/// The keywords that hold schemas, with the first and last edition that has them.
const KEYWORDS: [(&str, Shape, Dialect, Dialect); 23] = [
    ("$defs", Shape::Map, Draft2019, Draft2020),
    ("additionalItems", Shape::Schema, Draft4, Draft2019),
    ("additionalProperties", Shape::Schema, Draft4, Draft2020),
    ("allOf", Shape::List, Draft4, Draft2020),
    ("anyOf", Shape::List, Draft4, Draft2020),
    ("contains", Shape::Schema, Draft6, Draft2020),
    ("contentSchema", Shape::Schema, Draft2019, Draft2020),
    ("definitions", Shape::Map, Draft4, Draft2020),
    ("dependencies", Shape::Dependencies, Draft4, Draft7),
    ("dependentSchemas", Shape::Map, Draft2019, Draft2020),
    ("else", Shape::Schema, Draft7, Draft2020),
    ("if", Shape::Schema, Draft7, Draft2020),
    ("items", Shape::SchemaOrList, Draft4, Draft2019),
    ("items", Shape::Schema, Draft2020, Draft2020),
    ("not", Shape::Schema, Draft4, Draft2020),
    ("oneOf", Shape::List, Draft4, Draft2020),
    ("patternProperties", Shape::Map, Draft4, Draft2020),
    ("prefixItems", Shape::List, Draft2020, Draft2020),
    ("properties", Shape::Map, Draft4, Draft2020),
    ("propertyNames", Shape::Schema, Draft6, Draft2020),
    ("then", Shape::Schema, Draft7, Draft2020),
    ("unevaluatedItems", Shape::Schema, Draft2019, Draft2020),
    ("unevaluatedProperties", Shape::Schema, Draft2019, Draft2020),
];

impl Dialect {
    /// The edition that `$schema` names.
    pub(super) fn named(uri: &str) -> Option<Self> {
        let uri = uri.strip_suffix('#').unwrap_or(uri);
        let name = uri
            .strip_prefix("https://json-schema.org/")
            .or_else(|| uri.strip_prefix("http://json-schema.org/"))?;
        match name {
            "draft-04/schema" => Some(Draft4),
            "draft-06/schema" => Some(Draft6),
            "draft-07/schema" => Some(Draft7),
            "draft/2019-09/schema" => Some(Draft2019),
            "draft/2020-12/schema" => Some(Draft2020),
            _ => None,
        }
    }

    /// What `keyword` holds, if that is schemas.
    pub(super) fn shape(self, keyword: &str) -> Option<Shape> {
        KEYWORDS
            .iter()
            .find(|(name, _, first, last)| *name == keyword && (*first..=*last).contains(&self))
            .map(|(_, shape, _, _)| *shape)
    }

    /// The keyword that gives a schema its address.
    pub(super) fn id(self) -> &'static str {
        if self == Draft4 { "id" } else { "$id" }
    }

    /// `$ref` stands alone: what is beside it does not count.
    pub(super) fn lone_reference(self) -> bool {
        self <= Draft7
    }
}
