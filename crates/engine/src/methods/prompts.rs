//! prompts/get.

use crate::catalog::Snapshot;
use portico_mcp::RpcError;
use portico_mcp::error::shown;
use portico_mcp::jsonrpc::Params;
use portico_rest::limits::OverLimit;
use serde_json::value::RawValue;
use std::collections::HashMap;

pub(super) fn get(
    snapshot: &Snapshot,
    params: &Params<'_>,
    out: &mut Vec<u8>,
) -> Result<(), RpcError> {
    let name = Params::string(params.name, "name")?;
    let prompt = snapshot
        .server
        .prompts
        .get(&name)
        .ok_or_else(|| RpcError::invalid_params(format!("Unknown prompt: {}", shown(&name))))?;
    let raw = params.arguments.map_or("{}", RawValue::get);
    snapshot.head.limits.check(raw).map_err(invalid)?;
    let values: HashMap<String, String> = serde_json::from_str(raw).map_err(|_| {
        RpcError::invalid_params("Invalid params: `arguments` must be an object of strings")
    })?;
    prompt.render(&values, snapshot.head.template_steps, out)
}

fn invalid(error: OverLimit) -> RpcError {
    RpcError::invalid_params(format!("Invalid params: {error}"))
}
