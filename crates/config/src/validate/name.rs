//! Names of documents, tools, prompts, resources and arguments.

use crate::prompt_template::is_identifier;

/// Most characters of the name of a document or tenant, as in a DNS label.
const LONGEST_LABEL: usize = 63;
/// Most characters of a name that MCP clients see (MCP 2025-11-25, server/tools, "Tool Names").
const LONGEST_NAME: usize = 128;

/// The name of a document or tenant: it becomes part of resource names, cluster names and stats.
///
/// # Errors
/// What such a name is made of.
pub fn document(name: &str) -> Result<(), String> {
    let legal = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    let edge_is_hyphen = name.starts_with('-') || name.ends_with('-');
    if (1..=LONGEST_LABEL).contains(&name.len()) && name.bytes().all(legal) && !edge_is_hyphen {
        return Ok(());
    }
    Err(format!(
        "use 1 to {LONGEST_LABEL} characters of a-z, 0-9 and `-`, with a letter or digit at both ends"
    ))
}

/// The name of a tool, which models see.
pub(super) fn tool(name: &str) -> Result<(), String> {
    let legal = |byte: u8| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte);
    if (1..=LONGEST_NAME).contains(&name.len()) && name.bytes().all(legal) {
        return Ok(());
    }
    Err(format!(
        "use 1 to {LONGEST_NAME} characters of A-Z, a-z, 0-9, `_`, `.` and `-`"
    ))
}

/// The name of a prompt or resource, which people see too.
pub(super) fn label(name: &str) -> Result<(), String> {
    let length = name.chars().count();
    if !(1..=LONGEST_NAME).contains(&length) || name.chars().any(char::is_control) {
        return Err(format!(
            "use 1 to {LONGEST_NAME} characters, without control characters"
        ));
    }
    if name.trim() != name {
        return Err("remove the blanks at its ends".to_owned());
    }
    Ok(())
}

/// The name of a prompt's argument, which templates use as `args.NAME`.
pub(super) fn argument(name: &str) -> Result<(), String> {
    if name.len() <= LONGEST_NAME && is_identifier(name) {
        return Ok(());
    }
    Err(format!(
        "use 1 to {LONGEST_NAME} letters, digits and `_`, without a digit first"
    ))
}
