//! Tests of the rules: each document with the errors that its author sees. Every rule has a
//! document that breaks it, and the right documents beside it break none.

mod across;
mod parts;
mod secret;
mod server;
mod upstream;

use super::validate;
use crate::parse;
use std::fmt::Write;

/// The errors of each of the documents that `document` makes of `cases`, as a table.
fn table(cases: &[&str], document: impl Fn(&str) -> String) -> String {
    let mut table = String::new();
    for case in cases {
        writeln!(table, "{case}").unwrap();
        let document = parse(&document(case)).unwrap_or_else(|error| panic!("{case}: {error}"));
        for error in validate(&document) {
            writeln!(table, "  at `{}`: {}", error.path, error.message).unwrap();
        }
    }
    table
}

/// Asserts that the documents that `document` makes of `cases` have no errors.
fn assert_right(cases: &[&str], document: impl Fn(&str) -> String) {
    for case in cases {
        let document = parse(&document(case)).unwrap_or_else(|error| panic!("{case}: {error}"));
        assert_eq!(validate(&document), [], "{case}");
    }
}
