//! What differs between two versions of documents, for people.

use super::content::{Json, quoted};
use super::key::Key;
use super::redact::redact;
use super::yaml;
use crate::secret::REDACTED;
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// How a document differs between two revisions. Secrets are redacted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct DocumentDifference {
    /// Which document.
    pub key: Key,
    /// It as YAML in the first revision; `None` if it was not there.
    pub before: Option<String>,
    /// It as YAML in the second revision; `None` if it is not there.
    pub after: Option<String>,
    /// The fields that differ, where it is in both.
    pub fields: Vec<FieldDifference>,
}

/// One field that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FieldDifference {
    /// Field path (`tools[0].http.path`). Entries of lists that have a `name` go by it
    /// (`tools[get_book]`), so that an entry that was put in between does not change all others.
    pub path: String,
    /// JSON text before; `None` if the field was not there.
    pub before: Option<String>,
    /// JSON text after; `None` if the field is not there.
    pub after: Option<String>,
}

/// What differs in one document; `None` if nothing does.
pub(super) fn of(
    key: &Key,
    before: Option<&str>,
    after: Option<&str>,
) -> Option<DocumentDifference> {
    if before == after {
        return None;
    }
    // What is stored was canonical text when it was written.
    let read = |text: &str| Json::parse(text).unwrap_or_else(|_| Json::Text(text.to_owned()));
    let (old, new) = (before.map(read), after.map(read));
    let shown = |json: &Option<Json>| json.clone().map(|json| redact(key, json));
    let (before, after) = (shown(&old), shown(&new));
    let mut fields = Vec::new();
    if let (Some(old), Some(new)) = (&before, &after) {
        compare("", old, new, &mut fields);
        if fields.is_empty() {
            // Something differs that is not shown.
            fields.push(FieldDifference {
                path: String::new(),
                before: Some(quoted(REDACTED)),
                after: Some(quoted(REDACTED)),
            });
        }
    }
    Some(DocumentDifference {
        key: key.clone(),
        before: before.as_ref().map(yaml::document),
        after: after.as_ref().map(yaml::document),
        fields,
    })
}

fn compare(path: &str, before: &Json, after: &Json, found: &mut Vec<FieldDifference>) {
    if before == after {
        return;
    }
    match (children(before), children(after)) {
        (Some(before), Some(after)) if before.is_object == after.is_object => {
            let count = found.len();
            for (name, old) in &before.of {
                let path = before.path(path, name);
                match after.of.get(name) {
                    Some(new) => compare(&path, old, new, found),
                    None => found.push(difference(path, Some(old), None)),
                }
            }
            for (name, new) in &after.of {
                if !before.of.contains_key(name) {
                    found.push(difference(after.path(path, name), None, Some(new)));
                }
            }
            if found.len() == count && !before.is_object {
                // The same entries in another order.
                found.push(difference(path.to_owned(), None, None));
            }
        }
        _ => found.push(difference(path.to_owned(), Some(before), Some(after))),
    }
}

fn difference(path: String, before: Option<&Json>, after: Option<&Json>) -> FieldDifference {
    FieldDifference {
        path,
        before: before.map(Json::to_text),
        after: after.map(Json::to_text),
    }
}

/// The parts of an object, or of a list whose entries have names.
struct Children<'a> {
    is_object: bool,
    of: BTreeMap<&'a str, &'a Json>,
}

impl Children<'_> {
    fn path(&self, parent: &str, name: &str) -> String {
        match (self.is_object, parent.is_empty()) {
            (true, true) => name.to_owned(),
            (true, false) => format!("{parent}.{name}"),
            (false, _) => format!("{parent}[{name}]"),
        }
    }
}

fn children(json: &Json) -> Option<Children<'_>> {
    match json {
        Json::Object(members) => Some(Children {
            is_object: true,
            of: members
                .iter()
                .map(|(name, value)| (name.as_str(), value))
                .collect(),
        }),
        Json::List(items) => {
            let named = items.iter().map(|item| Some((name_of(item)?, item)));
            let of: BTreeMap<_, _> = named.collect::<Option<_>>()?;
            (of.len() == items.len()).then_some(Children {
                is_object: false,
                of,
            })
        }
        _ => None,
    }
}

fn name_of(json: &Json) -> Option<&str> {
    let Json::Object(members) = json else {
        return None;
    };
    members.iter().find_map(|(name, value)| match value {
        Json::Text(text) if name == "name" => Some(text.as_str()),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(before: &str, after: &str) -> Vec<String> {
        let key = Key::new("Server", "default", "s");
        let found = of(&key, Some(before), Some(after));
        let fields = found.map(|found| found.fields).unwrap_or_default();
        let shown = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
        fields
            .into_iter()
            .map(|f| format!("{}: {} {}", f.path, shown(f.before), shown(f.after)))
            .collect()
    }

    #[test]
    fn fields_that_differ_have_paths() {
        let before =
            r#"{"name":"s","path":"/s","tools":[{"name":"a","n":1},{"name":"b","n":2}],"l":[1,2]}"#;
        let after = r#"{"name":"s","title":"S","path":"/t","tools":[{"name":"c"},{"name":"b","n":3}],"l":[1]}"#;
        assert_eq!(fields(before, before), [""; 0]);
        assert_eq!(
            fields(before, after),
            [
                "l: [1,2] [1]",
                r#"path: "/s" "/t""#,
                r#"tools[a]: {"name":"a","n":1} -"#,
                "tools[b].n: 2 3",
                r#"tools[c]: - {"name":"c"}"#,
                r#"title: - "S""#,
            ]
        );
    }

    #[test]
    fn secrets_are_not_shown() {
        let key = Key::new("Secret", "default", "s");
        let text = |value: &str| format!(r#"{{"kind":"Secret","name":"s","value":"{value}"}}"#);
        let found = of(&key, Some(&text("old")), Some(&text("new"))).unwrap();
        assert_eq!(found.fields.len(), 1);
        let shown = format!("{found:?}");
        assert!(!shown.contains("old") && !shown.contains("new"), "{shown}");
    }
}
