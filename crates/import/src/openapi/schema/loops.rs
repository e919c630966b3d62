//! Schemas that are put together of themselves: checking them would never end, so a part is left out.

use crate::openapi::source::Source;
use crate::tree::Value;
use std::collections::HashSet;

/// Most schemas that are looked at for one answer.
const FARTHEST: usize = 2000;

/// Keywords whose schemas a value has to fit, all of them.
const ALL: [&str; 1] = ["allOf"];

/// Keywords whose schemas are about the same value, besides.
const SOME: [&str; 6] = ["anyOf", "oneOf", "not", "if", "then", "else"];

/// Whether the schema `reference` is put together of what `target` refers to, through `allOf` alone
/// or, if `any`, through all keywords that are about the same value.
pub(super) fn leads_to(source: &Source, reference: &str, target: &str, any: bool) -> bool {
    let mut seen = HashSet::new();
    let mut open = vec![reference.to_owned()];
    while let Some(reference) = open.pop() {
        if reference == target {
            return true;
        }
        if seen.len() >= FARTHEST || !seen.insert(reference.clone()) {
            continue;
        }
        if let Ok(part) = source.find(&reference) {
            same_value(part.value, any, 0, &mut open);
        }
    }
    false
}

fn same_value(schema: &Value, any: bool, depth: usize, out: &mut Vec<String>) {
    if depth > 20 {
        return;
    }
    if let Some(reference) = schema.get("$ref").and_then(Value::as_text) {
        out.push(reference.to_owned());
    }
    let some: &[&str] = if any { &SOME } else { &[] };
    for keyword in ALL.iter().chain(some) {
        match schema.get(keyword) {
            Some(Value::List(schemas)) => {
                for schema in schemas {
                    same_value(schema, any, depth + 1, out);
                }
            }
            Some(schema) => same_value(schema, any, depth + 1, out),
            None => {}
        }
    }
}
