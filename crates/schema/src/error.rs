//! What is wrong with a schema, and what is wrong with a value.

/// Why a schema cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}{message}", if path.is_empty() { String::new() } else { format!("{path}: ") })]
pub struct SchemaError {
    /// Where in the schema: `properties.lines.items.pattern`. Empty for the schema as a whole.
    pub path: String,
    /// What is wrong and what to do about it.
    pub message: String,
}

/// One thing wrong with a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// Where: `order.lines[2].count`. Empty for the value as a whole.
    pub path: String,
    /// What was expected and what was given, as a sentence without a full stop that names the
    /// place: "`limit` must be an integer from 1 to 100, but is \"many\"".
    pub message: String,
}
