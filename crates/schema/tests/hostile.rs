//! Schemas and values that are made to be expensive, or to break a check.

#![expect(clippy::unwrap_used, reason = "tests fail by panics")]

use portico_schema::Schema;
use std::time::{Duration, Instant};

fn in_time<T>(run: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = run();
    let took = start.elapsed();
    assert!(took < Duration::from_secs(5), "took {took:?}");
    result
}

/// Compiles and checks, in time and on the stack of a small thread.
fn violations(schema: String, value: String) -> Vec<String> {
    let check = move || {
        let schema = in_time(|| Schema::compile(&schema)).unwrap();
        let violations = in_time(|| schema.check(&value));
        violations.into_iter().map(|one| one.message).collect()
    };
    let thread = std::thread::Builder::new().stack_size(2 << 20);
    thread.spawn(check).unwrap().join().unwrap()
}

const TOO_COMPLEX: &str = "this is too complex to be checked: give less at once";

#[test]
fn schemas_that_fan_out() {
    let levels = (0..60).map(|at| {
        let next = at + 1;
        format!(
            r##""{at}": {{"allOf": [{{"$ref": "#/$defs/{next}"}}, {{"$ref": "#/$defs/{next}"}}]}}"##
        )
    });
    let levels = levels.collect::<Vec<_>>().join(",");
    let schema = format!(r##"{{"$ref": "#/$defs/0", "$defs": {{{levels}, "60": {{}}}}}}"##);
    assert_eq!(violations(schema, "1".to_owned()), [TOO_COMPLEX]);
}

#[test]
fn choices_that_fan_out() {
    let mut schema = r#"{"type": "string"}"#.to_owned();
    for _ in 0..30 {
        schema = format!(r#"{{"anyOf": [{schema}, {{"not": {{}}}}]}}"#);
    }
    assert_eq!(violations(schema, "1".to_owned()).len(), 1);
}

#[test]
fn long_chains_of_references() {
    let links = (0..3000).map(|at| format!(r##""{at}": {{"$ref": "#/$defs/{}"}}"##, at + 1));
    let links = links.collect::<Vec<_>>().join(",");
    let schema = format!(r##"{{"$ref": "#/$defs/0", "$defs": {{{links}, "3000": {{}}}}}}"##);
    assert_eq!(violations(schema, "1".to_owned()), [TOO_COMPLEX]);
}

#[test]
fn expressions_that_backtrack() {
    let schema = r#"{"pattern": "^(([a-z])+.)+[A-Z]([a-z])+$"}"#.to_owned();
    let value = format!("\"{}\"", "a".repeat(20_000));
    assert_eq!(violations(schema, value).len(), 1);
    let schema = r#"{"pattern": "(x+x+)+y"}"#.to_owned();
    let value = format!("\"{}\"", "x".repeat(100_000));
    assert_eq!(violations(schema, value).len(), 1);
    let schema = r#"{"pattern": "(a?){2000}a{2000}b"}"#.to_owned();
    let value = format!("\"{}\"", "a".repeat(100_000));
    assert_eq!(violations(schema, value), [TOO_COMPLEX]);
}

#[test]
fn values_that_are_deep_or_wide() {
    let schema = r##"{"items": {"$ref": "#"}, "additionalProperties": {"$ref": "#"}}"##.to_owned();
    let deep = format!("{}{}", "[".repeat(128), "]".repeat(128));
    assert!(violations(schema.clone(), deep).is_empty());
    let deep = format!("{}{}", "[".repeat(129), "]".repeat(129));
    assert_eq!(violations(schema.clone(), deep).len(), 1);
    let deep = r#"{"a":"#.repeat(1_000_000);
    assert_eq!(violations(schema, deep).len(), 1);
    let names = (0..100_000).map(|at| format!("\"{at}\":{at}"));
    let wide = format!("{{{}}}", names.collect::<Vec<_>>().join(","));
    let schema =
        r#"{"required": ["5", "99999", "x"], "patternProperties": {"9$": {"minimum": 9}}}"#;
    assert_eq!(
        violations(schema.to_owned(), wide),
        ["`x` is required, but is missing"]
    );
}

#[test]
fn items_that_must_differ() {
    let unique = r#"{"uniqueItems": true}"#;
    let different = (0..100_000).map(|at| format!("[{at}]"));
    let different = format!("[{}]", different.collect::<Vec<_>>().join(","));
    assert!(violations(unique.to_owned(), different).is_empty());
    // These have the same fingerprint: its bits above the first four bytes' are all that differs.
    let same = format!("[{}]", vec!["{\"a\":[1,2]}"; 50_000].join(","));
    assert_eq!(violations(unique.to_owned(), same).len(), 1);
}

#[test]
fn numbers_of_any_size() {
    let limits = r#"{"maximum": 1e400, "minimum": -1e-400, "multipleOf": 1e-300}"#;
    let long = format!("{}.{}", "9".repeat(100_000), "0".repeat(100_000));
    for value in ["1e400", "0e999999999", "1e-300", "9007199254740993", "0"] {
        assert!(
            violations(limits.to_owned(), value.to_owned()).is_empty(),
            "{value}"
        );
    }
    for value in [
        "1.0000000001e400",
        "-1e-399",
        "1e-301",
        "1e999999999",
        &long,
    ] {
        assert_eq!(
            violations(limits.to_owned(), value.to_owned()).len(),
            1,
            "{value}"
        );
    }
    let integer = r#"{"type": "integer"}"#;
    for value in ["1.0", "1e99999999", "10e-1", &long] {
        assert!(violations(integer.to_owned(), value.to_owned()).is_empty());
    }
    assert_eq!(
        violations(integer.to_owned(), "1e-999999999".to_owned()).len(),
        1
    );
}
