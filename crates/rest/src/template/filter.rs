//! The filters and tests of templates: those of Jinja that shaping requests and results needs.

use super::budget::{VALUE, spend};
use super::value::{Node, Text};
use super::write::{json, text, wrong};
use minijinja::value::{Rest, Value, ValueKind};
use minijinja::{Environment, Error, ErrorKind};

/// A filter: the value and what stands in the parentheses.
pub(super) type Filter = fn(Value, Rest<Value>) -> Result<Value, Error>;
type Test = fn(Value) -> bool;

const FILTERS: [(&str, Filter); 18] = [
    ("count", length),
    ("d", default),
    ("default", default),
    ("first", first),
    ("int", int),
    ("items", items),
    ("join", join),
    ("last", last),
    ("length", length),
    ("lower", lower),
    ("replace", replace),
    ("round", round),
    ("split", split),
    ("string", string),
    ("tojson", tojson),
    ("trim", trim),
    ("truncate", truncate),
    ("upper", upper),
];

const TESTS: [(&str, Test); 7] = [
    ("boolean", |value| value.kind() == ValueKind::Bool),
    ("defined", |value| !value.is_undefined()),
    ("mapping", |value| value.kind() == ValueKind::Map),
    ("none", |value| value.is_none()),
    ("number", |value| {
        value.is_number() || value.downcast_object_ref::<Text>().is_some()
    }),
    ("sequence", |value| value.kind() == ValueKind::Seq),
    ("string", |value| value.kind() == ValueKind::String),
];

/// Tests that the engine itself has.
const OWN_TESTS: [&str; 1] = ["undefined"];

/// Adds all filters and tests.
pub(super) fn add(environment: &mut Environment<'static>) {
    // What is "safe" would go into JSON unescaped.
    for name in ["safe", "escape", "e"] {
        environment.remove_filter(name);
    }
    for name in ["safe", "escaped"] {
        environment.remove_test(name);
    }
    for (name, filter) in FILTERS {
        environment.add_filter(name, filter);
    }
    for (name, test) in TESTS {
        environment.add_test(name, test);
    }
}

/// Whether there is a filter of that name.
pub(super) fn is_filter(name: &str) -> bool {
    FILTERS.iter().any(|(known, _)| *known == name)
}

/// Whether there is a test of that name.
pub(super) fn is_test(name: &str) -> bool {
    TESTS.iter().any(|(known, _)| *known == name) || OWN_TESTS.contains(&name)
}

/// The names of all filters, for messages.
pub(super) fn filters() -> String {
    FILTERS.map(|(name, _)| format!("`{name}`")).join(", ")
}

/// The names of all tests, for messages.
pub(super) fn tests() -> String {
    let own = OWN_TESTS.iter().copied();
    let names: Vec<_> = TESTS
        .iter()
        .map(|(name, _)| *name)
        .chain(own)
        .map(|name| format!("`{name}`"))
        .collect();
    names.join(", ")
}

/// A value that is there; going through it costs what it holds.
pub(super) fn there(value: Value) -> Result<Value, Error> {
    if value.is_undefined() {
        return Err(ErrorKind::UndefinedError.into());
    }
    if let Some(text) = value.as_str() {
        spend(text.len())?;
    }
    Ok(value)
}

/// The text of a value that is there.
fn plain(value: Value) -> Result<String, Error> {
    text(&there(value)?)
}

/// The text in the parentheses at `at`.
fn parameter(rest: &Rest<Value>, at: usize) -> Result<Option<String>, Error> {
    rest.get(at).cloned().map(plain).transpose()
}

/// Takes the place of what is absent or null.
fn default(value: Value, rest: Rest<Value>) -> Result<Value, Error> {
    if value.is_undefined() || value.is_none() {
        return Ok(rest.first().cloned().unwrap_or_else(|| Value::from("")));
    }
    Ok(value)
}

fn length(value: Value, _: Rest<Value>) -> Result<Value, Error> {
    let value = there(value)?;
    if let Some(length) = value.len() {
        return Ok(Value::from(length));
    }
    let broken = value.downcast_object_ref::<Node>().and_then(Node::broken);
    Err(wrong(match broken {
        Some(reason) => reason.to_owned(),
        None => format!("a {} has no length", value.kind()),
    }))
}

fn first(value: Value, _: Rest<Value>) -> Result<Value, Error> {
    Ok(there(value)?.try_iter()?.next().unwrap_or_default())
}

fn last(value: Value, _: Rest<Value>) -> Result<Value, Error> {
    let value = there(value)?;
    spend(value.len().unwrap_or_default())?;
    Ok(value.try_iter()?.last().unwrap_or_default())
}

