//! prompts/get.

use crate::server::Server;
use portico_mcp::RpcError;
use portico_mcp::jsonrpc::Params;
use std::collections::HashMap;

pub(super) fn get(server: &Server, params: &Params<'_>, out: &mut Vec<u8>) -> Result<(), RpcError> {
    let name = Params::string(params.name, "name")?;
    let prompt = server
        .prompts
        .get(&name)
        .ok_or_else(|| RpcError::invalid_params(format!("Unknown prompt: {name}")))?;
    let values: HashMap<String, String> = match params.arguments {
        None => HashMap::new(),
        Some(raw) => serde_json::from_str(raw.get()).map_err(|_| {
            RpcError::invalid_params("Invalid params: `arguments` must be an object of strings")
        })?,
    };
    prompt.render(&values, out)
}
