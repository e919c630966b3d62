//! tools/call.

use super::Outcome;
use crate::answer::Cacheable;
use crate::call::{Call, Context, NoCall, Then};
use portico_mcp::RpcError;
use portico_mcp::jsonrpc::Params;
use portico_rest::Arguments;

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
    let call = Arguments::parse(params.arguments.map(|raw| raw.get()))
        .map_err(NoCall::Arguments)
        .and_then(|arguments| {
            Call::new(
                context,
                &tool.operation,
                &arguments,
                tool.timeout,
                Then::Tool(tool.clone()),
            )
        });
    match call {
        Ok(call) => Ok(Outcome::Call(Box::new(call))),
        // A result rather than an error: the model can read it and correct itself.
        Err(reason) => {
            portico_rest::tool_error(out, &reason.to_string());
            Ok(Outcome::Done(Cacheable::No))
        }
    }
}