/// The members of an object as pairs.
fn items(value: Value, _: Rest<Value>) -> Result<Value, Error> {
    let value = there(value)?;
    if value.kind() != ValueKind::Map {
        return Err(wrong(format!("a {} has no items", value.kind())));
    }
    let mut pairs = Vec::new();
    for key in value.try_iter()? {
        spend(3 * VALUE)?;
        let member = value.get_item(&key)?;
        pairs.push(Value::from(vec![key, member]));
    }
    Ok(Value::from(pairs))
}

fn join(value: Value, rest: Rest<Value>) -> Result<Value, Error> {
    let separator = parameter(&rest, 0)?.unwrap_or_default();
    let mut joined = String::new();
    for (at, item) in there(value)?.try_iter()?.enumerate() {
        if at > 0 {
            spend(separator.len())?;
            joined.push_str(&separator);
        }
        spend(1)?;
        joined.push_str(&text(&item)?);
    }
    Ok(Value::from(joined))
}

fn split(value: Value, rest: Rest<Value>) -> Result<Value, Error> {
    let value = plain(value)?;
    let separator = parameter(&rest, 0)?.filter(|separator| !separator.is_empty());
    let mut parts = Vec::new();
    let mut push = |part: &str| -> Result<(), Error> {
        spend(VALUE)?;
        parts.push(Value::from(part));
        Ok(())
    };
    match separator {
        Some(separator) => value.split(&separator).try_for_each(&mut push),
        None => value.split_whitespace().try_for_each(&mut push),
    }?;
    Ok(Value::from(parts))
}

fn lower(value: Value, _: Rest<Value>) -> Result<Value, Error> {
    Ok(Value::from(plain(value)?.to_lowercase()))
}

fn upper(value: Value, _: Rest<Value>) -> Result<Value, Error> {
    let text = plain(value)?;
    let mut upper = String::with_capacity(text.len());
    // The same as `str::to_uppercase`, in a tenth of its code.
    for c in text.chars() {
        upper.extend(c.to_uppercase());
    }
    Ok(Value::from(upper))
}

fn trim(value: Value, _: Rest<Value>) -> Result<Value, Error> {
    Ok(Value::from(plain(value)?.trim()))
}

fn string(value: Value, _: Rest<Value>) -> Result<Value, Error> {
    Ok(Value::from(plain(value)?))
}

fn replace(value: Value, rest: Rest<Value>) -> Result<Value, Error> {
    match (parameter(&rest, 0)?, parameter(&rest, 1)?) {
        (Some(from), Some(to)) if !from.is_empty() => {
            let value = plain(value)?;
            spend(value.matches(&from).count().saturating_mul(to.len()))?;
            Ok(Value::from(value.replace(&from, &to)))
        }
        _ => Err(wrong("`replace` needs what to replace, and by what")),
    }
}

/// The first characters, 255 where it is not said how many.
fn truncate(value: Value, rest: Rest<Value>) -> Result<Value, Error> {
    let most = rest.first().map_or(Some(255), Value::as_usize);
    let most = most.ok_or_else(|| wrong("`truncate` needs a number"))?;
    let value = plain(value)?;
    Ok(match value.char_indices().nth(most) {
        Some((end, _)) => Value::from(value.get(..end).unwrap_or_default()),
        None => Value::from(value),
    })
}

fn int(value: Value, _: Rest<Value>) -> Result<Value, Error> {
    let value = plain(value)?;
    let not_a_number = || wrong(format!("`{value}` is no number"));
    if let Ok(integer) = value.parse::<i128>() {
        return Ok(Value::from(integer));
    }
    let float: f64 = value.parse().map_err(|_| not_a_number())?;
    if float.is_finite() && float.abs() < 1e18 {
        #[expect(clippy::cast_possible_truncation, reason = "it is in range")]
        return Ok(Value::from(float as i64));
    }
    Err(not_a_number())
}

fn round(value: Value, rest: Rest<Value>) -> Result<Value, Error> {
    let value = plain(value)?;
    let float: f64 = value
        .parse()
        .map_err(|_| wrong(format!("`{value}` is no number")))?;
    let digits = rest.first().and_then(Value::as_usize).unwrap_or(0).min(15);
    let rounded = format!("{float:.digits$}");
    Ok(Value::from(rounded.parse::<f64>().map_err(|_| {
        wrong(format!("`{value}` cannot be rounded"))
    })?))
}

fn tojson(value: Value, _: Rest<Value>) -> Result<Value, Error> {
    let json = json(&there(value)?)?;
    Ok(Value::from_object(Text(json.into())))
}
