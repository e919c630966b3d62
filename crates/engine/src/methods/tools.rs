//! tools/call.

use super::Outcome;
use crate::answer::Cacheable;
use crate::call::{Call, Context, Then};
use crate::mirror;
use portico_mcp::RpcError;
use portico_mcp::jsonrpc::Params;
use portico_rest::Arguments;
use std::fmt::Display;

pub(super) fn call(
    context: &Context<'_>,
    params: &Params<'_>,
    out: &mut Vec<u8>,
) -> Result<Outcome, RpcError> {
    let name = Params::string(params.name, "name")?;
    let tool = context
        .snapshot
        .server
        .tools
        .get(&name)
        .ok_or_else(|| RpcError::invalid_params(format!("Unknown tool: {name}")))?;
    let arguments = match Arguments::parse(params.arguments.map(|raw| raw.get())) {
        Ok(arguments) => arguments,
        Err(reason) => return Ok(failed(out, &reason)),
    };
    if context.era.is_modern() {
        mirror::check(&tool.mirrored, context.parameters, &arguments)?;
    }
    let then = Then::Tool(tool.clone());
    match Call::new(context, &tool.operation, &arguments, tool.timeout, then) {
        Ok(call) => Ok(Outcome::Call(Box::new(call))),
        Err(reason) => Ok(failed(out, &reason)),
    }
}

/// A result rather than an error: the model can read it and correct itself.
fn failed(out: &mut Vec<u8>, reason: &dyn Display) -> Outcome {
    portico_rest::tool_error(out, &reason.to_string());
    Outcome::Done(Cacheable::No)
}
