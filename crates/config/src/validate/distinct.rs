//! Values that may stand only once in a list.

use portico_rest::FieldError;
use std::collections::HashMap;

/// An error for each entry of `list` whose `field` has a value that an earlier entry has; entries
/// without a value are passed over. Paths are `list[index].field`.
pub(super) fn check<'a>(
    list: &str,
    field: &str,
    values: impl Iterator<Item = Option<&'a str>>,
) -> Vec<FieldError> {
    let mut first_with = HashMap::new();
    let mut errors = Vec::new();
    for (index, value) in values.enumerate() {
        let Some(value) = value else { continue };
        let first = *first_with.entry(value).or_insert(index);
        if first != index {
            let message =
                format!("{list}[{first}] has the {field} `{value}` already: choose another");
            errors.push(FieldError::new(format!("{list}[{index}].{field}"), message));
        }
    }
    errors
}
