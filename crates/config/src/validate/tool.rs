//! Rules of tools.

use super::{at, limits, name, schema, server, under};
use crate::model::{Tool, ToolRetries};
use portico_rest::{FieldError, Operation, Presenter};

/// The errors of one tool.
pub(super) fn check(tool: &Tool) -> Vec<FieldError> {
    let mut errors = Vec::new();
    errors.extend(at("name", name::tool(&tool.name)));
    errors.extend(server::icons(&tool.icons));
    errors.extend(operation(tool));
    if let Some(result) = &tool.result {
        let presenter = Presenter::compile(
            result,
            tool.input_schema.as_ref(),
            tool.output_schema.is_some(),
        );
        errors.extend(under("result", presenter.err().unwrap_or_default()));
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
    errors.extend(tool.retries.iter().flat_map(retries));
    errors
}

fn retries(retries: &ToolRetries) -> Vec<FieldError> {
    let conditions = match (retries.attempts, retries.on.is_empty()) {
        (1.., true) => Err("add at least one condition, such as `connect-failure`".to_owned()),
        _ => Ok(()),
    };
    let attempts = at("retries.attempts", limits::tool_retries(retries.attempts));
    attempts
        .into_iter()
        .chain(at("retries.on", conditions))
        .collect()
}

/// The input schema and the operation that its arguments go to. A broken schema is one error: what
/// the operation could take from it is not known.
fn operation(tool: &Tool) -> Vec<FieldError> {
    let input = tool.input_schema.as_ref();
    let errors = input.map(schema::input).unwrap_or_default();
    if !errors.is_empty() {
        return under("inputSchema", errors);
    }
    let operation = Operation::compile(&tool.http, input);
    under("http", operation.err().unwrap_or_default())
}
