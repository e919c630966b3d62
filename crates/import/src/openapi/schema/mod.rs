//! Schemas of the description become JSON Schemas of draft 2020-12 that stand by themselves.
//!
//! `convert` does one schema, `keyword` single keywords, `loops` finds what would never end,
//! `assemble` puts in what is referred to: in place, or under `$defs` where it is large and used
//! twice, or refers to itself.

mod assemble;
mod convert;
mod keyword;
mod loops;

use super::source::{Part, Source};
use crate::report::Warnings;
use crate::tree::Value;
use convert::Converter;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// The key under which a converted schema refers to another part of the description. No description
/// has it.
const REFERENCE: &str = "\u{0}reference";

/// What schemas are made for.
#[derive(Debug)]
pub(crate) struct Schemas<'s> {
    source: &'s Source,
    /// What is referred to, by reference.
    known: RefCell<HashMap<String, Rc<Definition>>>,
}

/// A schema that others refer to.
#[derive(Debug)]
struct Definition {
    body: Value,
    /// What it refers to, each as often as it does.
    references: Vec<String>,
    /// Bytes of its text.
    size: usize,
    place: String,
    warnings: Warnings,
}

impl<'s> Schemas<'s> {
    pub(crate) fn new(source: &'s Source) -> Self {
        Self {
            source,
            known: RefCell::default(),
        }
    }

    /// A schema, with references that [`Self::assemble`] resolves.
    pub(crate) fn convert(&self, part: &Part<'s>, warnings: &mut Warnings) -> Value {
        let mut converter = Converter::new(self.source, None);
        let value = converter.schema(part, 0);
        warnings.extend(converter.warnings.into_vec());
        value
    }

    /// A schema that stands by itself.
    pub(crate) fn assemble(&self, root: Value, warnings: &mut Warnings) -> Value {
        assemble::assemble(self, root, warnings)
    }

    fn definition(&self, reference: &str) -> Rc<Definition> {
        if let Some(known) = self.known.borrow().get(reference) {
            return Rc::clone(known);
        }
        let definition = match self.source.find(reference) {
            Ok(part) => {
                let mut converter = Converter::new(self.source, Some(reference));
                let body = converter.schema(&part, 0);
                let mut references = Vec::new();
                assemble::references(&body, &mut references);
                Definition {
                    size: body.to_string().len(),
                    references,
                    body,
                    place: part.place,
                    warnings: converter.warnings,
                }
            }
            Err(_) => Definition {
                body: Value::Bool(true),
                references: Vec::new(),
                size: 4,
                place: reference.to_owned(),
                warnings: Warnings::default(),
            },
        };
        let definition = Rc::new(definition);
        let mut known = self.known.borrow_mut();
        known.insert(reference.to_owned(), Rc::clone(&definition));
        definition
    }
}
