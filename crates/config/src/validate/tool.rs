//! Rules of tools.

use super::{at, limits, name, schema, server, under};
use crate::model::Tool;
use portico_rest::FieldError;

/// The errors of one tool.
pub(super) fn check(tool: &Tool) -> Vec<FieldError> {
    let mut errors = Vec::new();
    errors.extend(at("name", name::tool(&tool.name)));
    errors.extend(server::icons(&tool.icons));
    if let Some(input) = &tool.input_schema {
        errors.extend(under("inputSchema", schema::input(input)));
    }
    if let Some(output) = &tool.output_schema {
        errors.extend(under("outputSchema", schema::output(output)));
    }
    if let Some(meta) = &tool.meta {
        errors.extend(at("_meta", schema::object(meta)));
    }
    if let Some(timeout) = tool.timeout {
        errors.extend(at("timeout", limits::timeout(timeout)));
    }
    errors
}
