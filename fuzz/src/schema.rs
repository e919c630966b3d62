//! JSON Schemas: compiling any, and checking any value.
//!
//! Lines: a schema; the rest is the value.

use crate::split::{lines, text};
use portico_schema::{Document, Schema};
use serde::de::IgnoredAny;

/// Most errors of a schema, and most violations of a value.
const ERRORS: usize = 20;
const VIOLATIONS: usize = 10;

/// Runs one input.
pub fn run(data: &[u8]) {
    let ([schema], value) = lines(data);
    let value = text(value);
    let schema = match Schema::compile(text(schema)) {
        Ok(schema) => schema,
        Err(errors) => {
            assert!((1..=ERRORS).contains(&errors.len()));
            return;
        }
    };
    let violations = schema.check(value);
    assert!(violations.len() <= VIOLATIONS);
    assert_eq!(violations, schema.check(value));
    if serde_json::from_str::<IgnoredAny>(value).is_err() {
        assert_eq!(violations.len(), 1, "{value}");
    }
    let filled = schema.with_defaults(value);
    if let Some(filled) = &filled {
        assert!(filled.len() > value.len());
        serde_json::from_str::<IgnoredAny>(filled).unwrap();
    }
    let Some(document) = Document::read(value) else {
        assert_eq!(violations.len(), 1, "{value}");
        return;
    };
    match schema.complete(&document) {
        Ok(completed) => {
            assert_eq!(completed, filled);
            assert!(
                schema
                    .check(completed.as_deref().unwrap_or(value))
                    .is_empty()
            );
        }
        Err(violations) => assert!((1..=VIOLATIONS).contains(&violations.len())),
    }
}
