//! Operators that ask the [budget](super::budget) before they allocate; as filters, under names that
//! no template can write.

use super::budget::{VALUE, concatenated, spend};
use super::filter::{Filter, there};
use super::write::wrong;
use minijinja::value::{Rest, Value, ValueKind};
use minijinja::{Environment, Error};

pub(super) const ADD: &str = "+";
pub(super) const MULTIPLY: &str = "*";
pub(super) const CONCATENATE: &str = "~";
pub(super) const IN: &str = "in";

/// Adds them.
pub(super) fn register(environment: &mut Environment<'static>) {
    let table: [(&str, Filter); 4] = [
        (ADD, add),
        (MULTIPLY, multiply),
        (CONCATENATE, concatenate),
        (IN, is_in),
    ];
    for (name, filter) in table {
        environment.add_filter(name, filter);
    }
}

/// The operand on the right: an operator has two.
fn right(rest: Rest<Value>) -> Value {
    rest.0.into_iter().next().unwrap_or_default()
}

fn is_list(value: &Value) -> bool {
    matches!(value.kind(), ValueKind::Seq | ValueKind::Iterable)
}

fn add(a: Value, rest: Rest<Value>) -> Result<Value, Error> {
    let b = right(rest);
    if let (Some(a), Some(b)) = (a.as_str(), b.as_str()) {
        spend(a.len().saturating_add(b.len()))?;
        return Ok(Value::from([a, b].concat()));
    }
    if is_list(&a) && is_list(&b) {
        let mut items = Vec::new();
        for item in a.try_iter()?.chain(b.try_iter()?) {
            spend(VALUE)?;
            items.push(item);
        }
        return Ok(Value::from(items));
    }
    number("+", &a, &b, i128::checked_add, |a, b| a + b)
}

fn multiply(a: Value, rest: Rest<Value>) -> Result<Value, Error> {
    let b = right(rest);
    let repeated = match (a.as_str(), b.as_str()) {
        (Some(text), _) => Some((text, &b)),
        (_, Some(text)) => Some((text, &a)),
        _ => None,
    };
    if let Some((text, times)) = repeated {
        let times = times.as_usize().filter(|_| times.is_integer());
        let times = times.ok_or_else(|| wrong("a text is multiplied by a whole number"))?;
        spend(text.len().saturating_mul(times))?;
        return Ok(Value::from(text.repeat(times)));
    }
    number("*", &a, &b, i128::checked_mul, |a, b| a * b)
}

/// Whole numbers stay such; what is too large for them is refused.
fn number(
    name: &str,
    a: &Value,
    b: &Value,
    whole: fn(i128, i128) -> Option<i128>,
    float: fn(f64, f64) -> f64,
) -> Result<Value, Error> {
    let (a, b) = (there(a.clone())?, there(b.clone())?);
    if !a.is_number() || !b.is_number() {
        let (a, b) = (a.kind(), b.kind());
        return Err(wrong(format!("`{name}` does not fit a {a} and a {b}")));
    }
    if a.is_integer() && b.is_integer() {
        let result = whole(i128::try_from(a)?, i128::try_from(b)?);
        let result = result.ok_or_else(|| wrong(format!("`{name}` makes too large a number")))?;
        return Ok(i64::try_from(result).map_or_else(|_| Value::from(result), Value::from));
    }
    Ok(Value::from(float(f64::try_from(a)?, f64::try_from(b)?)))
}

fn concatenate(a: Value, rest: Rest<Value>) -> Result<Value, Error> {
    let b = right(rest);
    let (a, b) = (there(a)?, there(b)?);
    concatenated(format_args!("{a}{b}")).map(Value::from)
}

/// Whether `item` is in `container`: a part of a text, an item of a list, a name of an object.
fn is_in(item: Value, rest: Rest<Value>) -> Result<Value, Error> {
    let container = right(rest);
    let (item, container) = (there(item)?, there(container)?);
    if let Some(text) = container.as_str() {
        spend(text.len())?;
        let part = concatenated(format_args!("{item}"))?;
        return Ok(Value::from(text.contains(&part)));
    }
    if is_list(&container) {
        for other in container.try_iter()? {
            spend(1)?;
            if other == item {
                return Ok(Value::from(true));
            }
        }
        return Ok(Value::from(false));
    }
    match container.as_object() {
        Some(object) => Ok(Value::from(object.get_value(&item).is_some())),
        None => Err(wrong(format!("nothing can be `in` a {}", container.kind()))),
    }
}
