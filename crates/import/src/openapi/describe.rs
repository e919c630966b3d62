//! What people and models are told about a tool.

use super::read::Operation;
use crate::name::cut;
use portico_config::model::Annotations;

/// Longest description of a tool, in bytes.
const LONGEST: usize = 2000;

/// Longest title of a tool, in bytes.
const LONGEST_TITLE: usize = 100;

/// One line about an operation.
pub(crate) fn summary(operation: &Operation<'_>) -> Option<String> {
    let summary = operation.part.value.text("summary")?.trim();
    Some(cut(summary, 200).to_owned())
}

/// Whether the description advises against the operation.
pub(crate) fn is_deprecated(operation: &Operation<'_>) -> bool {
    operation.part.value.is_true("deprecated")
}

/// A tool's title: the summary, where it is short.
pub(crate) fn title(operation: &Operation<'_>) -> Option<String> {
    summary(operation).filter(|text| text.len() <= LONGEST_TITLE && !text.contains('\n'))
}

/// A tool's description.
pub(crate) fn description(operation: &Operation<'_>) -> String {
    let value = operation.part.value;
    let mut text = String::new();
    if is_deprecated(operation) {
        text.push_str("Deprecated. ");
    }
    let parts = [value.text("summary"), value.text("description")];
    let [summary, description] = parts.map(|part| part.map_or("", str::trim));
    let is_repeated = description.starts_with(summary.trim_end_matches('.'));
    if is_repeated {
        text.push_str(description);
    } else {
        text.push_str(summary);
        if !description.is_empty() {
            let end = if summary.ends_with(['.', '!', '?']) {
                ""
            } else {
                "."
            };
            text.push_str(&format!("{end}\n\n{description}"));
        }
    }
    if summary.is_empty() && description.is_empty() {
        text.push_str(&format!("{} {}", operation.method, operation.path));
    }
    if text.len() > LONGEST {
        text = format!("{}…", cut(&text, LONGEST).trim_end());
    }
    text
}

/// What the method says about an operation (RFC 9110 sections 9.2.1 and 9.2.2).
pub(crate) fn annotations(method: &str) -> Annotations {
    let read_only = matches!(method, "GET" | "HEAD" | "OPTIONS");
    let idempotent = matches!(method, "PUT" | "DELETE");
    Annotations {
        title: None,
        read_only_hint: Some(read_only),
        destructive_hint: (method == "DELETE").then_some(true),
        idempotent_hint: idempotent.then_some(true),
        open_world_hint: None,
    }
}
