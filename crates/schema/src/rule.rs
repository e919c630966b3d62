//! A compiled schema: what a value is checked against.

use crate::regex::Regex;
use portico_json::number::Divisor;
use portico_json::{Json, Tape};
use std::cmp::Ordering;

/// The number of a part of a schema that is itself a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Id(pub(crate) u32);

/// A value that stands in the schema's text, by its number there.
pub(crate) type Place = u32;

/// All parts of a schema.
#[derive(Debug)]
pub(crate) struct Rules {
    pub(crate) text: Box<str>,
    pub(crate) tape: Tape,
    pub(crate) parts: Vec<Part>,
    pub(crate) patterns: Vec<Regex>,
    /// The parts that references find by what was entered before (`$dynamicAnchor`).
    pub(crate) dynamic: Vec<DynamicAnchor>,
    pub(crate) root: Id,
}

/// A schema, which may be a part of another.
#[derive(Debug, Default)]
pub(crate) struct Part {
    pub(crate) rules: Vec<Rule>,
    /// Where it stands in the text.
    pub(crate) place: Place,
    /// The document it belongs to: the whole, or one inside with an `$id` of its own.
    pub(crate) resource: u32,
    /// It has a rule about what the others did not look at.
    pub(crate) unevaluated: bool,
}

/// See [`Rules::dynamic`].
#[derive(Debug)]
pub(crate) struct DynamicAnchor {
    pub(crate) resource: u32,
    pub(crate) name: Box<str>,
    pub(crate) target: Id,
}

/// One thing that must be true of a value.
#[derive(Debug)]
pub(crate) enum Rule {
    /// The schema `false`.
    Never,
    /// It is one of these, as bits of [`crate::kind`].
    Type(u8),
    Const(Place),
    /// It equals one item of this array.
    Enum(Place),
    MultipleOf(Divisor, Place),
    Bound(Bound, Place),
    Count(Count, u32),
    /// The number of the expression and where it stands.
    Pattern(u32, Place),
    Unique,
    Contains(Box<Contains>),
    /// The names in this array are members.
    Required(Place),
    Members(Box<Members>),
    PropertyNames(Id),
    /// Where this member is, the names in this array are members.
    DependentRequired(Place, Place),
    /// Where this member is, this holds.
    Dependent(Place, Id),
    Items(Box<Items>),
    All(Box<[Id]>),
    Any(Box<[Id]>),
    One(Box<[Id]>),
    Not(Id),
    If(Box<Conditional>),
    Reference(Id),
    /// A reference to the outermost part with this anchor, or to this one.
    Dynamic(Box<str>, Id),
    UnevaluatedProperties(Id),
    UnevaluatedItems(Id),
}

/// `minimum` and the like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bound {
    Minimum,
    Above,
    Maximum,
    Below,
}

/// `minLength` and the like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Count {
    MinLength,
    MaxLength,
    MinItems,
    MaxItems,
    MinProperties,
    MaxProperties,
}

/// `contains` with its limits.
#[derive(Debug)]
pub(crate) struct Contains {
    pub(crate) schema: Id,
    pub(crate) least: u32,
    pub(crate) most: Option<u32>,
    /// What it finds counts as looked at: not before draft 2020-12.
    pub(crate) evaluates: bool,
}

/// `properties`, `patternProperties` and `additionalProperties`.
#[derive(Debug, Default)]
pub(crate) struct Members {
    /// By name, in the order of [`by_length`].
    pub(crate) named: Box<[(Place, Id)]>,
    pub(crate) patterns: Box<[(u32, Id)]>,
    pub(crate) others: Option<Id>,
}

/// `prefixItems` and `items`, or their older forms.
#[derive(Debug, Default)]
pub(crate) struct Items {
    pub(crate) first: Box<[Id]>,
    pub(crate) others: Option<Id>,
}

/// `if`, `then` and `else`.
#[derive(Debug)]
pub(crate) struct Conditional {
    pub(crate) condition: Id,
    pub(crate) then: Option<Id>,
    pub(crate) otherwise: Option<Id>,
}

/// An order of names that is fast to find one in: those of another length need no look.
pub(crate) fn by_length(a: &str, b: &str) -> Ordering {
    a.len().cmp(&b.len()).then_with(|| a.cmp(b))
}

impl Rules {
    /// The text as JSON.
    pub(crate) fn json(&self) -> Json<'_> {
        self.tape.with(&self.text)
    }

    /// The part with this number.
    pub(crate) fn part(&self, id: Id) -> &Part {
        const ANYTHING: &Part = &Part {
            rules: Vec::new(),
            place: 0,
            resource: 0,
            unevaluated: false,
        };
        self.parts.get(id.0 as usize).unwrap_or(ANYTHING)
    }
}
