//! Templates: of resources' URIs, and of prompts.
//!
//! Lines: a URI template, a URI; then the text of a prompt, which is also its argument's value.

use crate::split::{lines, text};
use portico_config::{PromptTemplate, UriTemplate};
use std::fmt::Write;

/// Runs one input.
pub fn run(data: &[u8]) {
    let ([template, uri], prompt) = lines(data);
    of_uris(text(template), text(uri));
    of_prompts(text(prompt));
}

fn of_uris(text: &str, uri: &str) {
    let Ok(template) = UriTemplate::parse(text) else {
        return;
    };
    let count = template.variables().count();
    assert!(count > 0);
    let Some(values) = template.matches(uri) else {
        return;
    };
    assert_eq!(values.len(), count);
    // A value in which every byte is encoded holds hexadecimal digits only: where the template's
    // own text has none, what is expanded matches again, with the same values.
    let mut expanded = String::new();
    let mut rest = text;
    for (name, value) in &values {
        let (before, after) = rest.split_once(&format!("{{{name}}}")).unwrap();
        expanded.push_str(before);
        for byte in value.bytes() {
            write!(expanded, "%{byte:02X}").unwrap();
        }
        rest = after;
    }
    expanded.push_str(rest);
    let mut literals = text.split('{').flat_map(|part| part.split('}').skip(1));
    if literals.all(|literal| !literal.contains(|c: char| c == '%' || c.is_ascii_hexdigit())) {
        assert_eq!(template.matches(&expanded), Some(values), "{text} {uri}");
    }
}

fn of_prompts(text: &str) {
    let Ok(template) = PromptTemplate::parse(text, &["a", "b"]) else {
        return;
    };
    let rendered = template.render([("a", text), ("b", "")], 1_000);
    if template.is_fixed() {
        assert_eq!(rendered.as_deref(), Ok(text));
    }
    if let Ok(rendered) = rendered {
        assert!(rendered.len() <= 8 << 20);
    }
}
