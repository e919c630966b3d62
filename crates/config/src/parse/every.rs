//! Every error of form of a document, as far as its parts can be told apart: one of each tool, prompt
//! and resource of a server, and one of the server itself.
//!
//! Reading stops at the first error. So a document that has one is taken apart and each part read by
//! itself. Only for those who report to people: the filter needs one reason to refuse.

use super::{parse, parse_prompt, parse_resource, parse_server, parse_tool};
use crate::model::Document;
use portico_rest::FieldError;
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// The members of an object, as text.
type Members<'j> = BTreeMap<String, &'j RawValue>;

/// Reads one configuration document as [`parse`] does, with an error for each part that is wrong.
pub fn parse_every(json: &str) -> Result<Document, Vec<FieldError>> {
    parse(json).map_err(|first| {
        let errors = of_server(json).unwrap_or_default();
        if errors.is_empty() {
            vec![first]
        } else {
            errors
        }
    })
}

/// `None` where it is no server, or cannot be taken apart.
fn of_server(json: &str) -> Option<Vec<FieldError>> {
    let mut members: Members<'_> = serde_json::from_str(json).ok()?;
    if members.remove("kind")?.get() != "\"Server\"" {
        return None;
    }
    let mut errors = Vec::new();
    let mut parts = of_list(&mut members, "tools", parse_tool);
    parts.extend(of_list(&mut members, "prompts", parse_prompt));
    parts.extend(of_list(&mut members, "resources", parse_resource));
    let head = serde_json::to_string(&members).ok()?;
    errors.extend(parse_server(&head).err());
    errors.extend(parts);
    Some(errors)
}

/// The errors of the list `name`, which is taken out of `members` where it is one.
fn of_list<T>(
    members: &mut Members<'_>,
    name: &str,
    read: impl Fn(&str) -> Result<T, FieldError>,
) -> Vec<FieldError> {
    let list = members.get(name).map(|json| json.get());
    let Some(items) = list.and_then(|json| serde_json::from_str::<Vec<&RawValue>>(json).ok())
    else {
        return Vec::new();
    };
    members.remove(name);
    let errors = items.into_iter().enumerate().filter_map(|(index, json)| {
        let error = read(json.get()).err()?;
        Some(error.under(&format!("{name}[{index}]")))
    });
    errors.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn errors(json: &str) -> Vec<String> {
        let errors = parse_every(json).unwrap_err();
        errors.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn each_part_tells_its_own() {
        let json = r#"{"kind": "Server", "name": "s", "path": 7, "tols": [],
            "tools": [
                {"name": "a", "http": {"upstream": "u", "path": "/"}},
                {"name": "b", "http": {"upstream": "u", "path": "/", "methd": "GET"}},
                {"name": "c"}],
            "prompts": [{"name": "p", "messages": [{"role": "system", "content": {"type": "text", "text": ""}}]}],
            "resources": [{"name": "r", "uri": ["x:y"]}, 5]}"#;
        insta::assert_snapshot!(errors(json).join("\n"));
    }

    #[test]
    fn what_has_no_parts_tells_the_first() {
        let table = [
            r#"{"kind": "Server", "name": "s", "path": "/s", "tools": {}}"#,
            r#"{"kind": "Server", "name": "s", "name": "s", "path": "/s"}"#,
            r#"{"kind": "Upstream", "name": 7, "url": 8}"#,
            r#"{"kind": "Serve"}"#,
            "[",
        ];
        for json in table {
            assert_eq!(
                errors(json),
                [parse(json).unwrap_err().to_string()],
                "{json}"
            );
        }
        let good = r#"{"kind": "Server", "name": "s", "path": "/s"}"#;
        assert_eq!(parse_every(good).unwrap(), parse(good).unwrap());
    }
}
